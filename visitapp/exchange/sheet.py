"""A customer list from a file: the one door for CSV, XLSX and vCard, told apart by content."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from visitapp.errors import Known
from visitapp.exchange.columns import Heading
from visitapp.exchange.delimited import misfit, read_delimited
from visitapp.exchange.draft import Draft, draft_of
from visitapp.exchange.remark import Remark, remark
from visitapp.exchange.table import MAX_BYTES, Row, Table, is_blank
from visitapp.exchange.vcard import LABELS, Card, looks_like_vcard, read_cards
from visitapp.exchange.workbook import read_workbook
from visitapp.texts import N_

_TOTALS = {"小計", "合計", "総計", "計", "平均", "件数", "総件数", "合計件数", "総合計"}
_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The customers of a file in its order; a remark for every row not taken, and warnings.

    Rows are numbered as the file shows them (first row = 1); in a vCard file a row is a card.
    """

    drafts: tuple[Draft, ...]
    refused: tuple[Remark, ...]
    warned: tuple[Remark, ...]


def read_customers(source: Path | bytes) -> Sheet:
    """Read a customer list; good rows come through however bad the others are.

    Raises Known when the file can't be opened, is too large, of no known kind, or has no headings.
    """
    data = source if isinstance(source, bytes) else _bytes(source)
    if len(data) > MAX_BYTES:
        raise Known(
            "The file is too large",
            "The list is larger than {limit} MB.",
            "Divide the list into several files.",
            limit=MAX_BYTES // 1024 // 1024,
        )
    if data.startswith(_OLD_OFFICE):
        raise Known(
            "Old or protected workbook",
            "This is a workbook of an old kind (.xls) or one with a password.",
            "Save it as .xlsx without a password, or as CSV.",
        )
    if data.startswith(_ZIP):
        return _sheet_of(*read_workbook(data), of_cells=True)
    if looks_like_vcard(data):
        return _sheet_of_cards(read_cards(data))
    return _sheet_of(*read_delimited(data), of_cells=False)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            return bytes(MAX_BYTES + 1)
        return path.read_bytes()
    except OSError as error:
        raise Known(
            "The file cannot be opened",
            "The list {path} cannot be read.",
            "Check that the file exists and that you may read it.",
            path=path,
        ) from error


@dataclass(slots=True)
class _Gathering:
    """Drafts and remarks as they come up."""

    drafts: list[Draft] = field(default_factory=list)
    refused: list[Remark] = field(default_factory=list)
    warned: list[Remark] = field(default_factory=list)

    def take(self, row: int, cells: Mapping[str, str], label: Callable[[str], str]) -> None:
        """Make a draft of a row's cells, or refuse it."""
        made, said = draft_of(row, cells, label)
        self.warned.extend(said)
        if isinstance(made, Draft):
            self.drafts.append(made)
        else:
            self.refused.append(made)

    def sheet(self) -> Sheet:
        """All of it, remarks in the order of the rows; a row not taken needs no warning."""
        gone = {r.row for r in self.refused}
        return Sheet(
            drafts=tuple(self.drafts),
            refused=tuple(sorted(self.refused, key=lambda r: r.row)),
            warned=tuple(
                sorted((r for r in self.warned if r.row not in gone), key=lambda r: r.row)
            ),
        )


def _sheet_of(heading: Heading, table: Table, *, of_cells: bool) -> Sheet:
    """``of_cells``: rows of a workbook, which may be shorter than the heading."""
    gathering = _Gathering(
        refused=list(table.refused), warned=[*table.warned, *_about_columns(heading)]
    )
    for row in _below(heading, table.rows):
        if problem := _unfit(row, heading, of_cells=of_cells):
            gathering.refused.append(problem)
            continue
        cells = {f: row.cells[at] for at, f in heading.fields.items() if at < len(row.cells)}
        gathering.take(row.number, cells, heading.label)
    return gathering.sheet()


def _below(heading: Heading, rows: Sequence[Row]) -> Sequence[Row]:
    """The rows under the heading up to the last that is not blank."""
    last = max((row.number for row in rows if not is_blank(row.cells)), default=0)
    return [row for row in rows if heading.row.number < row.number <= last]


def _unfit(row: Row, heading: Heading, *, of_cells: bool) -> Remark | None:
    """Why a row can't hold a customer: empty, a sum (計 is also a family name), or out of shape."""
    filled = [cell.strip() for cell in row.cells if cell.strip()]
    if not filled:
        return remark(row.number, N_("The row is empty."))
    if filled[0] in _TOTALS and len(filled) <= 3:
        message = N_("This is a row of totals ({word}), not a customer.")
        return remark(row.number, message, word=filled[0])
    return None if of_cells else misfit(row, heading.width)


def _about_columns(heading: Heading) -> list[Remark]:
    at = heading.row.number
    said = [
        remark(at, N_("The column “{column}” is not known and was not read."), column=column)
        for column in heading.unknown
    ]
    if at > 1:
        said.append(
            remark(1, N_("The {count} rows above the headings were not read."), count=at - 1)
        )
    return said


def _sheet_of_cards(cards: Iterable[Card | Remark]) -> Sheet:
    gathering = _Gathering()
    for card in cards:
        if isinstance(card, Card):
            gathering.take(card.number, card.cells, lambda field: LABELS.get(field, field))
        else:
            gathering.refused.append(card)
    return gathering.sheet()
