"""What planning shows: the coming week day by day, and one visit as a form holds it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from visitapp.actions.act import known_visit
from visitapp.domain.customer import Customer, customer_of, with_honorific
from visitapp.domain.visit import Visit
from visitapp.domain.words import AgreedHow
from visitapp.policy import holiday_name
from visitapp.store.store import Transaction
from visitapp.store.views import VisitRow
from visitapp.workspace import Workspace

WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedLine:
    """One visit of the list; ``at`` in the clock's zone, ``staff`` family names in their order."""

    row: VisitRow
    at: datetime
    name: str
    staff: tuple[str, ...]
    agreed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDay:
    """A day with visits, or a holiday without; ``holiday`` is "" on other days."""

    day: date
    holiday: str
    visits: tuple[PlannedLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekView:
    """Seven days from ``first`` (a Monday)."""

    first: date
    today: date
    days: tuple[PlannedDay, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no visit stands in the week."""
        return not any(day.visits for day in self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView:
    """A visit with the names a form shows."""

    visit: Visit
    customer: Customer
    names: dict[str, str]


def week_view(ws: Workspace, weeks: int = 0) -> WeekView:
    """The week that is ``weeks`` after the present one."""
    now = ws.clock.now()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    start = midnight + timedelta(days=WEEK * weeks - now.weekday())
    with ws.store.reading() as tx:
        rows = tx.visits_between(start, start + timedelta(days=WEEK))
        names = {p.id: p.value("name") for p in tx.records("person")}
        lines = [_line(tx, row, names, now) for row in rows if row.promised_at is not None]
    days = []
    for n in range(WEEK):
        day = (start + timedelta(days=n)).date()
        mine = tuple(line for line in lines if line.at.date() == day)
        days.append(PlannedDay(day=day, holiday=holiday_name(day), visits=mine))
    return WeekView(first=start.date(), today=now.date(), days=tuple(days))


def _line(tx: Transaction, row: VisitRow, names: dict[str, str], now: datetime) -> PlannedLine:
    record = tx.record(row.customer_id)
    at = row.promised_at or now
    return PlannedLine(
        row=row,
        at=at.astimezone(now.tzinfo),
        name=with_honorific(customer_of(record)) if record else "",
        staff=tuple(names.get(p, "").replace("\u3000", " ").split(" ")[0] for p in row.staff),
        agreed=row.agreed_how != AgreedHow.NOT_AGREED,
    )


def form_view(ws: Workspace, visit_id: str) -> FormView:
    """One visit to be changed; Known for an unknown one."""
    with ws.store.reading() as tx:
        visit = known_visit(tx, visit_id)
        record = tx.record(visit.customer_id)
        names = {p.id: p.value("name") for p in tx.records("person")}
    customer = customer_of(record) if record else Customer(id=visit.customer_id)
    return FormView(visit=visit, customer=customer, names=names)
