"""What the office keeps of its time stamps: each with the signed words it is about."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, UnaryExpression, delete, insert, select

from visitapp.errors import Known
from visitapp.evidence.signed_words import OfficeRoot, read_root
from visitapp.office import tables, tree

NEWEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """One token: who gave it, when it says (UTC), over which words (raw and the office's sig).

    ``authority`` is the address asked, or ``own``; ``signer`` the name in its certificate.
    """

    authority: str
    policy: str
    signer: str
    at: datetime
    raw: bytes
    sig: bytes
    answer: bytes

    @property
    def words(self) -> OfficeRoot:
        """The office root it is about."""
        return read_root(self.raw)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """The last question that came to nothing: when (µs since 1970 UTC) and why."""

    at: int
    known: Known


def newest(connection: Connection, limit: int = NEWEST) -> Sequence[Stamp]:
    """The last stamps, newest first."""
    table = tables.timestamp
    rows = connection.execute(select(table).order_by(table.c.place.desc()).limit(limit))
    return [_stamp(row) for row in rows]


def first_over(connection: Connection, place: int) -> Stamp | None:
    """The earliest stamp over the entry at ``place`` (from 1) of the log as it is; None without.

    One from before a restore counts too, as long as what it was about is still the beginning of
    the log.
    """
    return _first_that_holds(connection, place, tables.timestamp.c.place.asc())


def last_over(connection: Connection) -> Stamp | None:
    """The newest stamp over any beginning of the log as it is; None without."""
    return _first_that_holds(connection, 1, tables.timestamp.c.place.desc())


def _first_that_holds(
    connection: Connection, place: int, order: UnaryExpression[Any]
) -> Stamp | None:
    table, size = tables.timestamp, connection.scalar(select(tables.head.c.seq)) or 0
    rows = connection.execute(
        select(table).where(table.c.size.between(place, size)).order_by(order)
    )
    for stamp in map(_stamp, rows.all()):
        if stamp.words.root == tree.root_at(connection, stamp.words.size):
            return stamp
    return None


def failure(connection: Connection) -> Failure | None:
    """What went wrong last, None when the last question was answered."""
    row = connection.execute(select(tables.timestamp_failure)).one_or_none()
    if row is None:
        return None
    told = json.loads(row.reason)
    known = Known(told["title"], told["message"], told["advice"], **told["values"])
    return Failure(at=row.at, known=known)


def keep(connection: Connection, stamp: Stamp) -> None:
    """Keep a checked stamp; the last failure is forgotten."""
    words = stamp.words
    connection.execute(
        insert(tables.timestamp).values(
            asked_at=words.server_time,
            authority=stamp.authority,
            policy=stamp.policy,
            signer=stamp.signer,
            stamped_at=(stamp.at - datetime.fromtimestamp(0, UTC)) // timedelta(microseconds=1),
            size=words.size,
            epoch=words.epoch,
            raw=stamp.raw,
            sig=stamp.sig,
            answer=stamp.answer,
        )
    )
    connection.execute(delete(tables.timestamp_failure))


def keep_failure(connection: Connection, found: Failure) -> None:
    """Remember why the last question came to nothing."""
    connection.execute(delete(tables.timestamp_failure))
    known = found.known
    told = {"title": known.title, "message": known.message, "advice": known.advice}
    values = {name: str(value) for name, value in known.values.items()}
    reason = json.dumps({**told, "values": values}, ensure_ascii=False)
    connection.execute(insert(tables.timestamp_failure).values(id=1, at=found.at, reason=reason))


def _stamp(row: Row[Any]) -> Stamp:
    return Stamp(
        at=datetime.fromtimestamp(0, UTC) + timedelta(microseconds=row.stamped_at),
        authority=row.authority,
        policy=row.policy,
        signer=row.signer,
        raw=row.raw,
        sig=row.sig,
        answer=row.answer,
    )
