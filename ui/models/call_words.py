"""The calls and promises of Today in words; no widgets (R-39)."""

from datetime import datetime

from ui.models.today_words import day_and_time, short_day
from visitapp.actions.today_calls import CallLine, PromiseLine
from visitapp.domain.words import CallResult, Placement
from visitapp.texts import N_
from visitapp.texts import translate as _

RESULTS = (
    (CallResult.SEEN, N_("Has seen it")),
    (CallResult.NOT_SEEN, N_("Not yet")),
    (CallResult.DISPUTED, N_("Crossed")),
    (CallResult.FAMILY, N_("Family")),
    (CallResult.VOICEMAIL, N_("Voicemail")),
    (CallResult.NO_ANSWER, N_("No answer")),
    (CallResult.BAD_NUMBER, N_("Wrong number")),
    (CallResult.CALL_LATER, N_("Later")),
)
"""Everywhere the same eight, in this order: key 1 to 8 after Alt+R."""

RESULT_WORDS = {
    **dict(RESULTS),
    CallResult.REACHED: N_("Reached"),
    CallResult.LETTER_SENT: N_("Letter sent"),
}

PROMISE_WORDS = {
    "visit": N_("Visit"),
    "call": N_("Call"),
    "letter": N_("Letter"),
}


def why(line: CallLine, now: datetime) -> str:
    """Why we call: when we came, what was left, what came of earlier calls."""
    parts = []
    if line.came_at is not None:
        came = line.came_at
        day = _("Nobody in on {day}", day=f"{came:%m/%d}")
        if (now.date() - came.date()).days == 1:
            day = _("Nobody in yesterday")
        elif came.date() == now.date():
            day = _("Nobody in today")
        parts.append(day)
    if line.placement is not None and line.placement is not Placement.BY_POST:
        parts.append(_("note {number} posted", number=line.note_no))
    if line.results:
        at, result = line.results[-1]
        told = _("{result} {at}", result=_(RESULT_WORDS[result]), at=day_and_time(at, now))
        parts.append(told)
    return "・".join(parts)


def until(line: CallLine, now: datetime) -> str:
    """「17:00 まで」, or the day it was due when that has passed."""
    today = now.date().isoformat()
    if line.due_on < today:
        return _("due {day}", day=line.due_on[5:].replace("-", "/"))
    return _("until {time}", time=f"{line.until:%H:%M}")


def before(line: CallLine) -> str:
    """A call that falls into a visit is made before it, and says so."""
    if line.before is None:
        return ""
    return _("before the visit of {time}", time=f"{line.before:%H:%M}")


def rings(line: CallLine) -> str:
    """Our own record for 行き違い: told to us, never to the customer (R-39)."""
    if not line.rings:
        return _("No ring is recorded for this visit.")
    times = "、".join(f"{at:%m/%d %H:%M:%S}" for at in line.rings)
    return _("Intercom, our record: {times}", times=times)


def promise_day(line: PromiseLine) -> str:
    """The day of a promise, with its time when one was fixed."""
    day = short_day(line.day)
    return f"{day} {line.day:%H:%M}" if line.timed else day
