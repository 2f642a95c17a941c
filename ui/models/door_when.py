"""Typed days and times at the door: full-width digits, 14時半, 18:30; no widgets."""

import re
import unicodedata
from datetime import datetime, timedelta

CLOCK = re.compile(r"(\d{1,2})\s*(?:[:時]\s*(\d{1,2}|半)?\s*分?)?|(\d{2})(\d{2})")
DAY = re.compile(r"(?:(\d{4})[/.\-年])?(\d{1,2})[/.\-月](\d{1,2})日?")


def plain(words: str) -> str:
    """Full-width digits and signs as plain ones, without the blanks around."""
    return unicodedata.normalize("NFKC", words).strip()


def read_clock(words: str) -> tuple[int, int] | None:
    """Hour and minute of ``18:30``, ``18時半``, ``1830`` or ``18``; None when it is no time."""
    found = re.fullmatch(r"(\d{2})(\d{2})", plain(words)) or CLOCK.fullmatch(plain(words))
    if found is None:
        return None
    hour, minute = int(found[1]), found[2] or "0"
    minutes = 30 if minute == "半" else int(minute)
    return (hour, minutes) if hour < 24 and minutes < 60 else None


def read_when(day: str, clock: str, now: datetime) -> datetime | None:
    """An aware time of a typed day (``11/27``, ``今日``, ``明日``) and clock; None if unclear.

    A day without a year is the next one of that name, never more than half a year past.
    """
    at = read_clock(clock)
    date = _read_day(plain(day), now)
    if at is None or date is None:
        return None
    return date.replace(hour=at[0], minute=at[1], second=0, microsecond=0)


def _read_day(words: str, now: datetime) -> datetime | None:
    near = {"": 0, "今日": 0, "本日": 0, "today": 0, "明日": 1, "tomorrow": 1}
    if words.lower() in near:
        return now + timedelta(days=near[words.lower()])
    found = DAY.fullmatch(words)
    if found is None:
        return None
    try:
        given = now.replace(year=int(found[1] or now.year), month=int(found[2]), day=int(found[3]))
    except ValueError:
        return None
    if found[1] is None and given < now - timedelta(days=180):
        given = given.replace(year=given.year + 1)
    return given
