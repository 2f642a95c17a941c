"""Leaving the door: the call task for the customer exists in the same instant (R-39, D5)."""

from visitapp.actions.act import Happened, Step, perform, person_at
from visitapp.actions.follow_up import task_after
from visitapp.domain.codec import Content
from visitapp.domain.entries import Left, Returned
from visitapp.domain.gates import Fact
from visitapp.domain.visit import Visit
from visitapp.store.store import Transaction
from visitapp.workspace import Workspace


def leave(ws: Workspace, visit_id: str, person: str = "", *, reason: str = "") -> Happened:
    """Record that a person left; the first to leave an absent visit creates the call task.

    A fact, never refused; leaving without the note is logged as an exception (R-36).
    """

    def contents(tx: Transaction, visit: Visit) -> list[Content]:
        task = task_after(ws, tx, visit)
        left: list[Content] = [Left(person=person_at(ws, tx, person, visit))]
        return [*left, task] if task else left

    return perform(ws, visit_id, contents, Step(fact=Fact.LEAVE, reason=reason))


def back(ws: Workspace, visit_id: str, person: str = "", *, home: bool = False) -> Happened:
    """Back at the office, or home directly (N-16)."""
    return perform(
        ws,
        visit_id,
        lambda tx, visit: [Returned(person=person_at(ws, tx, person, visit), home=home)],
    )
