"""Rebuildable read tables: rows of each visit and each record, made from their folds."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from visitapp.domain.fold import fold_record, fold_visit
from visitapp.domain.names import sort_key
from visitapp.domain.record import GroupValue, Record
from visitapp.domain.stamps import EPOCH, micros
from visitapp.domain.visit import Visit
from visitapp.store.database import Connection
from visitapp.store.journal import Journal
from visitapp.store.numbers import put_numbers
from visitapp.store.schema import VIEWS
from visitapp.store.search import index_record, unindex_record

COLUMNS = "id, customer_id, promised, state, outcome, note_no, staff, agreed, due_on, rings, photos"
VISIT_COLUMNS = (
    "id, customer_id, promised, state, outcome, note_no, staff, agreed, due_on, tail, rings, photos"
)
RECORD_COLUMNS = "id, kind, number, sort, tail, value"


class VisitRow(NamedTuple):
    """A visit as lists show it: the stored row itself, its costly values made when asked for.

    ``due_on`` is the day of an open call, "" when none is owed; ``promised`` is µs since 1970 UTC.
    """

    id: str
    customer_id: str
    promised: int | None
    state: str
    outcome: str
    note_no: str
    staff_ids: str
    agreed_how: str
    due_on: str
    rings: int
    photos: int

    @property
    def promised_at(self) -> datetime | None:
        """The promised time in UTC, None when none was promised."""
        if self.promised is None:
            return None
        return EPOCH + timedelta(microseconds=self.promised)

    @property
    def staff(self) -> tuple[str, ...]:
        """The ids of who is to come."""
        return tuple(json.loads(self.staff_ids))


def update(
    db: Connection, journal: Journal, visits: Iterable[str], records: Iterable[str]
) -> dict[str, Visit]:
    """Make the rows of these visits and records anew inside the caller's transaction.

    Returns the visits as they now fold.
    """
    told = (fold_visit(visit_id, journal.about(visit=visit_id)) for visit_id in visits)
    folded = {visit.id: visit for visit in told if visit is not None}
    for visit in folded.values():
        _put_visit(db, visit)  # an entry is never taken away, so no row is either
        put_numbers(db, visit)
    for record_id in records:
        record = fold_record(record_id, journal.about(record=record_id))
        if record is None:
            _drop_record(db, record_id)  # all of it was erased by rule
        else:
            put_record(db, record)
    return folded


def rebuild(db: Connection, journal: Journal) -> None:
    """All rows from the journal alone; the result equals what the updates left (a test)."""
    for table in VIEWS:
        if table == "record_search":
            db.execute("INSERT INTO record_search (record_search) VALUES ('delete-all')")
        else:
            db.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own schema
    update(db, journal, _distinct(db, "visit"), _distinct(db, "record"))


def _distinct(db: Connection, column: str) -> list[str]:
    rows = db.execute(
        f"SELECT {column} FROM journal WHERE {column} IS NOT NULL UNION"  # noqa: S608
        f" SELECT {column} FROM received WHERE {column} IS NOT NULL ORDER BY 1"
    )
    return [row[0] for row in rows]


def _put_visit(db: Connection, visit: Visit) -> None:
    """Write what differs from the row that stands: naming an indexed column writes its index."""
    row = visit_values(visit)
    old = db.execute(f"SELECT {VISIT_COLUMNS} FROM visit_row WHERE id = ?", (visit.id,)).fetchone()  # noqa: S608
    if old is None:
        db.execute("INSERT INTO visit_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        return
    changed = [k for k in range(len(row)) if row[k] != old[k]]
    if changed:
        names = VISIT_COLUMNS.split(", ")
        new = ", ".join(f"{names[k]} = ?" for k in changed)
        db.execute(
            f"UPDATE visit_row SET {new} WHERE id = ?",  # noqa: S608 - names of our own schema
            (*(row[k] for k in changed), visit.id),
        )


def visit_values(visit: Visit) -> tuple[str | int | None, ...]:
    """The row of a visit, in the order of ``VISIT_COLUMNS``."""
    open_task = visit.follow_up is not None and visit.follow_up.is_open
    return (
        visit.id,
        visit.customer_id,
        micros(visit.promised_at) if visit.promised_at else None,
        visit.state.value,
        visit.outcome.kind.value if visit.outcome else "",
        visit.told_no,
        json.dumps(visit.staff),
        visit.agreed_how.value,
        visit.follow_up.due_on if visit.follow_up and open_task else "",
        visit.id[::-1],
        len(visit.rings),
        len(visit.photos),
    )


def put_record(db: Connection, record: Record) -> None:
    """The row and the search entry of one record."""
    rowid = db.execute(
        f"INSERT INTO record_row ({RECORD_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"  # noqa: S608
        " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, number = excluded.number,"
        " sort = excluded.sort, value = excluded.value RETURNING rowid",
        record_values(record),
    ).fetchone()[0]
    index_record(db, rowid, record)


def record_values(record: Record) -> tuple[str, ...]:
    """The row of a record, in the order of ``RECORD_COLUMNS``."""
    value = {
        name: {"fields": group.fields, "set_by": group.set_by}
        for name, group in record.groups.items()
    }
    return (
        record.id,
        record.kind,
        record.value("customer_no"),
        sort_key(
            record.value("kana") or record.value("company_kana"),
            record.value("name") or record.value("company"),
        ),
        record.id[::-1],
        json.dumps(value, ensure_ascii=False, sort_keys=True),
    )


def _drop_record(db: Connection, record_id: str) -> None:
    row = db.execute("DELETE FROM record_row WHERE id = ? RETURNING rowid", (record_id,)).fetchone()
    if row:
        unindex_record(db, row[0])


def read_record(row: tuple[str, str, str]) -> Record:
    """The record of a row's (id, kind, value)."""
    groups = {
        name: GroupValue(fields=group["fields"], set_by=group["set_by"])
        for name, group in json.loads(row[2]).items()
    }
    return Record(id=row[0], kind=row[1], groups=groups)


def visits_between(
    db: Connection, start: datetime | None, end: datetime | None, limit: int
) -> tuple[VisitRow, ...]:
    """Visits promised from ``start`` up to, not including, ``end``; by promised time."""
    low = micros(start) if start else -(1 << 62)
    high = micros(end) if end else 1 << 62
    rows = db.execute(
        f"SELECT {COLUMNS} FROM visit_row WHERE promised >= ? AND promised < ?"  # noqa: S608
        " ORDER BY promised LIMIT ?",
        (low, high, limit),
    )
    return tuple(map(VisitRow._make, rows))


def visits_of(db: Connection, customer_id: str, limit: int) -> tuple[VisitRow, ...]:
    """A customer's visits, the newest promise first."""
    rows = db.execute(
        f"SELECT {COLUMNS} FROM visit_row WHERE customer_id = ?"  # noqa: S608
        " ORDER BY promised DESC LIMIT ?",
        (customer_id, limit),
    )
    return tuple(map(VisitRow._make, rows))


def follow_ups(db: Connection, limit: int) -> tuple[VisitRow, ...]:
    """Visits whose call or letter is still owed, the earliest day first."""
    rows = db.execute(
        f"SELECT {COLUMNS} FROM visit_row WHERE due_on <> '' ORDER BY due_on LIMIT ?",  # noqa: S608
        (limit,),
    )
    return tuple(map(VisitRow._make, rows))


def ids_like(db: Connection, table: str, given: str) -> list[str]:
    """Ids that begin or end with ``given``, two at most: one is unambiguous."""
    found = set()
    for column, text in (("id", given), ("tail", given[::-1])):
        rows = db.execute(
            f"SELECT id FROM {table} WHERE {column} >= ? AND {column} < ? LIMIT 2",  # noqa: S608
            (text, text + "\uffff"),
        )
        found |= {row[0] for row in rows}
    return sorted(found)
