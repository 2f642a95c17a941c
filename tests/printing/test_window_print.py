"""The composer prints through a real spooler, and a print that was cut off is asked about once."""

import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.printing.conftest import Spooler
from tests.printing.roll_device import Device, in_the_network
from tests.ui import staging
from tests.ui.staging import Stage, wait_until
from ui.screens.note import NoteScreen
from ui.screens.papers import PapersScreen
from ui.widgets.form_rows import choose_data
from visitapp.actions import arrive, outcome, plan, print_job, ring, wait
from visitapp.actions.plan import PlanRequest
from visitapp.actions.printers import add_printer
from visitapp.documents.papers import DOTS
from visitapp.domain.words import OutcomeKind
from visitapp.printing.bitmap import bitmap
from visitapp.printing.job import Abilities, JobReport, JobState, PrintJob
from visitapp.texts import use_language
from visitapp.workspace import Workspace


class Silent:
    """A printer of the system that takes a sheet and tells nothing more."""

    name = "silent"

    def abilities(self) -> Abilities:
        return Abilities(sizes=((100.0, 148.0),))

    def send(self, job: PrintJob) -> str:
        return ""

    def report(self, job_id: str) -> JobReport:
        return JobReport(state=JobState.WAITING)

    def cancel(self, job_id: str) -> None:
        """Nothing to take back."""


@pytest.fixture
def stage(qapp: QApplication, tmp_path: Path) -> Iterator[Stage]:
    """The window over a visit at which nobody was in."""
    clock = staging.new_clock(tmp_path)
    visit = staging.make_records(tmp_path / "records", tmp_path / "keys", clock)
    use_language("ja")
    with staging.window_over(tmp_path / "records", clock, visit_id=visit) as made:
        made.at(14, 30)
        made.session.act(lambda ws: arrive.arrive(ws, visit))
        made.session.act(lambda ws: ring.ring(ws, visit))
        made.session.act(lambda ws: wait.start(ws, visit))
        made.settle()
        made.at(15, 2)
        made.session.act(lambda ws: outcome.record(ws, visit, OutcomeKind.ABSENT))
        made.settle()
        yield made
    use_language("auto")


@pytest.mark.system
def test_the_sheet_in_the_tray_is_the_page_that_was_shown(
    spooler: Spooler,
    monkeypatch: pytest.MonkeyPatch,
    stage: Stage,
) -> None:
    """Ctrl+P: intent before the spooler, its word after; the bytes of the preview come out."""
    monkeypatch.setenv("CUPS_SERVER", spooler.line.uri.removeprefix("ipp://").strip("/"))
    before = len(spooler.tray.sheets())
    stage.window.go("note", stage.visit_id)
    page = stage.front()
    assert isinstance(page, NoteScreen)
    wait_until(page.print.isEnabled, "a printer that has the paper")
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: "印刷しました" in page.banner.accessibleName(), "the sheet")
    stage.settle()
    (paper,) = stage.visit().papers
    assert paper.printed is not None
    assert paper.started is None
    assert len(spooler.tray.sheets()) == before + 1
    assert page.view is not None
    assert page.view.ready.rendered.sha256 == paper.pdf_sha256


def test_a_note_is_printed_on_a_roll_in_the_window(
    monkeypatch: pytest.MonkeyPatch, stage: Stage
) -> None:
    """A printer for rolls stands beside the others; it has the roll's paper and no other."""
    monkeypatch.setenv("CUPS_SERVER", "localhost:9")
    device = Device()
    with in_the_network(device) as address:
        stage.session.act(lambda ws: add_printer(ws, "ロール", address))
        stage.settle()
        stage.window.go("note", stage.visit_id)
        page = stage.front()
        assert isinstance(page, NoteScreen)
        wait_until(lambda: page.view is not None, "the note")
        wait_until(lambda: page.printing.printer is not None, "the printer")
        assert not page.print.isEnabled()
        choose_data(page.paper.paper, "80mm")
        page.paper.wished.emit()
        wait_until(page.print.isEnabled, "the roll's paper")
        assert page.paper.paper.currentText() == "ロール紙 80mm"
        assert "なし" in page.paper._outside.text()
        assert "ペンで書く行はありません" in page.remark.field.placeholderText()
        QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        wait_until(lambda: "印刷しました" in page.banner.accessibleName(), "the note")
        stage.settle()
    (paper,) = stage.visit().papers
    assert (paper.paper, paper.started, paper.printed is not None) == ("80mm", None, True)
    assert device.pieces[0].cut
    wait_until(lambda: page.view.ready.rendered.sha256 == paper.pdf_sha256, "the page printed")
    assert tuple(device.pieces[0].rows) == bitmap(page.view.ready.rendered.pdf, 576, DOTS).rows


@pytest.mark.parametrize(("answer", "printed"), [("yes", True), ("no", False)])
def test_a_print_that_was_cut_off_is_asked_about_at_the_door(
    stage: Stage, answer: str, *, printed: bool
) -> None:
    """Reliability F2: after a crash the person is asked once whether the sheet came out."""
    stage.session.act(lambda ws: print_job.send(ws, stage.visit_id, Silent()))
    stage.settle()
    stage.window.show_door(stage.visit_id)
    stage.settle()
    door = stage.window.door
    assert door is not None
    wait_until(door.face.question.isVisible, "the question")
    door.face.question.answered.emit(answer)
    stage.settle()
    stage.come_round()
    (paper,) = stage.visit().papers
    assert paper.started is None
    assert (paper.printed is not None) is printed
    stage.window.show_door(stage.visit_id)
    stage.settle()
    assert not door.face.question.isVisible()


@pytest.mark.system
def test_the_papers_of_a_day_come_out_of_the_spooler_as_they_were_made(
    spooler: Spooler,
    monkeypatch: pytest.MonkeyPatch,
    stage: Stage,
) -> None:
    """N-09: a job of ten postcards, then one of cards on A4; none is recorded."""
    monkeypatch.setenv("CUPS_SERVER", spooler.line.uri.removeprefix("ipp://").strip("/"))
    before = len(spooler.tray.sheets())
    stage.session.act(_ten_visits)
    stage.settle()
    stage.window.go("papers", "2026-11-26")
    page = stage.front()
    assert isinstance(page, PapersScreen)
    wait_until(page.make.print.isEnabled, "a printer that has both papers")
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    wait_until(page.work.bar.isVisible, "the bar")
    wait_until(lambda: "印刷しました" in page.banner.accessibleName(), "the papers", 60_000)
    notes, cards = (pypdf.PdfReader(io.BytesIO(one)) for one in spooler.tray.sheets()[before:])
    assert [len(one.pages) for one in (notes, cards)] == [10, 2]
    assert "ご訪問のお知らせ" in notes.pages[9].extract_text()
    assert stage.visit().papers == ()


def _ten_visits(ws: Workspace) -> None:
    customer = staging.add_customer(ws, "西村　明", "みどり浜市5-6")
    first = datetime(2026, 11, 26, 9, 0, tzinfo=ws.clock.now().tzinfo)
    for hour in range(10):
        at = first + timedelta(hours=hour)
        plan.plan(ws, PlanRequest(customer_id=customer, promised_at=at, staff=staging.PARTY))
