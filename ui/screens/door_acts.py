"""What each step and choice at the door does: from keys to actions, without widgets of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ui.models.door_words import REASONS
from visitapp.actions import answered as answering
from visitapp.actions import arrive, call, correct, leave, note, outcome, promise, ring, wait
from visitapp.actions.act import Happened
from visitapp.actions.door_view import DoorView
from visitapp.actions.photo import AddedPhoto
from visitapp.domain.door import Act, Step, StepState, next_act
from visitapp.domain.policy import Policy
from visitapp.domain.stamps import Stamp
from visitapp.domain.visit import Visit
from visitapp.domain.words import CallResult, OutcomeKind, PhotoRole, Placement, SiteKind
from visitapp.texts import translate as _
from visitapp.workspace import Workspace

Call = Callable[[Workspace], Any]

STEP_FOR = {
    Act.ARRIVE: Step.ARRIVE,
    Act.RING: Step.RING,
    Act.WAIT: Step.WAIT,
    Act.PHOTO_PLACE: Step.PHOTO_PLACE,
    Act.PREPARE_NOTE: Step.PRINT,
    Act.PRINT: Step.PRINT,
    Act.PHOTO_NOTE: Step.PHOTO_PLACE,
    Act.POST: Step.POST,
    Act.PHOTO_POSTED: Step.PHOTO_POSTED,
    Act.LEAVE: Step.LEAVE,
}
PAGE_FOR = {Step.POST: "placement", Step.CALL: "call"}
PHOTO_STEPS = frozenset({Step.PHOTO_PLACE, Step.PHOTO_POSTED})
DEVICE_KINDS = frozenset({"suspended", "clock_stepped", "incarnation_opened"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What an act at the door needs to know: the visit, who records, rules and folder."""

    view: DoorView
    person: str
    policy: Policy
    papers: Path

    @property
    def visit(self) -> Visit:
        """The visit as it was last read."""
        return self.view.visit


def act_of(view: DoorView, now: Stamp) -> Act:
    """The next act; without a note where the customer wants none (V-06)."""
    act = next_act(view.visit, now)
    if view.forbids_note and act is Act.PRINT and view.visit.outcome:
        return Act.LEAVE
    return act


def call_for(step: Step, door: Door) -> Call:
    """The action behind a step that needs no further question."""
    visit_id, person = door.visit.id, door.person
    match step:
        case Step.ARRIVE:
            return lambda ws: arrive.arrive(ws, visit_id, person)
        case Step.RING:
            return lambda ws: ring.ring(ws, visit_id, person)
        case Step.WAIT:
            return _wait(door)
        case _:
            return lambda ws: leave.leave(ws, visit_id, person)


def _wait(door: Door) -> Call:
    visit_id, person = door.visit.id, door.person
    if door.visit.running_wait is None:
        return lambda ws: wait.start(ws, visit_id, person)
    minutes = int(door.policy.extended_wait.total_seconds()) // 60
    return lambda ws: wait.extend(ws, visit_id, person, minutes)


def look_at_note(door: Door, *, early: bool) -> Call:
    """The note as it will be printed; unless ``early``, nobody in is recorded with it (R-36)."""
    visit = door.visit

    def call_(ws: Workspace) -> note.PreparedNote:
        if visit.outcome is None and not early:
            outcome.record(ws, visit.id, OutcomeKind.ABSENT)
        return note.preview(ws, visit.id)

    return call_


def absent_without_note(door: Door) -> Call:
    """Nobody in, and the customer wants no paper at the door (V-06)."""
    return lambda ws: outcome.record(ws, door.visit.id, OutcomeKind.ABSENT)


def make_note(door: Door) -> Callable[[Workspace], tuple[Happened, Path]]:
    """The note's PDF into the folder of the papers; gives its file."""

    def call_(ws: Workspace) -> tuple[Happened, Path]:
        out = note.unused_file(door.papers, door.visit)
        made = note.print_note(ws, door.visit.id, out)
        return Happened(visit=made.visit), out

    return call_


def placement_for(visit: Visit) -> Placement:
    """Where the note most likely goes: at flats the shared boxes of the hall (N-05)."""
    return Placement.SHARED_MAILBOX if visit.site is SiteKind.FLATS else Placement.MAILBOX


def placement_call(door: Door, code: str) -> Call:
    """Where the note went; posted instead it is a letter owed today (N-06)."""
    if code == "by_post":
        return lambda ws: promise.promise_letter(ws, door.visit.id)
    return lambda ws: note.leave_note(ws, door.visit.id, Placement(code), door.person)


def telephoned(door: Door, code: str) -> Call:
    """A call with its number and result: ``mobile:no-answer``."""
    kind, _colon, result = code.partition(":")
    return lambda ws: call.call(
        ws, door.visit.id, door.person, number_kind=kind, result=CallResult(result)
    )


def found_call(door: Door, code: str) -> Call:
    """Who answered, or how it ended."""
    return lambda ws: outcome.record(ws, door.visit.id, OutcomeKind(code))


def reason_call(door: Door, code: str) -> Call:
    """One tap ends the wait with its reason; note and end of the visit stay possible (N-07).

    Danger as a reason as well: who needs the police opens the page of the numbers (N-15), and
    only that one records an emergency.
    """
    reason = _(REASONS[code])
    return lambda ws: outcome.record(ws, door.visit.id, OutcomeKind.ABSENT, reason=reason)


def somebody_answered(door: Door) -> Call:
    """The moment somebody answered; the wait stops."""
    return lambda ws: answering.answered(ws, door.visit.id, door.person)


def heard_call(door: Door, said: dict[str, str]) -> Call:
    """What was said or done, in words."""
    return lambda ws: answering.heard(ws, door.visit.id, said, door.person)


def take_back(visit_id: str, entries: tuple[str, ...]) -> Call:
    """The last act did not happen: its entries are withdrawn, and both stay visible."""
    reason = _("Taken back within ten seconds.")
    return lambda ws: correct.take_back(ws, visit_id, entries, reason=reason)


def entries_of(done: object) -> tuple[str, ...]:
    """What a taken-back key would have to withdraw of an act, or of a photo."""
    if isinstance(done, AddedPhoto):
        return (done.entry,) if done.entry else ()
    if not isinstance(done, Happened):
        return ()
    return tuple(e.entry.id for e in done.events if e.entry.kind not in DEVICE_KINDS)


def photo_role(visit: Visit) -> PhotoRole:
    """What a photo taken now is meant to show."""
    paper = visit.paper
    taken = {p.role for p in visit.photos}
    if paper is not None and paper.left is not None:
        return PhotoRole.POSTED
    if paper is not None and paper.printed is not None:
        return PhotoRole.NOTE
    if PhotoRole.SURROUNDINGS not in taken:
        return PhotoRole.SURROUNDINGS
    return PhotoRole.DOOR if PhotoRole.DOOR not in taken else PhotoRole.OTHER


def photo_roles(visit: Visit, count: int) -> list[PhotoRole]:
    """Roles of several photos taken in together: surroundings, door, then others."""
    first = photo_role(visit)
    rest = first if first in {PhotoRole.NOTE, PhotoRole.POSTED} else PhotoRole.OTHER
    roles = [first] + [rest] * count
    if first is PhotoRole.SURROUNDINGS:
        roles.insert(1, PhotoRole.DOOR)
    return roles[:count]


def may_extend(visit: Visit, policy: Policy) -> bool:
    """Whether the wait can still become the longer one: also when it is over, until an outcome."""
    span = visit.running_wait
    if span is None or visit.outcome is not None:
        return False
    return span.minutes * 60 < policy.extended_wait.total_seconds()


def counts(states: tuple[StepState, ...]) -> dict[Step, str]:
    """What stands at the right of each step: a time, or how often."""
    found: dict[Step, str] = {}
    for state in states:
        if state.step in {Step.RING, Step.CALL} and state.count:
            found[state.step] = _("{n}×", n=state.count)
        elif state.step is Step.PHOTO_PLACE and state.count:
            found[state.step] = _("{n} photos", n=state.count)
        elif state.step is Step.WAIT and state.done:
            found[state.step] = _("done")
        elif state.done and state.first_at is not None:
            found[state.step] = f"{state.first_at:%H:%M}"
    return found
