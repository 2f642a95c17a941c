"""Through a real spooler to a printer: what arrives is what was made, to the half millimetre."""

import hashlib
import time
from collections.abc import Callable
from io import BytesIO
from threading import Event

import pypdf
import pypdfium2
import pytest
import zxingcpp

from tests.printing.conftest import PATIENCE, Spooler
from visitapp.documents.page import POINT, Squares
from visitapp.documents.papers import A4, PAPERS, Paper
from visitapp.documents.sheets import Sheet, pages, render
from visitapp.domain.card import compose_card
from visitapp.domain.letter import compose_letter
from visitapp.domain.note import compose
from visitapp.domain.note_facts import NoteFacts
from visitapp.domain.words import Form
from visitapp.errors import Known
from visitapp.lexicon import note_texts
from visitapp.printing.job import JobState, PrintJob
from visitapp.printing.line import Line
from visitapp.printing.queue import Queue

pytestmark = pytest.mark.system
Facts = Callable[..., NoteFacts]
SHEETS = tuple(paper for paper in PAPERS[Form.OPEN].values() if not paper.is_roll)
DPI = 300
HALF = 0.5


def sheet_on(paper: Paper, facts: NoteFacts) -> Sheet:
    texts = note_texts()
    if paper is A4:
        return Sheet(told=compose_letter(facts, texts), paper=paper)
    card = compose_card(facts.sender.staff[0], facts.sender, facts.note_no, texts)
    return Sheet(told=compose(facts, texts), paper=paper, card=card)


def printed(queue: Queue, job: PrintJob) -> None:
    number = queue.send(job)
    end = time.monotonic() + PATIENCE
    while not (report := queue.report(number)).is_over and time.monotonic() < end:
        Event().wait(0.05)  # the spooler goes at its own pace and calls nobody
    assert report.state is JobState.DONE, report


def dark_box(picture: object, box: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    crop = picture.convert("L").crop(box).point(lambda v: 255 if v < 128 else 0)  # type: ignore[attr-defined]
    left, top, right, bottom = crop.getbbox()
    return box[0] + left, box[1] + top, box[0] + right, box[1] + bottom


@pytest.mark.parametrize("paper", [*SHEETS, A4], ids=lambda paper: paper.name)
def test_each_paper_comes_out_at_its_size(spooler: Spooler, facts: Facts, paper: Paper) -> None:
    """Issue 5: size and a reference square within 0.5 mm, the code readable, the text as it was."""
    sheet = sheet_on(paper, facts())
    made = render(sheet)
    before = len(spooler.tray.sheets())
    printed(
        spooler.queue(),
        PrintJob(pdf=made.pdf, size=made.size_mm, title="K7Q4-29DM", two_sided=made.sides > 1),
    )
    arrived = spooler.tray.sheets()[before:]
    assert len(arrived) == 1
    reader = pypdf.PdfReader(BytesIO(arrived[0]))
    box = reader.pages[0].mediabox
    size = (float(box.width) * POINT, float(box.height) * POINT)
    assert size == pytest.approx((paper.width, paper.height), abs=HALF)
    with pypdfium2.PdfDocument(arrived[0]) as document:
        picture = document[0].render(scale=DPI / 72).to_pil()
        told = document[0].get_textpage().get_text_range()
    with pypdfium2.PdfDocument(made.pdf) as document:
        assert told == document[0].get_textpage().get_text_range()
    assert facts().code in {found.text for found in zxingcpp.read_barcodes(picture)}
    _square_is_in_its_place(picture, sheet)
    _fonts_are_inside(reader)


def _square_is_in_its_place(picture: object, sheet: Sheet) -> None:
    """The note's code is the reference: its corner and edge in millimetres."""
    code = next(c for c in pages(sheet)[0].commands if isinstance(c, Squares))
    dots = DPI / 25.4
    quiet = code.module
    box = tuple(
        round(edge * dots)
        for edge in (
            code.x - quiet,
            code.y - quiet,
            code.x + code.size + quiet,
            code.y + code.size + quiet,
        )
    )
    left, top, right, bottom = (edge / dots for edge in dark_box(picture, box))  # type: ignore[arg-type]
    assert (left, top) == pytest.approx((code.x, code.y), abs=HALF)
    assert (right - left, bottom - top) == pytest.approx((code.size, code.size), abs=HALF)


def _fonts_are_inside(reader: pypdf.PdfReader) -> None:
    """The spooler packs our page into one of its own: every font of the file is looked at."""
    numbers = (n for table in (reader.xref[0], reader.xref_objStm) for n in table)
    objects = [pypdf.generic.IndirectObject(n, 0, reader).get_object() for n in numbers]
    found = [o for o in objects if isinstance(o, dict) and o.get("/Type") == "/FontDescriptor"]
    assert found
    assert all("/FontFile2" in descriptor for descriptor in found)


def test_a_size_the_printer_does_not_have_is_refused_and_nothing_comes_out(
    spooler: Spooler,
) -> None:
    """ux.md 2.1: it would have become A4 without a word."""
    before = len(spooler.tray.sheets())
    with pytest.raises(Known, match="can't print on 120 x 90 mm"):
        spooler.queue().send(PrintJob(pdf=b"%PDF-1.6", size=(120, 90), title="x"))
    assert len(spooler.tray.sheets()) == before


def test_a_printer_is_reached_without_a_spooler_too(spooler: Spooler, facts: Facts) -> None:
    made = render(sheet_on(A4, facts()))
    direct = Queue(name="direct", uri=spooler.printer, line=Line(uri=spooler.printer))
    printed(direct, PrintJob(pdf=made.pdf, size=made.size_mm, title="K7Q4-29DM"))
    arrived = {hashlib.sha256(sheet).hexdigest() for sheet in spooler.tray.sheets()}
    assert made.sha256 in arrived


def test_an_unknown_job_is_told(spooler: Spooler) -> None:
    with pytest.raises(Known, match="refused the job"):
        spooler.queue().report("99999")
