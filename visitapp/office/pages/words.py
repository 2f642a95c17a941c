"""The words of the office pages: kinds of entries, closed lists, headings, one line per entry."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import singledispatch

from visitapp.domain import entries as e
from visitapp.domain import paper_entries as paper
from visitapp.domain.visit import Visit
from visitapp.domain.words import CallResult, NoteCode, OutcomeKind, PhotoRole, Placement, State
from visitapp.kinds import OUTCOMES
from visitapp.texts import N_
from visitapp.texts import translate as _

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class KindWords:
    """How a kind of entry is called and which icon it wears; ``key`` ones are drawn filled."""

    title: str
    icon: str
    key: bool = False


KINDS: Mapping[str, KindWords] = {
    "visit_planned": KindWords(N_("Visit planned"), "calendar_view_week"),
    "visit_arranged": KindWords(N_("Arranged"), "supervisor_account"),
    "visit_prepared": KindWords(N_("Prepared for departure"), "fact_check"),
    "visit_departed": KindWords(N_("Departed"), "directions_walk"),
    "visit_running_late": KindWords(N_("Told that we are late"), "schedule"),
    "visit_rescheduled": KindWords(N_("Promise moved"), "event_repeat"),
    "visit_cancelled": KindWords(N_("Visit cancelled"), "block"),
    "visit_handed_over": KindWords(N_("Handed over"), "supervisor_account"),
    "arrived": KindWords(N_("Arrived on site"), "home_pin"),
    "left": KindWords(N_("End of the visit"), "directions_walk"),
    "returned": KindWords(N_("Back at the office"), "door_front"),
    "rang": KindWords(N_("Intercom"), "doorbell", key=True),
    "called": KindWords(N_("Telephone"), "call"),
    "answered": KindWords(N_("Somebody answered"), "handshake", key=True),
    "heard": KindWords(N_("Said at the door"), "draw"),
    "wait_started": KindWords(N_("Start of the wait"), "timer"),
    "wait_extended": KindWords(N_("Wait extended"), "timer"),
    "wait_ended": KindWords(N_("End of the wait"), "timer", key=True),
    "outcome_recorded": KindWords(N_("Outcome"), "flag", key=True),
    "note_numbered": KindWords(N_("Note composed"), "note_stack"),
    "note_printed": KindWords(N_("Note printed"), "print"),
    "print_started": KindWords(N_("Print started"), "print"),
    "print_failed": KindWords(N_("Print failed"), "print"),
    "note_handwritten": KindWords(N_("Note completed by pen"), "edit"),
    "note_transcribed": KindWords(N_("What the pen wrote"), "draw"),
    "papers_taken": KindWords(N_("Papers counted at departure"), "inventory_2"),
    "papers_returned": KindWords(N_("Papers counted on return"), "inventory_2"),
    "note_left": KindWords(N_("Note left"), "outbox", key=True),
    "note_code_read": KindWords(N_("Number looked for in the photo"), "qr_code_scanner"),
    "photo_taken": KindWords(N_("Photo"), "photo_camera"),
    "entry_corrected": KindWords(N_("Correction"), "edit"),
    "entry_withdrawn": KindWords(N_("Entry withdrawn"), "undo"),
    "time_claimed": KindWords(N_("Time typed by a person"), "draw"),
    "clock_stepped": KindWords(N_("Clock of the laptop was moved"), "schedule"),
    "suspended": KindWords(N_("Laptop slept"), "dark_mode"),
    "incarnation_opened": KindWords(N_("Laptop was restored"), "sync_problem"),
    "follow_up_due": KindWords(N_("Call to the customer due"), "phone_in_talk"),
    "follow_up_done": KindWords(N_("Call to the customer made"), "phone_in_talk"),
    "record_changed": KindWords(N_("Record changed"), "contact_page"),
    "exported": KindWords(N_("Records given out"), "package_2"),
    "erased": KindWords(N_("Erased by rule"), "lock"),
    "erasure_asked": KindWords(N_("Asked to destroy a photo"), "lock"),
    "key_opened": KindWords(N_("Key of a laptop opened"), "lock"),
}
STRANGE = KindWords(N_("Entry of another version"), "description")

STATES: Mapping[State, str] = {
    State.PLANNED: N_("Planned"),
    State.PREPARED: N_("Prepared"),
    State.DEPARTED: N_("On the way"),
    State.ARRIVED: N_("On site"),
    State.WAITING: N_("Waiting"),
    State.ABSENT: N_("Nobody in"),
    State.MET: N_("Met"),
    State.LEFT: N_("Visit ended"),
    State.CLOSED: N_("Closed"),
    State.CANCELLED: N_("Cancelled"),
}

MET = frozenset({OutcomeKind.MET_CUSTOMER, OutcomeKind.MET_FAMILY, OutcomeKind.COMPANY_RECEPTION})
TONES: Mapping[State, str] = {
    State.DEPARTED: "now",
    State.ARRIVED: "now",
    State.WAITING: "now",
    State.LEFT: "note",
}

PLACEMENTS: Mapping[Placement, str] = {
    Placement.MAILBOX: N_("in the mailbox"),
    Placement.SHARED_MAILBOX: N_("in the shared mailbox"),
    Placement.DOOR_SLOT: N_("in the door slot"),
    Placement.RECEPTION: N_("at the reception"),
    Placement.HANDED_SEALED: N_("handed over sealed"),
    Placement.BY_POST: N_("by post"),
}

ROLES: Mapping[PhotoRole, str] = {
    PhotoRole.SURROUNDINGS: N_("Surroundings"),
    PhotoRole.DOOR: N_("Door and mailbox"),
    PhotoRole.NOTE: N_("Note with its number"),
    PhotoRole.POSTED: N_("After posting"),
    PhotoRole.ITEM: N_("Item"),
    PhotoRole.OTHER: N_("Other photo"),
}

CODES: Mapping[NoteCode, str] = {
    NoteCode.FOUND: N_("number agrees"),
    NoteCode.OTHER_NOTE: N_("number of another note"),
    NoteCode.NOT_FOUND: N_("number not found"),
    NoteCode.CONFIRMED_BY_EYE: N_("number confirmed by eye"),
    NoteCode.NOT_LOOKED: "",
}

CALLS: Mapping[CallResult, str] = {
    CallResult.SEEN: N_("note was seen"),
    CallResult.NOT_SEEN: N_("note was not seen"),
    CallResult.DISPUTED: N_("customer disagrees"),
    CallResult.FAMILY: N_("family answered"),
    CallResult.VOICEMAIL: N_("voicemail"),
    CallResult.BAD_NUMBER: N_("number not in use"),
    CallResult.CALL_LATER: N_("call again later"),
    CallResult.NO_ANSWER: N_("no answer"),
    CallResult.REACHED: N_("reached"),
    CallResult.LETTER_SENT: N_("letter sent"),
}

PAPERS: Mapping[str, str] = {
    "hagaki": N_("postcard"),
    "80mm": N_("roll 80 mm wide"),
    "58mm": N_("roll 58 mm wide"),
}

NUMBERS: Mapping[str, str] = {"phone": N_("home telephone"), "mobile": N_("mobile telephone")}


def standing(visit: Visit) -> tuple[str, str]:
    """Where a visit stands, as words, and the tone of the chip: what was found says most."""
    outcome = visit.outcome
    if outcome is None:
        return _(STATES[visit.state]), TONES.get(visit.state, "plain")
    tone = "ok" if outcome.kind in MET else "note"
    return _(OUTCOMES[outcome.kind]), tone


def minutes_apart(late: timedelta | None) -> str:
    """How far the first ring was from the promise, in whole minutes (N-21); "" before it."""
    if late is None:
        return ""
    minutes = late // MINUTE  # as the two clock times read on the page
    if minutes == 0:
        return _("on time")
    if minutes > 0:
        return _("{n} min after the promise", n=minutes)
    return _("{n} min before the promise", n=-minutes)


def clock(at: datetime | None) -> str:
    """``HH:MM``, or nothing."""
    return f"{at:%H:%M}" if at else ""


def day(at: datetime) -> str:
    """A date with its weekday: 2026/11/25(水) or 2026-11-25 (Wed)."""
    weekdays = (
        N_("Mon"),
        N_("Tue"),
        N_("Wed"),
        N_("Thu"),
        N_("Fri"),
        N_("Sat"),
        N_("Sun"),
    )
    return _("{date} ({weekday})", date=f"{at:%Y/%m/%d}", weekday=_(weekdays[at.weekday()]))


@dataclass(frozen=True, slots=True)
class Told:
    """What a line of the timeline may need beside its own content."""

    visit: Visit
    at: datetime
    name_of: Callable[[str], str]


@singledispatch
def detail(content: object, told: Told) -> str:
    """The words behind the title of an entry; "" when the title says it all."""
    return ""


@detail.register
def _planned(content: e.VisitPlanned, told: Told) -> str:
    return f"{day(content.promised_at)} {clock(content.promised_at)}"


@detail.register
def _arranged(content: e.VisitArranged, told: Told) -> str:
    return " ".join([*map(told.name_of, content.staff), content.room]).strip()


@detail.register
def _rescheduled(content: e.VisitRescheduled, told: Told) -> str:
    moved = f"{day(content.promised_at)} {clock(content.promised_at)}"
    return f"{moved} {content.reason}".strip()


@detail.register
def _late(content: e.VisitRunningLate, told: Told) -> str:
    agreed = _("customer agreed") if content.agreed else ""
    return f"{clock(content.new_time)} {agreed}".strip()


@detail.register
def _cancelled(content: e.VisitCancelled, told: Told) -> str:
    return content.reason


@detail.register
def _handed(content: e.VisitHandedOver, told: Told) -> str:
    return " ".join([*map(told.name_of, content.staff), content.reason])


@detail.register
def _arrived(content: e.Arrived, told: Told) -> str:
    promised = told.visit.promised_at
    apart = minutes_apart(told.at - promised) if promised else ""
    return f"{told.name_of(content.person)} {apart}".strip()


@detail.register
def _left(content: e.Left, told: Told) -> str:
    return told.name_of(content.person)


@detail.register
def _returned(content: e.Returned, told: Told) -> str:
    place = _("at home") if content.home else ""
    return f"{told.name_of(content.person)} {place}".strip()


@detail.register
def _rang(content: e.Rang, told: Told) -> str:
    return _("answered") if content.answered else _("no answer")


@detail.register
def _called(content: e.Called, told: Told) -> str:
    number = NUMBERS.get(content.number_kind, "")
    return f"{_(number)} {_(CALLS[content.result])}".strip()


@detail.register
def _heard(content: e.Heard, told: Told) -> str:
    return content.words


@detail.register
def _waiting(content: e.WaitStarted, told: Told) -> str:
    return _("{n} minutes", n=content.minutes)


@detail.register
def _waited(content: e.WaitEnded, told: Told) -> str:
    spans = (
        w.end.at - w.start.at for w in told.visit.waits if w.end is not None and w.end.at == told.at
    )
    return _("{n} minutes", n=next(spans, timedelta(0)) // MINUTE)


@detail.register
def _outcome(content: e.OutcomeRecorded, told: Told) -> str:
    return f"{_(OUTCOMES[content.outcome])} {content.reason} {content.remark}".strip()


@detail.register
def _numbered(content: paper.NoteNumbered, told: Told) -> str:
    return f"{content.note_no} {_('version {n}', n=content.revision)}"


@detail.register
def _printed(content: paper.NotePrinted, told: Told) -> str:
    return f"{content.note_no} {_('version {n}', n=content.revision)}"


@detail.register
def _by_pen(content: paper.NoteHandwritten, told: Told) -> str:
    return content.note_no


@detail.register
def _pen_text(content: paper.NoteTranscribed, told: Told) -> str:
    return content.text


@detail.register
def _started(content: paper.PrintStarted, told: Told) -> str:
    return f"{content.note_no} {content.printer}"


@detail.register
def _failed(content: paper.PrintFailed, told: Told) -> str:
    return f"{content.note_no} {content.why}"


@detail.register
def _placed(content: paper.NoteLeft, told: Told) -> str:
    return f"{_(PLACEMENTS[content.placement])} {content.tracking_no}".strip()


@detail.register
def _code(content: paper.NoteCodeRead, told: Told) -> str:
    return _(CODES[content.result])


@detail.register
def _photo(content: e.PhotoTaken, told: Told) -> str:
    return f"{_(ROLES[content.role])} {content.warning}".strip()


@detail.register
def _corrected(content: e.EntryCorrected, told: Told) -> str:
    return f"{content.field} → {content.value} ({content.reason})"


@detail.register
def _withdrawn(content: e.EntryWithdrawn, told: Told) -> str:
    return content.reason


@detail.register
def _claimed(content: e.TimeClaimed, told: Told) -> str:
    return f"{content.what} {clock(content.claimed_at)} {content.remark}".strip()


@detail.register
def _slept(content: e.Suspended, told: Told) -> str:
    return _("{n} minutes", n=content.seconds // 60)


@detail.register
def _due(content: e.FollowUpDue, told: Told) -> str:
    at = clock(content.due_at) if content.due_at else ""
    return f"{content.due_on.replace('-', '/')} {at}".strip()


@detail.register
def _done(content: e.FollowUpDone, told: Told) -> str:
    return f"{_(CALLS[content.result])} {content.remark}".strip()


@detail.register
def _erased(content: e.Erased, told: Told) -> str:
    return _("erased by rule")
