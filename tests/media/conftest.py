"""What the photo tests share: the README's tables and one worker for all of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from visitapp.media.intake import Intake


@dataclass(frozen=True)
class Row:
    """One line of a table in the samples' README."""

    path: Path
    cells: tuple[str, ...]


def _rows(samples: Path, section: str) -> list[Row]:
    text = (samples / "README.md").read_text(encoding="utf-8")
    part = re.split(r"^## ", text, flags=re.MULTILINE)
    chosen = next(body for body in part if body.startswith(f"{section}/"))
    lines = [line.strip("| ").split(" | ") for line in chosen.splitlines() if line[:1] == "|"]
    return [Row(samples / section / cells[0], tuple(cells)) for cells in lines[2:]]


@pytest.fixture(scope="session")
def photo_rows(samples: Path) -> list[Row]:
    """The rows of real photos with their EXIF column."""
    return _rows(samples, "photos")


@pytest.fixture(scope="session")
def hostile_rows(samples: Path) -> list[Row]:
    """The rows of hostile files with their expected reaction."""
    return [row for row in _rows(samples, "hostile") if row.cells[3] != "see text"]


@pytest.fixture(scope="session")
def intake() -> Iterator[Intake]:
    """One real worker process."""
    with Intake() as running:
        yield running
