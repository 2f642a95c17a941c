"""Dates as people in Japan write them in lists: Western, era names and their letters."""

import re
import unicodedata
from datetime import date

_ERAS = {
    "令和": (2018, date(2019, 5, 1)),
    "平成": (1988, date(1989, 1, 8)),
    "昭和": (1925, date(1926, 12, 25)),
    "大正": (1911, date(1912, 7, 30)),
    "明治": (1867, date(1868, 1, 25)),
}
"""Year 0 of each era and its first day."""
_LONGEST = 40
_LETTERS = {"r": "令和", "h": "平成", "s": "昭和", "t": "大正", "m": "明治"}
_TIME = r"(?:[ t]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_WESTERN = re.compile(
    r"(?P<y>\d{4})(?:年|[/.-])(?P<m>\d{1,2})(?:(?:月|[/.-])(?:(?P<d>\d{1,2})日?)?)?" + _TIME
)
_DIGITS = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})")
_ERA = re.compile(
    r"(?P<era>令和|平成|昭和|大正|明治|[rhstm])\.?(?P<y>\d{1,2}|元)(?:年|[/.-])"
    r"(?P<m>\d{1,2})(?:(?:月|[/.-])(?:(?P<d>\d{1,2})日?)?)?" + _TIME
)


def read_date(text: str) -> str:
    """``YYYY-MM-DD`` (JIS X 0301), ``YYYY-MM`` when the day is not given, "" when not a date.

    Era dates must lie in their era from its first day; a later year of an old era (平成32年) is
    taken as written, for old systems go on counting.
    """
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    if len(plain) > _LONGEST:
        return ""
    plain = re.sub(r"\s*([年月日/.-])\s*", r"\1", plain)
    found = _WESTERN.fullmatch(plain) or _DIGITS.fullmatch(plain)
    if found:
        return _iso(int(found["y"]), found["m"], found["d"])
    found = _ERA.fullmatch(plain)
    if not found:
        return ""
    zero, first = _ERAS[_LETTERS.get(found["era"], found["era"])]
    year = zero + (1 if found["y"] == "元" else int(found["y"]))
    iso = _iso(year, found["m"], found["d"])
    return iso if iso >= first.isoformat()[: len(iso)] else ""


def _iso(year: int, month: str, day: str | None) -> str:
    try:
        whole = date(year, int(month), int(day or 1))
    except ValueError:
        return ""
    return whole.isoformat() if day else whole.isoformat()[:7]
