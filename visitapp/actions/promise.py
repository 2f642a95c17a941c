"""What is promised at the door: a call at an hour, a letter today, another day for the visit."""

from dataclasses import replace
from datetime import datetime

from visitapp.actions.act import Happened, Step, demanded, known_visit, perform
from visitapp.actions.change import reschedule
from visitapp.actions.follow_up import script_for
from visitapp.actions.foresight import call_collisions
from visitapp.actions.plan import PlanRequest, plan
from visitapp.domain.entries import FollowUpDue
from visitapp.domain.rules import Intention
from visitapp.domain.visit import Visit
from visitapp.domain.words import AgreedHow
from visitapp.store.store import Transaction
from visitapp.workspace import Workspace


def promise_call(ws: Workspace, visit_id: str, at: datetime) -> Happened:
    """A call is promised for ``at`` (aware, local): its task exists at once (N-03).

    Hints name the visits it runs into; they refuse nothing (N-10).
    """

    def contents(tx: Transaction, visit: Visit) -> list[FollowUpDue]:
        return [
            FollowUpDue(
                due_on=f"{at:%Y-%m-%d}",
                due_at=at,
                script=script_for(ws, tx, visit),
                note_no=visit.told_no,
            )
        ]

    done = perform(ws, visit_id, contents)
    with ws.store.reading() as tx:
        return replace(done, hints=call_collisions(ws, tx, done.visit, at))


def promise_letter(ws: Workspace, visit_id: str) -> Happened:
    """No place for the paper: it goes by post today (N-06); the task is owed to the customer."""
    today = ws.clock.now().date().isoformat()

    def contents(_tx: Transaction, visit: Visit) -> list[FollowUpDue]:
        letter = FollowUpDue(due_on=today, script="", by="letter", note_no=visit.told_no)
        return [] if visit.follow_up else [letter]

    return perform(ws, visit_id, contents)


def move_visit(
    ws: Workspace, visit_id: str, at: datetime, agreed_how: AgreedHow, reason: str = ""
) -> Happened:
    """``promise_visit``, and what happened is told of the visit that bears the new promise.

    Raises Known for a visit that has taken place.
    """
    with ws.store.reading() as tx:
        visit = known_visit(tx, visit_id)
    demanded(ws, visit, Step(intention=Intention.RESCHEDULE))
    done = promise_visit(ws, visit.id, at, agreed_how, reason)
    with ws.store.reading() as tx:
        bearer = next(e.body.about.visit for e in done.events if e.body.about.visit)
        return replace(done, visit=known_visit(tx, bearer))


def promise_visit(
    ws: Workspace, visit_id: str, at: datetime, agreed_how: AgreedHow, reason: str = ""
) -> Happened:
    """Another time for the visit: a visit not begun is moved; one that took place gets a new one.

    A visit that took place has its ring, its wait and its note: they stay with the promise they
    were made for (R-33), and a finished visit is corrected, never moved (ux 2). Another laptop
    may still move it; the fold keeps ring and wait apart from that (``Visit.promise_at_door``).
    """
    with ws.store.reading() as tx:
        visit = known_visit(tx, visit_id)
    if not visit.arrivals:
        return reschedule(ws, visit.id, promised_at=at, agreed_how=agreed_how, reason=reason)
    made = plan(
        ws,
        PlanRequest(
            customer_id=visit.customer_id,
            promised_at=at,
            staff=visit.staff,
            agreed_how=agreed_how,
            watcher=visit.watcher,
        ),
    )
    return Happened(visit=visit, events=made.events, hints=made.hints)
