"""At the door: the nine steps of a visit and the one act that comes next; pure.

Nothing here refuses anything: staff do steps out of order and are interrupted. ``next_act`` only
says what is most sensible now (D1), so that one key does the right thing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from visitapp.domain.policy import Policy
from visitapp.domain.stamps import Stamp, bracket, step_of
from visitapp.domain.visit import Visit, WaitSpan
from visitapp.domain.waiting import read_wait
from visitapp.domain.words import OutcomeKind, PhotoRole, State

RING_MINUTES = (0, 5, 15, 30, 60)
PLACE_ROLES = frozenset({PhotoRole.SURROUNDINGS, PhotoRole.DOOR})
LAST_RING = timedelta(minutes=2)


class Act(StrEnum):
    """What the big button does."""

    ARRIVE = "arrive"
    AWAIT_PROMISE = "await_promise"
    RING = "ring"
    WHO = "who"
    WAIT = "wait"
    PHOTO_PLACE = "photo_place"
    PREPARE_NOTE = "prepare_note"
    PRINT = "print"
    PHOTO_NOTE = "photo_note"
    POST = "post"
    PHOTO_POSTED = "photo_posted"
    LEAVE = "leave"
    DONE = "done"


class Step(StrEnum):
    """The nine steps of the rail, in order."""

    ARRIVE = "arrive"
    RING = "ring"
    CALL = "call"
    WAIT = "wait"
    PHOTO_PLACE = "photo_place"
    PRINT = "print"
    POST = "post"
    PHOTO_POSTED = "photo_posted"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepState:
    """One line of the rail: done, current, locked (N-03), how often, and when first."""

    step: Step
    done: bool
    current: bool
    locked: bool
    count: int
    first_at: datetime | None


STEP_OF = {
    Act.ARRIVE: Step.ARRIVE,
    Act.AWAIT_PROMISE: Step.RING,
    Act.RING: Step.RING,
    Act.WHO: Step.RING,
    Act.WAIT: Step.WAIT,
    Act.PHOTO_PLACE: Step.PHOTO_PLACE,
    Act.PREPARE_NOTE: Step.PRINT,
    Act.PRINT: Step.PRINT,
    Act.PHOTO_NOTE: Step.PRINT,
    Act.POST: Step.POST,
    Act.PHOTO_POSTED: Step.PHOTO_POSTED,
    Act.LEAVE: Step.LEAVE,
}
LOCKING = frozenset({OutcomeKind.ASKED_TO_LEAVE, OutcomeKind.EMERGENCY, OutcomeKind.MET_MINOR})
WITHOUT_PAPER = LOCKING | {
    OutcomeKind.NOT_FOUND,
    OutcomeKind.MET_CUSTOMER,
    OutcomeKind.MET_FAMILY,
    OutcomeKind.MOVED,
    OutcomeKind.COMPANY_RECEPTION,
    OutcomeKind.INTERCOM_ONLY,
}


def next_act(visit: Visit, now: Stamp) -> Act:
    """The next sensible act (shared/ux 3); a visit that ended says ``done``."""
    if visit.state in {State.LEFT, State.CLOSED, State.CANCELLED}:
        return Act.DONE
    if not visit.arrivals:
        return Act.ARRIVE
    if visit.outcome and visit.outcome.kind in WITHOUT_PAPER:
        return Act.LEAVE
    if visit.outcome:
        return _with_paper(visit)
    if visit.answers:
        return Act.WHO
    if not visit.rings:
        early = visit.promised_at is not None and bracket(now).estimate < visit.promised_at
        return Act.AWAIT_PROMISE if early else Act.RING
    span = visit.waits[-1] if visit.waits else None
    return _while_waiting(visit, span, now) if span else Act.WAIT


def _while_waiting(visit: Visit, span: WaitSpan, now: Stamp) -> Act:
    reading = read_wait(visit, span, now)
    if reading.is_over:
        end = bracket(now).estimate + reading.remaining
        rung = any(r.mark.at >= end - LAST_RING for r in visit.rings)
        return Act.PRINT if rung else Act.RING
    if is_ring_due(visit, reading.elapsed):
        return Act.RING
    if not any(p.role in PLACE_ROLES for p in visit.photos):
        return Act.PHOTO_PLACE
    return Act.PREPARE_NOTE


def is_ring_due(visit: Visit, elapsed: timedelta) -> bool:
    """Whether one of the rings at 0, 5, 15, 30 and 60 minutes has come and was not made."""
    due = sum(1 for minutes in RING_MINUTES if timedelta(minutes=minutes) <= elapsed)
    return len(visit.rings) < due


def due_rings(visit: Visit, span: WaitSpan) -> tuple[timedelta, ...]:
    """When within the wait the rings that are still to come are due."""
    left = RING_MINUTES[len(visit.rings) :]
    return tuple(timedelta(minutes=m) for m in left if m <= span.minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collision:
    """A longer wait that would cross the next promise (N-10)."""

    ends_at: datetime
    promised_at: datetime
    travel: timedelta


def collision(
    visit: Visit, now: Stamp, policy: Policy, next_promise: datetime | None
) -> Collision | None:
    """Whether the longer wait and the way to the next door would miss the next promise."""
    span = visit.waits[-1] if visit.waits else None
    if span is None or next_promise is None:
        return None
    passed = read_wait(visit, span, now).elapsed
    ends_at = bracket(now).estimate + max(timedelta(0), policy.extended_wait - passed)
    if ends_at + policy.travel <= next_promise:
        return None
    return Collision(ends_at=ends_at, promised_at=next_promise, travel=policy.travel)


def is_locked(visit: Visit) -> bool:
    """Whether ring, call, wait, note and photo are stopped (N-03)."""
    return visit.outcome is not None and visit.outcome.kind in LOCKING


def clock_step(visit: Visit, now: Stamp) -> timedelta:
    """How far the wall clock was moved since the last entry of this visit; zero when it was not."""
    last = max(
        (row.mark.t for row in visit.timeline if row.mark.t.boot == now.boot),
        key=lambda t: t.mono,
        default=None,
    )
    return timedelta(microseconds=step_of(last, now)) if last else timedelta(0)


def _with_paper(visit: Visit) -> Act:
    if visit.follow_up and visit.follow_up.by == "letter":
        return Act.LEAVE  # the paper goes by post instead (N-06)
    paper = visit.paper
    if paper is None or paper.printed is None:
        return Act.PRINT
    roles = {p.role for p in visit.photos}
    if PhotoRole.NOTE not in roles:
        return Act.PHOTO_NOTE
    if paper.left is None:
        return Act.POST
    return Act.LEAVE if PhotoRole.POSTED in roles else Act.PHOTO_POSTED


def steps(visit: Visit, now: Stamp) -> tuple[StepState, ...]:
    """The rail: all nine steps as they stand."""
    current = STEP_OF.get(next_act(visit, now))
    locked = is_locked(visit)
    moments = _moments(visit)
    return tuple(
        StepState(
            step=step,
            done=_is_done(visit, step, bool(found)),
            current=step is current,
            locked=locked and step not in {Step.ARRIVE, Step.LEAVE},
            count=len(found),
            first_at=min(found, default=None),
        )
        for step, found in moments.items()
    )


def _is_done(visit: Visit, step: Step, found: bool) -> bool:
    if step is Step.WAIT:
        return found and visit.running_wait is None
    return found


def _moments(visit: Visit) -> dict[Step, list[datetime]]:
    photos = {role: [p.mark.at for p in visit.photos if p.role is role] for role in PhotoRole}
    return {
        Step.ARRIVE: [a.mark.at for a in visit.arrivals],
        Step.RING: [r.mark.at for r in visit.rings],
        Step.CALL: [c.mark.at for c in visit.calls],
        Step.WAIT: [w.start.at for w in visit.waits],
        Step.PHOTO_PLACE: photos[PhotoRole.SURROUNDINGS] + photos[PhotoRole.DOOR],
        Step.PRINT: [p.printed.at for p in visit.papers if p.printed],
        Step.POST: [p.left.at for p in visit.papers if p.left],
        Step.PHOTO_POSTED: photos[PhotoRole.POSTED],
        Step.LEAVE: [d.mark.at for d in visit.departures],
    }
