"""What is unusual about a promise before it is made: hints that never block (N-10, R-32, R-33)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from visitapp.domain.codec import demand_held
from visitapp.domain.customer import Customer, customer_of
from visitapp.domain.gates import Fact, unmet
from visitapp.domain.hint import Hint
from visitapp.domain.visit import Visit
from visitapp.domain.words import AgreedHow, State
from visitapp.policy import is_holiday
from visitapp.store.store import Transaction
from visitapp.store.views import VisitRow
from visitapp.texts import N_
from visitapp.workspace import Workspace

NIGHT_FROM, NIGHT_UNTIL = time(20), time(8)
LONGEST = timedelta(hours=12)
CALL = timedelta(minutes=10)
OVER = {State.CANCELLED.value, State.CLOSED.value, State.LEFT.value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A promise as it stands in a form; ``visit_id`` is the visit it changes, "" for a new one.

    ``staff`` are the ids of who goes; ``minutes`` is the length; times are aware.
    """

    promised_at: datetime
    minutes: int = 60
    staff: tuple[str, ...] = ()
    agreed_how: AgreedHow = AgreedHow.NOT_AGREED
    visit_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusual:
    """A hint and the rule behind it; ``wants_reason`` when the exception is to be explained."""

    rule: str
    hint: Hint
    wants_reason: bool = False


def foresee(ws: Workspace, proposal: Proposal) -> tuple[Unusual, ...]:
    """Everything unusual about a proposal, for a form that is being filled in."""
    with ws.store.reading() as tx:
        return unusual(ws, tx, proposal)


def unusual(ws: Workspace, tx: Transaction, proposal: Proposal) -> tuple[Unusual, ...]:
    """The same inside a transaction; a party of one, the hour, consent, the past, collisions.

    Raises Known for a time or a length that no calendar holds.
    """
    demand_held("promised_at", proposal.promised_at)
    demand_held("minutes", proposal.minutes)
    return (
        *_party(ws, proposal),
        *_hour(ws, proposal.promised_at),
        *_consent(proposal),
        *_past(ws, proposal),
        *_collisions(ws, tx, proposal),
    )


def _party(ws: Workspace, proposal: Proposal) -> Iterator[Unusual]:
    staff = proposal.staff or (ws.actor,)
    if unmet(Visit(id=proposal.visit_id, staff=staff), Fact.PLAN, ws.policy):
        hint = Hint("Only one person is planned; visits are made by two.")
        yield Unusual(rule="R-32", hint=hint, wants_reason=True)


def _hour(ws: Workspace, promised_at: datetime) -> Iterator[Unusual]:
    """A promise on a holiday, or between 20:00 and 8:00, asks for a reason (ux 2)."""
    at = promised_at.astimezone(ws.clock.now().tzinfo)
    if is_holiday(at.date()):
        hint = Hint("This day is a public holiday.")
        yield Unusual(rule="R-50", hint=hint, wants_reason=True)
    if at.time() >= NIGHT_FROM or at.time() < NIGHT_UNTIL:
        hint = Hint("The time lies between 20:00 and 8:00.")
        yield Unusual(rule="R-50", hint=hint, wants_reason=True)


def _consent(proposal: Proposal) -> Iterator[Unusual]:
    if proposal.agreed_how is AgreedHow.NOT_AGREED:
        yield Unusual(rule="R-33", hint=Hint("The customer has not agreed to this time yet."))


def _past(ws: Workspace, proposal: Proposal) -> Iterator[Unusual]:
    if proposal.promised_at < ws.clock.now():
        yield Unusual(rule="R-33", hint=Hint("The promised time lies in the past."))


def call_collisions(
    ws: Workspace, tx: Transaction, visit: Visit, until: datetime
) -> tuple[Hint, ...]:
    """Visits that a call promised until then runs into, its last minutes and a way counted (N-10).

    Whoever calls is the first of the visit, as its paper says.
    """
    call = Proposal(
        promised_at=until - CALL,
        minutes=CALL // timedelta(minutes=1),
        staff=visit.staff[:1],
        visit_id=visit.id,
    )
    message = N_("The call until {until} runs into the visit of {time} to {name} ({who}).")
    shown = f"{until.astimezone(ws.clock.now().tzinfo):%H:%M}"
    return tuple(Hint(message, {"until": shown, **met}) for met in _met(ws, tx, call))


def _collisions(ws: Workspace, tx: Transaction, proposal: Proposal) -> Iterator[Unusual]:
    for met in _met(ws, tx, proposal):
        hint = Hint("It runs into the visit of {time} to {name} ({who}).", met)
        yield Unusual(rule="N-10", hint=hint)


def _met(ws: Workspace, tx: Transaction, proposal: Proposal) -> Iterator[dict[str, object]]:
    """The visits that this one runs into, the way between the two counted (N-10)."""
    start, way = proposal.promised_at, ws.policy.travel
    end = start + timedelta(minutes=proposal.minutes)
    for row in tx.visits_between(start - LONGEST, end + way):
        at = row.promised_at
        if at is None or row.id == proposal.visit_id or row.state in OVER:
            continue
        length = _length(tx.visit(row.id))
        if at + length + way <= start or not _together(row.staff, proposal.staff):
            continue
        record = tx.record(row.customer_id)
        customer = customer_of(record) if record else Customer()
        yield {
            "time": f"{at.astimezone(ws.clock.now().tzinfo):%H:%M}",
            "name": customer.shown_name,
            "who": _names(tx, row, proposal.staff),
        }


def _length(visit: Visit | None) -> timedelta:
    """From the promised time to the latest end: a window makes it longer."""
    return timedelta(minutes=visit.minutes + visit.window_minutes if visit else 60)


def _together(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether somebody goes to both; a visit whose party is not known yet may be anybody's."""
    return not set(one) or not set(other) or not set(one).isdisjoint(other)


def _names(tx: Transaction, row: VisitRow, staff: Iterable[str]) -> str:
    """The family names of those who would have to be at both."""
    busy = [p for p in row.staff if p in set(staff)] or row.staff
    people = [tx.record(person) for person in busy]
    names = (p.value("name").replace("\u3000", " ") for p in people if p is not None)
    return "・".join(name.split(" ")[0] for name in names)
