"""Every name comes out of a paper as it went in, or is refused by its code point."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitapp.documents import text
from visitapp.documents.fonts import Family
from visitapp.documents.page import Page
from visitapp.documents.paper import write
from visitapp.documents.text import Style
from visitapp.errors import Known

MISSING = {33: "U+5065 U+E0101", 35: "U+908A U+E0101", 83: "U+1B001"}
PITCH = 4.8


def hard_names(samples: Path) -> dict[int, str]:
    rows = (samples / "names/hard-names.txt").read_text(encoding="utf-8").split("\n")
    return {n: row.split("\t")[0] for n, row in enumerate(rows, 1) if row}


@pytest.mark.parametrize("family", [Family.TEXT, Family.BOLD, Family.NUMBER, Family.LETTER])
def test_every_hard_name_comes_back_code_point_for_code_point(
    samples: Path, family: Family, read_lines: Callable[[bytes], list[str]]
) -> None:
    """Promise 6, JP-FONT-1: what is copied out of the PDF is the stored name."""
    names = [name for n, name in hard_names(samples).items() if n not in MISSING]
    style = Style(family=family, size=8)
    drawn = tuple(text.line(name, style, 5, 5 + n * PITCH) for n, name in enumerate(names))
    pdf = write([Page(width=210, height=450, commands=drawn)], "names").pdf
    assert read_lines(pdf) == names


@pytest.mark.parametrize(("number", "codes"), MISSING.items())
def test_a_character_that_no_font_has_is_refused_by_name(
    samples: Path, number: int, codes: str
) -> None:
    """Promise 6, layout 0.4: never a box; the person at the screen decides."""
    with pytest.raises(Known) as refused:
        text.runs(hard_names(samples)[number], Family.BOLD)
    assert refused.value.values["codes"] == codes


@pytest.mark.parametrize("code", [0x00, 0x0A, 0x200B, 0x202E, 0x2066, 0xFEFF, 0x00AD, 0xE0041])
def test_invisible_and_bidi_characters_are_refused(code: int) -> None:
    with pytest.raises(Known) as refused:
        text.runs(f"田{chr(code)}中", Family.TEXT)
    assert refused.value.values["codes"] == f"U+{code:04X}"


def test_private_use_characters_are_refused_and_never_taken_for_ours() -> None:
    for character in ("\ue000", "\uf8ff", "\U00100000"):
        with pytest.raises(Known, match="none of the fonts"):
            text.runs(f"田{character}", Family.TEXT)


def test_a_name_too_long_for_any_sheet_is_refused_in_a_short_sentence() -> None:
    """Bad input: a clear sentence, however long the name is."""
    with pytest.raises(Known) as refused:
        text.shrunk("長" * 300, Style(family=Family.TEXT, size=16), 80)
    assert refused.value.values["text"] == "長" * 40 + "…"


def test_a_run_the_bold_font_lacks_is_thickened_so_that_it_does_not_look_pale() -> None:
    first, second = text.runs("𠮷田", Family.BOLD)
    assert (first.family, first.heavy) == (Family.FALLBACK, True)
    assert (second.family, second.text) == (Family.BOLD, "田")


def test_marks_that_would_stand_beside_their_letter_come_from_the_fallback_font() -> None:
    """BIZ UD leaves placing U+309A to GSUB, which we don't run; Noto's mark sits by itself."""
    (run,) = text.runs("ㇷ\u309a", Family.TEXT)
    assert run.family is Family.FALLBACK
    (whole,) = text.runs("か\u3099", Family.TEXT)
    assert whole.family is Family.TEXT


@given(st.text(alphabet="あア亜Aé𠮷邉 \U000e0100\u3099、", max_size=30), st.floats(6, 60))
def test_a_wrapped_text_loses_nothing_but_spaces_and_stays_within_its_room(
    told: str, room: float
) -> None:
    style = Style(family=Family.TEXT, size=8)
    try:
        lines = text.wrap(told, style, room)
    except Known:
        return
    assert "".join(lines).replace(" ", "") == told.replace(" ", "")
    assert all(text.width(line.rstrip(" "), style) <= room for line in lines)


def test_no_line_begins_with_a_closing_or_ends_with_an_opening_mark() -> None:
    """JP-FONT-3 (禁則)."""
    told = "あいうえ、お「かき」くけ(こさ)し。すせそっとょうーん" * 4
    for tenths in range(120, 500, 7):
        for line in text.wrap(told, Style(family=Family.TEXT, size=8), tenths / 10):
            assert line[0] not in "、。」)っょー"
            assert line[-1] not in "「("


def test_a_time_a_date_and_who_is_in_charge_are_never_broken() -> None:
    """Layout 0.1."""
    told = (
        "本日11月25日(水)、お約束の午後2時30分にお伺いし、午後3時頃までお待ちいたしました。"
        "サービス課(担当 佐久間)よりお電話を差し上げます。"
    )
    for tenths in range(300, 900, 13):
        lines = text.wrap(told, Style(family=Family.TEXT, size=10.5), tenths / 10)
        for whole in ("11月25日(水)", "午後2時30分", "午後3時頃", "佐久間"):
            assert any(whole in line for line in lines)
