"""All that the Today screen shows, read in one go: visits, calls due, promises, what is unsent."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from visitapp.actions.count import paper_count
from visitapp.actions.sample import sample
from visitapp.actions.today_calls import CallLine, PromiseLine, calls_of, promises_of
from visitapp.domain.customer import Customer, customer_of, with_honorific
from visitapp.domain.departure import Open, open_items
from visitapp.domain.paper_count import PaperCount
from visitapp.domain.visit import Visit
from visitapp.domain.words import SyncState
from visitapp.store.store import Transaction
from visitapp.store.unsent import Pending
from visitapp.store.views import VisitRow
from visitapp.workspace import Workspace

OPEN_STATES = frozenset({"planned", "prepared", "departed", "arrived", "waiting", "absent", "met"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Goer:
    """Somebody of the party; ``own`` = the owner of this computer."""

    name: str
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLine:
    """One visit of the day; ``sync`` is the least state of its entries, ``unsent`` how many wait.

    ``moved_from`` is the old time when another computer moved it, ``taken_by`` the people who
    took it over when another computer handed it on; ``open`` is asked once before departure.
    """

    row: VisitRow
    visit: Visit
    promised_at: datetime | None
    name: str
    address: str
    phone: str
    staff: tuple[Goer, ...]
    sync: SyncState
    unsent: int
    open: tuple[Open, ...]
    moved_from: datetime | None
    taken_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayView:
    """The day as it stands; ``office`` is "" on a laptop that stands alone (N-17).

    ``plan_at`` is the office's time at the last exchange: how old the plan is.
    ``sample`` is the id of the visit to try things with, "" for none; ``bag`` the pre-prints and
    pads as this computer counted them today.
    """

    now: datetime
    visits: tuple[VisitLine, ...]
    calls: tuple[CallLine, ...]
    calls_owed: int
    promises: tuple[PromiseLine, ...]
    tomorrow: int
    pending: Pending
    office: str
    plan_at: datetime | None
    last_receipt_at: datetime | None
    last_backup_at: str
    person: str
    sample: str
    bag: PaperCount

    @property
    def next_visit(self) -> VisitLine | None:
        """The first visit that has not ended."""
        return next((v for v in self.visits if v.row.state in OPEN_STATES), None)

    @property
    def is_plan_old(self) -> bool:
        """Whether the plan was last refreshed on an earlier day (an office's laptop only)."""
        return self.plan_at is not None and self.plan_at.date() < self.now.date()


def today_view(ws: Workspace) -> TodayView:
    """The view of the present day in the clock's zone (R-01)."""
    now = ws.clock.now()
    start = now.replace(hour=0, minute=0, second=0, microsecond=0)
    outbox = ws.store.outbox
    office = outbox.office
    with ws.store.reading() as tx:
        rows = tx.visits_between(start, start + timedelta(days=1))
        lines = tuple(_visit_line(ws, tx, row, now) for row in rows)
        still = [v.promised_at for v in lines if v.promised_at and v.row.state in OPEN_STATES]
        calls, owed = calls_of(tx, now, still, ws.policy.call_until)
        promises = promises_of(tx, now)
        tomorrow = tx.visits_between(start + timedelta(days=1), start + timedelta(days=2))
        owner = tx.record(ws.actor)
        bag = paper_count(ws, tx, now.date(), [line.visit for line in lines])
    return TodayView(
        now=now,
        visits=lines,
        calls=calls,
        calls_owed=owed,
        promises=promises,
        tomorrow=sum(row.state in OPEN_STATES for row in tomorrow),
        pending=outbox.pending(),
        office=office.name if office else "",
        plan_at=_plan_at(ws, now) if office else None,
        last_receipt_at=outbox.last_receipt_at,
        last_backup_at=ws.store.meta.text("last_backup"),
        person=owner.value("name") if owner else "",
        sample=sample(ws),
        bag=bag,
    )


def _plan_at(ws: Workspace, now: datetime) -> datetime | None:
    anchor = ws.store.meta.anchor
    if anchor is None:
        return None
    at = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=anchor.server)
    return at.astimezone(now.tzinfo)


def _visit_line(ws: Workspace, tx: Transaction, row: VisitRow, now: datetime) -> VisitLine:
    record = tx.record(row.customer_id)
    customer = customer_of(record) if record else Customer()
    visit = tx.visit(row.id) or Visit(id=row.id)
    own = ws.store.meta.signer.device
    moved = [m for m in visit.moves if m.mark.device != own]
    taken = [h for h in visit.handovers if h.mark.device != own]
    states = [s for r in visit.timeline if (s := ws.store.outbox.entry_state(r.hash)) is not None]
    return VisitLine(
        row=row,
        visit=visit,
        promised_at=row.promised_at.astimezone(now.tzinfo) if row.promised_at else None,
        name=with_honorific(customer),
        address=customer.address,
        phone=customer.phone or customer.mobile,
        staff=tuple(_goer(ws, tx, person) for person in row.staff),
        sync=min(states, key=list(SyncState).index, default=SyncState.KEPT),
        unsent=sum(state is not SyncState.KEPT for state in states),
        open=open_items(visit, ws.policy),
        moved_from=moved[-1].before if moved else None,
        taken_by=tuple(_goer(ws, tx, person).name for person in taken[-1].staff) if taken else (),
    )


def _goer(ws: Workspace, tx: Transaction, person: str) -> Goer:
    record = tx.record(person)
    return Goer(name=record.value("name") if record else "", own=person == ws.actor)
