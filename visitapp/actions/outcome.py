"""What was found at the door: absent, met, and the other outcomes (N-03 to N-05)."""

from visitapp.actions.act import Happened, Step, perform
from visitapp.domain.codec import Content
from visitapp.domain.entries import OutcomeRecorded, WaitEnded
from visitapp.domain.rules import Intention
from visitapp.domain.visit import Visit
from visitapp.domain.words import OutcomeKind
from visitapp.workspace import Workspace


def record(
    ws: Workspace,
    visit_id: str,
    outcome: OutcomeKind,
    *,
    reason: str = "",
    remark: str = "",
) -> Happened:
    """Record an outcome and end the running wait with it.

    Only ``absent`` is ours to refuse: before the wait is over it needs ``reason`` (R-35), which
    is logged as an exception. All the others are facts.
    """

    def contents(_tx: object, visit: Visit) -> list[Content]:
        ended: list[Content] = [
            WaitEnded(person=span.person) for span in visit.waits if span.end is None
        ]
        return [*ended, OutcomeRecorded(outcome=outcome, reason=reason, remark=remark)]

    absent = outcome is OutcomeKind.ABSENT
    step = Step(intention=Intention.ABSENT, reason=reason) if absent else Step()
    return perform(ws, visit_id, contents, step)
