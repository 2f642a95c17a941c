"""The rules that are data (R-35, R-39 …): a versioned policy; ``visitapp.policy`` loads it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What a company decided; every entry keeps the ``version`` it was written under.

    ``wait`` and ``extended_wait`` are the two lengths of the wait at the door (R-35);
    ``early_tolerance`` and ``late_tolerance`` bound "on time" (R-33); ``follow_up`` is ``next_day``
    or ``next_working_day`` (R-39); calls are made within ``call_from`` … ``call_until`` local time,
    as the note says in ``call_part`` of the day (morning, afternoon, evening, any); ``party`` is
    how many people visit together (R-32); ``travel`` is what the way between two visits takes
    (N-10).
    """

    version: str
    wait: timedelta
    extended_wait: timedelta
    early_tolerance: timedelta
    late_tolerance: timedelta
    follow_up: str
    call_from: time
    call_until: time
    call_part: str
    party: int
    minimum_rings: int
    absences_before_letter: int
    travel: timedelta = timedelta(minutes=15)

    @property
    def waits(self) -> tuple[timedelta, timedelta]:
        """The two lengths a wait may have."""
        return self.wait, self.extended_wait


def follow_up_day(policy: Policy, after: datetime, is_holiday: Callable[[date], bool]) -> date:
    """The day of the call after an absent visit (R-39): next day, or next working day."""
    day = after.date() + timedelta(days=1)
    if policy.follow_up == "next_day":
        return day
    while day.weekday() >= 5 or is_holiday(day):
        day += timedelta(days=1)
    return day
