"""Calls and letters that are owed today, and what was promised for the days after (R-39, R-33)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from visitapp.domain.call_order import before_visit
from visitapp.domain.customer import Customer, customer_of, with_honorific
from visitapp.domain.visit import FollowUp, Visit
from visitapp.domain.words import AgreedHow, CallResult, Placement
from visitapp.store.store import Transaction
from visitapp.store.views import VisitRow

SHOWN = 20
COUNTED = 1000
PROMISE_DAYS = 7
FAR_STATES = frozenset({"left", "closed", "cancelled"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLine:
    """A call or letter that is owed: whom, where, until when, with its script.

    ``until`` is the agreed time or the end of calling hours; ``before`` the visit it has to be
    made before; ``rings`` are told to us alone when the customer says they were at home.
    """

    visit_id: str
    name: str
    phone: str
    due_on: str
    until: datetime
    agreed: bool
    before: datetime | None
    script: str
    by: str
    came_at: datetime | None
    note_no: str
    placement: Placement | None
    rings: tuple[datetime, ...]
    results: tuple[tuple[datetime, CallResult], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseLine:
    """Something promised for a coming day: ``what`` is visit, call or letter."""

    visit_id: str
    day: datetime
    timed: bool
    name: str
    what: str
    agreed: bool


def calls_of(
    tx: Transaction, now: datetime, visits: Sequence[datetime], call_until: time
) -> tuple[tuple[CallLine, ...], int]:
    """The calls owed today or earlier, in the order to make them, and how many there are."""
    today = now.date().isoformat()
    rows = [row for row in tx.follow_ups(COUNTED) if row.due_on <= today]
    end = now.replace(hour=call_until.hour, minute=call_until.minute, second=0, microsecond=0)
    lines = [_call_line(tx, row, visits, end) for row in rows[:SHOWN]]
    return tuple(sorted(lines, key=_place)), len(rows)


def _place(line: CallLine) -> tuple[datetime, bool, bool, str]:
    """Promised calls by the time to make them, calls before letters, then by name."""
    return line.before or line.until, not line.agreed, line.by != "call", line.name


def _call_line(
    tx: Transaction, row: VisitRow, visits: Sequence[datetime], end: datetime
) -> CallLine:
    customer = _customer(tx, row.customer_id)
    visit = tx.visit(row.id) or Visit(id=row.id)
    task = visit.follow_up
    until = task.due_at.astimezone(end.tzinfo) if task and task.due_at else end
    came = visit.first_ring_at or visit.arrived_at
    return CallLine(
        visit_id=row.id,
        name=with_honorific(customer),
        phone=customer.phone or customer.mobile,
        due_on=row.due_on,
        until=until,
        agreed=_asked_for(task),
        before=before_visit(until, visits),
        script=task.script if task else "",
        by=task.by if task else "call",
        came_at=came.astimezone(end.tzinfo) if came else None,
        note_no=row.note_no,
        placement=visit.paper.placement if visit.paper else None,
        rings=tuple(ring.mark.at.astimezone(end.tzinfo) for ring in visit.rings),
        results=tuple(
            (mark.at.astimezone(end.tzinfo), result)
            for mark, result in (task.results if task else ())
        ),
    )


def promises_of(tx: Transaction, now: datetime) -> tuple[PromiseLine, ...]:
    """What is promised from tomorrow on for a week, by time; calls of a day before its visits."""
    start = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    end = start + timedelta(days=PROMISE_DAYS)
    first, last = start.date().isoformat(), end.date().isoformat()
    found = [
        _called(tx, row, start) for row in tx.follow_ups(COUNTED) if first <= row.due_on < last
    ]
    found += [
        _visited(tx, row, start)
        for row in tx.visits_between(start, end, limit=SHOWN)
        if row.state not in FAR_STATES
    ]
    return tuple(sorted(found, key=lambda promise: promise.day))


def _called(tx: Transaction, row: VisitRow, start: datetime) -> PromiseLine:
    visit = tx.visit(row.id)
    task = visit.follow_up if visit else None
    at = task.due_at if task else None
    day = at or datetime.combine(datetime.fromisoformat(row.due_on).date(), time(), start.tzinfo)
    return PromiseLine(
        visit_id=row.id,
        day=day.astimezone(start.tzinfo),
        timed=at is not None,
        name=with_honorific(_customer(tx, row.customer_id)),
        what=task.by if task else "call",
        agreed=at is None or _asked_for(task),
    )


def _visited(tx: Transaction, row: VisitRow, start: datetime) -> PromiseLine:
    at = row.promised_at or start
    return PromiseLine(
        visit_id=row.id,
        day=at.astimezone(start.tzinfo),
        timed=True,
        name=with_honorific(_customer(tx, row.customer_id)),
        what="visit",
        agreed=row.agreed_how != AgreedHow.NOT_AGREED,
    )


def _asked_for(task: FollowUp | None) -> bool:
    """Whether the customer named the time of this call."""
    return task is not None and task.due_at is not None


def _customer(tx: Transaction, customer_id: str) -> Customer:
    record = tx.record(customer_id)
    return customer_of(record) if record else Customer()
