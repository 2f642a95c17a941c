"""The laptop stayed in the car (N-08): what happened is typed afterwards, with stated times.

Every time is a claim (class *claimed*) and stands beside the records, never among them; the
outcome and the call that is owed are facts of now and are written as such.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from visitapp.actions.act import Happened, perform, person_at
from visitapp.actions.follow_up import task_after
from visitapp.domain.codec import Content
from visitapp.domain.entries import OutcomeRecorded, TimeClaimed
from visitapp.domain.visit import Outcome, Visit
from visitapp.domain.words import OutcomeKind
from visitapp.errors import Known
from visitapp.store.store import Transaction
from visitapp.workspace import Workspace

CLAIMS = ("arrived", "rang", "called", "wait_started", "wait_ended", "note_left", "left")
"""What can be typed afterwards, in the order of a visit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One act with the time a person gives for it; ``anchor`` names the photo it leans on."""

    what: str
    at: datetime
    anchor: str = ""


def catch_up(
    ws: Workspace,
    visit_id: str,
    stated: Sequence[Stated],
    *,
    person: str = "",
    outcome: OutcomeKind | None = None,
    reason: str = "",
) -> Happened:
    """Write what is typed afterwards in one act; leaving makes the call task as always (R-39).

    Raises Known for a time that has not come yet.
    """
    late = next((s for s in stated if s.at > ws.clock.now()), None)
    if late is not None:
        raise Known(
            "A time in the future",
            "{time} has not come yet.",
            "Give the time at which it happened.",
            time=f"{late.at:%H:%M}",
        )

    def contents(tx: Transaction, visit: Visit) -> list[Content]:
        who = person_at(ws, tx, person, visit)
        made: list[Content] = [
            TimeClaimed(what=s.what, claimed_at=s.at, person=who, remark=s.anchor) for s in stated
        ]
        if outcome is not None and visit.outcome is None:
            made.append(OutcomeRecorded(outcome=outcome, reason=reason))
        if any(s.what == "left" for s in stated):
            made += _owed(ws, tx, visit, outcome)
        return made

    return perform(ws, visit_id, contents)


def _owed(
    ws: Workspace, tx: Transaction, visit: Visit, outcome: OutcomeKind | None
) -> list[Content]:
    """The call task of this outcome, as leaving would make it."""
    if visit.outcome is None and outcome is not None and visit.timeline:
        given = Outcome(mark=visit.timeline[-1].mark, kind=outcome, reason="", remark="")
        visit = replace(visit, outcomes=(given,))
    task = task_after(ws, tx, visit)
    return [task] if task else []
