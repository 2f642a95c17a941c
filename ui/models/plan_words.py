"""Words of planning: what a typed line means, how a time was agreed, what is unusual."""

from datetime import date, datetime

from visitapp.actions.plan_view import PlannedLine
from visitapp.domain.quick_add import Part, QuickAdd
from visitapp.domain.typed_time import Doubt
from visitapp.domain.words import AgreedHow, OutcomeKind, SiteKind, State
from visitapp.kinds import OUTCOMES
from visitapp.texts import N_
from visitapp.texts import translate as _

AGREED = (
    (AgreedHow.PHONE, N_("agreed by telephone")),
    (AgreedHow.IN_PERSON, N_("agreed in person")),
    (AgreedHow.MAIL, N_("agreed by mail")),
    (AgreedHow.LETTER, N_("agreed by letter")),
    (AgreedHow.WEB, N_("agreed on the web")),
    (AgreedHow.NOT_AGREED, N_("not agreed yet")),
)
SITES = (
    (SiteKind.HOUSE, N_("House")),
    (SiteKind.FLATS, N_("Flats")),
    (SiteKind.COMPANY, N_("Company")),
)
PURPOSES = (
    ("", N_("Not chosen")),
    ("talk", N_("To hear what happened")),
    ("look", N_("To look at the item")),
    ("explain", N_("To explain")),
    ("hand_over", N_("To hand something over")),
    ("other", N_("As promised")),
)
"""Phrases that may be seen by anybody at the door: no matter, no fault."""
WINDOWS = (
    (0, N_("To the minute")),
    (30, N_("within 30 minutes")),
    (60, N_("within 1 hour")),
    (120, N_("within 2 hours")),
)
WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
DOUBTS = {
    Doubt.TODAY_MEANT: N_("No day typed: today"),
    Doubt.AFTERNOON_MEANT: N_("Taken as afternoon; for the morning type 午前"),
    Doubt.NOON_MEANT: N_("12 o'clock is taken as noon"),
    Doubt.WEEKDAY_DIFFERS: N_("The weekday does not fit the date"),
    Doubt.PAST: N_("This time lies in the past"),
    Doubt.NO_SUCH_DAY: N_("There is no such day"),
    Doubt.NO_SUCH_TIME: N_("There is no such time"),
}
ASKS_TWICE = {Doubt.WEEKDAY_DIFFERS, Doubt.PAST, Doubt.UNREAD}
BLOCKS = {Doubt.NO_SUCH_DAY, Doubt.NO_SUCH_TIME}
MISSING = {
    Part.TIME: N_("Type a time, for example 14時."),
    Part.CUSTOMER: N_("Type the customer's name."),
}


def day_words(at: datetime) -> str:
    """``11/26(木)``."""
    return f"{at.month}/{at.day}({_(WEEKDAYS[at.weekday()])})"


def length_words(minutes: int) -> str:
    """Minutes as hours and minutes."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{n} min", n=rest)
    return _("{hours} h {n} min", hours=hours, n=rest) if rest else _("{n} h", n=hours)


def doubt_words(read: QuickAdd) -> list[str]:
    """Each doubt in a sentence; what was not read is repeated."""
    said = [_(DOUBTS[doubt]) for doubt in read.doubts if doubt in DOUBTS]
    if read.unread:
        said.append(_("Not understood: {words}", words=read.unread))
    return said


def day_words_of(day: date) -> str:
    """``11/26 木``: a day without brackets, as lists name it."""
    return f"{day.month}/{day.day} {_(WEEKDAYS[day.weekday()])}"


def outcome_or_consent(line: PlannedLine) -> tuple[str, str, str]:
    """What stands beside a visit of a list: how it ended, else whether the time is agreed."""
    if line.row.state == State.CANCELLED:
        return _("Cancelled"), "neutral", "close"
    if line.row.outcome:
        return _(OUTCOMES[OutcomeKind(line.row.outcome)]), "neutral", "check"
    if line.agreed:
        return _("Agreed"), "ok", "check"
    return _("Not yet agreed"), "warn", "warning"
