"""What each step and choice at the door does: from keys to actions, without widgets of its own."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from ui.models.door_words import OUTCOME_WORDS
from ui.widgets.door_panels import Choice
from visitapp.actions import arrive, call, leave, note, outcome, photo, ring, wait
from visitapp.actions.act import Happened
from visitapp.domain.door import Act, Step, StepState
from visitapp.domain.policy import Policy
from visitapp.domain.stamps import Stamp
from visitapp.domain.visit import Visit
from visitapp.domain.waiting import read_wait
from visitapp.domain.words import CallResult, Form, OutcomeKind, PhotoRole, Placement
from visitapp.texts import N_
from visitapp.texts import translate as _
from visitapp.workspace import Workspace

if TYPE_CHECKING:
    from ui.widgets.fold_lines import FoldLines

Call = Callable[[Workspace], Any]

FOLDS = (
    ("rings", N_("Intercom"), "doorbell", "Q"),
    ("calls", N_("Telephone"), "call", "W"),
    ("photos", N_("Photos"), "photo_camera", "E"),
)
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
PANEL_FOR = {Step.POST: "placement", Step.CALL: "call"}

ANSWERED = (
    Choice("met_customer", N_("The customer"), N_("say: the customer is there")),
    Choice("met_family", N_("Family"), N_("say: family, no matter told")),
    Choice("met_minor", N_("A child"), N_("say: a child, leave")),
    Choice("intercom_only", N_("Over the intercom"), N_("say: intercom, a call later")),
    Choice("company_reception", N_("Reception of a company"), N_("say: reception")),
    Choice("moved", N_("The promise is moved"), N_("say: another time")),
    Choice("asked_to_leave", N_("Please leave"), N_("say: we leave")),
    Choice("not_found", N_("Wrong address"), N_("say: wrong house")),
)
CONTACT = (
    Choice("asked_to_leave", N_("We were asked to leave")),
    Choice("emergency", N_("Danger (110, #9110)")),
    Choice("dog", N_("Dog or gate")),
    Choice("weather", N_("Weather")),
    Choice("health", N_("Health")),
    Choice("neighbours", N_("Regard for neighbours")),
    Choice("customer_called", N_("The customer called")),
    Choice("next_promise", N_("Next promise")),
    Choice("other", N_("Other reason")),
)
PLACEMENTS = (
    Choice(Placement.MAILBOX.value, N_("Inside the post box")),
    Choice(Placement.DOOR_SLOT.value, N_("Slot in the door")),
    Choice(Placement.SHARED_MAILBOX.value, N_("Shared post boxes (room number checked)")),
)
CALLS = (
    Choice("no-answer", N_("No answer")),
    Choice("voicemail", N_("Voicemail")),
    Choice("reached", N_("Reached")),
)
PANELS = {
    "answered": (N_("Who answered?"), ANSWERED),
    "contact": (N_("Contact or end"), CONTACT),
    "placement": (N_("Where was the note put?"), PLACEMENTS),
    "call": (N_("What came of the call?"), CALLS),
}
REASONS = {choice.code: choice.words for choice in CONTACT[2:]}


def call_for(step: Step, visit: Visit, person: str, policy: Policy, papers: Path) -> Call:
    """The action behind a step that needs no further question."""
    match step:
        case Step.ARRIVE:
            return lambda ws: arrive.arrive(ws, visit.id, person)
        case Step.RING:
            return lambda ws: ring.ring(ws, visit.id, person)
        case Step.WAIT:
            return _wait(visit, person, policy)
        case Step.PRINT:
            return lambda ws: compose(ws, visit, papers)
        case _:
            return lambda ws: leave.leave(ws, visit.id, person)


def _wait(visit: Visit, person: str, policy: Policy) -> Call:
    if visit.running_wait is None:
        return lambda ws: wait.start(ws, visit.id, person)
    minutes = int(policy.extended_wait.total_seconds()) // 60
    return lambda ws: wait.extend(ws, visit.id, person, minutes)


def compose(ws: Workspace, visit: Visit, papers: Path) -> Happened:
    """Record that nobody was in (when the wait allows it) and make the note as a PDF."""
    if visit.outcome is None:
        outcome.record(ws, visit.id, OutcomeKind.ABSENT)
    made = note.print_note(ws, visit.id, note.unused_file(papers, visit), Form.OPEN)
    return Happened(visit=made.visit)


def choice_call(panel: str, code: str, visit: Visit, person: str) -> Call | None:
    """The action behind a choice of a panel."""
    if panel == "placement":
        return lambda ws: note.leave_note(ws, visit.id, Placement(code), person)
    if panel == "call":
        return lambda ws: call.call(ws, visit.id, person, result=CallResult(code))
    if code in REASONS:
        reason = _(REASONS[code])
        return lambda ws: outcome.record(ws, visit.id, OutcomeKind.ABSENT, reason=reason)
    return lambda ws: outcome.record(ws, visit.id, OutcomeKind(code))


def photos_call(visit: Visit, files: list[Path], role: PhotoRole) -> Call:
    """Take photos; a refused one is told by the first reason."""
    return lambda ws: photo.add(ws, visit.id, files, role)


def photo_role(visit: Visit) -> PhotoRole:
    """What a photo taken now is meant to show."""
    paper = visit.paper
    if paper is not None and paper.left is not None:
        return PhotoRole.POSTED
    if paper is not None and paper.printed is not None:
        return PhotoRole.NOTE
    taken = {p.role for p in visit.photos}
    return PhotoRole.DOOR if PhotoRole.SURROUNDINGS in taken else PhotoRole.SURROUNDINGS


def may_extend(visit: Visit, now: Stamp, policy: Policy) -> bool:
    """Whether the running wait can still become the longer one."""
    span = visit.running_wait
    if span is None or visit.outcome is not None:
        return False
    return (
        span.minutes * 60 < policy.extended_wait.total_seconds()
        and not read_wait(visit, span, now).is_over
    )


def counts(states: tuple[StepState, ...]) -> dict[Step, str]:
    """What stands at the right of each step: a time, or how often."""
    found: dict[Step, str] = {}
    for state in states:
        if state.step in {Step.RING, Step.CALL} and state.count:
            found[state.step] = _("{n} times", n=state.count)
        elif state.step is Step.PHOTO_PLACE and state.count:
            found[state.step] = _("{n} photos", n=state.count)
        elif state.done and state.first_at is not None and state.step is not Step.WAIT:
            found[state.step] = f"{state.first_at:%H:%M}"
    return found


def fill_folds(folds: "FoldLines", visit: Visit) -> None:
    """The three logs with their times to the second."""
    rings = [
        f"{r.mark.at:%H:%M:%S}  {_('answered') if r.answered else _('no answer')}"
        for r in visit.rings
    ]
    calls = [f"{c.mark.at:%H:%M:%S}  {_(CALL_WORDS[c.result])}" for c in visit.calls]
    photos = [f"{p.mark.at:%H:%M:%S}  {_(ROLE_WORDS[p.role])}" for p in visit.photos]
    folds.show_log("rings", _("{n} times", n=len(rings)), rings)
    folds.show_log("calls", _("{n} times", n=len(calls)), calls)
    folds.show_log("photos", _("{n} photos", n=len(photos)), photos)


CALL_WORDS = {
    CallResult.SEEN: N_("has seen it"),
    CallResult.NOT_SEEN: N_("not seen yet"),
    CallResult.DISPUTED: N_("says they were in"),
    CallResult.FAMILY: N_("family answered"),
    CallResult.VOICEMAIL: N_("voicemail"),
    CallResult.BAD_NUMBER: N_("wrong number"),
    CallResult.CALL_LATER: N_("call later"),
    CallResult.NO_ANSWER: N_("no answer"),
    CallResult.REACHED: N_("reached"),
}
ROLE_WORDS = {
    PhotoRole.SURROUNDINGS: N_("surroundings"),
    PhotoRole.DOOR: N_("door, post box"),
    PhotoRole.NOTE: N_("note and number"),
    PhotoRole.POSTED: N_("after posting"),
    PhotoRole.ITEM: N_("item"),
    PhotoRole.OTHER: N_("other"),
}


def announce(widget: QWidget) -> Callable[[Any], None]:
    """Says to a screen reader that the act is saved."""

    def told(_value: object) -> None:
        QAccessible.updateAccessibility(
            QAccessibleAnnouncementEvent(widget, _("Saved on this computer."))
        )

    return told


def columns(panel: str, scale: int) -> int:
    """How many choices stand side by side at a scale in percent."""
    if scale > 125:
        return 1
    return 3 if panel == "contact" else 2


def outcome_words(kind: OutcomeKind) -> str:
    """An outcome in the user's words."""
    return _(OUTCOME_WORDS[kind])
