"""WHEN as people type it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitapp.cli.when import moment, span_end, span_start
from visitapp.errors import Known

TOKYO = ZoneInfo("Asia/Tokyo")
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=TOKYO)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-25T14:30+09:00", "2026-11-25T14:30:00+09:00"),
        ("2026-11-25 14:30 +0900", "2026-11-25T14:30:00+09:00"),
        ("2026-11-25T05:30Z", "2026-11-25T05:30:00+00:00"),
        ("2026-11-25T14:30:15.250-05:00", "2026-11-25T14:30:15.250000-05:00"),
        ("2026-11-25 14:30", "2026-11-25T14:30:00+09:00"),
        ("2026-11-25T14:30", "2026-11-25T14:30:00+09:00"),
        ("2026/11/25 14:30", "2026-11-25T14:30:00+09:00"),
        ("14:30", "2026-11-25T14:30:00+09:00"),
        ("14:30:05", "2026-11-25T14:30:05+09:00"),
        ("１４：３０", "2026-11-25T14:30:00+09:00"),
        ("１１月２５日１４時３０分", "2026-11-25T14:30:00+09:00"),
        ("11月25日14時30分", "2026-11-25T14:30:00+09:00"),
        ("11月25日(水) 14時", "2026-11-25T14:00:00+09:00"),
        ("11月25日 午後2時半", "2026-11-25T14:30:00+09:00"),
        ("午前0時", "2026-11-25T00:00:00+09:00"),
        ("午後0時", "2026-11-25T12:00:00+09:00"),
        ("2026年11月25日 14時30分", "2026-11-25T14:30:00+09:00"),
        ("11/26 9:05", "2026-11-26T09:05:00+09:00"),
        ("明日 10:00", "2026-11-26T10:00:00+09:00"),
        ("tomorrow 10:00", "2026-11-26T10:00:00+09:00"),
        ("1月5日 10時", "2027-01-05T10:00:00+09:00"),
    ],
)
def test_times_are_understood_as_people_write_them(text: str, expected: str) -> None:
    """What is left out is filled in: zone from the settings, today, the nearest year."""
    assert moment(text, NOW) == datetime.fromisoformat(expected)
    assert moment(text, NOW).utcoffset() is not None


@pytest.mark.parametrize(
    "text",
    ["", "soon", "25:00", "14:60", "2026-02-30 10:00", "11月31日 10時", "午後13時", "14",
     "午前12時", "午後12時",
     "2026-11-25", "2026-13-01 10:00", "99999999999", "1:2:3:4", "-1:30", "14:30 extra",
     "0001-01-01T00:00+09:00", "9999-12-31 23:59", "9999-12-31T23:59-11:00"],
)  # fmt: skip
def test_what_is_no_time_is_said_in_one_sentence_with_advice(text: str) -> None:
    with pytest.raises(Known) as told:
        moment(text, NOW)
    assert told.value.advice


@given(st.text(max_size=20))
def test_any_text_is_a_time_or_a_known_error(text: str) -> None:
    try:
        assert moment(text, NOW).utcoffset() is not None
    except Known:
        pass


@given(st.integers(min_value=-180 * 1440, max_value=180 * 1440))
def test_month_and_day_mean_the_nearest_year(minutes: int) -> None:
    wanted = NOW + timedelta(minutes=minutes)
    typed = f"{wanted.month}月{wanted.day}日{wanted.hour}時{wanted.minute}分"
    assert moment(typed, NOW) == wanted


def test_a_span_of_days_includes_its_last_day() -> None:
    assert span_start("2026-11-25", NOW) == datetime(2026, 11, 25, tzinfo=TOKYO)
    assert span_end("11月25日", NOW) == datetime(2026, 11, 26, tzinfo=TOKYO)
    assert span_end("今日", NOW) == datetime(2026, 11, 26, tzinfo=TOKYO)
    assert span_end("2026-11-25 12:00", NOW) == datetime(2026, 11, 25, 12, tzinfo=TOKYO)
    with pytest.raises(Known):
        span_end("2026-02-30", NOW)


@pytest.mark.parametrize("text", ["9999-12-31", "0001-01-01", "9999-12-31 10:00"])
def test_a_span_that_never_ends_is_said_in_one_sentence(text: str) -> None:
    """The day after the last day of the calendar is no day."""
    for edge in (span_start, span_end):
        with pytest.raises(Known):
            edge(text, NOW)
