"""A new epoch: this office was put back to an older state and may have lost what it confirmed.

Laptops notice at the next hello, count nothing as kept any more and offer everything again. The
office's own journal goes on in a new branch, because the old one may have gone on elsewhere. A
restore opens the epoch itself. A folder that was put back by hand is found out by the first
laptop that shows a receipt which this office signed and whose log it no longer has.
"""

import secrets

from sqlalchemy import Connection, select, update

from visitapp.domain.receipts import Receipt, read_receipt
from visitapp.errors import Known
from visitapp.keys import verify
from visitapp.office import tables, tree
from visitapp.office.incidents import Finding, note
from visitapp.office.seat import Office
from visitapp.sync.wire import SignedText

NAME_BYTES = 8


def begin(connection: Connection) -> str:
    """Open a new epoch inside the caller's transaction; returns its name (16 hex)."""
    epoch = secrets.token_hex(NAME_BYTES)
    connection.execute(update(tables.head).values(epoch=epoch))
    branch = secrets.token_hex(NAME_BYTES)
    connection.execute(update(tables.tenant).values(incarnation=branch))
    return epoch


def begin_when_older(
    office: Office, connection: Connection, device: str, seen: SignedText | None
) -> None:
    """Open one when ``seen``, this office's own signed word, shows more or another log than here.

    The receipt is kept as the finding's evidence. Words that this office did not sign, or of an
    earlier epoch, say nothing.
    """
    receipt = _own(office, seen)
    head = connection.execute(select(tables.head)).one()
    if seen is None or receipt is None or receipt.epoch != head.epoch:
        return
    what = ""
    if receipt.office_size > head.seq:
        what = "shrunk"
    elif tree.root_at(connection, receipt.office_size) != receipt.office_root:
        what = "rewritten"
    if what:
        detail = f"Signed for {receipt.office_size} entries in epoch {head.epoch}, {head.seq} here."
        evidence = seen.raw.encode("utf-8") + b"\n" + seen.sig.hex().encode("ascii")
        finding = Finding(
            at=office.micros(), device=device, what=what, detail=detail, evidence=evidence
        )
        note(connection, finding)
        begin(connection)


def _own(office: Office, seen: SignedText | None) -> Receipt | None:
    """The receipt in ``seen`` when this office signed it."""
    if seen is None:
        return None
    raw = seen.raw.encode("utf-8", "surrogatepass")
    if not verify(office.key.public, raw, seen.sig):
        return None
    try:
        return read_receipt(raw)
    except Known:
        return None
