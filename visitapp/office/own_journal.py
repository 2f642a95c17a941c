"""The office's own journal: the office is a device too, its entries stand in the same order.

Erasures are such entries. They are carried out in the transaction that writes them, and whatever
a crash leaves behind of the files goes at the next start.
"""

import secrets
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, insert, select, update

from visitapp import ids
from visitapp.domain.chain import SALT_BYTES, Item, Link, Sealed, forge, read_entry
from visitapp.domain.events import Draft, body_bytes, read_body
from visitapp.domain.office_entries import ErasureOrdered
from visitapp.office import branches, numbers, tables
from visitapp.office.appending import Accepted, append
from visitapp.office.arriving import order_of
from visitapp.office.blobs import destroy
from visitapp.office.seat import Office

POLICY = "office"


def write(office: Office, draft: Draft, policy: str = POLICY) -> Accepted:
    """Write an entry of the office's own; it is signed, ordered and on the disk on return.

    An ``ErasureOrdered`` removes the named bodies, salts and blobs at once (WIRE section 6).
    """
    with office.database.writing() as connection:
        accepted = write_within(office, connection, draft, policy)
    if isinstance(draft.content, ErasureOrdered):
        destroy_files(office, [draft.content])
    return accepted


def write_within(
    office: Office, connection: Connection, draft: Draft, policy: str = POLICY
) -> Accepted:
    """The same inside the caller's transaction, who destroys the files of blobs afterwards."""
    accepted = _append(office, connection, draft, policy)
    if isinstance(draft.content, ErasureOrdered):
        _erase(connection, draft.content, accepted.entry.hash)
    return accepted


def order_again(
    office: Office, connection: Connection, orders: Iterable[Accepted]
) -> list[ErasureOrdered]:
    """Order anew what these own orders erased and this office forgot: it was restored since.

    Inside the caller's transaction; the files of the returned ones are destroyed afterwards.
    """
    again = []
    for accepted in orders:
        order = order_of(accepted)
        if _is_forgotten(connection, order):
            body = read_body(order.kind, accepted.item.body or b"")
            draft = Draft(about=body.about, actor=body.actor, content=order)
            write_within(office, connection, draft, accepted.entry.policy)
            again.append(order)
    return again


def destroy_files(office: Office, orders: Sequence[ErasureOrdered]) -> None:
    """After the transaction: what was erased leaves neither pages nor files behind."""
    if orders:
        office.database.forget_old_pages()
    for sha256 in (sha256 for order in orders for sha256 in order.blobs):
        destroy(office.folder, sha256)


def finish_erasures(office: Office) -> None:
    """Destroy the files of erased blobs that a crash left behind; at every start."""
    with office.database.reading() as connection:
        table = tables.erasure
        erased = list(connection.scalars(select(table.c.target).where(table.c.what == "blob")))
    for sha256 in erased:
        destroy(office.folder, sha256)


def _append(office: Office, connection: Connection, draft: Draft, policy: str) -> Accepted:
    incarnation = connection.scalar(select(tables.tenant.c.incarnation)) or office.incarnation
    branch = branches.find_or_open(connection, office.key.device, incarnation)
    salt, body = secrets.token_bytes(SALT_BYTES), body_bytes(draft)
    raw = forge(
        Link(
            device=branch.device,
            incarnation=branch.incarnation,
            n=branch.size + 1,
            prev=branch.last,
        ),
        entry_id=ids.uuid7(office.clock),
        kind=draft.content.kind,
        t=office.clock.stamp(),
        policy=policy,
        sealed=Sealed(salt=salt, body=body, attach=draft.attach),
    )
    item = Item(raw=raw, sig=office.key.sign(raw), salt=salt, body=body)
    accepted = Accepted(entry=read_entry(raw), item=item)
    append(connection, branch, [accepted], office.micros())
    return accepted


def _erase(connection: Connection, order: ErasureOrdered, by_hash: str) -> None:
    for what, targets in (("entry", order.entries), ("blob", order.blobs)):
        for target in dict.fromkeys(targets):
            _register(connection, what, target, by_hash)
    entry = tables.entry
    connection.execute(
        update(entry).where(entry.c.hash.in_(order.entries)).values(salt=None, body=None)
    )
    numbers.put_anew(connection, order.entries)
    for table in (tables.blob, tables.blob_part, tables.thumb):
        connection.execute(delete(table).where(table.c.sha256.in_(order.blobs)))


def _register(connection: Connection, what: str, target: str, by_hash: str) -> None:
    table = tables.erasure
    known = connection.scalar(
        select(table.c.target).where(table.c.target == target, table.c.what == what)
    )
    if known is None:
        connection.execute(insert(table).values(target=target, what=what, by_hash=by_hash))


def _is_forgotten(connection: Connection, order: ErasureOrdered) -> bool:
    """Whether anything that the order names is not erased here."""
    table = tables.erasure
    named = {("entry", target) for target in order.entries}
    named |= {("blob", target) for target in order.blobs}
    rows = connection.execute(
        select(table.c.what, table.c.target).where(
            table.c.target.in_([*order.entries, *order.blobs])
        )
    )
    return not named <= {(row.what, row.target) for row in rows}
