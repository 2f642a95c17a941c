"""One open slip on five sheets: exact size, margins kept, nothing too small, the code readable."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pypdf
import pypdfium2
import pytest
import zxingcpp

from visitapp.documents.page import POINT, Line, Squares, Text
from visitapp.documents.papers import A5, B5, B6, PAPERS, Paper, note_paper, usual_paper
from visitapp.documents.qr import SMALLEST_MODULE
from visitapp.documents.sheets import Sheet, pages, render
from visitapp.documents.text import SMALLEST
from visitapp.domain.card import compose_card
from visitapp.domain.note import compose
from visitapp.domain.note_facts import NoteFacts
from visitapp.domain.words import Form
from visitapp.errors import Known
from visitapp.lexicon import note_texts

Facts = Callable[..., NoteFacts]
OPEN = tuple(paper for paper in PAPERS[Form.OPEN].values() if not paper.is_roll)


def sheet_of(facts: NoteFacts, paper: Paper) -> Sheet:
    texts = note_texts()
    card = compose_card(facts.sender.staff[0], facts.sender, facts.note_no, texts)
    return Sheet(told=compose(facts, texts), paper=paper, card=card)


@pytest.mark.parametrize("paper", OPEN, ids=lambda paper: paper.name)
def test_a_slip_has_the_papers_size_and_two_sides(facts: Facts, paper: Paper) -> None:
    """Layout 0.8: exact to a tenth of a millimetre, the outer face on the second page."""
    reader = pypdf.PdfReader(BytesIO(render(sheet_of(facts(), paper)).pdf))
    assert len(reader.pages) == 2
    for page in reader.pages:
        size = (float(page.mediabox.width) * POINT, float(page.mediabox.height) * POINT)
        assert size == pytest.approx((paper.width, paper.height), abs=0.1)


@pytest.mark.parametrize("remark", ["", "本日はお会いできず残念でした。またお電話いたします。"])
@pytest.mark.parametrize("paper", OPEN, ids=lambda paper: paper.name)
def test_text_keeps_the_margin_the_fold_and_the_least_size(
    facts: Facts, paper: Paper, remark: str
) -> None:
    """Layout 0.5, 0.7: 5 mm around, 2.5 mm at the fold, nothing under 8 pt."""
    for page in pages(sheet_of(facts(remark=remark), paper)):
        for placed in page.commands:
            if not isinstance(placed, Text):
                continue
            assert placed.size >= SMALLEST
            assert placed.x >= 5
            assert placed.x + placed.width <= page.width - 5 + 1e-6
            assert placed.y - 0.8 * placed.size * POINT >= 5
            assert placed.y <= page.height - 5
            top, fold = placed.y - 0.88 * placed.size * POINT, page.height / 2
            assert placed.y + 0.12 * placed.size * POINT <= fold - 2.5 or top >= fold + 2.5


@pytest.mark.parametrize("paper", OPEN, ids=lambda paper: paper.name)
def test_no_two_lines_of_text_lie_on_each_other(facts: Facts, paper: Paper) -> None:
    inside, _ = pages(sheet_of(facts(remark="またお電話いたします。"), paper))
    placed = [command for command in inside.commands if isinstance(command, Text)]
    for one in placed:
        for other in placed:
            apart = abs(one.y - other.y) >= 0.7 * min(one.size, other.size) * POINT
            beside = one.x + one.width <= other.x + 0.2 or other.x + other.width <= one.x + 0.2
            assert one is other or apart or beside, (one.text, other.text)


@pytest.mark.parametrize("paper", OPEN, ids=lambda paper: paper.name)
def test_the_code_on_each_paper_is_read_from_its_picture(facts: Facts, paper: Paper) -> None:
    made = render(sheet_of(facts(), paper))
    with pypdfium2.PdfDocument(made.pdf) as document:
        picture = document[0].render(scale=200 / 72).to_pil()
    assert facts().code in {found.text for found in zxingcpp.read_barcodes(picture)}
    inside, _ = pages(sheet_of(facts(), paper))
    code = next(command for command in inside.commands if isinstance(command, Squares))
    assert code.module >= SMALLEST_MODULE


@pytest.mark.parametrize("paper", [A5, B5], ids=lambda paper: paper.name)
def test_long_hours_take_a_second_line_beside_the_telephone(facts: Facts, paper: Paper) -> None:
    """Nothing a sender usually has makes a sheet refuse itself at the door."""
    hours = "代表(平日 午前9時〜午後6時、土曜 午前9時〜正午)"
    sender = replace(facts().sender, hours=hours)
    inside, _ = pages(sheet_of(facts(sender=sender), paper))
    told = [one for one in inside.commands if isinstance(one, Text)]
    upper, lower = [one for one in told if one.text and one.text in hours and "時" in one.text]
    assert f"{upper.text} {lower.text}" == hours
    assert upper.y < lower.y
    assert min(upper.size, lower.size) >= SMALLEST


@pytest.mark.parametrize("paper", [A5, B5], ids=lambda paper: paper.name)
def test_the_card_in_the_corner_is_freed_by_two_cuts(facts: Facts, paper: Paper) -> None:
    """Layout 2: 91 x 55 in the corner, so that two cuts are enough."""
    inside, _ = pages(sheet_of(facts(), paper))
    cuts = [c for c in inside.commands if isinstance(c, Line) and c.dash == (2.0, 1.2)]
    corner = (paper.width - 91, paper.height - 55)
    assert {cut.start for cut in cuts} == {corner}
    assert {cut.end for cut in cuts} == {(corner[0], paper.height), (paper.width, corner[1])}


def test_without_a_card_its_corner_says_who_we_are(facts: Facts) -> None:
    """V-06: a customer who wants no company card still learns whom to call."""
    inside, _ = pages(Sheet(told=compose(facts(), note_texts()), paper=A5))
    told = [command.text for command in inside.commands if isinstance(command, Text)]
    assert any("佐久間" in text for text in told)
    assert "切り取り線" not in told


def test_each_form_has_its_papers_and_takes_no_other() -> None:
    """Layout 9: an unknown size never becomes another."""
    assert usual_paper(Form.LETTER, "hagaki").name == "a4"
    assert usual_paper(Form.OPEN, "a5") is A5
    for form in Form:
        for name in PAPERS[form]:
            assert note_paper(name, form).name == name


def test_a_title_wider_than_its_sheet_is_refused_and_never_cut(facts: Facts) -> None:
    """Nothing printed wrong: whatever a layout forgets, the page has an edge."""
    note = replace(compose(facts(), note_texts()), title="長" * 60)
    with pytest.raises(Known, match="does not fit"):
        render(Sheet(told=note, paper=B6))
