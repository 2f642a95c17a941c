"""The office's order, page by page, for laptops that want what others wrote."""

from typing import Any

from sqlalchemy import Connection, select

from visitapp.domain.chain import Item
from visitapp.office import devices, tables
from visitapp.office.seat import Office
from visitapp.sync.wire import BATCH_LIMIT, BODY_LIMIT, PulledItem, PullReply, to_wire

PAGE_BYTES = BODY_LIMIT // 2


def page(office: Office, device: str, cursor: str, limit: int, *, own: bool = False) -> PullReply:
    """Up to ``limit`` entries after ``cursor``; the asker's own come without their bytes.

    With ``own`` they come whole: a laptop restored from a backup gets back what it lost.

    A cursor of another epoch (the office was restored from a backup), or one from the future,
    starts again at the beginning: a laptop takes the same entry twice without harm.
    """
    with office.database.reading() as connection:
        head = connection.execute(select(tables.head)).one()
        after = _position(cursor, head.epoch, head.seq)
        bare = "" if own else device
        items, reached = _items(connection, bare, after, max(1, min(limit, BATCH_LIMIT)))
        certificates = devices.certificates(
            connection, {item.device for item in items if item.item is not None}
        )
    return PullReply(
        items=items,
        cursor=f"{head.epoch}.{reached}",
        more=reached < head.seq,
        certificates=certificates,
    )


def _position(cursor: str, epoch: str, seq: int) -> int:
    given, _, number = cursor.rpartition(".")
    if given != epoch or not (number.isascii() and number.isdigit()) or len(number) > 18:
        return 0
    return int(number) if int(number) <= seq else 0


def _items(
    connection: Connection, bare: str, after: int, limit: int
) -> tuple[list[PulledItem], int]:
    """The page and the number of its last entry; at least one entry, then as many as fit.

    Entries of the device ``bare`` come without their bytes.
    """
    table = tables.entry
    rows = connection.execute(
        select(table).where(table.c.seq > after).order_by(table.c.seq).limit(limit)
    )
    items: list[PulledItem] = []
    size, reached = 0, after
    for row in rows:
        own = row.device == bare
        size += 0 if own else len(row.raw) + len(row.body or b"")
        if items and size > PAGE_BYTES:
            break
        items.append(_pulled(row, own=own))
        reached = row.seq
    return items, reached


def _pulled(row: Any, *, own: bool) -> PulledItem:  # noqa: ANN401 - a row of ``entry``
    item = Item(raw=row.raw, sig=row.sig, salt=row.salt, body=row.body)
    return PulledItem(
        seq=row.seq,
        device=row.device,
        incarnation=row.incarnation,
        n=row.n,
        item=None if own else to_wire(item),
    )
