"""Text down the page: every name comes out as it went in, marks take their vertical forms."""

import struct
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.drawn_glyphs import fonts_drawn, parts
from visitapp.documents import vertical
from visitapp.documents.fonts import Family, typeface
from visitapp.documents.page import POINT, Column, Page, scaled, shifted
from visitapp.documents.paper import write
from visitapp.documents.text import WIDEST, Style
from visitapp.documents.vertical_forms import Way, form
from visitapp.errors import Known

MISSING = {33: "U+5065 U+E0101", 35: "U+908A U+E0101", 83: "U+1B001"}
FACES = [Family.TEXT, Family.BOLD, Family.NUMBER, Family.LETTER]
LETTER = Style(family=Family.LETTER, size=15)


def hard_names(samples: Path) -> dict[int, str]:
    rows = (samples / "names/hard-names.txt").read_text(encoding="utf-8").split("\n")
    return {n: row.split("\t")[0] for n, row in enumerate(rows, 1) if row}


def page_of(told: str, style: Style) -> Page:
    commands = vertical.column(told, style, 30, 10)
    return Page(width=60, height=400, commands=commands)


def packed(told: str) -> str:
    return "".join(told.split())


@pytest.mark.parametrize("family", FACES)
def test_every_hard_name_comes_back_code_point_for_code_point(
    samples: Path, family: Family, read_lines: Callable[..., list[str]]
) -> None:
    """Promise 6, JP-FONT-1: what is copied out of a column is the stored name."""
    names = [name for n, name in hard_names(samples).items() if n not in MISSING]
    style = Style(family=family, size=14)
    pdf = write([page_of(name, style) for name in names], "names").pdf
    for number, name in enumerate(names):
        assert "".join(read_lines(pdf, number)) == name


@pytest.mark.parametrize(("number", "codes"), MISSING.items())
def test_a_character_that_no_font_has_is_refused_by_name(
    samples: Path, number: int, codes: str
) -> None:
    """Layout 0.4: never a box."""
    with pytest.raises(Known) as refused:
        vertical.column(hard_names(samples)[number], LETTER, 30, 10)
    assert refused.value.values["codes"] == codes


def test_a_name_is_one_text_in_the_pdf(read_lines: Callable[..., list[str]]) -> None:
    """A name with a variation selector is copied out as one line."""
    name = "葛\U000e0100城\u3000美和子 様"
    style = Style(family=Family.LETTER, size=28, tracking=WIDEST)
    assert read_lines(write([page_of(name, style)], "name").pdf) == [name]


@pytest.mark.parametrize("family", FACES)
def test_marks_have_vertical_forms_and_kanji_do_not(family: Family) -> None:
    face = typeface(family)
    for mark in "、。ー「」（）〜ゃっ‐-":
        assert form(face, mark) != face.glyph(mark), mark
    for plain in "髙橋亜1A":
        assert form(face, plain) == face.glyph(plain), plain


def test_the_long_vowel_mark_and_the_dash_run_down() -> None:
    """They are narrow and high on paper; across they would be wide and low."""
    for mark in "ー-":
        ink = ink_of(mark, Style(family=Family.LETTER, size=40))
        left, top, right, bottom = ink
        assert bottom - top > 2 * (right - left), mark


def test_two_figures_share_a_square_and_three_stand_below_each_other() -> None:
    """縦中横."""
    found = vertical.column("九丁目99番101号", LETTER, 30, 10)
    assert [(one.text, one.way) for one in found] == [
        ("九丁目", Way.STANDS),
        ("99", Way.ACROSS),
        ("番101号", Way.STANDS),
    ]
    left, top, right, bottom = ink_of("99", LETTER)
    square = LETTER.size * POINT
    assert (left + right) / 2 == pytest.approx(30, abs=0.1)
    assert (top + bottom) / 2 == pytest.approx(10 + square / 2, abs=0.3)
    assert 0.8 * square < right - left <= 1.2 * square


@pytest.mark.parametrize("family", FACES)
def test_figures_that_would_be_too_small_side_by_side_stand_below_each_other(
    family: Family,
) -> None:
    """Layout 0.5: no type is smaller than 8 points, not even in 縦中横."""
    for size in (8, 9, 10, 11, 12, 15):
        found = vertical.column("南館12階", Style(family=family, size=size), 30, 10)
        assert all(command.size >= 8 for command in found)
    if family is Family.TEXT:
        small = vertical.column("南館12階", Style(family=family, size=8), 30, 10)
        assert [command.text for command in small] == ["南館12階"]


def test_words_of_latin_letters_lie_and_a_single_letter_stands() -> None:
    found = vertical.column("Café A棟", LETTER, 30, 10)
    assert [(one.text, one.way) for one in found] == [("Café", Way.LIES), (" A棟", Way.STANDS)]


@pytest.mark.parametrize(
    "told", ["髙橋　美和子 様", "港町1-3-8「みなと」", "Müller 99番", "㈱ー。"]
)
def test_the_ink_is_where_the_column_is_said_to_be(told: str) -> None:
    """Half a millimetre: what is measured is what is printed."""
    style = Style(family=Family.LETTER, size=20, tracking=0.1)
    left, top, right, bottom = ink_of(told, style)
    square = style.size * POINT
    assert top >= 10 - 0.5
    assert bottom <= 10 + vertical.extent(told, style) + 0.5
    assert left >= 30 - 0.62 * square
    assert right <= 30 + 0.62 * square
    assert bottom - top >= vertical.extent(told, style) - square


@given(st.text(alphabet="あア亜Aé𠮷邉 \U000e0100\u3099、12-", max_size=30), st.floats(25, 90))
def test_a_wrapped_text_loses_nothing_but_spaces_and_stays_within_its_room(
    told: str, room: float
) -> None:
    style = Style(family=Family.TEXT, size=8)
    try:
        found = vertical.wrap(told, style, room)
    except Known:
        return
    assert "".join(found).replace(" ", "") == told.replace(" ", "")
    assert all(vertical.extent(one.rstrip(" "), style) <= room for one in found)


def test_the_glyphs_of_a_column_are_within_the_limits_that_their_font_states() -> None:
    """A printer may set memory aside by them; the fonts themselves have no composites."""
    told = "髙橋99番ー「ㇷ\u309a」"
    composed = 0
    for font in fonts_drawn(write([page_of(told, LETTER)], "limits").pdf):
        _glyphs, points, contours, most_points, most_contours = struct.unpack_from(
            ">5H", font.limits, 4
        )
        most_parts, depth = struct.unpack_from(">2H", font.limits, 28)
        for glyph, outline in enumerate(font.outlines):
            if outline:
                assert struct.unpack_from(">h", outline, 2)[0] == font.bearings[glyph]
            made_of = list(parts(outline))
            if made_of:
                composed += 1
                assert len(made_of) <= most_parts
                assert depth == 1
                assert most_points >= len(made_of) * points
                assert most_contours >= len(made_of) * contours
    assert composed == len("髙橋番ー「」") + len(["99", "ㇷ\u309a"])


def test_a_number_stays_with_what_it_counts() -> None:
    for tenths in range(300, 700, 13):
        for one in vertical.wrap("ビルディング南館12階1203号室", LETTER, tenths / 10):
            assert one[0] not in "階号"


def test_a_column_is_moved_and_grown_as_everything_else_is() -> None:
    (one,) = vertical.column("髙橋", LETTER, 30, 10)
    moved = shifted(one, 2, 3)
    assert isinstance(moved, Column)
    assert (moved.x, moved.y) == (32, 13)
    grown = scaled(one, 2)
    assert isinstance(grown, Column)
    assert (grown.x, grown.y, grown.size) == (60, 20, 30)


def ink_of(told: str, style: Style) -> tuple[float, float, float, float]:
    """The box of what is black on the page, in mm."""
    pdf = write([page_of(told, style)], "ink").pdf
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=300 / 72).to_pil().convert("L")
    box = picture.point(lambda shade: 255 - shade).getbbox()
    left, top, right, bottom = (edge * 25.4 / 300 for edge in box)
    return left, top, right, bottom
