"""Rows of text as they stand in a file, and the limits every reader of a list keeps."""

import unicodedata
from dataclasses import dataclass

from visitapp.errors import Known
from visitapp.exchange.remark import Remark, remark
from visitapp.texts import N_

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 50_000
MAX_CELL = 10_000
MAX_CELLS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its number in the file (from 1) and its cells, code point for code point."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a file holds: the rows that could be read, and a remark for each that could not."""

    rows: tuple[Row, ...]
    refused: tuple[Remark, ...] = ()
    warned: tuple[Remark, ...] = ()


def is_blank(cells: tuple[str, ...]) -> bool:
    """Whether there is nothing but spaces in all cells."""
    return not any(cell.strip() for cell in cells)


def flaw(row: Row) -> Remark | None:
    """Why the cells of ``row`` can't be trusted, None when they can."""
    if len(row.cells) > MAX_CELLS:
        return remark(row.number, N_("The row has more than {limit} cells."), limit=MAX_CELLS)
    for place, cell in enumerate(row.cells, start=1):
        if len(cell) > MAX_CELL:
            return remark(
                row.number,
                N_("Cell {cell} is too long: {length} characters, at most {limit} are read."),
                cell=place,
                length=len(cell),
                limit=MAX_CELL,
            )
        if any(unicodedata.category(c) == "Cc" and c not in "\t\r\n" for c in cell):
            return remark(
                row.number, N_("Cell {cell} holds a control character: it is damaged."), cell=place
            )
    return None


def demand_rows(count: int) -> None:
    """Raises Known when a file has more rows than we read."""
    if count > MAX_ROWS:
        raise Known(
            "The list is too long",
            "The file has more than {limit} rows.",
            "Divide the list into several files.",
            limit=MAX_ROWS,
        )
