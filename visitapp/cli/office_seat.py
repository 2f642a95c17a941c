"""What every ``visitapp office`` command shares: its folder, its clock, how it answers."""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import platformdirs
import typer

from visitapp.cli.columns import harmless
from visitapp.cli.wishes import wishes
from visitapp.clock import Clock, SystemClock
from visitapp.errors import Known
from visitapp.texts import N_

Data = Annotated[
    Path | None,
    typer.Option("--data", envvar="VISITAPP_OFFICE_DATA", help=N_("Folder of the office.")),
]
AsJson = Annotated[bool, typer.Option("--json", help=N_("Print one JSON value."))]


def clock() -> Clock:
    """The clock wished for, else this computer's."""
    return wishes().clock or SystemClock()


def folder_of(data: Path | None) -> Path:
    """The office's folder, the usual one for None; Known when something else lies there."""
    folder = data or platformdirs.user_data_path("visitapp-office", appauthor=False)
    if folder.exists() and not folder.is_dir():
        raise Known(
            "Folder not usable",
            "The folder {path} cannot be written.",
            "Choose another folder with --data, or ask for the right to write there.",
            path=folder,
        )
    return folder


def show(value: Mapping[str, object], as_json: bool, sentence: Callable[[], str]) -> None:
    """The value as JSON, or the sentence (several, one a line)."""
    lines = [json.dumps(value, ensure_ascii=False)] if as_json else sentence().split("\n")
    sys.stdout.write("".join(f"{line if as_json else harmless(line)}\n" for line in lines))
    sys.stdout.flush()
