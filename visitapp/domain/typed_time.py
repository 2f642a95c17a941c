"""Days, hours and lengths as people type them, Japanese and English, anywhere in a line.

Every reader gets the folded line (``plain``: NFKC, one place for one place of the original) and
gives back what it read with its place, or None. What had to be guessed comes back as a ``Doubt``:
nothing is guessed in silence.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from visitapp.domain.codec import YEARS


class Doubt(StrEnum):
    """What is not certain about a line, so that a person can look before Enter."""

    TODAY_MEANT = "today_meant"
    AFTERNOON_MEANT = "afternoon_meant"
    NOON_MEANT = "noon_meant"
    WEEKDAY_DIFFERS = "weekday_differs"
    PAST = "past"
    NO_SUCH_DAY = "no_such_day"
    NO_SUCH_TIME = "no_such_time"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRead:
    """A day, or None where there is no such day; ``start`` … ``end`` in the line."""

    day: date | None
    start: int
    end: int
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRead:
    """A time of the day, or None where there is none; ``until`` when an end was typed too."""

    at: time | None
    start: int
    end: int
    until: time | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LengthRead:
    """A length in minutes, 1 … 1440."""

    minutes: int
    start: int
    end: int


WEEKDAYS = "月火水木金土日"
LATEST_PAST = timedelta(days=31)  # a day and month that passed longer ago means next year
LONGEST = 24 * 60
_KANJI = "〇一二三四五六七八九十"
_N = rf"(?:\d{{1,3}}|[{_KANJI}]{{1,3}})"
_EDGE = r"(?<![0-9A-Za-z])"
_DAY_JP = re.compile(
    rf"{_EDGE}(?:(?:(\d{{4}})|(?:令和|R)({_N}|元))年\s*)?({_N})月\s*({_N})日"
    rf"|{_EDGE}(?:(\d{{4}})[-/.])?(\d{{1,2}})[-/.](\d{{1,2}})(?!\d|[-/.:]\d|時)"
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_DAY_EN = re.compile(
    rf"{_EDGE}(?:{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?|(\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH})"
    rf"(?:,?\s+(\d{{4}}))?(?![0-9a-z:])",
    re.IGNORECASE,
)
_DAY_ALONE = re.compile(rf"{_EDGE}({_N})日(?![0-9後間])")
_AWAY_JP = re.compile(rf"{_EDGE}({_N})(日|週間)後")
_AWAY_EN = re.compile(rf"{_EDGE}in\s+(\d{{1,3}})\s+(day|week)s?\b", re.IGNORECASE)
_NAMED = re.compile(
    r"(明々後日|明明後日|しあさって)|(明後日|あさって|day after tomorrow)"
    r"|(明日(?![香奈見実美菜葉])|あした|あす(?![かみな])|\btomorrow\b)"
    r"|(今日(?!子)|本日|きょう(?![こ子])|\btoday\b)|(昨日|きのう|\byesterday\b)",
    re.IGNORECASE,
)
_NAMED_AWAY = (3, 2, 1, 0, -1)
_WEEKS = {"今週": 0, "this": 0, "来週": 1, "翌週": 1, "next": 1, "再来週": 2}
_WEEK_JP = re.compile(
    rf"(再来週|来週|翌週|今週|次)?(?:の)?\s*(?:([{WEEKDAYS}])曜日?|\(([{WEEKDAYS}])\))"
    rf"|(再来週|来週|翌週|今週)の?([{WEEKDAYS}])(?![{WEEKDAYS}\w])"
)
_DAYS_EN = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_WEEK_EN = re.compile(
    r"\b(?:(this|next)\s+)?(mon|tue|wed|thu|fri|sat|sun)"
    r"(?:day|s|sday|nesday|rs|rsday|urday)?\b\.?",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"\s*\(?\s*(?:([{WEEKDAYS}])(?:曜日?)?\)|([{WEEKDAYS}])曜日?|(?:,\s*)?"
    r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*\)?(?![a-z]))",
    re.IGNORECASE,
)
_PART = "午前|午後|朝|昼|夕方|夕|夜|晩"
_CLOCK = (
    rf"(?:({_PART})の?\s*)?{_EDGE}(?:(\d{{1,2}}):(\d{{2}})(?::\d{{2}})?(?!\d)"
    rf"|({_N})時(?!間)(?:(半)|\s*({_N})分(?!間))?)(?:\s*([ap]\.?m\.?(?![a-z])))?"
)
_TIME = re.compile(_CLOCK, re.IGNORECASE)
_TIME_EN = re.compile(rf"{_EDGE}(\d{{1,2}})(?::(\d{{2}}))?\s*([ap])\.?m\.?(?![a-z])", re.IGNORECASE)
_NOON = re.compile(r"正午|お昼ちょうど|\bnoon\b", re.IGNORECASE)
_UNTIL = re.compile(r"\s*(?:から|より|[-~–—―〜])\s*(?=[0-9午朝昼夕夜])")
_HOURS_JP = re.compile(
    rf"{_EDGE}({_N}(?:\.\d)?)時間(?:(半)|\s*({_N})分)?|{_EDGE}(\d{{1,4}}|{_N})分間?"
)
_HOURS_EN = re.compile(
    rf"{_EDGE}(\d{{1,2}}(?:\.\d{{1,2}})?)\s*(?:hours?|hrs?|h)(?:\s*(\d{{1,2}})\s*(?:minutes?|mins?|m)?)?"
    rf"(?![a-z0-9])|{_EDGE}(\d{{1,3}})\s*(?:minutes?|mins?|m)(?![a-z0-9])",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """``text`` folded for reading, each character one place: full-width digits become digits."""
    return "".join(_folded(c) for c in text)


def _folded(c: str) -> str:
    same = unicodedata.normalize("NFKC", c)
    return same if len(same) == 1 else c


def day_in(line: str, today: date) -> DayRead | None:
    """The first day named in a folded line; a weekday beside a date must agree with it."""
    found = _dated(line, today) or _away(line, today) or _weekday(line, today)
    if found is None:
        return None
    after = _AFTER.match(line, found.end)
    if after is None or found.day is None:
        return found
    named = _weekday_number(after[1] or after[2] or after[3])
    doubts = found.doubts
    if named != found.day.weekday():
        doubts = (*doubts, Doubt.WEEKDAY_DIFFERS)
    return DayRead(day=found.day, start=found.start, end=after.end(), doubts=doubts)


def _weekday_number(word: str) -> int:
    if word in WEEKDAYS:
        return WEEKDAYS.index(word)
    return next(n for n, name in enumerate(_DAYS_EN) if name.startswith(word.lower()[:3]))


def _dated(line: str, today: date) -> DayRead | None:
    found = _DAY_JP.search(line)
    if found:
        era = found[2]
        year = int(found[1] or found[5] or 0) or (_era(era) if era else 0)
        return _day(
            found, (year, _number(found[3] or found[6]), _number(found[4] or found[7])), today
        )
    found = _DAY_EN.search(line)
    if found:
        month = _MONTHS.index((found[1] or found[4]).lower()) + 1
        return _day(found, (int(found[5] or 0), month, int(found[2] or found[3])), today)
    found = _DAY_ALONE.search(line)
    if found:
        return _this_month(found, _number(found[1]), today)
    return None


def _era(word: str) -> int:
    return 2019 if word == "元" else 2018 + _number(word)


def _day(found: re.Match[str], parts: tuple[int, int, int], today: date) -> DayRead:
    """A month and day without its year: this year, or the next when it passed long ago."""
    year, month, number = parts
    years = (year,) if year else (today.year, today.year + 1)
    days = [d for d in (_real(y, month, number) for y in years) if d is not None]
    if not days:
        return DayRead(day=None, start=found.start(), end=found.end(), doubts=(Doubt.NO_SUCH_DAY,))
    near = [d for d in days if year or d >= today - LATEST_PAST]
    return DayRead(day=(near or days)[0], start=found.start(), end=found.end())


def _this_month(found: re.Match[str], number: int, today: date) -> DayRead:
    first = today.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    days = [_real(m.year, m.month, number) for m in (first, following)]
    near = [d for d in days if d is not None and d >= today]
    doubts = () if near else (Doubt.NO_SUCH_DAY,)
    return DayRead(
        day=near[0] if near else None, start=found.start(), end=found.end(), doubts=doubts
    )


def _real(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number) if year in YEARS else None
    except ValueError:
        return None


def _away(line: str, today: date) -> DayRead | None:
    """今日, 明後日, 3日後, in 2 weeks."""
    found = _NAMED.search(line)
    if found:
        groups = found.groups()
        away = next(n for n, word in zip(_NAMED_AWAY, groups, strict=True) if word)
        return DayRead(day=today + timedelta(days=away), start=found.start(), end=found.end())
    found = _AWAY_JP.search(line) or _AWAY_EN.search(line)
    if found is None:
        return None
    days = _number(found[1]) * (7 if found[2].lower() in {"週間", "week"} else 1)
    return DayRead(day=today + timedelta(days=days), start=found.start(), end=found.end())


def _weekday(line: str, today: date) -> DayRead | None:
    """来週火曜; a weekday alone is the next one, today's own included; weeks begin on Monday."""
    found = _WEEK_JP.search(line)
    if found:
        week, name = found[1] or found[4], found[2] or found[3] or found[5]
    else:
        found = _WEEK_EN.search(line)
        if found is None:
            return None
        week, name = (found[1] or "").lower(), found[2]
    number = _weekday_number(name)
    if week in _WEEKS:
        monday = today - timedelta(days=today.weekday())
        day = monday + timedelta(days=7 * _WEEKS[week] + number)
    else:
        away = (number - today.weekday()) % 7
        day = today + timedelta(days=away or (7 if week == "次" else 0))
    return DayRead(day=day, start=found.start(), end=found.end())


def time_in(line: str) -> TimeRead | None:
    """The first time of day in a folded line; 14:00〜15:30 has its end as well."""
    noon = _NOON.search(line)
    if noon:
        return TimeRead(at=time(12), start=noon.start(), end=noon.end())
    found = _TIME_EN.search(line) or _TIME.search(line)
    if found is None:
        return None
    at, doubts = _clock(found)
    if at is None:
        return TimeRead(at=None, start=found.start(), end=found.end(), doubts=(Doubt.NO_SUCH_TIME,))
    return _with_end(line, TimeRead(at=at, start=found.start(), end=found.end(), doubts=doubts))


def _with_end(line: str, read: TimeRead) -> TimeRead:
    joint = _UNTIL.match(line, read.end)
    end = _TIME.match(line, joint.end()) if joint else None
    if end is None or read.at is None:
        return read
    until, _ = _clock(end)
    if until is None or until <= read.at:
        return read
    return TimeRead(at=read.at, start=read.start, end=end.end(), until=until, doubts=read.doubts)


def _clock(found: re.Match[str]) -> tuple[time | None, tuple[Doubt, ...]]:
    """The time a match of either clock pattern means; None when no clock shows it."""
    if found.re is _TIME_EN:
        part, hour, minute, zero = found[3].lower() + "m", int(found[1]), int(found[2] or 0), False
    else:
        part = found[1] or (found[7] or "").replace(".", "").lower()
        typed = found[2] or found[4]
        hour, zero = _number(typed), typed.startswith("0")
        minute = 30 if found[5] else _number(found[3] or found[6] or "0")
    if hour > 23 or minute > 59 or (part and hour > 12 and part not in {"pm", "午後", "夜"}):
        return None, ()
    if not part:
        meant = 1 <= hour <= 6 and not zero
        doubts = (Doubt.AFTERNOON_MEANT,) if meant else ()
        return time(hour + 12 if meant else hour, minute), doubts
    return _in_part(part, hour, minute)


def _in_part(part: str, hour: int, minute: int) -> tuple[time, tuple[Doubt, ...]]:
    """午前12時 and 午後12時 are noon to some and midnight to others: noon, and said."""
    if hour == 12 and part in {"午前", "午後"}:
        return time(12, minute), (Doubt.NOON_MEANT,)
    if part in {"午前", "朝", "am"}:
        return time(hour % 12, minute), ()
    if part == "昼" and hour >= 10:
        return time(hour, minute), ()
    return time(hour if hour >= 12 else hour + 12, minute), ()


def length_in(line: str) -> LengthRead | None:
    """The first length in a folded line, as 1時間半, 90分, 1h 30m, 1.5 hours."""
    found = next((m for m in _HOURS_JP.finditer(line) if not _of_a_clock(line, m)), None)
    if found:
        minutes = _minutes(found[1], found[3] or found[4])
        minutes += 30 if found[2] else 0
    else:
        found = _HOURS_EN.search(line)
        if found is None:
            return None
        minutes = _minutes(found[1], found[2] or found[3])
    if not 0 < minutes <= LONGEST:
        return None
    return LengthRead(minutes=minutes, start=found.start(), end=found.end())


def _of_a_clock(line: str, found: re.Match[str]) -> bool:
    """Whether 30分 belongs to 14時30分."""
    return found[4] is not None and line[: found.start()].rstrip().endswith("時")


def _minutes(hours: str | None, minutes: str | None) -> int:
    whole, _, part = (hours or "0").partition(".")
    tenths = round(float(f"0.{part or 0}") * 60)
    return _number(whole) * 60 + tenths + _number(minutes or "0")


def _number(word: str) -> int:
    """14, 十四, 二十; digits in a row as well (一四)."""
    if word.isdecimal():
        return int(word)
    tens, ten, ones = word.partition("十")
    if not ten:
        return int("".join(str(_KANJI.index(c)) for c in word))
    return (_KANJI.index(tens[-1]) if tens else 1) * 10 + (
        _KANJI.index(ones[0]) if ones and ones[0] != "十" else 0
    )


def when_text(day: date, at: time | None = None) -> str:
    """A day and time as a form shows it and ``day_in`` and ``time_in`` read it back."""
    shown = f"{day.year:04}/{day.month}/{day.day}({WEEKDAYS[day.weekday()]})"
    return f"{shown} {at:%H:%M}" if at else shown
