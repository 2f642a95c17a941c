"""A planned visit is moved, cancelled or handed over (N-14)."""

from datetime import datetime

from visitapp.actions.act import Happened, Step, perform
from visitapp.actions.people import people_named
from visitapp.domain.entries import VisitCancelled, VisitHandedOver, VisitRescheduled
from visitapp.domain.rules import Intention
from visitapp.domain.words import AgreedHow
from visitapp.workspace import Workspace


def reschedule(
    ws: Workspace, visit_id: str, *, promised_at: datetime, agreed_how: AgreedHow, reason: str
) -> Happened:
    """A new promise takes the place of the old one; both stay in the history."""
    content = VisitRescheduled(promised_at=promised_at, agreed_how=agreed_how, reason=reason)
    return perform(ws, visit_id, lambda _t, _v: [content], Step(intention=Intention.RESCHEDULE))


def cancel(ws: Workspace, visit_id: str, *, reason: str) -> Happened:
    """The visit will not take place; the reason is kept."""
    step = Step(intention=Intention.CANCEL)
    return perform(ws, visit_id, lambda _t, _v: [VisitCancelled(reason=reason)], step)


def hand_over(
    ws: Workspace, visit_id: str, *, staff: tuple[str, ...], reason: str, memo: str = ""
) -> Happened:
    """Other people take the visit; people not known yet are added by their names."""
    return perform(
        ws,
        visit_id,
        lambda tx, _v: [
            VisitHandedOver(staff=people_named(ws, tx, staff), reason=reason, memo=memo)
        ],
    )
