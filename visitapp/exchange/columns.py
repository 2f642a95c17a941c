"""Which column of a list means what: headings by synonyms (design 5), kept in resources."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from visitapp import assets
from visitapp.domain.names import folded_text
from visitapp.exchange.table import Row

_SEARCHED_ROWS = 30
_NAMING = {"name", "family", "company", "customer_no"}
_MARKS = re.compile(r"[\s*※:・.＿_-]|\((?:必須|任意|全角|半角|required|optional)\)|必須|任意")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The heading row: its place among the rows read, field by column, and what was not known."""

    row: Row
    fields: Mapping[int, str]
    unknown: tuple[str, ...]

    @property
    def width(self) -> int:
        """How many cells a full row has."""
        return len(self.row.cells)

    def label(self, field: str) -> str:
        """What the file calls ``field``; the field itself when it has no column of that name."""
        places = (place for place, known in self.fields.items() if known == field)
        place = next(places, None)
        return field if place is None else self.row.cells[place].strip()


def find_heading(rows: Sequence[Row]) -> Heading | None:
    """The heading among the first rows: the row with most known columns, one of them a name.

    A field that two columns claim belongs to the first. None when no row has two known columns.
    """
    best: Heading | None = None
    for row in rows[:_SEARCHED_ROWS]:
        found = _read_heading(row)
        enough = len(found.fields) >= 2 and _NAMING & set(found.fields.values())
        if enough and (best is None or len(found.fields) > len(best.fields)):
            best = found
    return best


def _read_heading(row: Row) -> Heading:
    fields: dict[int, str] = {}
    unknown = []
    for place, cell in enumerate(row.cells):
        field = _synonyms().get(_plain(cell), "")
        if field and field not in fields.values():
            fields[place] = field
        elif cell.strip():
            unknown.append(cell.strip())
    return Heading(row=row, fields=fields, unknown=tuple(unknown))


@cache
def _synonyms() -> Mapping[str, str]:
    table = tomllib.loads(assets.path("names", "columns.toml").read_text(encoding="utf-8"))
    return {_plain(word): field for field, words in table.items() for word in words}


def _plain(heading: str) -> str:
    return _MARKS.sub("", folded_text(heading))
