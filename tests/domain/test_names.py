"""Search, order and comparison keys of names (background/japan.md 3; decisions 3 and 4)."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitapp.domain.name_variants import FAMILY_NAMES, FOLD, GIVEN_NAMES
from visitapp.domain.names import kana_reading, loose_key, search_key, sort_key

GROUPS = (FAMILY_NAMES + GIVEN_NAMES).split()
NAMES = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("髙橋 健一", "高橋　健一"),
        ("﨑山", "崎山"),
        ("渡邉和子", "渡辺 和子"),
        ("渡邊和子", "渡辺 和子"),
        ("濵田", "浜田"),
        ("𠮷田", "吉田"),
        ("辻󠄀 真由美", "辻 真由美"),
        ("葛󠄀城", "葛󠄁城"),
        ("齋藤 光", "斉藤 光"),
        ("神谷 隆", "\u795e谷 \u9686"),
        ("㈱さくらんぼ電器", "株式会社さくらんぼ電器"),
        ("ﾀｶﾊｼ ｹﾝｲﾁ", "たかはし　けんいち"),
        ("ガリバー", "カ\u3099リハ\u3099ー"),
        ("か゛リハ゛ー", "ガリバー"),
        ("ショウ", "シヨウ"),
        ("ヰ世子", "い世子"),
        ("Ｓｍｉｔｈ　Ｊｏｈｎ", "smith john"),
        ("Café Müller", "cafe muller"),
        ("O'Neil-佐藤", "O’Neil‐佐藤"),
        ("グエン　ティ・ホア", "ｸﾞｴﾝ ﾃｨ･ﾎｱ"),
        ("佐々木", "佐佐木"),
        ("すゞ", "すず"),
        ("龍ケ崎市", "龍ヶ崎市"),
        ("桜が丘", "桜ヶ丘"),
        ("木村 さくら🌸", "木村さくら"),
        ("1−2−3", "1‐2－3"),
    ],
)
def test_what_people_take_for_the_same_name_has_one_key(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("嶌田 一", "嶌田 ー"),
        ("黑木 ニコ", "黑木 二コ"),
        ("濱田", "頻田"),
        ("ハマダ", "ハマタ"),
        ("佐藤 明", "佐藤 明美"),
        ("9-99-1", "99-9-1"),
    ],
)
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert search_key(one) != search_key(other)


def test_the_loose_key_also_forgives_voiced_and_long_marks() -> None:
    assert loose_key("ハマダ") == loose_key("はまた")
    assert loose_key("サーバー") == loose_key("さば")


def test_a_legal_form_alone_is_still_searchable() -> None:
    assert search_key("㍿") == search_key("株式会社") != ""


def test_every_variant_stands_in_one_group_only_and_needs_no_normalisation() -> None:
    letters = "".join(GROUPS)
    assert len(set(letters)) == len(letters)
    assert unicodedata.normalize("NFKD", letters) == letters
    assert all(unicodedata.name(c).startswith("CJK") for c in letters)
    assert len(GROUPS) >= 250
    assert not set(FOLD) & {ord(group[0]) for group in GROUPS}


@given(NAMES)
def test_a_key_is_its_own_key(text: str) -> None:
    key = search_key(text)
    assert search_key(key) == key


@given(NAMES)
def test_keys_have_nothing_that_sorting_or_sqlite_would_trip_over(text: str) -> None:
    assert not any(c.isspace() or c == "\0" for c in search_key(text))
    assert isinstance(sort_key(text, text), str)


def test_each_hard_name_has_a_key_free_of_selectors(samples: Path) -> None:
    lines = (samples / "names" / "hard-names.txt").read_text(encoding="utf-8").splitlines()
    for name in (line.partition("\t")[0] for line in lines):
        key = search_key(name)
        assert key
        assert not any(0xE0100 <= ord(c) <= 0xE01EF or 0xF900 <= ord(c) < 0xFA0E for c in key)


def test_readings_sort_as_in_a_japanese_directory() -> None:
    """JIS X 4061: long mark as vowel, voiced after plain, small before large; families together."""
    wanted = ["ハシモト", "ハハ", "ババ", "パパ", "ハヤシ アキラ", "ハヤシ ワタル", "ハヤシダ アイ"]
    assert sorted(wanted, key=lambda kana: sort_key(kana, "")) == wanted
    assert sort_key("サアバア", "").split("\t")[0] == sort_key("サーバー", "").split("\t")[0]
    assert sort_key("キャク", "") < sort_key("キヤク", "")


def test_names_without_reading_come_after_all_readings_and_then_by_name() -> None:
    assert sort_key("ワンワン", "椀") < sort_key("", "一")
    assert sort_key("ワタナベ カズコ", "渡辺") < sort_key("ワタナベ カズコ", "渡邉")


@pytest.mark.parametrize(
    "typed", ["ﾀｶﾊｼ ｶﾞｲﾁ", "たかはし がいち", "タカハシ カ\u3099イチ", "タカハシ ガイチ"]
)
def test_a_reading_is_kept_in_full_width_katakana(typed: str) -> None:
    assert kana_reading(typed) == "タカハシ ガイチ"
