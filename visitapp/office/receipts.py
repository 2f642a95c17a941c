"""The office's signed word about what it holds, built inside the transaction that knows it."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, insert, select, update

from visitapp.domain.receipts import Receipt, receipt_bytes
from visitapp.office import branches, frontier, tables, tree
from visitapp.office.appending import Branch
from visitapp.office.seat import Office
from visitapp.sync.wire import PushReply, ReceiptRequest, SignedText

NEWS_LIMIT = 500


def describe(
    office: Office, connection: Connection, branch: Branch, blobs: Sequence[str]
) -> Receipt:
    """The receipt for ``branch`` naming ``blobs``, not yet signed.

    It must be given out only after the transaction is on the disk; ``server_time`` is set by
    ``sign``.
    """
    head = connection.execute(select(tables.head)).one()
    return Receipt(
        device=branch.device,
        incarnation=branch.incarnation,
        size=branch.size,
        root=frontier.root(branch.frontier),
        bodies_upto=branch.bodies_upto,
        blobs=tuple(blobs),
        durable_size=branch.durable,
        server_time=0,
        epoch=head.epoch,
        office_size=head.seq,
        office_root=frontier.root(head.frontier),
        rehearsal=office.clock.rehearsal,
    )


def sign(office: Office, receipt: Receipt) -> SignedText:
    """The signed receipt; its time is now, an upper bound for all that it names."""
    return office.key.signed(receipt_bytes(replace(receipt, server_time=office.micros())))


def keep(office: Office, connection: Connection, receipt: Receipt) -> SignedText:
    """The signed receipt, kept in the same transaction: it goes out once that is on the disk."""
    signed = sign(office, receipt)
    connection.execute(
        insert(tables.receipt).values(
            device=receipt.device,
            incarnation=receipt.incarnation,
            raw=signed.raw.encode("utf-8"),
            sig=signed.sig,
        )
    )
    return signed


def about_blobs(office: Office, request: ReceiptRequest) -> PushReply:
    """A receipt naming those of the asked blobs that are here whole, with its proof."""
    device, incarnation = request.device, request.incarnation
    wanted = list(dict.fromkeys(request.blobs))
    with office.database.reading() as connection:
        found = branches.find(connection, device, incarnation)
        stored = set(
            connection.scalars(select(tables.blob.c.sha256).where(tables.blob.c.sha256.in_(wanted)))
        )
        receipt = describe(
            office,
            connection,
            found or branches.fresh(device, incarnation),
            [sha256 for sha256 in wanted if sha256 in stored],
        )
        proof = tree.consistency(connection, request.since, receipt.office_size)
    return PushReply(receipt=sign(office, receipt), consistency=proof)


def take_news(connection: Connection, device: str) -> list[str]:
    """The blobs of ``device`` stored since its last receipt; from now on they count as told.

    An answer that gets lost is no harm: the laptop asks about its blobs by name.
    """
    table = tables.blob
    news = list(
        connection.scalars(
            select(table.c.sha256)
            .where(table.c.device == device, table.c.announced.is_(False))
            .limit(NEWS_LIMIT)
        )
    )
    if news:
        connection.execute(update(table).where(table.c.sha256.in_(news)).values(announced=True))
    return news
