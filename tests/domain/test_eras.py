"""Dates by their era, and the words of the clock, as papers have them."""

from datetime import date, time

import pytest

from visitapp.domain.eras import era_of
from visitapp.domain.paper_time import clock_words, era_words
from visitapp.errors import Bug
from visitapp.lexicon import note_texts


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 25), "令和8年11月25日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(2019, 12, 31), "令和元年12月31日"),
        (date(2020, 1, 1), "令和2年1月1日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1926, 12, 24), "大正15年12月24日"),
        (date(1912, 7, 30), "大正元年7月30日"),
        (date(1912, 7, 29), "明治45年7月29日"),
        (date(1873, 1, 1), "明治6年1月1日"),
    ],
)
def test_a_date_by_its_era_at_every_boundary(day: date, words: str) -> None:
    assert era_words(day, note_texts()) == words


def test_before_the_calendar_of_today_there_is_no_era() -> None:
    with pytest.raises(Bug):
        era_of(date(1872, 12, 31))


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(0, 0), "午前0時"),
        (time(0, 5), "午前0時5分"),
        (time(11, 59), "午前11時59分"),
        (time(12, 0), "正午"),
        (time(12, 1), "午後0時1分"),
        (time(13, 0), "午後1時"),
        (time(23, 59), "午後11時59分"),
    ],
)
def test_the_clock_has_halves_and_a_noon(at: time, words: str) -> None:
    assert clock_words(at, note_texts()) == words
