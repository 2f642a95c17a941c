"""What the pages read: visits in the order of their promise, their entries, names, blobs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select

from visitapp.domain.chain import Item
from visitapp.domain.events import Event, read_event
from visitapp.domain.fold import fold_record
from visitapp.domain.record import Record
from visitapp.office import tables
from visitapp.texts import language

COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of visits begins: after this promise (µs) and visit id, going back in time."""

    promised_at: int
    visit: str


def visit_ids(
    connection: Connection, before: Place | None, span: tuple[int, int] | None, limit: int
) -> Sequence[Place]:
    """Visits by promise, newest first; ``span`` (µs, from and to) chooses a day."""
    table = tables.visit
    query = select(table.c.promised_at, table.c.id)
    if before is not None:
        query = query.where(
            table.c.promised_at <= before.promised_at,
            or_(table.c.promised_at < before.promised_at, table.c.id < before.visit),
        )
    if span is not None:
        query = query.where(table.c.promised_at >= span[0], table.c.promised_at < span[1])
    rows = connection.execute(
        query.order_by(table.c.promised_at.desc(), table.c.id.desc()).limit(limit)
    )
    return [Place(row.promised_at, row.id) for row in rows]


def visit_rows(connection: Connection, visit: str) -> Sequence[Row[Any]]:
    """All entries about a visit, also those whose body was erased, in office order."""
    table = tables.entry
    query = select(table).where(table.c.visit == visit).order_by(table.c.seq)
    return connection.execute(query).all()


def event_of(row: Row[Any]) -> Event:
    """The decoded entry of a row; undecodable bodies read like entries of another version."""
    item = Item(raw=row.raw, sig=row.sig, salt=row.salt, body=row.body)
    return read_event(item, row.received_at)


class Names:
    """Names of people and customers by record id, read once per page."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.record = cache(self._record)

    def person(self, person_id: str) -> str:
        """A person's name exactly as stored; the id when no record has arrived."""
        record = self.record(person_id)
        return (record.value("name") if record else "") or person_id

    def customer(self, customer_id: str) -> str:
        """How the customer is called on a page; the id when the record has not arrived."""
        record = self.record(customer_id)
        if record is None:
            return customer_id
        is_company = record.value("kind") == COMPANY
        name = record.value("company" if is_company else "name") or record.value("name")
        if not name or language() != "ja":
            return name or customer_id
        return f"{name} {record.value('honorific') or ('御中' if is_company else '様')}"

    def _record(self, record_id: str) -> Record | None:
        if not record_id:
            return None
        table = tables.entry
        rows = self._connection.execute(
            select(table).where(table.c.record == record_id).order_by(table.c.seq)
        )
        return fold_record(record_id, [event_of(row) for row in rows])


@dataclass(frozen=True, slots=True)
class Held:
    """Which blobs are here whole (hash to size), which have a thumbnail, which were erased."""

    blobs: dict[str, int]
    thumbs: frozenset[str]
    erased: frozenset[str]


def held(connection: Connection, hashes: Iterable[str]) -> Held:
    """What is here of these blobs."""
    wanted = sorted(set(hashes))
    blob, thumb, erasure = tables.blob, tables.thumb, tables.erasure
    sizes = connection.execute(select(blob.c.sha256, blob.c.size).where(blob.c.sha256.in_(wanted)))
    small = connection.scalars(select(thumb.c.sha256).where(thumb.c.sha256.in_(wanted)))
    gone = connection.scalars(
        select(erasure.c.target).where(erasure.c.what == "blob", erasure.c.target.in_(wanted))
    )
    return Held({row.sha256: row.size for row in sizes}, frozenset(small), frozenset(gone))


def laptops(connection: Connection, office: str) -> Sequence[Any]:
    """Each laptop with when it was last heard and how many entries it holds that aren't here."""
    device, branch = tables.device, tables.incarnation
    unsent = func.coalesce(func.sum(branch.c.claimed - branch.c.size), 0)
    return connection.execute(
        select(device.c.name, device.c.seen_at, device.c.revoked_at, unsent.label("unsent"))
        .outerjoin(
            branch,
            (branch.c.device == device.c.id) & (branch.c.claimed > branch.c.size),
        )
        .where(device.c.id != office)
        .group_by(device.c.id)
        .order_by(device.c.name, device.c.id)
    ).all()


def tray(connection: Connection) -> int:
    """How many entries lie here unread, because another version wrote them."""
    return connection.scalar(select(func.count()).select_from(tables.tray)) or 0
