"""From the state of a visit to the words, icons and keys of the door screen; no widgets."""

from datetime import datetime, timedelta

from ui.widgets.next_act import NextLabel
from ui.widgets.time_card import TimeReading
from visitapp.domain.door import Act, Step, is_ring_due, next_act
from visitapp.domain.policy import Policy
from visitapp.domain.stamps import Stamp, bracket
from visitapp.domain.visit import Visit
from visitapp.domain.waiting import WaitReading, read_wait
from visitapp.domain.words import OutcomeKind
from visitapp.texts import N_
from visitapp.texts import translate as _

STEP_WORDS = {
    Step.ARRIVE: (N_("On site"), "F1"),
    Step.RING: (N_("Intercom"), "F2"),
    Step.CALL: (N_("Telephone"), "F3"),
    Step.WAIT: (N_("Wait"), "F4"),
    Step.PHOTO_PLACE: (N_("Photos: surroundings, door"), "F5"),
    Step.PRINT: (N_("Note: print"), "F6"),
    Step.POST: (N_("Note: post"), "F7"),
    Step.PHOTO_POSTED: (N_("Photo after posting"), "F5"),
    Step.LEAVE: (N_("End of the visit"), "F8"),
}

ACT_WORDS = {
    Act.ARRIVE: (
        N_("Record the arrival on site"),
        N_("Press when you stand at the site."),
        "home_pin",
        "F1",
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
        N_("The number is looked for in the picture."),
        "photo_camera",
        "F5",
    ),
    Act.POST: (N_("Post the note"), N_("The whole paper goes into the box."), "outbox", "F7"),
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

OUTCOME_WORDS = {
    OutcomeKind.MET_CUSTOMER: N_("Met the customer"),
    OutcomeKind.MET_FAMILY: N_("Met the family"),
    OutcomeKind.MET_MINOR: N_("A child answered"),
    OutcomeKind.INTERCOM_ONLY: N_("Spoken over the intercom"),
    OutcomeKind.COMPANY_RECEPTION: N_("Reception of the company"),
    OutcomeKind.ABSENT: N_("Nobody in"),
    OutcomeKind.ASKED_TO_LEAVE: N_("Asked to leave"),
    OutcomeKind.NOT_FOUND: N_("Place not found"),
    OutcomeKind.MOVED: N_("Promise moved"),
    OutcomeKind.CANCELLED: N_("Cancelled"),
    OutcomeKind.EMERGENCY: N_("Emergency"),
}


def label_of(visit: Visit, now: Stamp, policy: Policy) -> NextLabel:
    """The words of the big button."""
    act = next_act(visit, now)
    if act is Act.RING:
        title = _("Record the intercom (ring {n})", n=len(visit.rings) + 1)
        return NextLabel(title=title, hint=_("Ring first, then press."), icon="doorbell", key="F2")
    if act is Act.AWAIT_PROMISE:
        left = minutes_until(visit.promised_at, now)
        title = _("{n} minutes until the promised time", n=left)
        return NextLabel(
            title=title,
            hint=_("F2 records an earlier ring."),
            icon="schedule",
            key="",
            enabled=False,
        )
    title, hint, icon, key = ACT_WORDS[act]
    minutes = int(policy.wait.total_seconds()) // 60
    return NextLabel(
        title=_(title, minutes=minutes) if "{" in title else _(title),
        hint=_(hint),
        icon=icon,
        key=key,
        enabled=act is not Act.DONE,
    )


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
    shown = reading.elapsed if over else reading.remaining
    start = bracket(now).estimate - reading.elapsed if span.end is None else None
    begun = start or span.start.at
    whole = timedelta(minutes=span.minutes)
    return TimeReading(
        title=_("Waited") if over else _("Waiting ({minutes} minutes)", minutes=span.minutes),
        state=state,
        state_kind=kind,
        big=clock_text(shown),
        label=_("Time waited") if over else _("Ends at"),
        until="" if over else _("until {time}", time=f"{begun + whole:%H:%M}"),
        foot=_foot(reading),
        start=begun,
        end=begun + whole,
        extended_end=begun + policy.extended_wait,
        passed=reading.elapsed,
        whole=whole,
        extended=max(whole, policy.extended_wait),
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


def _foot(reading: WaitReading) -> str:
    if reading.gaps:
        gap = reading.gaps[-1]
        words = {
            "suspend": N_("{a}–{b} the computer slept; the wait went on"),
            "reboot": N_("{a}–{b} the computer was off; counted by the wall clock"),
            "clock": N_("The clock of the computer was moved; the wait goes on by elapsed time"),
        }[gap.why]
        return _(words, a=f"{gap.start:%H:%M}", b=f"{gap.end:%H:%M}")
    return _("The wait goes on with the lid closed.")


def _punctuality(visit: Visit, policy: Policy) -> tuple[str, str]:
    late = visit.punctuality
    if late is None or visit.first_ring_at is None:
        return "", "neutral"
    at = f"{visit.promised_at:%H:%M}" if visit.promised_at else ""
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
    span = visit.running_wait
    if step is Step.WAIT and span:
        reading = read_wait(visit, span, now)
        end = bracket(now).estimate + max(timedelta(0), reading.remaining)
        return _("until {time}", time=f"{end:%H:%M}")
    if step is Step.RING and span:
        reading = read_wait(visit, span, now)
        if is_ring_due(visit, reading.elapsed):
            return _("Time for ring {n}", n=len(visit.rings) + 1)
    return ""
