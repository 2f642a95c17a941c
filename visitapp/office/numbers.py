"""Which visit a number on paper belongs to: planned, printed or by pen, as a laptop finds it.

The rows only say where to look. Whether a number counts is told by the fold: the sheet may have
been withdrawn since.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from visitapp.domain.entries import EntryCorrected, VisitPlanned
from visitapp.domain.fold import fold_visit
from visitapp.domain.note_number import read_number
from visitapp.domain.paper_entries import NoteHandwritten, NoteNumbered
from visitapp.errors import Known
from visitapp.office import tables
from visitapp.office.pages import reading

KINDS = tuple(c.kind for c in (VisitPlanned, NoteNumbered, NoteHandwritten, EntryCorrected))


def told_in(content: object) -> str:
    """The number that an entry gives its visit, "" for none."""
    match content:
        case VisitPlanned() | NoteNumbered() | NoteHandwritten():
            return content.note_no
        case EntryCorrected(field="note_no"):
            return content.value
    return ""


def put(connection: Connection, visit: str, number: str) -> None:
    """Remember where to look for a number; twice is once."""
    table = tables.visit_number
    row = {"number": number, "visit": visit}
    known = connection.scalar(select(table.c.visit).filter_by(**row))
    if known is None:
        connection.execute(insert(table).values(row))


def fill(connection: Connection) -> None:
    """All rows from the entries: for an office that is older than this table."""
    entry = tables.entry
    visits = select(entry.c.visit).where(entry.c.visit.is_not(None), entry.c.kind.in_(KINDS))
    _put_told(connection, connection.scalars(visits.distinct()).all())


def put_anew(connection: Connection, entries: Sequence[str]) -> None:
    """The rows of the visits that these entries (hashes) were about: an erasure took a body."""
    entry, table = tables.entry, tables.visit_number
    about = select(entry.c.visit).where(entry.c.visit.is_not(None), entry.c.hash.in_(entries))
    visits = connection.scalars(about.distinct()).all()
    connection.execute(delete(table).where(table.c.visit.in_(visits)))
    _put_told(connection, visits)


def visits_numbered(connection: Connection, given: str) -> list[str]:
    """The visits that have this number; those whose customer holds it, if there are any.

    A number that does not check is looked for as it is written: a laptop may have recorded it.
    """
    try:
        number = read_number(given)
    except Known:
        number = given.strip().upper()
    table = tables.visit_number
    ids = connection.scalars(
        select(table.c.visit).where(table.c.number == number).order_by(table.c.visit)
    ).all()
    folded = (
        fold_visit(visit, [reading.event_of(row) for row in reading.visit_rows(connection, visit)])
        for visit in ids
    )
    visits = [visit for visit in folded if visit is not None and number in visit.numbers]
    return [v.id for v in visits if v.told_no == number] or [v.id for v in visits]


def _put_told(connection: Connection, visits: Sequence[str]) -> None:
    entry = tables.entry
    for visit in visits:
        rows = connection.execute(
            select(entry).where(entry.c.visit == visit, entry.c.kind.in_(KINDS))
        ).all()
        for number in {told_in(reading.event_of(row).body.content) for row in rows} - {""}:
            put(connection, visit, number)
