"""連絡票: what is shown is what is printed, and nothing harmful can be (shared/ux 5, R-37)."""

import re
from pathlib import Path

import pypdf
import pytest
from PIL import Image, ImageOps
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QInputMethodEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.ui.composing import words_of, write
from tests.ui.staging import Stage, add_customer, plan_visit, wait_until
from ui import theme
from ui.printers import paint
from ui.screens.door import DoorScreen
from ui.screens.note import NoteScreen
from ui.widgets.door_sheet import SheetPage
from ui.widgets.parts import current_look
from visitapp.actions import arrive, outcome, ring
from visitapp.actions.note_view import joined
from visitapp.actions.promise import promise_call
from visitapp.domain.wording import Finding, WordClass
from visitapp.domain.words import Form, OutcomeKind
from visitapp.printing.job import PrintJob
from visitapp.printing.raster import PagePicture, page_pictures
from visitapp.workspace import Workspace

DOTS = 200.0  # an inch
HARMFUL = "先日の洗濯機の不良の件、私の確認不足で申し訳ございません。"


def test_looking_writes_nothing_and_saving_writes_what_was_shown(
    stage: Stage, composer: NoteScreen
) -> None:
    """Preview = the PDF; a look at letter and paper numbers nothing (N-12)."""
    before = stage.visit()
    QTest.keyClick(composer, Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    wait_until(lambda: composer.view is not None and composer.view.wish.form is Form.LETTER)
    QTest.keyClick(composer, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    wait_until(lambda: composer.view is not None and composer.view.wish.form is Form.OPEN)
    stage.settle()
    assert stage.visit() == before
    QTest.keyClick(composer, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: bool(stage.visit().papers), "a sheet")
    stage.settle()
    (paper,) = stage.visit().papers
    (file,) = stage.window.papers.glob("*.pdf")
    assert paper.printed is not None
    assert composer.view is not None
    assert composer.view.ready.rendered.sha256 == paper.pdf_sha256
    assert composer.view.ready.rendered.pdf == file.read_bytes()


def test_a_harmful_remark_is_shown_where_it_stands_and_cannot_be_printed(
    stage: Stage, composer: NoteScreen
) -> None:
    """R-37, R-10: three places, each with a remedy; the proposal mends all of them."""
    write(stage, composer, HARMFUL)
    assert "要修正 3" in words_of(composer)
    assert "まだ印刷できません" in composer.verdict.words
    assert not composer.save.isEnabled()
    assert not composer.print.isEnabled()
    QTest.keyClick(composer, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    wait_until(composer.save.isEnabled, "a remark that may be printed")
    assert composer.remark.words != HARMFUL
    assert "印刷できます" in composer.verdict.words


def test_a_place_can_be_taken_out_of_the_remark(stage: Stage, composer: NoteScreen) -> None:
    """Also behind a character that is two units of UTF-16."""
    write(stage, composer, "𠮷野です。洗濯機を見ました。")
    remove = next(b for b in composer.findChildren(QPushButton) if "洗濯機" in b.accessibleName())
    remove.click()
    wait_until(lambda: composer.view is not None and composer.view.is_allowed)
    assert composer.remark.words == "𠮷野です。を見ました。"


def test_an_open_composition_is_not_looked_at(stage: Stage, composer: NoteScreen) -> None:
    """What an input method shows is not yet typed."""
    heard: list[bool] = []
    composer.remark.typed.connect(lambda: heard.append(True))
    QApplication.sendEvent(composer.remark.field, QInputMethodEvent("せんたくき", []))
    assert heard == []
    assert composer.remark.words == ""


def test_the_remark_stays_when_the_sun_comes_out(stage: Stage, composer: NoteScreen) -> None:
    """F11 makes the page anew: form and remark go over."""
    write(stage, composer, "またお電話いたします。")
    QTest.keyClick(composer, Qt.Key.Key_F11)
    stage.settle()
    again = stage.front()
    assert isinstance(again, NoteScreen)
    assert again is not composer
    assert again.remark.words == "またお電話いたします。"
    assert again.visit_id == stage.visit_id


def test_escape_goes_back_to_the_door(stage: Stage, composer: NoteScreen) -> None:
    QTest.keyClick(composer, Qt.Key.Key_Escape)
    stage.settle()
    assert stage.window.front == "door"


def test_without_a_printer_the_advice_is_to_save(composer: NoteScreen) -> None:
    wait_until(lambda: "PDFを保存して" in words_of(composer))
    assert not composer.print.isEnabled()
    assert composer.save.isEnabled()


def test_a_painted_page_has_its_size_and_every_dot_in_its_place(
    stage: Stage, composer: NoteScreen, tmp_path: Path
) -> None:
    """Printers that Qt alone reaches: the pixels of the preview, no margin, to the millimetre."""
    assert composer.view is not None
    ready = composer.view.ready.rendered
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "painted.pdf"))
    job = PrintJob(pdf=ready.pdf, size=ready.size_mm, title="K7Q4-29DM", two_sided=True)
    paint(printer, job, two_sided=True)
    pages = pypdf.PdfReader(tmp_path / "painted.pdf").pages
    assert len(pages) == ready.sides
    for page in pages:
        size = (float(page.mediabox.width) * 25.4 / 72, float(page.mediabox.height) * 25.4 / 72)
        assert size == pytest.approx(ready.size_mm, abs=0.2)
    painted, meant = (
        ink_of(page_pictures(pdf, DOTS)[0])
        for pdf in ((tmp_path / "painted.pdf").read_bytes(), ready.pdf)
    )
    assert painted == pytest.approx(meant, abs=0.3 * DOTS / 25.4)  # mm in dots


def ink_of(page: PagePicture) -> tuple[int, ...]:
    """Left, top, right and lower edge of what is printed, in dots."""
    raw = ("raw", "BGRX", page.stride)
    image = Image.frombuffer("RGB", (page.width, page.height), page.pixels, *raw)
    return ImageOps.invert(image.convert("L")).point(lambda v: 255 * (v > 96)).getbbox() or ()


def test_neighbouring_findings_are_one_phrase() -> None:
    """Four rules see parts of one phrase: a person mends it once; another class stays apart."""
    text = "先日の洗濯機の不良の件、私の"

    def found(word: str, kind: WordClass = WordClass.PRIVATE) -> Finding:
        at = text.index(word)
        return Finding(
            kind=kind, text=word, start=at, end=at + len(word), advice="", instead="", blocks=True
        )

    parts = [found(w) for w in ("先日", "洗濯機", "不良", "の件")]
    one, other = joined([*parts, found("私の", WordClass.FAULT)], text)
    assert (one.text, one.start) == ("先日の洗濯機の不良の件", 0)
    assert other.text == "私の"


def test_the_advice_is_given_in_japanese(stage: Stage, composer: NoteScreen) -> None:
    """No English sentence stands on a Japanese page."""
    write(stage, composer, HARMFUL)
    assert not re.search(r"[A-Za-z]{4,} [a-z]{2,} ", words_of(composer))


def test_what_is_found_is_waved_on_the_paper_too(stage: Stage, composer: NoteScreen) -> None:
    """Ux 5: under the words of the remark, with the polite ending of their verb."""
    before = composer.preview.page.grab().toImage()
    write(stage, composer, HARMFUL)
    assert composer.view is not None
    assert composer.view.in_remark[-1].text == "申し訳ございません"
    assert {mark.blocks for mark in composer.view.marks} == {True}
    red = QColor(theme.tokens(current_look().scheme)["danger_ink"])

    def waves() -> int:
        shown = composer.preview.page.grab().toImage()
        return sum(
            shown.pixelColor(x, y) == red
            for x in range(shown.width())
            for y in range(shown.height() // 2, shown.height())
        )

    wait_until(lambda: composer.preview.page.grab().toImage() != before, "the new page")
    assert waves() > 20
    composer.preview.sides[1].click()
    assert waves() == 0


def test_a_sheet_written_by_hand_is_one_key_away(stage: Stage, composer: NoteScreen) -> None:
    """Ux 5: 事前印刷の連絡票に書く; the door asks for the number in the hand."""
    QTest.keyClick(composer, Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)
    wait_until(lambda: stage.window.front == "door", "the door")
    stage.settle()
    door = stage.front()
    assert isinstance(door, DoorScreen)
    wait_until(lambda: isinstance(door.face.page, SheetPage), "the question for the number")


def test_an_agreed_hour_of_today_comes_first_and_stands_on_the_paper(
    stage: Stage, composer: NoteScreen
) -> None:
    """Ux 5: what was promised at the door is what the customer reads."""
    visit, five = stage.visit_id, stage.session.clock.now().replace(hour=17, minute=0)
    stage.session.act(lambda ws: promise_call(ws, visit, five))
    stage.settle()
    composer.refresh()
    wait_until(lambda: "今日 17:00 まで 電話" in words_of(composer), "the promise")
    assert composer.view is not None
    assert "午後5時までに" in composer.view.ready.note.body[-1]


def test_an_agreed_hour_at_which_we_stand_at_another_door_is_told(
    stage: Stage, composer: NoteScreen
) -> None:
    """N-10: the way counts too; the paper stays as it is, the person decides."""
    visit, five = stage.visit_id, stage.session.clock.now().replace(hour=17, minute=0)
    crossing = "17:00までの電話が、17:10 北浜　実 様への訪問(佐久間)と重なります。"

    def promise(ws: Workspace) -> None:
        plan_visit(ws, add_customer(ws, "北浜　実", "みどり浜市3-4"), 17, 10)
        plan_visit(ws, add_customer(ws, "沢　弥生", "みどり浜市3-5"), 17, 20)
        assert len(promise_call(ws, visit, five).hints) == 1

    stage.session.act(promise)
    stage.settle()
    composer.refresh()
    wait_until(lambda: crossing in words_of(composer), "the collision")
    assert composer.save.isEnabled()


def test_nothing_can_be_printed_or_saved_before_the_note_is_there(stage: Stage) -> None:
    """A key pressed too early was swallowed: the button looked ready before it was."""
    visit = stage.visit_id
    stage.session.act(lambda ws: arrive.arrive(ws, visit))
    stage.session.act(lambda ws: ring.ring(ws, visit))
    stage.session.act(lambda ws: outcome.record(ws, visit, OutcomeKind.INTERCOM_ONLY))
    stage.settle()
    stage.window.go("note", stage.visit_id)
    page = stage.front()
    assert isinstance(page, NoteScreen)
    assert page.view is None
    assert not page.print.isEnabled()
    assert not page.save.isEnabled()
    wait_until(page.save.isEnabled, "the note")


def test_what_makes_no_note_is_never_called_printable(stage: Stage, composer: NoteScreen) -> None:
    """Bad input: an emoji; mended, the trouble is gone as well."""
    write_only(composer, "お電話をお待ちしております😀")
    wait_until(composer.banner.isVisible, "the trouble")
    assert "どのフォントにもありません" in composer.verdict.words
    assert not composer.save.isEnabled()
    assert "問題なし" not in words_of(composer)
    assert not composer.preview.page.isVisible()
    composer.remark.field.setPlainText("")
    write(stage, composer, "お電話をお待ちしております")
    assert not composer.banner.isVisible()
    assert composer.save.isEnabled()
    assert "印刷できます" in composer.verdict.words
    wait_until(composer.preview.page.isVisible, "the page")


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (OutcomeKind.NOT_FOUND, "連絡票を置きません"),
        (OutcomeKind.MET_FAMILY, "封書"),
        (OutcomeKind.ASKED_TO_LEAVE, "操作は行いません"),
    ],
)
def test_a_note_that_may_not_be_made_is_not_shown(
    stage: Stage, composer: NoteScreen, kind: OutcomeKind, told: str
) -> None:
    """N-03, N-04: it would say that nobody was met."""
    visit = stage.visit_id
    stage.session.act(lambda ws: outcome.record(ws, visit, kind))
    composer.refresh()
    wait_until(lambda: not composer.save.isEnabled(), "the refusal")
    stage.settle()
    assert told in composer.verdict.words
    assert not composer.preview.page.isVisible()
    if kind is OutcomeKind.MET_FAMILY:
        QTest.keyClick(composer, Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
        wait_until(composer.save.isEnabled, "the letter")
        wait_until(composer.preview.page.isVisible, "its page")


def write_only(page: NoteScreen, words: str) -> None:
    committed = QInputMethodEvent("", [])
    committed.setCommitString(words)
    QApplication.sendEvent(page.remark.field, committed)
