"""A visit is promised (R-32, R-33); its note number is reserved in the same act (N-12)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from visitapp.actions.act import Happened
from visitapp.actions.customers import known_customer
from visitapp.actions.people import people_named
from visitapp.domain.entries import VisitPlanned
from visitapp.domain.events import About, Draft
from visitapp.domain.gates import Fact, gates, unmet
from visitapp.domain.hint import Hint
from visitapp.domain.visit import Visit
from visitapp.domain.words import AgreedHow
from visitapp.ids import standalone_number, uuid7
from visitapp.store.store import Transaction
from visitapp.workspace import Workspace

VISIT_LENGTH = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRequest:
    """What is promised: aware times; ``staff`` by name; ``alone_reason`` when one goes alone."""

    customer_id: str
    promised_at: datetime
    staff: tuple[str, ...] = ()
    agreed_how: AgreedHow = AgreedHow.NOT_AGREED
    expected_return: datetime | None = None
    watcher: str = ""
    alone_reason: str = ""


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
        visit_id = uuid7(ws.clock)
        wanted = Visit(id=visit_id, staff=staff)
        exceptions = gates(unmet(wanted, Fact.PLAN, ws.policy), request.alone_reason)
        hints = _hints(ws, tx, request, alone=bool(exceptions))
        events = tx.append(
            Draft(about=About(visit=visit_id), actor=ws.actor, content=content, gates=exceptions)
        )
        visit = tx.visit(visit_id) or wanted
    return Happened(visit=visit, events=events, hints=hints)


def _hints(
    ws: Workspace, tx: Transaction, request: PlanRequest, *, alone: bool
) -> tuple[Hint, ...]:
    found = []
    if alone and not request.alone_reason.strip():
        found.append(Hint("Only one person is planned; visits are made by two (R-32)."))
    if request.agreed_how is AgreedHow.NOT_AGREED:
        found.append(Hint("The customer has not agreed to this time yet (R-33)."))
    if request.promised_at < ws.clock.now():
        found.append(Hint("The promised time lies in the past."))
    near = tx.visits_between(request.promised_at - VISIT_LENGTH, request.promised_at + VISIT_LENGTH)
    found.extend(
        Hint("Another visit is promised close to this time: {number}.", {"number": row.note_no})
        for row in near
    )
    return tuple(found)
