"""From the state of a visit to the words, icons and keys of the door screen; no widgets."""

import unicodedata
from datetime import datetime, timedelta

from ui.widgets.next_act import NextLabel
from ui.widgets.time_card import Marks, TimeReading
from visitapp.actions.door_view import DoorView
from visitapp.domain.door import Act, Step, clock_step, due_rings, is_ring_due, next_act
from visitapp.domain.policy import Policy
from visitapp.domain.stamps import Stamp, bracket
from visitapp.domain.visit import Visit, WaitSpan
from visitapp.domain.waiting import WaitReading, read_wait
from visitapp.domain.words import SiteKind
from visitapp.texts import N_
from visitapp.texts import translate as _

STEP_WORDS = {
    Step.ARRIVE: (N_("On site"), "F1"),
    Step.RING: (N_("Intercom"), "F2"),
    Step.CALL: (N_("Telephone"), "F3"),
    Step.WAIT: (N_("Wait"), "F4"),
    Step.PHOTO_PLACE: (N_("Photo: the place"), "F5"),
    Step.PRINT: (N_("Note: print"), "F6"),
    Step.POST: (N_("Note: post"), "F7"),
    Step.PHOTO_POSTED: (N_("Photo: posted"), "F5"),
    Step.LEAVE: (N_("End of the visit"), "F8"),
}

ACT_WORDS = {
    Act.ARRIVE: (
        N_("Record the arrival on site"),
        N_("Press when you stand at the site."),
        "home_pin",
        "F1",
    ),
    Act.WHO: (
        N_("Say who answered"),
        N_("The moment is recorded; the wait has stopped."),
        "handshake",
        "F9",
    ),
    Act.WAIT: (
        N_("Start to wait ({minutes} minutes)"),
        N_("The wait goes on with the lid closed."),
        "timer",
        "F4",
    ),
    Act.PHOTO_PLACE: (
        N_("Take photos (door, post box)"),
        N_("No people, no other name plates."),
        "photo_camera",
        "F5",
    ),
    Act.PREPARE_NOTE: (
        N_("Look at the note"),
        N_("It is printed when the wait is over."),
        "note_stack",
        "F6",
    ),
    Act.PRINT: (N_("Print the note"), N_("All times come from the log."), "print", "F6"),
    Act.PHOTO_NOTE: (
        N_("Photograph the note with its number"),
        N_("Number {number}; it is looked for in the picture."),
        "photo_camera",
        "F5",
    ),
    Act.POST: (
        N_("Post the note (inside the post box)"),
        N_("The whole paper goes into the box. F7 for another place."),
        "outbox",
        "F7",
    ),
    Act.PHOTO_POSTED: (
        N_("Photograph the box after posting"),
        N_("Nothing may stick out."),
        "photo_camera",
        "F5",
    ),
    Act.LEAVE: (
        N_("Record the end of the visit"),
        N_("The call to the customer is put on the list."),
        "directions_walk",
        "F8",
    ),
    Act.DONE: (N_("The visit is over"), N_("Go back to today with Esc."), "check_circle", ""),
}

SHARED_WORDS = {  # flats: the boxes of all homes side by side (N-05)
    Act.PHOTO_PLACE: (
        N_("Take photos (hall, post box)"),
        N_("The number of the room only; no names of other homes."),
        "photo_camera",
        "F5",
    ),
    Act.POST: (
        N_("Post the note (shared post boxes)"),
        N_("Check the room number first. F7 for another place."),
        "outbox",
        "F7",
    ),
    Act.PHOTO_POSTED: (
        N_("Photograph the box after posting"),
        N_("Nothing may stick out; no names of other homes."),
        "photo_camera",
        "F5",
    ),
}

REASONS = {
    "dog": N_("Dog or gate"),
    "weather": N_("Weather"),
    "health": N_("Health"),
    "neighbours": N_("Regard for neighbours"),
    "customer_called": N_("The customer called"),
    "next_promise": N_("Next promise"),
    "danger_reason": N_("Danger"),
    "other": N_("Other reason"),
}


def label_of(view: DoorView, now: Stamp, policy: Policy) -> NextLabel:
    """The words of the big button."""
    visit = view.visit
    act = next_act(visit, now)
    if view.forbids_note and act in {Act.PREPARE_NOTE, Act.PRINT}:
        return _label_without_note(visit, act)
    if act is Act.RING:
        title = _("Record the intercom (ring {n})", n=len(visit.rings) + 1)
        return NextLabel(title=title, hint=_("Ring first, then press."), icon="doorbell", key="F2")
    if act is Act.AWAIT_PROMISE:
        left = minutes_until(visit.promised_at, now)
        title = _("{n} minutes until the promised time", n=left)
        hint = _("F2 records an earlier ring.")
        return NextLabel(title=title, hint=hint, icon="schedule", key="", enabled=False)
    shared = visit.site is SiteKind.FLATS and act in SHARED_WORDS
    title, hint, icon, key = (SHARED_WORDS if shared else ACT_WORDS)[act]
    minutes = int(policy.wait.total_seconds()) // 60
    number = visit.told_no
    return NextLabel(
        title=_(title, minutes=minutes) if "{" in title else _(title),
        hint=_(hint, number=number) if "{" in hint else _(hint),
        icon=icon,
        key=key,
        enabled=act is not Act.DONE,
    )


def _label_without_note(visit: Visit, act: Act) -> NextLabel:
    """This customer wants no paper at the door (V-06): a call or a letter instead."""
    told = _("This customer wants no note; a call follows instead.")
    if visit.outcome is not None:
        title, _hint, icon, key = ACT_WORDS[Act.LEAVE]
        return NextLabel(title=_(title), hint=told, icon=icon, key=key)
    if act is Act.PRINT:
        return NextLabel(title=_("Record that nobody is in"), hint=told, icon="flag", key="F6")
    return NextLabel(title=_("Go on waiting"), hint=told, icon="timer", key="", enabled=False)


def wait_left(visit: Visit, now: Stamp) -> str:
    """How the wait stands, beside the title of 3d."""
    span = visit.running_wait
    if span is None:
        return ""
    left = read_wait(visit, span, now).remaining
    if left <= timedelta(0):
        return _("The wait is over.")
    return _("The wait goes on ({left} left)", left=clock_text(left))


def plain(typed: str) -> str:
    """A typed key as a plain digit or letter: Japanese input may be left on."""
    return unicodedata.normalize("NFKC", typed)


def minutes_until(at: datetime | None, now: Stamp) -> int:
    """Whole minutes until ``at``, rounded up; 0 when it has passed."""
    if at is None:
        return 0
    left = at - bracket(now).estimate
    return max(0, -(-left // timedelta(minutes=1)))


def reading_of(visit: Visit, now: Stamp, policy: Policy) -> TimeReading:
    """What the time card shows: the running wait, the finished one, or the promise."""
    state, kind = _punctuality(visit, policy)
    span = visit.waits[-1] if visit.waits else None
    if span is None:
        return _before_wait(visit, now, state, kind)
    reading = read_wait(visit, span, now)
    over = reading.is_over or span.end is not None
    whole = timedelta(minutes=span.minutes)
    shown = min(reading.elapsed, whole) if over else reading.remaining
    begun = _begun(visit, span)
    ended = begun + min(reading.elapsed, whole)
    until = (
        f"{begun:%H:%M}–{ended:%H:%M}" if over else _("until {time}", time=f"{begun + whole:%H:%M}")
    )
    return TimeReading(
        title=_title(span, reading),
        state=state,
        state_kind=kind,
        big=clock_text(shown),
        label=_("Time waited") if over else _("Ends at"),
        until=until,
        foot=_foot(visit, reading, now),
        start=begun,
        end=begun + whole,
        extended_end=begun + policy.extended_wait,
        passed=reading.elapsed,
        whole=whole,
        extended=max(whole, policy.extended_wait),
        marks=_marks(visit, span, begun),
    )


def _title(span: WaitSpan, reading: WaitReading) -> str:
    if reading.is_over:
        return _("The wait of {minutes} minutes is over", minutes=span.minutes)
    if span.end is not None:
        return _("The wait was ended")
    return _("Waiting ({minutes} minutes)", minutes=span.minutes)


def _begun(visit: Visit, span: WaitSpan) -> datetime:
    """From when the wait counts (R-35), by stored instants: a moved clock moves nothing."""
    known = (span.start.at, visit.promise_at_door, visit.first_ring_at)
    zone = span.start.at.tzinfo
    return max(at for at in known if at is not None).astimezone(zone)


def _marks(visit: Visit, span: WaitSpan, begun: datetime) -> Marks:
    zero = timedelta(0)
    return Marks(
        rings=tuple(max(zero, r.mark.at - begun) for r in visit.rings),
        due=due_rings(visit, span),
        calls=tuple(max(zero, c.mark.at - begun) for c in visit.calls),
    )


def _before_wait(visit: Visit, now: Stamp, state: str, kind: str) -> TimeReading:
    promised = visit.promised_at
    left = promised - bracket(now).estimate if promised else timedelta(0)
    return TimeReading(
        title=_("Promised time"),
        state=state,
        state_kind=kind,
        big=f"{promised:%H:%M}" if promised else "",
        label=_("Until the promised time") if left > timedelta(0) else "",
        until=_("{n} min", n=minutes_until(promised, now)) if left > timedelta(0) else "",
        foot="",
    )


def _foot(visit: Visit, reading: WaitReading, now: Stamp) -> str:
    """What was not watched, else that the wait goes on; all of it from stored instants."""
    step = clock_step(visit, now) or sum((g.step for g in reading.gaps), timedelta(0))
    if step:
        return _clock_moved(step)
    if reading.gaps:
        gap = reading.gaps[-1]
        words = {
            "suspend": N_("{a}–{b} the computer slept; the wait went on"),
            "reboot": N_("{a}–{b} the computer was off; counted by the wall clock"),
        }.get(gap.why, "")
        return _(words, a=f"{gap.start:%H:%M}", b=f"{gap.end:%H:%M}") if words else ""
    return _("The wait goes on with the lid closed.")


def _clock_moved(step: timedelta) -> str:
    minutes = round(abs(step).total_seconds() / 60)
    if minutes >= 60:
        length = _("{n} hours", n=round(minutes / 60, 1) if minutes % 60 else minutes // 60)
    elif minutes:
        length = _("{n} min", n=minutes)
    else:
        length = _("{n} seconds", n=round(abs(step).total_seconds()))
    words = (
        N_("The clock of the computer went {length} forward. The wait goes on by elapsed time.")
        if step > timedelta(0)
        else N_("The clock of the computer went {length} back. The wait goes on by elapsed time.")
    )
    return _(words, length=length)


def _punctuality(visit: Visit, policy: Policy) -> tuple[str, str]:
    late = visit.punctuality
    if late is None or visit.first_ring_at is None:
        return "", "neutral"
    promised = visit.promise_at_door
    at = f"{promised:%H:%M}" if promised else ""
    if late <= policy.late_tolerance:
        return _("On time {time}", time=at), "ok"
    return _("{n} min late", n=late // timedelta(minutes=1)), "neutral"


def clock_text(length: timedelta) -> str:
    """``MM:SS`` of a length, never negative; hours when there are any."""
    seconds = max(0, int(length.total_seconds()))
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes:02d}:{seconds:02d}"


def step_hint(visit: Visit, step: Step, now: Stamp) -> str:
    """The small line under a step of the rail."""
    span = visit.waits[-1] if visit.waits else None
    if step is Step.WAIT and span:
        return _wait_hint(visit, span, now)
    if step is Step.RING and visit.answers:
        return _("{time} answered", time=f"{visit.answers[-1].mark.at:%H:%M}")
    if step is Step.RING and visit.running_wait:
        reading = read_wait(visit, visit.running_wait, now)
        if not reading.is_over and is_ring_due(visit, reading.elapsed):
            return _("Time for ring {n}", n=len(visit.rings) + 1)
    return ""


def _wait_hint(visit: Visit, span: WaitSpan, now: Stamp) -> str:
    reading = read_wait(visit, span, now)
    begun = _begun(visit, span)
    whole = timedelta(minutes=span.minutes)
    if reading.is_over:
        return f"{begun:%H:%M}–{begun + whole:%H:%M}"
    if span.end is not None:
        return _("stopped at {time}", time=f"{span.end.at:%H:%M}")
    return _("until {time}", time=f"{begun + whole:%H:%M}")
