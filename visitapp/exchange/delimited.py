"""CSV and tab-separated text: every good row comes through whole, every bad one has its reason."""

import csv
from collections.abc import Sequence

from visitapp.errors import Known
from visitapp.exchange.columns import Heading, find_heading
from visitapp.exchange.encoding import Line, decodings
from visitapp.exchange.remark import Remark, remark
from visitapp.exchange.table import Row, Table, demand_rows, flaw, is_blank
from visitapp.texts import N_

_DELIMITERS = ",\t;"
_FIRST_LINES = 60
_LONGEST_CELL = 1000  # lines of one quoted cell, after which the quote is taken for a slip


def read_delimited(data: bytes) -> tuple[Heading, Table]:
    """The heading and rows of a delimited text.

    Encoding and delimiter are those under which most headings are known. Raises Known when no
    heading is found under any. Rows are counted as Excel shows them: a cell may span lines.
    """
    found: tuple[Heading, tuple[Line, ...], str] | None = None
    for lines in decodings(data):
        for delimiter in _DELIMITERS:
            rows = _split(lines[:_FIRST_LINES], delimiter, 0).rows
            heading = find_heading(rows)
            if heading and (found is None or len(heading.fields) > len(found[0].fields)):
                found = heading, lines, delimiter
    if found is None:
        raise Known(
            "No headings found",
            "The file has no row of headings with a name that this program knows.",
            "Name the columns in the first row, for example 氏名, フリガナ, 住所, 電話番号.",
        )
    heading, lines, delimiter = found
    demand_rows(len(lines))
    return heading, _split(lines, delimiter, heading.width)


def _split(lines: Sequence[Line], delimiter: str, width: int) -> Table:
    """Cut lines into rows. With ``width`` (0 = any) a cell over several lines must fit into it.

    A quote that never closes costs only its own line: reading goes on with the next.
    """
    rows: list[Row] = []
    refused: list[Remark] = []
    at, number = 0, 0
    while at < len(lines):
        number += 1
        span, cells, trouble = _record(lines, at, delimiter, width)
        row = Row(number=number, cells=cells)
        problem = remark(number, trouble) if trouble else flaw(row)
        if problem:
            refused.append(problem)
        else:
            rows.append(row)
        at += span
    return Table(rows=tuple(rows), refused=tuple(refused))


def _record(
    lines: Sequence[Line], at: int, delimiter: str, width: int
) -> tuple[int, tuple[str, ...], str]:
    """The record that begins at line ``at``: lines it takes, cells, and what is wrong with it."""
    line = lines[at]
    if line.damaged:
        return 1, (), "The row holds characters of another encoding, or was cut off: it is damaged."
    span, cells, trouble = _parse([line.text], delimiter)
    if trouble and '"' in line.text:
        several = [other.text for other in lines[at : at + _LONGEST_CELL]]
        span, cells, trouble = _parse(several, delimiter)
        misfit = width and len(cells) != width and not _surplus_is_blank(cells, width)
        if trouble or (span > 1 and misfit):
            return 1, (), "A quotation mark in this row is not closed."
        if any(other.damaged for other in lines[at : at + span]):
            return span, (), "The row holds characters of another encoding: it is damaged."
    return span, cells, trouble


def _parse(texts: Sequence[str], delimiter: str) -> tuple[int, tuple[str, ...], str]:
    reader = csv.reader(texts, delimiter=delimiter, strict=True)
    try:
        cells = tuple(next(reader, []))
    except csv.Error:
        return 1, (), "The quotation marks of this row are damaged, or a cell is far too long."
    return reader.line_num, cells, ""


def misfit(row: Row, width: int) -> Remark | None:
    """Why a row does not fit under the heading: too few cells, or too many that are not empty."""
    if len(row.cells) < width or not _surplus_is_blank(row.cells, width):
        return remark(
            row.number,
            N_("The row has {count} cells, the heading {width}."),
            count=len(row.cells),
            width=width,
        )
    return None


def _surplus_is_blank(cells: tuple[str, ...], width: int) -> bool:
    return len(cells) >= width and is_blank(cells[width:])
