"""The wait at the door (R-35): started once, read from stored instants, ended by the outcome."""

from visitapp.actions.act import Happened, Step, perform, person_at
from visitapp.domain.codec import Content
from visitapp.domain.entries import WaitEnded, WaitExtended, WaitStarted
from visitapp.domain.rules import Intention
from visitapp.domain.visit import Visit
from visitapp.errors import Known
from visitapp.store.store import Transaction
from visitapp.workspace import Workspace


def start(ws: Workspace, visit_id: str, person: str = "", minutes: int | None = None) -> Happened:
    """Start to wait for ``minutes`` (the policy's shorter wait unless given).

    Raises Known before the first ring and while a wait is running.
    """
    allowed = [int(w.total_seconds()) // 60 for w in ws.policy.waits]
    length = allowed[0] if minutes is None else minutes
    if length not in allowed:
        raise Known(
            "Not a length of the wait",
            "A wait at the door lasts {short} or {long} minutes.",
            "Choose one of the two.",
            short=allowed[0],
            long=allowed[1],
        )
    return perform(
        ws,
        visit_id,
        lambda tx, visit: [WaitStarted(person=person_at(ws, tx, person, visit), minutes=length)],
        Step(intention=Intention.WAIT),
    )


def extend(ws: Workspace, visit_id: str, person: str, minutes: int) -> Happened:
    """Make the running wait of a person the longer one; its time so far counts on."""

    def contents(tx: Transaction, visit: Visit) -> list[Content]:
        span = visit.running_wait
        if span is None or span.minutes >= minutes:
            raise Known(
                "Nothing to extend",
                "No shorter wait is running that could be extended.",
                "Start the wait first.",
            )
        return [WaitExtended(person=person_at(ws, tx, person, visit), minutes=minutes)]

    return perform(ws, visit_id, contents)


def end(ws: Workspace, visit_id: str, person: str = "") -> Happened:
    """End the running wait of a person without an outcome; a fact."""
    return perform(
        ws,
        visit_id,
        lambda tx, visit: [WaitEnded(person=person_at(ws, tx, person, visit))],
    )
