"""``visitapp init``: set up this computer; complete without any office (N-17)."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from visitapp.actions.people import split_reading
from visitapp.cli.catalogue import SUMMARIES
from visitapp.cli.output import say
from visitapp.cli.session import new_passphrase
from visitapp.cli.wishes import wishes
from visitapp.errors import Known
from visitapp.settings import load_settings, save_settings
from visitapp.store.store import DATABASE
from visitapp.texts import N_, translate
from visitapp.workspace import init_workspace

app = typer.Typer(rich_markup_mode=None)


@app.command("init", help=SUMMARIES["init"])
def init(
    key: Annotated[
        str,
        typer.Option(
            "--key",
            metavar="keyring|passphrase|file:PATH",
            help=N_("Where the key of the records is kept."),
        ),
    ] = "keyring",
    person: Annotated[
        str, typer.Option("--person", metavar="NAME", help=N_("Who records on this computer."))
    ] = "",
    company: Annotated[
        str, typer.Option("--company", metavar="NAME", help=N_("The company on the note."))
    ] = "",
    department: Annotated[
        str, typer.Option("--department", metavar="NAME", help=N_("The department on the note."))
    ] = "",
    phone: Annotated[
        str, typer.Option("--phone", metavar="NUMBER", help=N_("The number a customer calls."))
    ] = "",
    hours: Annotated[
        str, typer.Option("--hours", metavar="TEXT", help=N_("When somebody answers it."))
    ] = "",
) -> None:
    """Init."""
    asked = wishes()
    if not (asked.folder / DATABASE).exists():
        # before the records: whoever is interrupted here can simply set up again
        given = {"company": company, "department": department, "phone": phone, "hours": hours}
        _settle(
            asked.folder,
            split_reading(person)[0],
            {name: text for name, text in given.items() if text},
        )
    name, kana = split_reading(person)
    made = init_workspace(
        asked.folder, key, person=name, kana=kana, clock=asked.clock, passphrase=new_passphrase
    )
    value = {
        "folder": str(made.folder),
        "person": made.person,
        "recovery_code": made.recovery_code,
    }
    lines = [
        translate(N_("Set up in {folder}."), folder=made.folder),
        translate(N_("Recovery code (print it and keep it away from this computer):")),
        made.recovery_code,
    ]
    say(value, lines)


def _settle(folder: Path, person: str, sender: dict[str, Any]) -> None:
    """Write the settings that were given; the rest stays as it is."""
    if not person and not sender:
        return
    old = load_settings(folder)
    new = replace(old, person=person or old.person, sender=replace(old.sender, **sender))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        save_settings(folder, new)
    except OSError as error:
        raise Known(
            "Folder not usable",
            "The folder {path} cannot be written.",
            "Choose another folder with --data, or ask for the right to write there.",
            path=folder,
        ) from error
