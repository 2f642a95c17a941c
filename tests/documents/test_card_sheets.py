"""Cards on a sheet of ten: where each lies, what is skipped, cut marks outside, own sheets.

And one card as data for a print shop: its boxes, and everything off the cut.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2
import pytest
import zxingcpp

from tests.documents.test_envelope import box_of
from visitapp.documents import card_pdf, vertical_card
from visitapp.documents.calibrated import calibrated
from visitapp.documents.card_sheets import CardSheet, card_sheet, known_sheets, pages, render
from visitapp.documents.page import (
    POINT,
    Command,
    Line,
    Page,
    Picture,
    Squares,
    Trim,
    Turned,
    scaled,
    turned,
)
from visitapp.documents.paper import write
from visitapp.domain.calibration import Calibration
from visitapp.domain.card import Card, compose_card
from visitapp.domain.note_facts import Logo, NoteFacts, Staff
from visitapp.domain.words import CardWay
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
each_way = pytest.mark.parametrize("way", CardWay)


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
    for wrong in (12, float("nan"), float("-inf")):
        with pytest.raises(Known, match="10 mm at most"):
            render(card, sheet, 0, (0, wrong))


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
        ("cut_marks = true", "cut_marks = true\nbleed = -1.0"),
        ("cut_marks = true", "cut_marks = true\nbleed = true"),
        ("cut_marks = true", 'cut_marks = true\nbleed = "3"'),
        ("cut_marks = true", "cut_marks = true\nbleed = 3.0"),  # half the gap is 2.5
    ],
)
def test_a_description_that_makes_no_sense_is_named(tmp_path: Path, was: str, becomes: str) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(OWN.replace(was, becomes), encoding="utf-8")
    with pytest.raises(Known, match=r"ours\.toml"):
        card_sheet(str(file))


def test_an_unknown_sheet_never_becomes_another_one(tmp_path: Path) -> None:
    with pytest.raises(Known, match="a-one-51002, plain-a4, shop"):
        card_sheet("a-one-51003")
    with pytest.raises(Known, match=r"missing\.toml"):
        card_sheet(str(tmp_path / "missing.toml"))
    assert set(known_sheets()) == {"a-one-51002", "plain-a4", "shop"}


def test_cards_of_several_people_go_on_as_many_sheets_as_they_need(card: Card) -> None:
    """Row by row; what is left of the last sheet stays free, and no sheet is begun for nothing."""
    sheet, other = card_sheet("plain-a4"), replace(card, name="三好　由紀")
    made = pages([card] * 7 + [other] * 5, sheet)
    assert [(page.width, page.height) for page in made] == [(210, 297)] * 2
    reader = pypdf.PdfReader(BytesIO(write(made, "cards").pdf))
    told = [page.extract_text() for page in reader.pages]
    assert [(one.count("佐久間"), one.count("三好")) for one in told] == [(7, 3), (0, 2)]
    assert pages([], sheet) == ()


def test_a_half_used_sheet_comes_first_and_the_next_ones_are_whole(card: Card) -> None:
    """Layout 5: row by row behind the positions that are gone; nothing is printed onto them."""
    sheet = card_sheet("a-one-51002")
    made = pages([card] * 16, sheet, skip=7)
    found = [codes(write([one], "x").pdf) for one in made]
    assert [len(here) for here in found] == [3, 10, 3]
    assert min(y for _x, y in found[0]) > sheet.positions[6][1]
    for wrong in (-1, 10):
        with pytest.raises(Known, match="cannot be skipped"):
            pages([card], sheet, skip=wrong)
    assert pages([], sheet, skip=3) == ()


def test_upright_cards_lie_on_their_side_where_the_others_lie(card: Card) -> None:
    """The same card stock: ten codes, each where a quarter turn puts it, marks unchanged."""
    sheet = card_sheet("plain-a4")
    made = render(card, sheet, way=CardWay.VERTICAL)
    assert made.size_mm == (210, 297)
    (code,) = [c for c in vertical_card.page(card).commands if isinstance(c, Squares)]
    across, down = code.y + code.size / 2, 55 - (code.x + code.size / 2)
    found = codes(made.pdf)
    assert len(found) == 10
    for (x, y), (left, top) in zip(found, sheet.positions, strict=True):
        assert (x, y) == pytest.approx((left + across, top + down), abs=0.5)
    lines = [[c for c in page.commands if isinstance(c, Line)] for page in both_ways(card, sheet)]
    assert lines[0][-18:] == lines[1]


def both_ways(card: Card, sheet: CardSheet) -> list[Page]:
    return [page for way in CardWay for page in pages([card], sheet, way)]


def test_used_positions_are_skipped_and_the_print_is_moved_for_upright_cards_too(
    card: Card,
) -> None:
    sheet = card_sheet("a-one-51002")
    straight = codes(render(card, sheet, 9, way=CardWay.VERTICAL).pdf)
    moved = codes(render(card, sheet, 9, (2.5, -1.5), CardWay.VERTICAL).pdf)
    assert len(straight) == len(moved) == 1
    assert moved[0][0] - straight[0][0] == pytest.approx(2.5, abs=0.2)
    assert moved[0][1] - straight[0][1] == pytest.approx(-1.5, abs=0.2)


def test_a_name_on_a_turned_card_is_copied_out_as_stored(
    card: Card, read_lines: Callable[..., list[str]]
) -> None:
    """Ten times in one piece, whatever fonts it takes."""
    for name in ("葛\U000e0100城\u3000髙子", "𠮷野\u3000﨑"):
        named, sheet = replace(card, name=name, kana=""), card_sheet("plain-a4")
        lines = read_lines(render(named, sheet, way=CardWay.VERTICAL).pdf)
        assert "\n".join(lines).count(name) == 10


def test_a_printer_that_is_off_is_made_up_for_and_loses_no_upright_card(card: Card) -> None:
    """The turned card is 14 mm from the edge of the sheet, its type 20 mm."""
    made = render(card, card_sheet("a-one-51002"), way=CardWay.VERTICAL)
    put_right = calibrated(made, Calibration(right=2.0, down=-1.0))
    for (x, y), (at_x, at_y) in zip(codes(put_right.pdf), codes(made.pdf), strict=True):
        assert (x - at_x, y - at_y) == pytest.approx((-2, 1), abs=0.3)
    with pytest.raises(Known, match="edge would be cut off"):
        calibrated(made, Calibration(right=25.0))


def test_a_turned_card_grows_with_its_page(card: Card) -> None:
    laid = turned(vertical_card.page(card), 10, 20)
    grown = scaled(laid, 2)
    assert isinstance(grown, Turned)
    assert (grown.x, grown.y, grown.width, grown.height) == (20, 40, 110, 182)
    assert grown.commands == tuple(scaled(one, 2) for one in laid.commands)


@each_way
def test_shop_data_has_its_boxes(card: Card, way: CardWay) -> None:
    """japan.md 2: cut at 91 x 55, ink up to 3 mm beyond; an upright card turns the page."""
    made = render(card, card_sheet("shop"), way=way)
    width, height = (97, 61) if way is CardWay.HORIZONTAL else (61, 97)
    assert made.size_mm == (width, height)
    page = pypdf.PdfReader(BytesIO(made.pdf)).pages[0]
    assert mm(page.mediabox) == pytest.approx((0, 0, width, height), abs=0.01)
    assert mm(page.bleedbox) == pytest.approx((0, 0, width, height), abs=0.01)
    assert mm(page.trimbox) == pytest.approx((3, 3, width - 3, height - 3), abs=0.01)


@each_way
def test_everything_on_shop_data_is_off_the_cut(card: Card, way: CardWay) -> None:
    """Five millimetres inside the cut, a logo too; so no line reaches the bleed."""
    logo = Logo(jpeg=b"", width=400, height=160)
    for shown in (card, replace(card, logo=logo)):
        (page,) = pages([shown], card_sheet("shop"), way)
        assert page.trim == Trim(
            left=3, top=3, right=page.width - 3, bottom=page.height - 3, bleed=3
        )
        for command in page.commands:
            for left, top, right, bottom in drawn(command):
                assert min(left, top) >= 3 + 5 - 1e-9
                assert right <= page.width - 3 - 5
                assert bottom <= page.height - 3 - 5


@each_way
def test_ink_on_shop_data_is_off_the_cut(card: Card, way: CardWay) -> None:
    """The same, by what a reader paints."""
    made = render(card, card_sheet("shop"), way=way)
    with pypdfium2.PdfDocument(made.pdf) as document:
        picture = document[0].render(scale=600 / 72).to_pil().convert("L")
    box = picture.point(lambda shade: 255 if shade < 250 else 0).getbbox()
    assert box is not None
    left, top, right, bottom = (edge * 25.4 / 600 for edge in box)
    width, height = made.size_mm
    assert min(left, top) >= 8
    assert right <= width - 8 + 0.05
    assert bottom <= height - 8


def test_only_pages_for_a_shop_have_boxes(card: Card) -> None:
    """In one PDF the page behind one for a shop has none."""
    shop, ours = pages([card], card_sheet("shop")), pages([card], card_sheet("plain-a4"))
    _first, second = pypdf.PdfReader(BytesIO(write([*shop, *ours], "cards").pdf)).pages
    assert "/TrimBox" not in second
    assert "/BleedBox" not in second


def test_shop_data_are_not_moved(card: Card) -> None:
    with pytest.raises(Known, match="cannot be moved"):
        render(card, card_sheet("shop"), 0, (1, 0))


def test_a_sheet_of_ones_own_may_have_a_bleed(card: Card, tmp_path: Path) -> None:
    """Several cards for a shop: marks begin where the bleed ends, the boxes are around all."""
    file = tmp_path / "ours.toml"
    own = OWN.replace("gap = [5.0, 5.0]", "gap = [6.0, 6.0]").replace("rows = 4", "rows = 3")
    file.write_text(f"{own}\nbleed = 3", encoding="utf-8")
    for way in CardWay:
        (page,) = pages([card] * 6, card_sheet(str(file)), way)
        cut = Trim(left=10, top=20, right=198, bottom=197, bleed=3)
        if way is CardWay.VERTICAL:
            cut = Trim(left=20, top=10, right=197, bottom=198, bleed=3)
        assert page.trim == cut
        marks = [c for c in page.commands if isinstance(c, Line) and c.width == 0.2]
        assert marks
        for mark in marks:
            (x0, y0), (x1, y1) = mark.start, mark.end
            off_x = max(cut.left - x1, x0 - cut.right)
            off_y = max(cut.top - y1, y0 - cut.bottom)
            assert max(off_x, off_y) >= 3 - 1e-9


def mm(box: pypdf.generic.RectangleObject) -> tuple[float, ...]:
    return tuple(float(edge) * POINT for edge in box)


def drawn(command: Command) -> Iterator[tuple[float, float, float, float]]:
    """Left, top, right, bottom of whatever is drawn."""
    if isinstance(command, Line):
        yield (*command.start, *command.end)
    elif isinstance(command, Squares):
        yield command.x, command.y, command.x + command.size, command.y + command.size
    elif isinstance(command, Picture):
        yield command.x, command.y, command.x + command.width, command.y + command.height
    else:
        yield box_of(command)
