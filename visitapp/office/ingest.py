"""A batch of entries from a laptop: checked, taken into the office's order, receipted.

Everything is idempotent: the same key with the same bytes is a success again, other bytes are an
incident and never an overwrite. On this path the hash links and the batch head's signature are
checked (the head commits to all before it); single signatures when a dossier is made.
"""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from visitapp.domain.chain import GENESIS, Link, check_links
from visitapp.errors import Known
from visitapp.keys import verify
from visitapp.office import branches, own_journal, quarantine, receipts, tables, tree
from visitapp.office.appending import Accepted, Branch, append
from visitapp.office.arriving import incident, order_of, readable
from visitapp.office.orders import Brought, brought
from visitapp.office.quarantine import Forked
from visitapp.office.refusals import Refused, expected
from visitapp.office.seat import Office
from visitapp.sync.wire import PushReply, PushRequest


def take(office: Office, public_key: bytes, request: PushRequest) -> PushReply:
    """Store the batch and return the signed receipt with its proof, once all of it is on the disk.

    Raises Refused (``expect``, ``body_missing``, ``malformed``) or Incident (``forked``, ``chain``,
    ``signature``, ``commitment``, ``damaged``); then nothing of the batch was stored.
    """
    batch = _checked(public_key, request)
    orders = brought(office, public_key, request)
    with office.database.writing() as connection:
        again = own_journal.order_again(office, connection, orders.ours)
        branch = branches.find_or_open(connection, request.device, request.incarnation)
        new = _unknown(connection, branch, batch)
        kept = _after_erasures(connection, new, orders)
        branch = append(connection, branch, kept, office.micros())
        news = receipts.take_news(connection, request.device)
        receipt = receipts.describe(office, connection, branch, news)
        if kept or news:
            signed = receipts.keep(office, connection, receipt)
        else:
            signed = receipts.sign(office, receipt)
        proof = tree.consistency(connection, request.since, receipt.office_size)
    own_journal.destroy_files(office, again)
    return PushReply(receipt=signed, consistency=proof)


def _checked(public_key: bytes, request: PushRequest) -> list[Accepted]:
    batch = [readable(wire) for wire in request.items]
    if not batch:
        return batch
    first, last = batch[0].entry, batch[-1]
    start = Link(device=request.device, incarnation=request.incarnation, n=first.n, prev=first.prev)
    try:
        check_links(start, [accepted.entry for accepted in batch])
    except Known as error:
        raise incident("chain", str(error), last.item.raw) from error
    if first.n == 1 and first.prev != GENESIS:
        raise incident("chain", "A first entry that follows another.", first.raw)
    if not verify(public_key, last.item.raw, last.item.sig):
        detail = f"The signature of entry {last.entry.n} does not hold."
        raise incident("signature", detail, last.item.raw)
    return batch


def _unknown(
    connection: Connection, branch: Branch, batch: Sequence[Accepted]
) -> Sequence[Accepted]:
    """The part of the batch that is not here yet; Refused or Incident when it doesn't fit."""
    if not batch:
        return batch
    first = batch[0].entry
    if first.n > branch.size + 1:
        if quarantine.holds(connection, first.prev):
            raise Forked(batch)
        raise expected(branch.size + 1)
    overlap = branch.size + 1 - first.n
    _demand_same(connection, branch, batch, overlap)
    new = batch[overlap:]
    if new and new[0].entry.prev != branch.last:
        raise Forked(new)
    return new


def _demand_same(
    connection: Connection, branch: Branch, batch: Sequence[Accepted], overlap: int
) -> None:
    known = batch[:overlap]
    if not known:
        return
    table = tables.entry
    held: dict[int, str] = {
        row.n: row.hash
        for row in connection.execute(
            select(table.c.n, table.c.hash).where(
                table.c.device == branch.device,
                table.c.incarnation == branch.incarnation,
                table.c.n.between(known[0].entry.n, known[-1].entry.n),
            )
        )
    }
    for place, accepted in enumerate(known):
        if held.get(accepted.entry.n) != accepted.entry.hash:
            raise Forked(batch[place:])


def _after_erasures(
    connection: Connection, new: Sequence[Accepted], orders: Brought
) -> list[Accepted]:
    """Erasures come first (docs/WIRE.md section 6): what was erased by rule never comes back.

    A missing body needs an erasure: the office's, or one in or beside this batch by which the
    laptop's own administrator erased it before the laptop ever joined.
    """
    table = tables.erasure
    ordered = set(
        connection.scalars(
            select(table.c.target).where(
                table.c.what == "entry", table.c.target.in_([a.entry.hash for a in new])
            )
        )
    )
    own = _erased_at_home(new) | orders.theirs
    kept = []
    for accepted in new:
        if accepted.entry.hash in ordered:
            bare = replace(accepted.item, salt=None, body=None)
            kept.append(Accepted(entry=accepted.entry, item=bare))
        elif accepted.item.body is None and accepted.entry.hash not in own:
            message = f"The body of entry {accepted.entry.n} is missing and no erasure names it."
            raise Refused(422, "body_missing", message)
        else:
            kept.append(accepted)
    return kept


def _erased_at_home(batch: Sequence[Accepted]) -> set[str]:
    return {
        named for accepted in batch for named in order_of(accepted).entries if accepted.item.body
    }
