"""A visit is promised (R-32, R-33); its note number is reserved in the same act (N-12)."""

from dataclasses import dataclass, field
from datetime import datetime

from visitapp.actions.act import Happened
from visitapp.actions.arrangement import Arrangement, Party, arranged
from visitapp.actions.customers import known_customer
from visitapp.actions.foresight import Proposal, Unusual, unusual
from visitapp.actions.people import people_named
from visitapp.domain.entries import VisitPlanned
from visitapp.domain.events import About, Draft, Gate
from visitapp.domain.visit import Visit
from visitapp.domain.words import AgreedHow
from visitapp.ids import standalone_number, uuid7
from visitapp.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRequest:
    """What is promised: aware times; ``staff`` by name; ``alone_reason`` when one goes alone.

    ``reason`` explains a holiday or an hour of the night; ``arrangement`` says all that is not left
    at its usual.
    """

    customer_id: str
    promised_at: datetime
    staff: tuple[str, ...] = ()
    agreed_how: AgreedHow = AgreedHow.NOT_AGREED
    expected_return: datetime | None = None
    watcher: str = ""
    alone_reason: str = ""
    reason: str = ""
    arrangement: Arrangement = field(default_factory=Arrangement)


def plan(ws: Workspace, request: PlanRequest) -> Happened:
    """Plan a visit; hints name what is unusual (one person, no agreement, colliding promises).

    Raises Known for an unknown customer.
    """
    with ws.store.writing() as tx:
        customer = known_customer(tx, request.customer_id)
        staff = people_named(ws, tx, request.staff) or (ws.actor,)
        number, nonce = tx.take_number() or (standalone_number(), "0")
        content = VisitPlanned(
            customer_id=customer.id,
            promised_at=request.promised_at,
            agreed_how=request.agreed_how,
            staff=staff,
            expected_return=request.expected_return,
            watcher=request.watcher,
            note_no=number,
            nonce=nonce,
        )
        found = unusual(ws, tx, proposal_of(request, staff))
        about = About(visit=uuid7(ws.clock))
        drafts = [
            Draft(about=about, actor=ws.actor, content=content, gates=gates_of(request, found))
        ]
        if request.arrangement != Arrangement():
            more = arranged(ws, tx, request.arrangement, party_of(request, staff))
            drafts.append(Draft(about=about, actor=ws.actor, content=more))
        events = tx.append(*drafts)
        visit = tx.visit(about.visit) or Visit(id=about.visit, staff=staff)
    hints = tuple(item.hint for item in found if not _reason(request, item))
    return Happened(visit=visit, events=events, hints=hints)


def party_of(request: PlanRequest, staff: tuple[str, ...]) -> Party:
    """Who goes (ids) and who watches."""
    return Party(staff=staff, watcher=request.watcher, expected_return=request.expected_return)


def proposal_of(request: PlanRequest, staff: tuple[str, ...], visit_id: str = "") -> Proposal:
    """What may be unusual about a request; ``visit_id`` is the visit it changes."""
    return Proposal(
        promised_at=request.promised_at,
        minutes=request.arrangement.minutes + request.arrangement.window_minutes,
        staff=staff,
        agreed_how=request.agreed_how,
        visit_id=visit_id,
    )


def gates_of(request: PlanRequest, found: tuple[Unusual, ...]) -> tuple[Gate, ...]:
    """The exceptions to log, each with the reason that was given for it."""
    return tuple(
        Gate(rule=item.rule, reason=_reason(request, item)) for item in found if item.wants_reason
    )


def _reason(request: PlanRequest, item: Unusual) -> str:
    """What was said about an exception; "" for what asks for no reason."""
    if not item.wants_reason:
        return ""
    return (request.alone_reason if item.rule == "R-32" else request.reason).strip()
