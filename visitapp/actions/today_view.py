"""All that the Today screen shows, read in one go: visits, calls due, what is not yet sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from visitapp.domain.customer import Customer, customer_of, honorific_of
from visitapp.domain.words import SyncState
from visitapp.store.outbox import Pending
from visitapp.store.store import Transaction
from visitapp.store.views import VisitRow
from visitapp.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLine:
    """One visit of the day; ``sync`` is the least state of all that belongs to it."""

    row: VisitRow
    promised_at: datetime | None
    name: str
    address: str
    phone: str
    staff: tuple[str, ...]
    sync: SyncState


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLine:
    """A call that is owed (R-39): whom, where, until when, with its script."""

    visit_id: str
    name: str
    phone: str
    due_on: str
    script: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayView:
    """The day as it stands; ``office`` is "" on a laptop that stands alone (N-17)."""

    now: datetime
    visits: tuple[VisitLine, ...]
    calls: tuple[CallLine, ...]
    pending: Pending
    office: str
    last_receipt_at: datetime | None
    last_backup_at: str
    person: str

    @property
    def next_visit(self) -> VisitLine | None:
        """The first visit that has not ended."""
        open_states = {"planned", "prepared", "departed", "arrived", "waiting", "absent", "met"}
        return next((v for v in self.visits if v.row.state in open_states), None)


def today_view(ws: Workspace) -> TodayView:
    """The view of the present day in the clock's zone (R-01)."""
    now = ws.clock.now()
    start = now.replace(hour=0, minute=0, second=0, microsecond=0)
    outbox = ws.store.outbox
    office = outbox.office
    with ws.store.reading() as tx:
        rows = tx.visits_between(start, start + timedelta(days=1))
        lines = tuple(_visit_line(ws, tx, row, now) for row in rows)
        calls = tuple(_call_line(tx, row) for row in tx.follow_ups(20))
        owner = tx.record(ws.actor)
    return TodayView(
        now=now,
        visits=lines,
        calls=calls,
        pending=outbox.pending(),
        office=office.name if office else "",
        last_receipt_at=outbox.last_receipt_at,
        last_backup_at=ws.store.meta.text("last_backup"),
        person=owner.value("name") if owner else "",
    )


def _customer(tx: Transaction, customer_id: str) -> Customer:
    record = tx.record(customer_id)
    return customer_of(record) if record else Customer()


def named(customer: Customer) -> str:
    """The name on screens with its honorific."""
    return f"{customer.shown_name} {honorific_of(customer)}".strip()


def _visit_line(ws: Workspace, tx: Transaction, row: VisitRow, now: datetime) -> VisitLine:
    customer = _customer(tx, row.customer_id)
    people = [tx.record(person) for person in row.staff]
    visit = tx.visit(row.id)
    sync = ws.store.outbox.visit_state(visit)[0] if visit else SyncState.LOCAL
    return VisitLine(
        row=row,
        promised_at=row.promised_at.astimezone(now.tzinfo) if row.promised_at else None,
        name=named(customer),
        address=customer.address,
        phone=customer.phone or customer.mobile,
        staff=tuple(p.value("name") for p in people if p is not None),
        sync=sync,
    )


def _call_line(tx: Transaction, row: VisitRow) -> CallLine:
    customer = _customer(tx, row.customer_id)
    visit = tx.visit(row.id)
    task = visit.follow_up if visit else None
    return CallLine(
        visit_id=row.id,
        name=named(customer),
        phone=customer.phone or customer.mobile,
        due_on=row.due_on,
        script=task.script if task else "",
        by=task.by if task else "call",
    )
