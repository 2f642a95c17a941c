"""A printer that is off, from its measuring page to a note that lies right (settings, journal)."""

import hashlib
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from tests.documents.lying_driver import frame_on, lied
from tests.printing.conftest import Spooler
from tests.printing.test_round_trip import DPI, HALF, dark_box
from ui.printers import paint
from visitapp.actions import calibrate, print_job
from visitapp.documents.calibrated import calibrated
from visitapp.documents.calibration_pdf import frame
from visitapp.documents.page import Squares
from visitapp.documents.papers import A6, HAGAKI, SHEETS
from visitapp.domain.calibration import Calibration
from visitapp.errors import Known
from visitapp.printing.job import Abilities, JobReport, JobState, PrintJob
from visitapp.printing.line import Line
from visitapp.printing.queue import Queue
from visitapp.settings import load_settings
from visitapp.workspace import open_workspace

LIE = Calibration(right=2.5, down=-1.5, across=0.97, along=1.02)
"""What the driver of these tests does to a page."""


@pytest.fixture(autouse=True)
def no_spooler(monkeypatch: pytest.MonkeyPatch) -> None:
    """The computer's own printers are left alone; a test with a spooler names its own."""
    monkeypatch.setenv("CUPS_SERVER", "localhost:9")


def measures(sheet: bytes) -> list[str]:
    """What a person reads with a ruler, to half a millimetre, as they type it."""
    names = ("--left", "--top", "--width", "--height")
    read = (round(side * 2) / 2 for side in frame_on(sheet))
    return [word for pair in zip(names, map(str, read), strict=True) for word in pair]


@pytest.mark.system
@pytest.mark.parametrize("paper", ["hagaki", "a6", "b6", "a5", "b5", "a4"])
def test_measured_once_the_frame_comes_out_right(
    laptop: Any, spooler: Spooler, monkeypatch: pytest.MonkeyPatch, paper: str
) -> None:
    """Through the spooler to a driver that shifts, shrinks and stretches: within 0.5 mm."""
    monkeypatch.setenv("CUPS_SERVER", spooler.line.uri.removeprefix("ipp://").strip("/"))
    laptop.json("printer", "test", "note", "--paper", paper)
    laptop.json("printer", "calibrate", "note", "--paper", paper,
                *measures(lied(spooler.tray.sheets()[-1], LIE)))  # fmt: skip
    laptop.json("printer", "test", "note", "--paper", paper, "--corrected")
    true = frame(SHEETS[paper])
    came_out = frame_on(lied(spooler.tray.sheets()[-1], LIE))
    assert came_out == pytest.approx((true.left, true.top, true.width, true.height), abs=HALF)


@pytest.mark.system
def test_a_note_on_a_lying_printer_lies_right_and_the_journal_has_it_as_it_was_shown(
    absent: tuple[Any, str], spooler: Spooler, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Layout 0.8: the hash is of the unshifted PDF, whatever a printer needs to print it right."""
    laptop, visit = absent
    monkeypatch.setenv("CUPS_SERVER", spooler.line.uri.removeprefix("ipp://").strip("/"))
    laptop.json("printer", "test", "note")
    laptop.json("printer", "calibrate", "note", *measures(lied(spooler.tray.sheets()[-1], LIE)))
    assert "note" in laptop.run("printer", "list").out
    shown = laptop.json("note", "preview", visit)
    direct = Queue(name="note", uri=spooler.printer, line=Line(uri=spooler.printer))
    with open_workspace(laptop.folder, clock=laptop.clock) as ws:
        sent = print_job.send(ws, visit, direct)
        assert print_job.until_over(ws, sent, direct, 30).is_over
        with ws.store.reading() as tx:
            journalled = tx.visit(tx.visit_id(visit))
        assert journalled is not None
        (paper,) = journalled.papers
        kept = ws.store.vault.read(paper.pdf_sha256)
    sheet = spooler.tray.sheets()[-1]
    assert paper.printed is not None
    assert shown["pdf_sha256"] == paper.pdf_sha256
    assert hashlib.sha256(kept).hexdigest() == paper.pdf_sha256
    assert kept != sheet
    code = next(
        one for one in sent.prepared.rendered.drawing.pages[0].commands if isinstance(one, Squares)
    )
    came_out = code_on(lied(sheet, LIE), code)
    assert came_out == pytest.approx((code.x, code.y, code.size, code.size), abs=HALF)


def code_on(sheet: bytes, code: Squares) -> tuple[float, float, float, float]:
    """Corner and edge of the note's code on a sheet, in mm."""
    with pypdfium2.PdfDocument(sheet) as document:
        picture = document[0].render(scale=DPI / 72).to_pil()
    dots = DPI / 25.4
    edges = (code.x - 2, code.y - 2, code.x + code.size + 1.5, code.y + code.size + 1.5)
    left, top, right, bottom = dark_box(picture, tuple(round(e * dots) for e in edges))  # type: ignore[arg-type]
    return left / dots, top / dots, (right - left) / dots, (bottom - top) / dots


def test_a_printer_of_the_system_paints_the_corrected_page(
    qapp: QApplication, tmp_path: Path
) -> None:
    """Where only Qt reaches a printer, as on Windows, the same page is painted dot by dot."""
    made = calibrated(calibrate.page_to_measure("note", "hagaki"), LIE)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "painted.pdf"))
    paint(printer, PrintJob(pdf=made.pdf, size=made.size_mm, title="x"), two_sided=False)
    true = frame(HAGAKI)
    came_out = frame_on(lied((tmp_path / "painted.pdf").read_bytes(), LIE))
    assert came_out == pytest.approx((true.left, true.top, true.width, true.height), abs=HALF)


# -- what is kept --------------------------------------------------------------------------------


def test_it_is_kept_for_each_printer_and_paper_and_forgotten(laptop: Any) -> None:
    file = laptop.folder / "settings.toml"
    file.write_text("# of the office\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    four = ("--left", 10.5, "--top", 9, "--width", 79, "--height", 121)
    told = laptop.json("printer", "calibrate", "机のプリンター", *four)
    assert (told["paper"], told["across"]) == ("hagaki", 0.9875)
    four = ("--left", 16, "--top", 15, "--width", 180, "--height", 260)
    laptop.json("printer", "calibrate", "机のプリンター", "--paper", "a4", *four)
    laptop.json("printer", "calibrate", "other", "--paper", "a4", *four)
    kept = load_settings(laptop.folder).calibration
    assert {name: sorted(papers) for name, papers in kept.items()} == {
        "机のプリンター": ["a4", "hagaki"],
        "other": ["a4"],
    }
    assert kept["机のプリンター"]["a4"] == Calibration(right=1)
    with open_workspace(laptop.folder, clock=laptop.clock) as ws:
        of = calibrate.calibration_for
        assert of(ws, "机のプリンター", (210.0, 297.0)) == Calibration(right=1)
        assert of(ws, "机のプリンター", (105.0, 148.0)) == Calibration()
    laptop.json("printer", "calibrate", "机のプリンター", "--paper", "a4", "--reset")
    assert list(load_settings(laptop.folder).calibration["机のプリンター"]) == ["hagaki"]
    laptop.json("printer", "calibrate", "机のプリンター", "--reset")
    laptop.json("printer", "calibrate", "other", "--reset")
    assert load_settings(laptop.folder).calibration == {}
    assert "# of the office" in file.read_text(encoding="utf-8")
    assert "not calibrated" in laptop.fails("printer", "calibrate", "other", "--reset").err


def test_what_makes_no_sense_is_refused_and_nothing_is_kept(laptop: Any) -> None:
    right = {"--left": 10, "--top": 10, "--width": 80, "--height": 120}
    for name, wrong, told in [
        ("--left", 21, "More than 10 mm"),
        ("--width", 60, "100 %"),
        ("--height", "nan", "100 %"),
    ]:
        words = [word for pair in (right | {name: wrong}).items() for word in pair]
        assert told in laptop.fails("printer", "calibrate", "note", *words).err
    assert "all four" in laptop.fails("printer", "calibrate", "note", "--left", 10).err
    words = [word for pair in right.items() for word in pair]
    assert "Choose one of" in laptop.fails("printer", "test", "x", "--paper", "b4").err
    assert load_settings(laptop.folder).calibration == {}
    laptop.json("printer", "add", "ロール", "escpos://192.168.1.40")
    assert "for rolls" in laptop.fails("printer", "calibrate", "ロール", *words).err
    assert "for rolls" in laptop.fails("printer", "test", "ロール").err


def test_the_page_is_saved_where_there_is_no_printer(laptop: Any, tmp_path: Path) -> None:
    out = tmp_path / "page.pdf"
    told = laptop.json("printer", "test", "note", "--paper", "a6", "--out", out)
    assert told["size_mm"] == [A6.width, A6.height]
    assert frame_on(out.read_bytes())[0] == pytest.approx(frame(A6).left, abs=0.15)
    said = laptop.fails("printer", "test", "note", "--corrected", "--out", out)
    assert "not calibrated" in said.err


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("calibration = 1\n", "wrong kind"),
        ("[calibration]\nnote = 1\n", "wrong kind"),
        ("[calibration.note]\nhagaki = 1\n", "wrong kind"),
        ('[calibration.note]\nhagaki = { right = "1" }\n', "wrong kind"),
        ("[calibration.note]\nhagaki = { rigth = 1 }\n", "rigth"),
        ("[calibration.note]\nhagaki = { across = 0 }\n", "no calibration"),
        ("[calibration.note]\nhagaki = { right = nan }\n", "no calibration"),
    ],
)
def test_a_slip_in_the_settings_is_named(tmp_path: Path, written: str, told: str) -> None:
    (tmp_path / "settings.toml").write_text(written, encoding="utf-8")
    with pytest.raises(Known) as refused:
        load_settings(tmp_path)
    problem = refused.value
    assert told in problem.message.format(**problem.values)


class Waiting:
    """A printer that has the postcard; it is never sent anything here."""

    name = "note"

    def abilities(self) -> Abilities:
        return Abilities(sizes=((100.0, 148.0),))

    def send(self, job: PrintJob) -> str:
        raise AssertionError(job.title)

    def report(self, job_id: str) -> JobReport:
        return JobReport(state=JobState.WAITING)

    def cancel(self, job_id: str) -> None:
        """Nothing to take back."""


def test_a_printer_too_far_off_for_a_note_leaves_the_journal_as_it_was(
    absent: tuple[Any, str],
) -> None:
    laptop, visit = absent
    far = ("--left", 19.5, "--top", 10, "--width", 80, "--height", 120)
    laptop.json("printer", "calibrate", "note", *far)
    before = laptop.entries(visit)
    with (
        open_workspace(laptop.folder, clock=laptop.clock) as ws,
        pytest.raises(Known, match="edge would be cut off"),
    ):
        print_job.send(ws, visit, Waiting())
    assert [one for one in laptop.entries(visit) if "print" in one] == []
    assert len(laptop.entries(visit)) <= len(before) + 1, "numbered at most, never printed"
