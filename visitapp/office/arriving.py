"""One entry as a laptop hands it in: readable, its body the one it commits to, what it orders."""

from visitapp.domain.chain import SALT_BYTES, commit, read_entry
from visitapp.domain.events import read_body
from visitapp.domain.office_entries import ErasureOrdered
from visitapp.errors import Known
from visitapp.office.appending import Accepted
from visitapp.office.refusals import Incident, malformed
from visitapp.sync.wire import WireItem, from_wire

NOTHING = ErasureOrdered(entries=(), blobs=(), reason="")


def readable(wire: WireItem) -> Accepted:
    """The entry in ``wire``; Refused (``malformed``) or Incident (``damaged``, ``commitment``)."""
    try:
        item = from_wire(wire)
        entry = read_entry(item.raw)
    except Known as error:
        raw = wire.raw.encode("utf-8", "surrogatepass")
        raise incident("damaged", "An entry that cannot be read.", raw) from error
    if (item.salt is None) != (item.body is None):
        raise malformed("body without salt")
    if item.salt is not None and item.body is not None:
        whole = len(item.salt) == SALT_BYTES
        if not whole or commit(item.salt, item.body) != entry.body_commit:
            detail = f"The body of entry {entry.n} is not the one it commits to."
            raise incident("commitment", detail, item.raw)
    return Accepted(entry=entry, item=item)


def order_of(accepted: Accepted) -> ErasureOrdered:
    """What an entry orders to be erased; nothing for any other kind, or without its body."""
    if accepted.entry.kind != ErasureOrdered.kind or accepted.item.body is None:
        return NOTHING
    try:
        content = read_body(ErasureOrdered.kind, accepted.item.body).content
    except (ValueError, AttributeError, RecursionError):
        return NOTHING
    return content if isinstance(content, ErasureOrdered) else NOTHING


def incident(code: str, detail: str, proof: bytes) -> Incident:
    """422 with a stable ``code``: bytes that no honest laptop sends; ``proof`` is kept."""
    return Incident(422, code, detail, detail=detail, proof=proof)
