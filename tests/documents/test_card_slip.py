"""名刺を添える: a card on a sheet of its own behind a note, freed by two cuts (R-36, layout 2)."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pypdf
import pypdfium2
import pytest
import zxingcpp

from visitapp.documents.page import POINT, Squares, Text
from visitapp.documents.papers import A4, A5, B5, CARD, HAGAKI, PAPERS, ROLL_58, ROLL_80, Paper
from visitapp.documents.sheets import Sheet, pages, render
from visitapp.domain.card import compose_card
from visitapp.domain.letter import compose_letter
from visitapp.domain.note import compose
from visitapp.domain.note_facts import NoteFacts
from visitapp.domain.words import CardPlace, Form
from visitapp.lexicon import note_texts

Facts = Callable[..., NoteFacts]
WITHOUT_CORNER = tuple(p for p in PAPERS[Form.OPEN].values() if not p.is_roll and p not in {A5, B5})


def sheet(facts: NoteFacts, paper: Paper, *, along: bool = True, large: bool = False) -> Sheet:
    texts = note_texts()
    told = compose_letter(facts, texts) if paper == A4 else compose(facts, texts)
    card = compose_card(facts.sender.staff[0], facts.sender, facts.note_no, texts)
    return Sheet(told=told, paper=paper, card=card, along=along, large=large)


@pytest.mark.parametrize("paper", [*WITHOUT_CORNER, A4], ids=lambda paper: paper.name)
def test_the_card_comes_last_on_the_same_paper_and_begins_a_sheet(
    facts: Facts, paper: Paper
) -> None:
    """R-36: note and card by one button; a printer that turns nothing prints both fronts."""
    plain, made = render(sheet(facts(), paper, along=False)), render(sheet(facts(), paper))
    assert (made.sides, plain.sides) == (plain.sides + 1, plain.sides)
    assert (made.fronts, plain.fronts) == ((1, made.sides), (1,))
    last = pypdf.PdfReader(BytesIO(made.pdf)).pages[-1]
    size = (float(last.mediabox.width) * POINT, float(last.mediabox.height) * POINT)
    assert size == pytest.approx((paper.width, paper.height), abs=0.1)
    for told in ("株式会社みなと家電", "佐久間", "K7Q4-29DM"):
        assert told in "".join(last.extract_text().split())


@pytest.mark.parametrize("paper", [*WITHOUT_CORNER, A4], ids=lambda paper: paper.name)
def test_the_card_lies_in_the_corner_with_its_own_margin(facts: Facts, paper: Paper) -> None:
    """Layout 2: its edges are the sheet's, 5 mm of it stay free on every side."""
    left, top = paper.width - CARD.width, paper.height - CARD.height
    for one in pages(sheet(facts(), paper))[-1].commands:
        if isinstance(one, Text) and one.y > top:
            assert left + 5 <= one.x <= one.x + one.width <= paper.width - 5 + 1e-6
            assert top + 5 <= one.y <= paper.height - 5
        if isinstance(one, Squares):
            assert one.x + one.size <= paper.width - 5


def test_its_code_is_read_from_the_paper(facts: Facts) -> None:
    with pypdfium2.PdfDocument(render(sheet(facts(), HAGAKI)).pdf) as document:
        picture = document[2].render(scale=300 / 72).to_pil()
    (found,) = zxingcpp.read_barcodes(picture)
    assert found.text.startswith("MECARD:N:")


@pytest.mark.parametrize("paper", [A5, B5], ids=lambda paper: paper.name)
def test_where_the_note_has_a_card_no_other_comes(facts: Facts, paper: Paper) -> None:
    asked = sheet(facts(), paper)
    assert asked.card_place is CardPlace.CORNER
    assert pages(asked) == pages(replace(asked, along=False))


def test_large_type_has_its_card_behind_it(facts: Facts) -> None:
    asked = sheet(facts(), A5, large=True)
    assert asked.card_place is CardPlace.BEHIND
    assert render(asked).fronts == (1, 3)


@pytest.mark.parametrize("paper", [ROLL_80, ROLL_58], ids=lambda paper: paper.name)
def test_a_roll_is_too_narrow_for_a_card(facts: Facts, paper: Paper) -> None:
    asked = sheet(facts(), paper)
    assert asked.card_place is CardPlace.NOWHERE
    assert len(pages(asked)) == 1


def test_without_a_card_nothing_comes_behind_the_note(facts: Facts) -> None:
    """V-06: none where the customer wants our company not to be seen."""
    asked = replace(sheet(facts(), HAGAKI), card=None)
    assert asked.card_place is CardPlace.NOWHERE
    assert len(pages(asked)) == 2
