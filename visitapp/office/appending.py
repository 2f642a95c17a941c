"""Entries into the office's order: gapless numbers, trees, indexes; inside a writing transaction.

Whatever reaches this place has been checked. The number comes from the head row and the head row
is taken as late as possible, so that no reader can ever see a gap that is filled later (measured:
a serial loses rows under concurrent commits).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from visitapp.domain import merkle
from visitapp.domain.chain import Entry, Item
from visitapp.domain.codec import REGISTRY
from visitapp.domain.entries import Unknown, VisitPlanned, VisitRescheduled
from visitapp.domain.events import Body, read_body
from visitapp.domain.stamps import micros
from visitapp.office import frontier, numbers, tables, tree

LATEST = 2**53 - 1  # a clock may say anything; a row may not


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """What the office holds of one incarnation; ``frontier`` is the edge of its tree.

    ``durable`` of its entries lie with all their blobs in the office's last backup.
    """

    device: str
    incarnation: str
    size: int
    last: str
    bodies_upto: int
    frontier: bytes
    durable: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A checked entry with the bodies that may be kept (null after an erasure)."""

    entry: Entry
    item: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """What the office reads in a body; ``trouble`` is why it can't, "" when it can."""

    visit: str = ""
    record: str = ""
    promised_at: int | None = None
    number: str = ""
    trouble: str = ""


def append(
    connection: Connection, branch: Branch, accepted: Sequence[Accepted], now: int
) -> Branch:
    """Insert ``accepted``, the contiguous continuation of ``branch``; returns the new branch."""
    if not accepted:
        return branch
    decoded = [decode(a) for a in accepted]
    leaves = [merkle.leaf(a.item.raw) for a in accepted]
    grown = Branch(
        device=branch.device,
        incarnation=branch.incarnation,
        size=branch.size + len(accepted),
        last=accepted[-1].entry.hash,
        # a body is here, or was erased by rule: nothing else gets this far
        bodies_upto=branch.size + len(accepted),
        frontier=frontier.grown(branch.frontier, branch.size, leaves),
        durable=branch.durable,
    )
    _save(connection, grown)
    first = _take(connection, leaves)
    rows = [
        _row(first + i, a, d, now) for i, (a, d) in enumerate(zip(accepted, decoded, strict=True))
    ]
    connection.execute(insert(tables.entry), rows)
    _index(connection, first, accepted, decoded)
    return grown


def decode(accepted: Accepted) -> Decoded:
    """The indexes of an entry; content that can't be read is named, never refused (rule 10)."""
    if accepted.item.body is None:
        return Decoded()
    kind = accepted.entry.kind
    try:
        body = read_body(kind, accepted.item.body)
    except (ValueError, AttributeError, RecursionError):
        return Decoded(trouble="body")
    trouble = "content" if isinstance(body.content, Unknown) and kind in REGISTRY else ""
    return Decoded(
        visit=body.about.visit,
        record=body.about.record,
        promised_at=_promise(body),
        number=numbers.told_in(body.content),
        trouble=trouble,
    )


def _promise(body: Body) -> int | None:
    if isinstance(body.content, VisitPlanned | VisitRescheduled):
        return micros(body.content.promised_at)
    return None


def _save(connection: Connection, branch: Branch) -> None:
    table = tables.incarnation
    connection.execute(
        update(table)
        .where(table.c.device == branch.device, table.c.incarnation == branch.incarnation)
        .values(
            size=branch.size,
            last=branch.last,
            bodies_upto=branch.bodies_upto,
            frontier=branch.frontier,
        )
    )


def _take(connection: Connection, leaves: Sequence[bytes]) -> int:
    """The first of ``len(leaves)`` numbers of the office's order; locks the head row."""
    table = tables.head
    taken = connection.execute(
        update(table).values(seq=table.c.seq + len(leaves)).returning(table.c.seq, table.c.frontier)
    ).one()
    before = taken.seq - len(leaves)
    edge, whole = frontier.completed(taken.frontier, before, leaves)
    tree.keep(connection, whole)
    connection.execute(update(table).values(frontier=edge))
    return int(before) + 1


def _row(seq: int, accepted: Accepted, decoded: Decoded, now: int) -> dict[str, object]:
    entry, item = accepted.entry, accepted.item
    return {
        "seq": seq,
        "device": entry.device,
        "incarnation": entry.incarnation,
        "n": entry.n,
        "hash": entry.hash,
        "id": entry.id,
        "kind": entry.kind,
        "raw": item.raw,
        "sig": item.sig,
        "salt": item.salt,
        "body": item.body,
        "visit": decoded.visit or None,
        "record": decoded.record or None,
        "received_at": now,
    }


def _index(
    connection: Connection,
    first: int,
    accepted: Sequence[Accepted],
    decoded: Sequence[Decoded],
) -> None:
    troubles = [{"seq": first + i, "reason": d.trouble} for i, d in enumerate(decoded) if d.trouble]
    if troubles:
        connection.execute(insert(tables.tray), troubles)
    touched: dict[str, dict[str, int]] = {}
    for i, (a, d) in enumerate(zip(accepted, decoded, strict=True)):
        if not d.visit:
            continue
        row = touched.setdefault(d.visit, {"first": max(0, min(a.entry.t.wall, LATEST))})
        row["last_seq"] = first + i
        if d.promised_at is not None:
            row["promised_at"] = d.promised_at
    for visit, row in touched.items():
        _touch(connection, visit, row)
    for visit, number in sorted({(d.visit, d.number) for d in decoded if d.visit and d.number}):
        numbers.put(connection, visit, number)


def _touch(connection: Connection, visit: str, row: dict[str, int]) -> None:
    table = tables.visit
    known = connection.scalar(select(table.c.id).where(table.c.id == visit)) is not None
    values = {name: row[name] for name in ("last_seq", "promised_at") if name in row}
    if known:
        connection.execute(update(table).where(table.c.id == visit).values(values))
        return
    connection.execute(insert(table).values({"id": visit, "promised_at": row["first"], **values}))
