"""Lanes 1 and 2: our entries up, everybody's entries down.

Up: contiguous entries from where the office says it stands, in batches that grow from 20 to 500.
Nothing is marked as sent beforehand; a batch whose answer got lost is offered again and is a
success again, because (device, incarnation, n) with the same bytes is the same entry. Down: page
after page of the office's order, each checked (commitment, and the writer's signature under a
certificate that our office signed) and stored in one transaction with the cursor.
"""

from collections.abc import Sequence

from visitapp.domain.chain import Item, check_item
from visitapp.errors import Known
from visitapp.evidence.receipting import checked_certificate, refuted
from visitapp.keys import verify
from visitapp.store.received import Placed
from visitapp.sync import conversation
from visitapp.sync.failures import Cause, Failure
from visitapp.sync.ledger import Branch
from visitapp.sync.orders import explaining, give_back
from visitapp.sync.report import Progress
from visitapp.sync.session import Session
from visitapp.sync.wire import (
    BATCH_LIMIT,
    PulledItem,
    PushRequest,
    ReceiptRequest,
    from_wire,
    to_wire,
)

FIRST_BATCH = 20
BATCH_BYTES = 3 * 1024 * 1024
PAGE = 500
CORRECTIONS = 3


def push(session: Session) -> None:
    """Send what the office lacks of every branch, and get a receipt for what it has.

    A branch that the office has otherwise (a copied laptop wrote it too) stays here in full view;
    it is never re-issued under new numbers and holds nothing else up.
    """
    give_back(session)
    for branch in session.ledger.branches():
        if branch.incarnation not in session.held or session.ledger.is_aside(branch):
            continue  # opened during this pass (the next hello knows it), or handed in apart
        try:
            _push_branch(session, branch)
            _demand_receipt(session, branch)
        except Failure as failure:
            if not _is_closed(session, branch, failure):
                raise
            session.note("forked", failure, detail=branch.incarnation)
        except Known as known:
            session.note("receipt_refuted", known)  # this branch waits, all else goes on


def _is_closed(session: Session, branch: Branch, failure: Failure) -> bool:
    """Whether a refusal concerns only a branch that ends here; a fork ends the present one."""
    if failure.cause is not Cause.REFUSED:
        return False
    if failure.code == "forked":
        if branch.incarnation == session.ledger.branch().incarnation:
            session.ledger.open_incarnation("forked")
        _hand_in_apart(session, branch)
        return True
    return branch.incarnation != session.ledger.branch().incarnation


def _hand_in_apart(session: Session, branch: Branch) -> None:
    """Give the office a forked branch from where it last agreed: it keeps the rest apart."""
    last = session.ledger.receipt(branch)
    upto = 0 if last is None else min(last.size, branch.size)
    while upto < branch.size and not session.stop():
        items = _fitting(session.ledger.entries(branch, upto, BATCH_LIMIT))
        upto += len(items)
        try:
            conversation.push(session.transport, _request(session, branch, items))
        except Failure as failure:
            if failure.code != "forked":
                raise
    if upto >= branch.size:
        session.ledger.set_aside(branch)


def has_news(session: Session) -> bool:
    """Whether entries were written since the last push."""
    branch = session.ledger.branch()
    return branch.size > session.held.get(branch.incarnation, branch.size)


def _push_branch(session: Session, branch: Branch) -> None:
    limit, corrections = FIRST_BATCH, 0
    while branch.size > (held := session.held[branch.incarnation]) and not session.stop():
        items = _fitting(session.ledger.entries(branch, held, limit))
        try:
            _hand_in(session, branch, items)
        except Failure as failure:
            corrections += 1
            if corrections > CORRECTIONS or not _corrected(session, branch, failure):
                raise
            limit = BATCH_LIMIT
        limit = min(limit * 2, BATCH_LIMIT)
        session.told(Progress(lane="text", done=held + len(items), total=branch.size))


def _hand_in(session: Session, branch: Branch, items: Sequence[Item]) -> None:
    request = _request(session, branch, items)
    before = session.held[branch.incarnation]
    session.ledger.sending(branch.incarnation, before + len(items))
    reply = conversation.push(session.transport, request)
    receipt = session.accept(branch, reply)
    if receipt.size <= before:
        raise Failure(Cause.REFUSED, code="stuck", detail=f"size stays {before}")


def _request(session: Session, branch: Branch, items: Sequence[Item]) -> PushRequest:
    return PushRequest(
        device=branch.device,
        incarnation=branch.incarnation,
        items=[to_wire(item) for item in items],
        erasures=[to_wire(item) for item in explaining(session.ledger.orders, items)],
        since=session.since,
    )


def _corrected(session: Session, branch: Branch, failure: Failure) -> bool:
    """Whether the office stands elsewhere than it said, so that another batch answers it."""
    if failure.code == "expect" and failure.expect is not None:
        session.held[branch.incarnation] = min(failure.expect - 1, branch.size)
        return True
    return False


def _fitting(items: Sequence[Item]) -> Sequence[Item]:
    """As many of the first items as stay below a size the office takes; at least one."""
    total = 0
    for count, item in enumerate(items):
        total += len(item.raw) + len(item.body or b"")
        if count and total > BATCH_BYTES:
            return items[:count]
    return items


def _demand_receipt(session: Session, branch: Branch) -> None:
    """Ask for a receipt when the last one (if it came at all) says less than the office knows."""
    if branch.incarnation in session.ahead:
        return  # its root can be checked once the missing entries are back
    held, last = session.held[branch.incarnation], session.ledger.receipt(branch)
    current = last is not None and last.epoch == session.epoch and last.size >= held
    if held and not (current and last is not None and last.durable_size >= held):
        request = ReceiptRequest(
            device=branch.device, incarnation=branch.incarnation, blobs=[], since=session.since
        )
        session.accept(branch, conversation.receipt(session.transport, request))


def pull(session: Session) -> None:
    """Read the office's order to its end; from the start where entries of our own are missing."""
    own = bool(session.ahead)
    if own:
        session.ledger.rewind()
    more, bare = True, False
    while more and not session.stop():
        cursor = session.ledger.cursor()
        reply = conversation.pull(session.transport, cursor, PAGE, own=own)
        for signed in reply.certificates:
            raw = session.demand_ours(signed)
            key = session.office.public_key
            certificate = checked_certificate(raw, signed.sig, key)
            session.ledger.keep_certificate(certificate.device, signed)
        page = [_checked(session, pulled) for pulled in reply.items]
        forked = session.ledger.take_page(page, reply.cursor, session.office.public_key)
        for known in forked:
            session.note("page_refuted", known)
        bare = bare or any(p.item is not None and p.item.body is None for p in page)
        more = reply.more and reply.cursor != cursor
    if not more:
        session.ahead.clear()
    if bare and not more and session.ledger.unexplained():
        # an erasure may come pages after what it erased, but by the end it must have come
        session.note("page_refuted", refuted("a body is missing without an erasure"))


def _checked(session: Session, pulled: PulledItem) -> Placed:
    """The item after commitment, place and signature held; Known otherwise."""
    item = None if pulled.item is None else from_wire(pulled.item)
    if item is not None:
        entry = check_item(item)
        if (entry.device, entry.incarnation, entry.n) != _place(pulled):
            raise refuted(f"place of {pulled.seq}")
        certificate = session.ledger.certificate(entry.device)
        if certificate is None:
            raise refuted(f"certificate for {pulled.seq}")
        if not verify(bytes.fromhex(certificate.public_key), item.raw, item.sig):
            raise refuted(f"signature of {pulled.seq}")
    return Placed(
        seq=pulled.seq,
        device=pulled.device,
        incarnation=pulled.incarnation,
        n=pulled.n,
        item=item,
    )


def _place(pulled: PulledItem) -> tuple[str, str, int]:
    return pulled.device, pulled.incarnation, pulled.n


def exchange(session: Session) -> None:
    """Both lanes; what doesn't hold in the pulled pages is reported and stops only the pulling."""
    push(session)
    try:
        pull(session)
    except Failure:
        raise
    except Known as incident:
        session.note("page_refuted", incident)
