"""What we may do now: ``may(visit, intention) -> Allowed | Refused``; the whole flow on two pages.

Facts are never refused (invariant 8): arriving, ringing, being asked to leave, leaving are
recorded whatever the rules say, and an unmet gate becomes a logged exception. ``may`` refuses
only acts of ours: an outcome, a print, a wait, a placement.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from visitapp.domain.policy import Policy
from visitapp.domain.stamps import Stamp
from visitapp.domain.visit import Visit
from visitapp.domain.waiting import read_wait
from visitapp.domain.words import Form, OutcomeKind, Placement, State


class Intention(StrEnum):
    """An act of ours that the rules may refuse."""

    WAIT = "wait"
    ABSENT = "absent"
    NOTE = "note"
    LEAVE_NOTE = "leave_note"
    PREPARE = "prepare"
    DEPART = "depart"
    RESCHEDULE = "reschedule"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Not now: the rule, one sentence why, and what to do instead (gettext ids)."""

    rule: str
    message: str
    advice: str
    overridable: bool = False


@dataclass(frozen=True, slots=True)
class Allowed:
    """Go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the answer depends on beside the visit: time, policy, and what is meant to be done."""

    policy: Policy
    now: Stamp
    form: Form = Form.OPEN
    placement: Placement = Placement.MAILBOX
    forbids_note: bool = False
    hides_from_family: bool = False


Answer = Allowed | Refused

LOCKING = frozenset({OutcomeKind.ASKED_TO_LEAVE, OutcomeKind.EMERGENCY, OutcomeKind.MET_MINOR})
NO_PAPER = LOCKING | {OutcomeKind.NOT_FOUND}
LETTER_ONLY = {OutcomeKind.MET_FAMILY, OutcomeKind.MET_CUSTOMER}
ENDED = frozenset({State.CANCELLED, State.CLOSED})


def may(visit: Visit, intention: Intention, asked: Asked) -> Answer:
    """Whether ``intention`` is open now, else the rule that refuses it and the way on."""
    if visit.state in ENDED:
        return Refused(
            rule="R-33",
            message="This visit was cancelled.",
            advice="Plan a new visit for the customer.",
        )
    rule = _RULES.get(intention)
    return rule(visit, asked) if rule else Allowed()


def _may_wait(visit: Visit, _asked: Asked) -> Answer:
    locked = _locked(visit)
    if locked:
        return locked
    if not visit.rings:
        return Refused(
            rule="R-35",
            message="The wait begins after the first ring.",
            advice="Ring the bell and record it first.",
        )
    if visit.running_wait and visit.outcome is None:
        return Refused(
            rule="R-35",
            message="A wait is already running.",
            advice="Go on waiting, or record what you found.",
        )
    return Allowed()


def _may_be_absent(visit: Visit, asked: Asked) -> Answer:
    locked = _locked(visit)
    if locked:
        return locked
    if not visit.arrivals:
        return Refused(
            rule="R-34",
            message="Nobody has arrived at this visit yet.",
            advice="Record the arrival first.",
        )
    if len(visit.rings) < asked.policy.minimum_rings:
        return Refused(
            rule="R-34",
            message="The bell has not been rung often enough to say that nobody is in.",
            advice="Ring once more, or give a reason.",
            overridable=True,
        )
    if _waited(visit, asked) < asked.policy.wait:
        return Refused(
            rule="R-35",
            message="The wait at the door is not over yet.",
            advice="Wait until it is over, or give a reason for leaving early.",
            overridable=True,
        )
    return Allowed()


def _waited(visit: Visit, asked: Asked) -> timedelta:
    readings = (read_wait(visit, span, asked.now).elapsed for span in visit.waits)
    return max(readings, default=timedelta(0))


def _may_note(visit: Visit, asked: Asked) -> Answer:
    """A note needs an outcome that calls for one (R-36, N-03) and a customer who allows it."""
    locked = _locked(visit)
    if locked:
        return locked
    if asked.forbids_note:
        return Refused(
            rule="V-06",
            message="This customer asked us to leave no notes.",
            advice="Arrange a letter or a call as the customer wished.",
        )
    if visit.outcome is None:
        return Refused(
            rule="R-36",
            message="What you found at the door is not recorded yet.",
            advice="Record that nobody was in, or whom you met.",
        )
    if visit.outcome.kind in NO_PAPER:
        return Refused(
            rule="N-04",
            message="No note is left after this outcome.",
            advice="Leave now; the office makes the next contact.",
        )
    if visit.outcome.kind is OutcomeKind.MET_FAMILY and asked.hides_from_family:
        return Refused(
            rule="V-06",
            message="This customer's family must not know, so nothing is left with them.",
            advice="Leave without a note; make the next contact as the customer wished.",
        )
    if visit.outcome.kind in LETTER_ONLY and asked.form is Form.OPEN:
        return Refused(
            rule="N-03",
            message="Somebody was met: only a sealed letter may be handed over or sent.",
            advice="Choose the sealed letter, or leave without a note.",
        )
    return Allowed()


def _may_leave_note(visit: Visit, asked: Asked) -> Answer:
    locked = _locked(visit)
    if locked:
        return locked
    paper = visit.paper
    if paper is None:
        return Refused(
            rule="R-36",
            message="No note of this visit has been made.",
            advice="Print the note first, or fill in a pre-printed one.",
        )
    sealed = {Placement.HANDED_SEALED, Placement.BY_POST}
    if asked.placement in sealed and paper.form is Form.OPEN:
        return Refused(
            rule="R-37",
            message="An open slip is neither handed over nor posted.",
            advice="Put it into the post box, or make a sealed letter.",
        )
    return Allowed()


def _may_plan(visit: Visit, _asked: Asked) -> Answer:
    if visit.state in {State.LEFT, State.MET, State.ABSENT}:
        return Refused(
            rule="R-33",
            message="This visit has already taken place.",
            advice="Plan a new visit; this record stays as it is.",
        )
    return Allowed()


def _may_prepare(visit: Visit, _asked: Asked) -> Answer:
    if visit.arrivals:
        return Refused(
            rule="R-33",
            message="You have already arrived at this visit.",
            advice="Go on at the door.",
        )
    return Allowed()


def _locked(visit: Visit) -> Refused | None:
    """After "please go" and the like, ring, note, photo and wait are closed (N-03)."""
    if visit.outcome and visit.outcome.kind in LOCKING:
        return Refused(
            rule="N-03",
            message="After this outcome nothing more is done at the door.",
            advice="Leave now; the office makes the next contact.",
        )
    return None


_RULES = {
    Intention.WAIT: _may_wait,
    Intention.ABSENT: _may_be_absent,
    Intention.NOTE: _may_note,
    Intention.LEAVE_NOTE: _may_leave_note,
    Intention.PREPARE: _may_prepare,
    Intention.DEPART: _may_prepare,
    Intention.RESCHEDULE: _may_plan,
    Intention.CANCEL: _may_plan,
}
