"""Every form on every paper as it was looked at: the same pixels with the same lock.

To draw them anew, and look at each: ``python3 run.py test tests/documents/test_paper_pictures.py
--draw-pictures``. The page of docs/PAPER.md with all of them is drawn with them.
"""

import platform
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw

from tests.documents.conftest import SENDER
from tests.documents.test_envelope import ONE, envelope_of
from tests.documents.test_letter_pdf import letter_of
from tests.documents.test_note_pdf import note_of
from tests.documents.test_preprint import preprint_of
from tests.documents.test_slips import TAKEN, slip_of
from visitapp.documents import (
    card_pdf,
    card_sheets,
    card_slip,
    envelope_pdf,
    preprint_pdf,
    sheets,
    slip_pdf,
    vertical_card,
)
from visitapp.documents.paper import Rendered, write
from visitapp.documents.papers import A4, A5, A6, ENVELOPES, HAGAKI, PAPERS, Paper
from visitapp.documents.sheets import Sheet
from visitapp.domain.card import compose_card
from visitapp.domain.note_facts import NoteFacts
from visitapp.domain.preprint import compose_pad
from visitapp.domain.words import ApologyScope, CardWay, Form, SlipForm
from visitapp.lexicon import note_texts

Facts = Callable[..., NoteFacts]
FOLDER = Path(__file__).parents[1] / "data" / "papers"
ALL = Path(__file__).parents[2] / "docs" / "pictures" / "paper" / "all.png"
DPI, SMALL_DPI = 96, 34
ACROSS, BETWEEN = 1500, 12  # pixels of the picture with all
CARD = compose_card(SENDER.staff[0], SENDER, "K7Q4-29DM", note_texts())
UPRIGHT = compose_card(replace(SENDER.staff[0], title="主任"), SENDER, "", note_texts())
CODE = "VA1/K7Q4-29DM/0123456789ABCDEF"


def _slip(paper: Paper) -> Callable[[Facts], Rendered]:
    card = CARD if paper.name in {"a5", "b5"} else None
    return lambda facts: sheets.render(Sheet(told=note_of(facts()), paper=paper, card=card))


def _letter(**more: object) -> Callable[[Facts], Rendered]:
    scope = ApologyScope.TROUBLE
    return lambda facts: sheets.render(Sheet(told=letter_of(facts(scope=scope, **more)), paper=A4))


def _small(form: SlipForm, paper: Paper) -> Callable[[Facts], Rendered]:
    return lambda facts: slip_pdf.render(slip_of(facts(), form, TAKEN), paper)


def _cards(
    layout: str, skip: int = 0, way: CardWay = CardWay.HORIZONTAL
) -> Callable[[Facts], Rendered]:
    card = CARD if skip else UPRIGHT
    sheet = card_sheets.card_sheet(layout)
    return lambda _facts: card_sheets.render(card, sheet, skip, way=way)


FORMS: dict[str, Callable[[Facts], Rendered]] = {
    **{f"slip-{name}": _slip(paper) for name, paper in PAPERS[Form.OPEN].items()},
    "slip-large-a5": lambda facts: sheets.render(
        Sheet(told=note_of(facts()), paper=A5, large=True)
    ),
    "letter-a4": _letter(),
    "letter-window-a4": _letter(window=("〒000-0042", "神奈川県みどり浜市汐見台2-14-6")),
    "preprint-hagaki": lambda facts: preprint_pdf.render([preprint_of(facts())]),
    "pad-hagaki": lambda _facts: preprint_pdf.render(
        [compose_pad(SENDER, "K7Q4-29DM", CODE, note_texts())]
    ),
    **{
        f"envelope-{name}": lambda _facts, paper=paper: envelope_pdf.render(envelope_of(ONE), paper)
        for name, paper in ENVELOPES.items()
    },
    **{
        f"{form.value}-{paper.name}": _small(form, paper) for form in SlipForm for paper in (A6, A5)
    },
    "card": lambda _facts: card_pdf.render(CARD),
    "card-behind-hagaki": lambda facts: write(
        [card_slip.page(CARD, HAGAKI, note_of(facts()).cut)], "card"
    ),
    "card-vertical": lambda _facts: write([vertical_card.page(UPRIGHT)], "card"),
    **{f"cards-{name}": _cards(name, skip=3) for name in ("a-one-51002", "plain-a4")},
    "cards-vertical": _cards("plain-a4", way=CardWay.VERTICAL),
    "shop": _cards("shop"),
    "shop-vertical": _cards("shop", way=CardWay.VERTICAL),
}
exactly_here = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() != "x86_64", reason="pixels of Linux x86-64"
)


def pictures_of(made: Rendered, dpi: int = DPI) -> list[Image.Image]:
    """Each side in grey; where a print shop cuts, a line."""
    with pypdfium2.PdfDocument(made.pdf) as document:
        found = []
        for page in document:
            picture = page.render(scale=dpi / 72).to_pil().convert("L")
            if page.get_trimbox() != page.get_mediabox():
                left, low, right, high = (round(edge * dpi / 72) for edge in page.get_trimbox())
                cut = (left, picture.height - high, right, picture.height - low)
                ImageDraw.Draw(picture).rectangle(cut, outline=160)
            found.append(picture)
        return found


@exactly_here
@pytest.mark.parametrize("name", FORMS)
def test_a_form_looks_as_it_was_looked_at(
    facts: Facts, name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    draw = request.config.getoption("--draw-pictures")
    for side, picture in enumerate(pictures_of(FORMS[name](facts)), start=1):
        kept = FOLDER / f"{name}-{side}.webp"
        if draw:
            FOLDER.mkdir(exist_ok=True)
            picture.save(kept, lossless=True, method=6)
            continue
        seen = Image.open(kept).convert("L")
        same = seen.size == picture.size and not ImageChops.difference(seen, picture).getbbox()
        if not same:
            picture.save(tmp_path / kept.name)
        assert same, f"{kept.name} is other than it was: look at {tmp_path / kept.name}"


def test_no_picture_is_left_of_a_form_that_is_gone(facts: Facts) -> None:
    named = {f"{name}-{side}.webp" for name in FORMS for side in (1, 2)}
    assert not {path.name for path in FOLDER.iterdir()} - named


@exactly_here
def test_the_page_with_all_of_them_is_drawn_from_the_same(
    facts: Facts, request: pytest.FixtureRequest
) -> None:
    """docs/PAPER.md shows what is printed now."""
    drawn = all_of_them(facts).point(lambda grey: grey // 17 * 17)  # sixteen greys
    if request.config.getoption("--draw-pictures"):
        drawn.save(ALL, optimize=True)
    seen = Image.open(ALL).convert("L")
    assert seen.size == drawn.size
    assert not ImageChops.difference(seen, drawn).getbbox()


def all_of_them(facts: Facts) -> Image.Image:
    """First sides in rows on one picture, each with a line around it."""
    rows, row, x = [], list[Image.Image](), 0
    for name in FORMS:
        small = pictures_of(FORMS[name](facts), SMALL_DPI)[0]
        if row and x + small.width > ACROSS:
            rows.append(row)
            row, x = [], 0
        row.append(small)
        x += small.width + BETWEEN
    rows.append(row)
    heights = [max(one.height for one in some) + BETWEEN for some in rows]
    whole = Image.new("L", (ACROSS, sum(heights)), 238)
    y = 0
    for some, height in zip(rows, heights, strict=True):
        x = 0
        for one in some:
            framed = Image.new("L", (one.width + 2, one.height + 2), 160)
            framed.paste(one, (1, 1))
            whole.paste(framed, (x, y))
            x += one.width + BETWEEN
        y += height
    return whole
