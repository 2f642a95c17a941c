"""A point in time as people type it: ISO, ``2026-11-25 14:30``, ``14:30``, ``11月25日14時30分``.

Full-width digits are digits. What is left out is filled in: the zone from the settings, the day is
today, the year is the one that lies nearest to today. Unlike the reader of the window
(``visitapp.domain.typed_time``), which plans ahead and shows what it guessed before Enter, nothing
is guessed here: 2時 is two at night, and 午前12時, noon to some and midnight to others, is refused.
"""

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import TypeVar

from visitapp.domain.codec import YEARS
from visitapp.errors import Known

Day = TypeVar("Day", bound=date)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})")
_DAY = re.compile(
    r"(?:(\d{4})[-/.年])?\s*(\d{1,2})[-/.月]\s*(\d{1,2})日?(?:\s*\([月火水木金土日]\))?"
)
_TIME = re.compile(r"(午前|午後)?\s*(\d{1,2})(?:[:時]\s*(\d{1,2})?分?)(?::(\d{2}))?(半)?")
_NAMED = {
    "今日": 0,
    "本日": 0,
    "today": 0,
    "明日": 1,
    "あす": 1,
    "tomorrow": 1,
    "昨日": -1,
    "yesterday": -1,
}


def moment(text: str, now: datetime) -> datetime:
    """The aware instant meant by ``text``, seen from ``now`` (aware, in the user's zone).

    Raises Known when it can't be understood or there is no such day or time.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    try:
        if _ISO.fullmatch(plain):
            return _held(datetime.fromisoformat(plain.replace(" ", "T", 1).replace(" ", "")))
        day, rest = _day(plain, now.date())
        found = _TIME.fullmatch(rest.strip().removeprefix("T"))
        if found is None:
            raise ValueError(text)
        return _at(day or now.date(), found, now)
    except ValueError as error:
        raise _not_a_time(text) from error


def span_end(text: str, now: datetime) -> datetime:
    """The end of a span: a mere day means its last moment, so the day itself is inside."""
    return _edge(text, now, timedelta(days=1))


def span_start(text: str, now: datetime) -> datetime:
    """The beginning of a span: a mere day means its first moment."""
    return _edge(text, now, timedelta(0))


def _edge(text: str, now: datetime, whole_day: timedelta) -> datetime:
    try:
        day, rest = _day(unicodedata.normalize("NFKC", text).strip(), now.date())
    except ValueError as error:
        raise _not_a_time(text) from error
    if day is None or rest.strip():
        return moment(text, now)
    return datetime(day.year, day.month, day.day, tzinfo=now.tzinfo) + whole_day


def _day(plain: str, today: date) -> tuple[date | None, str]:
    """The day a text begins with, and what follows; ValueError for a day that doesn't exist."""
    for name, away in _NAMED.items():
        if plain.lower().startswith(name):
            return today + timedelta(days=away), plain[len(name) :]
    found = _DAY.match(plain)
    if found is None:
        return None, plain
    month, number = int(found[2]), int(found[3])
    if found[1]:
        return _held(date(int(found[1]), month, number)), plain[found.end() :]
    near = [
        date(today.year + y, month, number) for y in (-1, 0, 1) if _is_day(today.year + y, found)
    ]
    if not near:
        raise ValueError(plain)
    return min(near, key=lambda d: abs(d - today)), plain[found.end() :]


def _held(day: Day) -> Day:
    """The day or instant as it is; ValueError for a year nobody can reckon with."""
    if day.year not in YEARS:
        raise ValueError(day)
    return day


def _is_day(year: int, found: re.Match[str]) -> bool:
    try:
        date(year, int(found[2]), int(found[3]))
    except ValueError:
        return False
    return True


def _at(day: date, found: re.Match[str], now: datetime) -> datetime:
    hour = int(found[2])
    if found[1]:
        if hour > 11:
            raise ValueError(found[0])
        hour += 12 if found[1] == "午後" else 0
    minute = 30 if found[5] else int(found[3] or 0)
    second = int(found[4] or 0)
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=now.tzinfo)


def _not_a_time(text: str) -> Known:
    return Known(
        "Not a point in time",
        "“{text}” is not understood as a date and time.",
        "Write it like 2026-11-25 14:30, 14:30 (today) or 11月25日14時30分.",
        text=text,
    )
