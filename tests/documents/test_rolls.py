"""The open slip on rolls of 80 and 58 mm (layout 6): one column, a bitmap of 203 dots an inch."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pypdf
import pytest
import zxingcpp
from PIL import Image

from tests.documents.test_note_pdf import LONG
from visitapp.documents.page import POINT, Line, Page, Squares, Text
from visitapp.documents.paper import Rendered
from visitapp.documents.papers import DOTS, ROLL_58, ROLL_80, Paper
from visitapp.documents.qr import QUIET, SMALLEST_MODULE
from visitapp.documents.sheets import Sheet, pages, render
from visitapp.documents.text import SMALLEST
from visitapp.domain.note import Note, compose
from visitapp.domain.note_facts import Addressee, NoteFacts
from visitapp.errors import Known
from visitapp.lexicon import note_texts
from visitapp.printing.bitmap import bitmap

Facts = Callable[..., NoteFacts]
ROLLS = pytest.mark.parametrize("paper", [ROLL_80, ROLL_58], ids=lambda paper: paper.name)
REPLY = "HTTPS://V.EXAMPLE.JP/K7Q4-29DM/FEDCBA9876543210"
SITUATIONS: list[dict[str, Any]] = [
    {},
    {"sender": LONG, "late": timedelta(minutes=20), "revision": 2},
    {"addressee": Addressee(family="勅使河原", given="ヴァシリエフスカヤ子", honorific="様")},
    {"addressee": Addressee(family="𠮷田", company="㈱さくらんぼ電器　総務部", honorific="様")},
    {"addressee": Addressee(family="", company="みどり浜第一団地管理組合", honorific="御中")},
    {"remark": "一行目\nお電話をお待ちしております。封筒に入れてお届けします。"},
    {"waited_until": None, "has_phone": False},
    {"code": REPLY},
]


def note_of(facts: NoteFacts) -> Note:
    return compose(facts, note_texts())


def page_of(note: Note, paper: Paper) -> Page:
    (only,) = pages(Sheet(told=note, paper=paper))
    return only


def made(note: Note, paper: Paper) -> Rendered:
    return render(Sheet(told=note, paper=paper))


def bare(told: str) -> str:
    """Without spaces, of which those at the end of a line are not drawn."""
    return "".join(told.split())


def texts_of(page: Page) -> list[Text]:
    return [command for command in page.commands if isinstance(command, Text)]


def picture(pdf: bytes, paper: Paper) -> Image.Image:
    """The very dots that are burnt, black on white, with the paper's white around them."""
    dots = bitmap(pdf, int(paper.printable * DOTS), DOTS)
    side = int((paper.width - paper.printable) / 2 * DOTS)
    burnt = Image.frombytes("1", (dots.width, len(dots.rows)), b"".join(dots.rows))
    whole = Image.new("L", (int(paper.width * DOTS), burnt.height), 255)
    whole.paste(0, (side, 0), burnt)
    return whole


@ROLLS
def test_a_roll_is_one_page_of_its_width_and_as_tall_as_its_content(
    facts: Facts, paper: Paper
) -> None:
    """Layout 6: print inside, the outer face blank; exact to a tenth of a millimetre."""
    usual = made(note_of(facts()), paper)
    longer = made(note_of(facts(remark="またお電話いたします。")), paper)
    assert usual.sides == 1
    assert longer.size_mm[1] > usual.size_mm[1]
    (page,) = pypdf.PdfReader(BytesIO(usual.pdf)).pages
    size = (float(page.mediabox.width) * POINT, float(page.mediabox.height) * POINT)
    assert size == pytest.approx(usual.size_mm, abs=0.1)
    assert usual.size_mm[0] == paper.width
    last = max(text.y for text in texts_of(page_of(note_of(facts()), paper)))
    assert 5 <= usual.size_mm[1] - last <= 7


@ROLLS
@pytest.mark.parametrize("changed", SITUATIONS)
def test_all_is_within_the_printers_reach_and_nothing_lies_on_another(
    facts: Facts, paper: Paper, changed: dict[str, Any]
) -> None:
    """Layout 0.5, 0.15, 6: 72 or 48 mm, 8 pt at least, whatever is told."""
    page = page_of(note_of(facts(**changed)), paper)
    left = (paper.width - paper.printable) / 2
    boxes = []
    for text in texts_of(page):
        assert text.size >= SMALLEST
        assert text.x >= left
        assert text.x + text.width <= left + paper.printable + 1e-6
        top, bottom = text.y - 0.88 * text.size * POINT, text.y + 0.12 * text.size * POINT
        assert top >= 5
        assert bottom <= page.height - 4
        boxes.append((text.x, top, text.x + text.width, bottom))
    (code,) = (c for c in page.commands if isinstance(c, Squares))
    quiet = QUIET * code.module
    boxes.append((code.x, code.y - quiet, code.x + code.size + quiet, code.y + code.size + quiet))
    for n, one in enumerate(boxes):
        for other in boxes[n + 1 :]:
            across = min(one[2], other[2]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[1], other[1])
            assert across <= 0.01 or down <= 0.2, (one, other)


@ROLLS
@pytest.mark.parametrize("changed", SITUATIONS)
def test_the_code_is_read_from_the_dots_that_are_burnt(
    facts: Facts, paper: Paper, changed: dict[str, Any]
) -> None:
    """Design 3, layout 6: whole dots a module, 0.45 mm at least; read at 203 dpi in one bit."""
    note = note_of(facts(**changed))
    (code,) = (c for c in page_of(note, paper).commands if isinstance(c, Squares))
    assert code.module >= SMALLEST_MODULE
    for length in (code.module, code.x, code.y):
        assert length * DOTS == pytest.approx(round(length * DOTS), abs=1e-9)
    (found,) = zxingcpp.read_barcodes(picture(made(note, paper).pdf, paper))
    assert found.text == note.code


@ROLLS
def test_each_module_is_the_same_square_of_dots(facts: Facts, paper: Paper) -> None:
    """Not one module is stretched by a dot: the bitmap is the code's matrix, dot by dot."""
    note = note_of(facts(code=REPLY))
    (code,) = (c for c in page_of(note, paper).commands if isinstance(c, Squares))
    shown = picture(made(note, paper).pdf, paper)
    dot = round(code.module * DOTS)
    left, top = round(code.x * DOTS), round(code.y * DOTS)
    dark = {(x + k, y) for x, y, length in code.bars for k in range(length)}
    for y in range(code.count * dot):
        for x in range(code.count * dot):
            black = shown.getpixel((left + x, top + y)) == 0
            assert black is ((x // dot, y // dot) in dark), (x, y)


@ROLLS
@pytest.mark.parametrize("changed", SITUATIONS)
def test_both_readers_find_every_word_of_the_note(
    facts: Facts,
    paper: Paper,
    changed: dict[str, Any],
    read_lines: Callable[..., list[str]],
) -> None:
    """The text copied out of the page is what was told, code point for code point."""
    note = note_of(facts(**changed))
    drawn = [text.text for text in texts_of(page_of(note, paper))]
    shown = read_lines(made(note, paper).pdf)
    # beside the code two columns stand, which a reader may take line by line
    assert sorted(bare("".join(shown))) == sorted(bare("".join(drawn)))
    told = (*note.body, note.antifraud, note.number, note.revision, note.phone, note.hours)
    names = (*note.addressee, *(part for person in note.staff_lines for part in person))
    whole = bare("".join(drawn))
    for words in (*told, *names, note.company, note.department, *note.remark.split("\n")):
        assert bare(words) in whole


@ROLLS
def test_rules_stand_on_whole_dots_and_span_the_printers_reach(facts: Facts, paper: Paper) -> None:
    lines = [c for c in page_of(note_of(facts()), paper).commands if isinstance(c, Line)]
    assert [line.dash is None for line in lines] == [True, False, False]
    for line in lines:
        assert line.end[0] - line.start[0] == paper.printable
        assert line.start[1] * DOTS == round(line.start[1] * DOTS)
        assert line.width * DOTS == round(line.width * DOTS)


@ROLLS
def test_a_long_paragraph_does_not_end_in_a_lonely_syllable(facts: Facts, paper: Paper) -> None:
    note = note_of(facts())
    drawn = [text.text for text in texts_of(page_of(note, paper))]
    assert len(drawn[-1]) >= 4
    assert "".join(drawn).endswith(note.antifraud)


@ROLLS
def test_a_name_that_does_not_fit_is_refused_and_never_cut(facts: Facts, paper: Paper) -> None:
    with pytest.raises(Known, match="does not fit"):
        made(note_of(facts(addressee=Addressee(family="長" * 80, honorific="様"))), paper)


@ROLLS
def test_the_same_note_is_the_same_bytes(facts: Facts, paper: Paper) -> None:
    note = note_of(facts())
    assert made(note, paper) == made(replace(note), paper)


@pytest.mark.parametrize("tail", ["くァーさレ", "くァーさ", "さくら", "A1", "ヴィラ"])
def test_an_honorific_reaches_no_further_than_the_printer(
    facts: Callable[..., NoteFacts], tail: str
) -> None:
    """The space before 御中 is tracked like the rest of the name."""
    for company in ("株式会社" + tail, "株式会社" * 2 + tail, "株式会社" * 3 + tail):
        who = Addressee(family="", company=company, honorific="御中")
        (page,) = pages(Sheet(told=compose(facts(addressee=who), note_texts()), paper=ROLL_58))
        ends = [one.x + one.width for one in page.commands if isinstance(one, Text)]
        assert max(ends) <= 53 + 1e-6


def test_a_long_name_parts_before_the_given_name(facts: Facts) -> None:
    """Layout 0.15: a line each, and the honorific stays with the second."""
    who = Addressee(family="小比類巻", given="ソフィア・マリア", honorific="様")
    told = [one.text for one in texts_of(page_of(note_of(facts(addressee=who)), ROLL_58))]
    assert "小比類巻" in told
    assert "ソフィア・マリア 様" in told
