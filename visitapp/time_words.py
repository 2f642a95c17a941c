"""How well a time is known, in one plain sentence each: one table for window, pages and commands.

The report says the same in Japanese from its own wording file; a test keeps both equal.
"""

from collections.abc import Iterable
from datetime import datetime

from visitapp.domain.stamps import Bracket, TimeClass
from visitapp.marks import N_
from visitapp.texts import translate

CLASSES = {
    TimeClass.A: N_(
        "A: measured since the office's clock was heard, without a restart in between. "
        "The true time lies within the span shown."
    ),
    TimeClass.B: N_(
        "B: the computer was restarted after the office's clock was heard. "
        "Its own clock and the order of the records do not contradict each other."
    ),
    TimeClass.C: N_("C: the computer's own clock, not yet confirmed by the office's clock."),
    TimeClass.X: N_(
        "X: the computer's clock contradicts itself. "
        "Do not rely on the time, only on the span shown."
    ),
    TimeClass.CLAIMED: N_("Claimed: typed by a person afterwards, not measured by the computer."),
}


def class_of(kind: str, time: Bracket) -> TimeClass:
    """The class of an entry's time; a typed time is a claim, however sure the clock (N-08)."""
    return TimeClass.CLAIMED if kind == "time_claimed" else time.klass


def letter(klass: TimeClass) -> str:
    """The class as it stands beside a time."""
    return translate(N_("claimed")) if klass is TimeClass.CLAIMED else klass.value


def sentences(classes: Iterable[TimeClass]) -> tuple[str, ...]:
    """One sentence for each class that occurs, the surest first."""
    found = set(classes)
    return tuple(translate(CLASSES[klass]) for klass in TimeClass if klass in found)


def span(time: Bracket, clock: str = "%H:%M:%S") -> str:
    """Where the true time lies: ``14:03:05-14:03:09``, an open end left open; "" when unknown."""
    ends = [_end(end, time.estimate, clock) for end in (time.earliest, time.latest)]
    return "-".join(ends) if any(ends) else ""


def _end(end: datetime | None, beside: datetime, clock: str) -> str:
    if end is None:
        return ""
    return f"{end:{clock}}" if end.date() == beside.date() else f"{end:%m/%d {clock}}"
