"""Orders to erase on their way up: they explain what comes without its body, and they come back.

The order may stand thousands of entries after what it erased, so it goes beside the batch that
needs it. And an office restored from a backup has forgotten its latest orders: the laptops that
carried them out hand them in again before anything else, so that nothing comes back to life.
"""

from collections.abc import Callable, Sequence

from visitapp.domain.chain import Item, digest, read_entry
from visitapp.domain.events import read_event
from visitapp.domain.office_entries import ErasureOrdered
from visitapp.keys import device_id
from visitapp.sync import conversation
from visitapp.sync.session import Session
from visitapp.sync.wire import PushRequest, to_wire

AT_ONCE = 100


def explaining(orders: Callable[[], Sequence[Item]], items: Sequence[Item]) -> Sequence[Item]:
    """The orders that name items without a body; most batches have none and cost nothing."""
    bare = {digest(item.raw) for item in items if item.body is None}
    if not bare:
        return ()
    return [order for order in orders() if not bare.isdisjoint(_named(order))]


def give_back(session: Session) -> None:
    """Hand a restored office the orders it once signed, before anything else of the pass."""
    if not session.ledger.owes_orders:
        return
    office = device_id(session.office.public_key)
    ours = [item for item in session.ledger.orders() if read_entry(item.raw).device == office]
    branch = session.ledger.branch()
    for start in range(0, len(ours), AT_ONCE):
        request = PushRequest(
            device=branch.device,
            incarnation=branch.incarnation,
            items=[],
            erasures=[to_wire(item) for item in ours[start : start + AT_ONCE]],
            since=session.since,
        )
        session.accept(branch, conversation.push(session.transport, request))
    session.ledger.orders_given()


def _named(order: Item) -> tuple[str, ...]:
    content = read_event(order).body.content
    return content.entries if isinstance(content, ErasureOrdered) else ()
