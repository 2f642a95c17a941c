"""The eras of the Japanese calendar, for dates on paper only; records keep Western years.

A table of our own: the library that was tried left its year unexpanded (japan.md 3.6).
"""

from datetime import date

from visitapp.errors import Bug

ERAS = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
    (date(1912, 7, 30), "大正"),
    (date(1873, 1, 1), "明治"),
)
"""The first day of each, the latest first; before 明治6年 the calendar was another one."""
_FIRST_YEARS = {"明治": 1868}


def era_of(day: date) -> tuple[str, int]:
    """The era of a day and its year in it, 1 for the first; raises Bug for a day before 1873."""
    for begins, era in ERAS:
        if day >= begins:
            return era, day.year - _FIRST_YEARS.get(era, begins.year) + 1
    message = f"{day} lies before the calendar of today"
    raise Bug(message)
