"""The bell was rung: one key, logged to the second (R-34, M5)."""

from visitapp.actions.act import Happened, Step, perform, person_at
from visitapp.domain.entries import Rang
from visitapp.domain.gates import Fact
from visitapp.workspace import Workspace


def ring(ws: Workspace, visit_id: str, person: str = "", *, answered: bool = False) -> Happened:
    """Record a ring; a fact, never refused."""
    return perform(
        ws,
        visit_id,
        lambda tx, visit: [Rang(person=person_at(ws, tx, person, visit), answered=answered)],
        Step(fact=Fact.RING),
    )
