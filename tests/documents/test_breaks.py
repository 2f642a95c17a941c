"""Where a line may end: by 禁則, never in a date or a name, and by phrase in large type."""

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as some

from visitapp.documents import text
from visitapp.documents.breaks import phrases, units
from visitapp.documents.fonts import Family
from visitapp.documents.text import Style

BODY = Style(family=Family.TEXT, size=14)
TOLD = "サービス課(担当 佐久間)よりお電話を差し上げます。"
WORDS = some.text(alphabet="お約束の件で伺いました。、（）11月25日水ァー漢字 Ab1", max_size=40)


@pytest.mark.parametrize(
    "phrased",
    [
        "お約束の/件で/お伺いいたしました。",
        "本日/11月25日(水)、/お約束の/午後2時30分に/お伺いし、/午後3時頃まで/お待ちいたしましたが、",
        "お目に/かかれませんでしたので、/書面にて失礼いたします。",
        "ご都合の/よい/日時を/お電話で/お聞かせ/ください。",
    ],
)
def test_phrases_end_where_a_reader_pauses(phrased: str) -> None:
    assert phrases(phrased.replace("/", "")) == phrased.split("/")


def test_a_date_and_the_name_of_the_person_in_charge_are_in_one_piece() -> None:
    """Whatever a model of phrases makes of them."""
    assert "(担当 佐久間)" in units(TOLD)
    assert any("明日26日(木)" in one for one in phrases("お電話は明日26日(木)の午前中です。"))


@pytest.mark.parametrize("tenths", range(330, 900, 7))
def test_no_width_of_a_line_breaks_the_name(tenths: int) -> None:
    for by_phrase in (False, True):
        lines = text.wrap(TOLD, BODY, tenths / 10, by_phrase=by_phrase)
        assert any("佐久間" in line for line in lines), lines


@given(WORDS)
def test_phrases_lose_nothing_and_end_only_where_a_line_may(told: str) -> None:
    found = phrases(told)
    assert "".join(found) == told
    assert set(accumulate(map(len, found))) <= set(accumulate(map(len, units(told))))


@given(WORDS, some.integers(60, 900))
def test_a_phrase_wider_than_the_line_is_broken_as_any_text(told: str, tenths: int) -> None:
    lines = text.wrap(told, BODY, tenths / 10, by_phrase=True)
    assert "".join(lines).replace(" ", "") == told.replace(" ", "")
    assert all(text.width(line.rstrip(), BODY) <= tenths / 10 for line in lines)


@pytest.mark.parametrize("tenths", range(330, 1300, 9))
def test_no_paragraph_ends_in_a_lonely_syllable_where_that_can_be_helped(tenths: int) -> None:
    told = "お目にかかれませんでしたので、書面にて失礼いたします。"
    found, widest = text.paragraph(told, BODY, tenths / 10), text.wrap(told, BODY, tenths / 10)
    assert ("".join(found), len(found)) == (told, len(widest))
    assert len(found) == 1 or len(found[-1]) >= 4


def test_a_long_double_name_may_end_a_line_behind_its_hyphen() -> None:
    assert units("Hohenlohe-Langenburg") == ["Hohenlohe-", "Langenburg"]
    for whole in ("03-0000-1200", "A-one", "K7Q4-29DM"):
        assert units(whole) == [whole]
