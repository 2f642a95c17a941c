"""Cards on a sheet of ten: where each lies, what is skipped, cut marks outside, own sheets."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2
import pytest
import zxingcpp

from visitapp.documents import card_pdf
from visitapp.documents.card_sheets import card_sheet, known_sheets, pages, render
from visitapp.documents.paper import write
from visitapp.domain.card import Card, compose_card
from visitapp.domain.note_facts import NoteFacts, Staff
from visitapp.errors import Known
from visitapp.lexicon import note_texts

OWN = """
[ours]
page = [210.0, 297.0]
card = [91.0, 55.0]
columns = 2
rows = 4
left = 10.0
top = 20.0
gap = [5.0, 5.0]
cut_marks = true
"""
DOTS = 200 / 25.4  # a millimetre


@pytest.fixture
def card(facts: Callable[..., NoteFacts]) -> Card:
    person = Staff(name="佐久間　亮", kana="さくま りょう", title="主任")
    return compose_card(person, facts().sender, "", note_texts())


def codes(pdf: bytes) -> list[tuple[float, float]]:
    """The middle of each contact code, in mm, read from the picture of the page."""
    page = pypdfium2.PdfDocument(pdf)[0]
    found = zxingcpp.read_barcodes(page.render(scale=200 / 72).to_pil().convert("L"))
    assert all(code.text.startswith("MECARD:N:佐久間,亮") for code in found)
    middles = []
    for code in found:
        corner, other = code.position.top_left, code.position.bottom_right
        middles.append(((corner.x + other.x) / 2 / DOTS, (corner.y + other.y) / 2 / DOTS))
    return sorted(middles, key=lambda at: (round(at[1]), at[0]))


def test_ten_cards_lie_where_the_sheet_has_them(card: Card) -> None:
    """Layout 5: x = 14, 105; y = 11, 66, 121, 176, 231; every code is read from the picture."""
    sheet = card_sheet("a-one-51002")
    made = render(card, sheet)
    assert made.size_mm == (210, 297)
    middle = card_pdf.BOX_LEFT + card_pdf.BOX / 2, card_pdf.BOX_TOP + card_pdf.BOX / 2
    wanted = [(x + middle[0], y + middle[1]) for x, y in sheet.positions]
    assert {x for x, _ in sheet.positions} == {14, 105}
    assert {y for _, y in sheet.positions} == {11, 66, 121, 176, 231}
    found = codes(made.pdf)
    assert len(found) == len(wanted)
    for (x, y), (at_x, at_y) in zip(found, wanted, strict=True):
        assert abs(x - at_x) < 0.5
        assert abs(y - at_y) < 0.5


def test_used_positions_are_skipped_row_by_row(card: Card) -> None:
    sheet = card_sheet("a-one-51002")
    assert len(codes(render(card, sheet, 7).pdf)) == 3
    first = codes(render(card, sheet, 9).pdf)
    assert len(first) == 1
    assert first[0][0] > 105, "the last position is the right one of the last row"
    for wrong in (-1, 10):
        with pytest.raises(Known, match="cannot be skipped"):
            render(card, sheet, wrong)


def test_a_printer_that_is_off_gets_a_moved_sheet(card: Card) -> None:
    sheet = card_sheet("a-one-51002")
    straight, moved = (codes(render(card, sheet, 9, by).pdf)[0] for by in ((0, 0), (2.5, -1.5)))
    assert moved[0] - straight[0] == pytest.approx(2.5, abs=0.2)
    assert moved[1] - straight[1] == pytest.approx(-1.5, abs=0.2)
    with pytest.raises(Known, match="10 mm at most"):
        render(card, sheet, 0, (0, 12))


def test_cut_marks_stand_outside_the_cards_and_only_on_plain_paper(card: Card) -> None:
    """Layout 5: ticks 2.5 to 7.5 mm away; none on perforated stock."""
    plain, stock = card_sheet("plain-a4"), card_sheet("a-one-51002")
    assert len(render(card, plain).pdf) > len(render(card, stock).pdf)
    page = pypdfium2.PdfDocument(render(card, plain).pdf)[0]
    picture = page.render(scale=200 / 72).to_pil().convert("L")

    def dark(x: float, y: float) -> bool:
        spot = [round(at * DOTS) for at in (x - 0.4, y - 0.4, x + 0.4, y + 0.4)]
        return bool(min(picture.crop(tuple(spot)).get_flattened_data()) < 160)

    for x in (14, 105, 196):
        assert dark(x, 6)
        assert dark(x, 291)
        assert not dark(x, 9.8), "a mark touches the cards"
    assert dark(8, 66)
    assert dark(202, 66)


def test_a_sheet_of_ones_own_is_described_in_a_file(card: Card, tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(OWN, encoding="utf-8")
    sheet = card_sheet(str(file))
    assert sheet.positions[3] == (10 + 91 + 5, 20 + 55 + 5)
    assert len(codes(render(card, sheet).pdf)) == 8


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("columns = 2", "columns = 0"),
        ("columns = 2", "columns = true"),
        ("columns = 2", "columns = 3"),  # beyond the page
        ("left = 10.0", 'left = "ten"'),
        ("left = 10.0", ""),
        ("card = [91.0, 55.0]", "card = [86.0, 54.0]"),
        ("page = [210.0, 297.0]", "page = [210.0]"),
        ("page = [210.0, 297.0]", "page = 210.0"),
        ("[ours]", "[ours"),
        ("cut_marks = true", "cut_marks = true\n[another]"),
    ],
)
def test_a_description_that_makes_no_sense_is_named(tmp_path: Path, was: str, becomes: str) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(OWN.replace(was, becomes), encoding="utf-8")
    with pytest.raises(Known, match=r"ours\.toml"):
        card_sheet(str(file))


def test_an_unknown_sheet_never_becomes_another_one(tmp_path: Path) -> None:
    with pytest.raises(Known, match="a-one-51002, plain-a4"):
        card_sheet("a-one-51003")
    with pytest.raises(Known, match=r"missing\.toml"):
        card_sheet(str(tmp_path / "missing.toml"))
    assert set(known_sheets()) == {"a-one-51002", "plain-a4"}


def test_cards_of_several_people_go_on_as_many_sheets_as_they_need(card: Card) -> None:
    """Row by row; what is left of the last sheet stays free, and no sheet is begun for nothing."""
    sheet, other = card_sheet("plain-a4"), replace(card, name="三好　由紀")
    made = pages([card] * 7 + [other] * 5, sheet)
    assert [(page.width, page.height) for page in made] == [(210, 297)] * 2
    reader = pypdf.PdfReader(BytesIO(write(made, "cards").pdf))
    told = [page.extract_text() for page in reader.pages]
    assert [(one.count("佐久間"), one.count("三好")) for one in told] == [(7, 3), (0, 2)]
    assert pages([], sheet) == ()
