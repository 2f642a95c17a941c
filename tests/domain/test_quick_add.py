"""Quick add: what a typed line means, and that nothing is guessed in silence (issue 3, ux 1)."""

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitapp.domain.quick_add import Part, QuickAdd, read_line
from visitapp.domain.typed_time import Doubt, day_in, plain, time_in, when_text

JST = timezone(timedelta(hours=9))
NOW = datetime(2026, 11, 25, 14, 12, tzinfo=JST)  # a Wednesday
PEOPLE = ("佐久間 亮", "三好 由紀")


def read(text: str) -> QuickAdd:
    return read_line(text, NOW, PEOPLE)


@pytest.mark.parametrize(
    ("text", "at", "minutes", "customer", "staff"),
    [
        ("明日14時 田中様 1時間", "11-26 14:00", 60, "田中", ()),
        ("明日14時田中様1時間", "11-26 14:00", 60, "田中", ()),
        ("明日の14時に田中様を訪問", "11-26 14:00", None, "田中", ()),
        ("来週火曜 10:00 大西 30分", "12-01 10:00", 30, "大西", ()),
        ("あす　１４時　田中様", "11-26 14:00", None, "田中", ()),
        ("明日正午 北浜商店", "11-26 12:00", None, "北浜商店", ()),
        ("明後日 午前10時 髙橋 美和子 様", "11-27 10:00", None, "髙橋 美和子", ()),
        ("あさって14時半 大西 2時間", "11-27 14:30", 120, "大西", ()),
        ("今日15時 田中様 1時間半", "11-25 15:00", 90, "田中", ()),
        ("28日 10時 三好様 佐久間・三好", "11-28 10:00", None, "三好", PEOPLE),
        ("金曜日 夕方5時 ㈱さくらんぼ電器 御中", "11-27 17:00", None, "㈱さくらんぼ電器", ()),
        ("明日14:00〜15:30 辻󠄀 真由美 様", "11-26 14:00", 90, "辻󠄀 真由美", ()),
        (
            "明日14時 グエン・ティ・ホア 様 担当 佐久間",
            "11-26 14:00",
            None,
            "グエン・ティ・ホア",
            PEOPLE[:1],
        ),
        ("3日後 10時 五十嵐様 45分", "11-28 10:00", 45, "五十嵐", ()),
        (
            "令和八年十一月二十八日（土）午後二時三十分 一 二三様",
            "11-28 14:30",
            None,
            "一 二三",
            (),
        ),
        ("明日香様 明日10時", "11-26 10:00", None, "明日香", ()),
        ("明日14時 「田中 14時」様", "11-26 14:00", None, "田中 14時", ()),
        ("tomorrow 2pm Tanaka 1h", "11-26 14:00", 60, "Tanaka", ()),
        ("next tuesday 10:00 Onishi 30min", "12-01 10:00", 30, "Onishi", ()),
        ("Nov 28 at 14:30 with 佐久間 Mr Smith 1.5 hours", "11-28 14:30", 90, "Smith", PEOPLE[:1]),
    ],
)
def test_a_line_is_understood(
    text: str, at: str, minutes: int | None, customer: str, staff: tuple[str, ...]
) -> None:
    """Day, time, length, who is visited and who goes; half and full width, Japanese and English."""
    found = read(text)
    assert found.promised_at == datetime.fromisoformat(f"2026-{at}+09:00")
    assert (found.minutes, found.customer, found.staff) == (minutes, customer, staff)
    assert (found.missing, found.unread) == ((), "")


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("明日2時 田中", {Doubt.AFTERNOON_MEANT}),
        ("明日02:00 田中", set()),
        ("明日午前2時 田中", set()),
        ("明日7時 田中", set()),
        ("15時 田中", {Doubt.TODAY_MEANT}),
        ("９時 田中", {Doubt.TODAY_MEANT, Doubt.PAST}),
        ("昨日15時 田中", {Doubt.PAST}),
        ("11/28(金) 午後2時半 髙橋さん 佐久間・三好", {Doubt.WEEKDAY_DIFFERS}),
        ("11/28(土) 午後2時半 髙橋さん", set()),
        ("11/31 10時 田中", {Doubt.NO_SUCH_DAY}),
        ("9999/12/31 10時 田中", {Doubt.NO_SUCH_DAY}),
        ("明日25時 田中", {Doubt.NO_SUCH_TIME}),
        ("明日 午後12時 森本様", {Doubt.NOON_MEANT}),
        ("明日10時 田中様 急ぎ", {Doubt.UNREAD}),
    ],
)
def test_what_is_not_certain_is_said(text: str, doubts: set[Doubt]) -> None:
    """An hour of 1 to 6 is offered as afternoon and says so; nothing is guessed in silence."""
    assert set(read(text).doubts) == doubts


def test_what_is_missing_is_named_and_a_month_long_ago_is_next_year() -> None:
    assert read("明日 田中様").missing == (Part.TIME,)
    assert read("明日14時").missing == (Part.CUSTOMER,)
    assert read("1/5 10時 田中").day == date(2027, 1, 5)
    assert read("明日14時 田中様 至急").unread == "至急"


def test_the_places_of_what_was_read_lie_in_the_line_as_it_was_typed() -> None:
    text = "１１月２８日 午後2時 髙橋様 30分"
    parts = {span.part: text[span.start : span.end] for span in read(text).spans}
    assert parts == {
        Part.DAY: "１１月２８日",
        Part.TIME: "午後2時",
        Part.CUSTOMER: "髙橋様",
        Part.LENGTH: "30分",
    }


DAYS = st.dates(date(2026, 11, 25), date(2030, 12, 31))
TIMES = st.times().map(lambda t: t.replace(second=0, microsecond=0))
NAMES = st.text(
    st.characters(exclude_categories=("C", "Z"), exclude_characters="「」\n"),
    min_size=1,
    max_size=12,
)


@given(DAYS, TIMES)
def test_a_shown_day_and_time_is_read_back(day: date, at: time) -> None:
    line = plain(when_text(day, at))
    found, clock = day_in(line, NOW.date()), time_in(line)
    assert found is not None
    assert clock is not None
    assert (found.day, found.doubts) == (day, ())
    assert (clock.at, clock.doubts) == (at, ())


@given(
    DAYS,
    TIMES,
    st.integers(1, 1440),
    NAMES,
    st.lists(st.sampled_from(PEOPLE), unique=True, max_size=2),
    st.permutations(range(4)),
)
def test_what_is_written_is_read_back_in_any_order(
    day: date, at: time, minutes: int, name: str, staff: list[str], order: list[int]
) -> None:
    """parse(format(x)) == x."""
    parts = [when_text(day), f"{at:%H:%M}", f"{minutes}分", f"「{name}」"]
    text = " ".join([*(parts[n] for n in order), *(f"担当 「{person}」" for person in staff)])
    found = read(text)
    assert (found.day, found.at, found.minutes, found.customer) == (day, at, minutes, name)
    assert found.staff == tuple(staff)
    assert found.unread == ""


@given(
    st.text()
    | st.text("0123456789０１年月日時分半午前後明今来週火(/:-.〜「」様さん・ 　apm", max_size=30)
)
def test_no_text_at_all_breaks_the_reader(text: str) -> None:
    found = read(text)
    for span in found.spans:
        assert 0 <= span.start < span.end <= len(text)
