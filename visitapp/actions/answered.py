"""Somebody answered: the moment is logged and the wait stops, before anything is asked (N-03)."""

from visitapp.actions.act import Happened, perform, person_at
from visitapp.domain.codec import Content
from visitapp.domain.entries import Answered, Heard, WaitEnded
from visitapp.domain.visit import Visit
from visitapp.store.store import Transaction
from visitapp.workspace import Workspace


def answered(ws: Workspace, visit_id: str, person: str = "") -> Happened:
    """Record that somebody answered and end every running wait; a fact, never refused."""

    def contents(tx: Transaction, visit: Visit) -> list[Content]:
        ended: list[Content] = [
            WaitEnded(person=span.person) for span in visit.waits if span.end is None
        ]
        return [Answered(person=person_at(ws, tx, person, visit)), *ended]

    return perform(ws, visit_id, contents)


def heard(ws: Workspace, visit_id: str, said: dict[str, str], person: str = "") -> Happened:
    """Write down what was said, by ``what`` (quote, fact, wish …); blank lines are left out."""
    return perform(
        ws,
        visit_id,
        lambda tx, visit: [
            Heard(person=person_at(ws, tx, person, visit), what=what, words=words)
            for what, words in said.items()
            if words.strip()
        ],
    )
