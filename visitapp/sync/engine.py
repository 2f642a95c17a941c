"""One pass of sync: hello < text up < text down < thumbnails < originals, and what came of it.

The order is the promise: the office knows what happened before it sees the door, and sees the door
before it has the photo. Whatever ends a pass early, the next one begins with hello and learns from
the office itself where to go on; the laptop never has to remember what it was doing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from visitapp.clock import Clock, idle
from visitapp.errors import Known
from visitapp.store.incidents import Incidents
from visitapp.store.outbox import OfficeLink
from visitapp.store.store import Store
from visitapp.sync import hello, photos, text
from visitapp.sync.failures import Cause, Failure
from visitapp.sync.ledger import Ledger
from visitapp.sync.report import Progress, SyncReport
from visitapp.sync.session import Session, never, unheard
from visitapp.sync.transport import HttpTransport, Transport

SHOWN = 20
PULL_SECONDS = 15.0
HEARD = frozenset({Cause.REFUSED, Cause.FULL})


def not_enrolled() -> Known:
    """The error of a laptop that belongs to no office yet."""
    return Known(
        "No office yet",
        "This laptop does not belong to an office, so there is nothing to send to.",
        "Get a code from your office and run “visitapp enroll”. Everything is kept here meanwhile.",
    )


def connect(office: OfficeLink) -> Transport:
    """The way to the office this laptop belongs to."""
    return HttpTransport(office.url, office.token, pinned=office.pinned)


def sync_once(
    store: Store,
    transport: Transport,
    clock: Clock,
    *,
    progress: Callable[[Progress], None] = unheard,
    stop: Callable[[], bool] = never,
) -> SyncReport:
    """Run one pass; never raises for what network and office do, the report says it.

    ``stop`` is asked between batches and chunks. Raises Known when the laptop was never enrolled.
    """
    ledger = Ledger(store)
    office = ledger.office()
    if office is None:
        raise not_enrolled()
    session = Session(
        ledger=ledger,
        transport=transport,
        clock=clock,
        office=office,
        epoch=office.epoch,
        stop=stop,
        told=progress,
        seen=ledger.last_word(),
    )
    trouble: Known | None = None
    try:
        _lanes(session)
    except Known as known:
        trouble = known
    online = trouble is None or (isinstance(trouble, Failure) and trouble.cause in HEARD)
    return _reported(store, online=online, trouble=trouble, incidents=_once(session.incidents))


def _once(incidents: Sequence[Known]) -> tuple[Known, ...]:
    """Each incident once, however many turns of a lane met it."""
    return tuple({str(known): known for known in incidents}.values())


def status(store: Store) -> SyncReport:
    """The same report from the store alone; ``online`` is False, for nobody was asked."""
    return _reported(store, online=False)


def _reported(
    store: Store, *, online: bool, trouble: Known | None = None, incidents: tuple[Known, ...] = ()
) -> SyncReport:
    return SyncReport(
        online=online,
        last_receipt_at=store.outbox.last_receipt_at,
        pending=store.outbox.pending(),
        refused=sum(_is_refused(known) for known in (trouble, *incidents)),
        trouble=trouble,
        incidents=incidents,
        found=tuple(Incidents(store.db).newest(SHOWN)),
    )


def _is_refused(known: Known | None) -> bool:
    return isinstance(known, Failure) and known.cause is Cause.REFUSED


def _lanes(session: Session) -> None:
    try:
        hello.greet(session)
        text.exchange(session)
        turn = _Turn(session=session, pulled=idle())
        photos.send_thumbnails(session, turn.take)
        photos.send_originals(session, turn.take)
        photos.bring_back(session)
        turn.take()
    finally:
        session.ledger.sending()


@dataclass(slots=True, kw_only=True)
class _Turn:
    """The text lanes' turn between photo chunks: when something was written, or now and then."""

    session: Session
    pulled: float

    def take(self) -> None:
        """Run both text lanes if there is news here, or the office wasn't asked for a while."""
        if text.has_news(self.session) or idle() - self.pulled >= PULL_SECONDS:
            text.exchange(self.session)
            self.pulled = idle()
