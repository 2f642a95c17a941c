"""XLSX workbooks as people keep them: titles above the headings, sums, formulas, hidden sheets."""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, cast

import openpyxl

from visitapp.errors import Known
from visitapp.exchange.columns import Heading, find_heading
from visitapp.exchange.merges import merged_down
from visitapp.exchange.remark import Remark, remark
from visitapp.exchange.table import MAX_CELLS, Row, Table, demand_rows, flaw, is_blank
from visitapp.texts import N_

_MAX_UNPACKED = 200 * 1024 * 1024
_TROUBLE = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    EOFError,
    OSError,
)
"""What openpyxl lets through on a damaged file; both XML readers it may use raise SyntaxError."""


class _Cell(Protocol):
    """What openpyxl gives for a cell; type "f" is a formula, "e" an error such as #N/A."""

    @property
    def value(self) -> object: ...
    @property
    def data_type(self) -> str: ...


class _Grid(Protocol):
    """A sheet opened for reading only (openpyxl's types know it as the writable kind)."""

    def reset_dimensions(self) -> None: ...
    def iter_rows(self, *, max_col: int) -> Iterator[tuple[_Cell, ...]]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tab:
    """One sheet of the workbook, with the places (row, column) of its formulas."""

    title: str
    hidden: bool
    table: Table
    formulas: frozenset[tuple[int, int]]


def read_workbook(data: bytes) -> tuple[Heading, Table]:
    """The heading and rows of the first visible sheet that has known headings.

    Text that looks like a formula stays text; of a true formula the value last shown is taken and
    reported. Raises Known for a damaged file, one that unpacks too large, or one without headings.
    """
    _demand_modest(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # openpyxl on styles it does not know
            tabs = list(_tabs(data))
        found = _first_list(tabs)
        merges = merged_down(data, found[0].title) if found else {}
    except _TROUBLE as error:
        raise Known(
            "Damaged workbook",
            "The workbook cannot be read.",
            "Open it in the spreadsheet program, save it as .xlsx again, and import that file.",
        ) from error
    if found is None:
        raise Known(
            "No headings found",
            "The file has no row of headings with a name that this program knows.",
            "Name the columns in the first row, for example 氏名, フリガナ, 住所, 電話番号.",
        )
    chosen, heading = found
    filled, spread = _spread(chosen.table.rows, heading, merges)
    warned = [*_about_sheets(tabs, chosen), *_about_formulas(chosen, heading), *spread]
    rows, refused = _without_flaws(filled)
    return heading, Table(rows=rows, refused=refused, warned=tuple(warned))


def _demand_modest(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
    except zipfile.BadZipFile:
        return  # told as a damaged workbook by the reader
    if unpacked > _MAX_UNPACKED:
        raise Known(
            "The workbook is too large",
            "The workbook unpacks to more than {limit} MB.",
            "Copy the list into a new workbook and import that.",
            limit=_MAX_UNPACKED // 1024 // 1024,
        )


def _tabs(data: bytes) -> Iterator[_Tab]:
    """All sheets; a second reading gives the values that formulas showed last."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    shown = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    for sheet in book.worksheets:
        rows, formulas = [], set()
        for number, cells in enumerate(_rows_of(cast("_Grid", sheet)), start=1):
            formulas |= {(number, at) for at, c in enumerate(cells) if c.data_type == "f"}
            rows.append(Row(number=number, cells=tuple(_text(c) for c in cells)))
        if formulas:
            values = enumerate(_rows_of(cast("_Grid", shown[sheet.title])), start=1)
            rows = [Row(number=n, cells=tuple(_text(c) for c in cells)) for n, cells in values]
        yield _Tab(
            title=sheet.title,
            hidden=sheet.sheet_state != "visible",
            table=Table(rows=tuple(rows)),
            formulas=frozenset(formulas),
        )


def _rows_of(sheet: _Grid) -> Iterator[tuple[_Cell, ...]]:
    """The rows of a sheet whatever size it claims; Known when there are too many."""
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(max_col=MAX_CELLS), start=1):
        demand_rows(number)
        yield cells


def _text(cell: _Cell) -> str:
    """A cell as text: whole numbers without decimals, dates as ISO 8601, nothing as ""."""
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _first_list(tabs: list[_Tab]) -> tuple[_Tab, Heading] | None:
    for tab in tabs:
        heading = None if tab.hidden else find_heading(tab.table.rows)
        if heading:
            return tab, heading
    return None


def _spread(
    rows: tuple[Row, ...], heading: Heading, merges: Mapping[tuple[int, int], int]
) -> tuple[tuple[Row, ...], list[Remark]]:
    """The rows with the value of a cell merged downwards in each row that it covers."""
    said = []
    by_number = {row.number: row for row in rows}
    for (number, at), first in sorted(merges.items()):
        row, source = by_number.get(number), by_number.get(first)
        if not row or not source or first <= heading.row.number or at not in heading.fields:
            continue
        cells = [*row.cells, *[""] * (at + 1 - len(row.cells))]
        cells[at] = source.cells[at] if at < len(source.cells) else ""
        by_number[number] = Row(number=number, cells=tuple(cells))
        message = N_("{column} is one cell with row {other}; its value is taken here too.")
        column = heading.row.cells[at].strip()
        said.append(remark(number, message, column=column, other=first))
    return tuple(by_number.values()), said


def _about_sheets(tabs: list[_Tab], chosen: _Tab) -> Iterator[Remark]:
    for tab in tabs:
        if tab is chosen or all(is_blank(row.cells) for row in tab.table.rows):
            continue
        message = N_("The sheet “{sheet}” was not read.")
        if tab.hidden:
            message = N_("The hidden sheet “{sheet}” was not read.")
        yield remark(0, message, sheet=tab.title)


def _about_formulas(tab: _Tab, heading: Heading) -> Iterator[Remark]:
    for number, at in sorted(tab.formulas):
        if number > heading.row.number and at in heading.fields:
            message = N_("{column} holds a formula; the value last shown is taken.")
            if not any(row.number == number and row.cells[at].strip() for row in tab.table.rows):
                message = N_("{column} holds a formula without a value; it is taken as empty.")
            yield remark(number, message, column=heading.row.cells[at].strip())


def _without_flaws(rows: tuple[Row, ...]) -> tuple[tuple[Row, ...], tuple[Remark, ...]]:
    judged = [(row, flaw(row)) for row in rows]
    return (
        tuple(row for row, problem in judged if problem is None),
        tuple(problem for _, problem in judged if problem is not None),
    )
