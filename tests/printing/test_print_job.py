"""A note through a printer: intent first, result after, a question after a crash (F2, R-36)."""

from typing import Any

import pytest

from tests.printing.conftest import Spooler
from visitapp.actions import note, print_job
from visitapp.errors import Known
from visitapp.printing.job import Abilities, JobReport, JobState, PrintJob
from visitapp.printing.queue import Queue
from visitapp.workspace import Workspace, open_workspace


def printing(laptop: Any, visit: str) -> list[str]:
    return [kind for kind in laptop.entries(visit) if "print" in kind]


@pytest.mark.system
def test_a_note_printed_from_the_command_line_is_the_sheet_in_the_tray(
    absent: tuple[Any, str],
    spooler: Spooler,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The spooler's word is the result; the number stands on the job and no name does."""
    laptop, visit = absent
    monkeypatch.setenv("CUPS_SERVER", spooler.line.uri.removeprefix("ipp://").strip("/"))
    told = laptop.json("printer", "list")["printers"]
    assert told[0]["name"] == "note"
    assert set(told[0]["papers"]) == {"hagaki", "a6", "b6", "a5", "b5", "a4"}
    before = len(spooler.tray.sheets())
    made = laptop.json("note", "print", visit, "--printer", "note")
    assert len(spooler.tray.sheets()) == before + 1
    assert printing(laptop, visit) == ["print_started", "note_printed"]
    again = laptop.json("note", "print", visit, "--printer", "note")
    assert (again["note_no"], again["revision"]) == (made["note_no"], made["revision"] + 1)


@pytest.mark.system
def test_an_unknown_printer_is_told_with_the_ones_there_are(
    absent: tuple[Any, str],
    spooler: Spooler,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    laptop, visit = absent
    monkeypatch.setenv("CUPS_SERVER", spooler.line.uri.removeprefix("ipp://").strip("/"))
    assert "Choose one of: note" in laptop.fails("note", "print", visit, "--printer", "x").err
    assert printing(laptop, visit) == []


def test_a_printer_that_is_gone_leaves_the_note_unprinted_and_says_what_to_do(
    absent: tuple[Any, str],
    gone: Queue,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    laptop, visit = absent
    monkeypatch.setenv("CUPS_SERVER", gone.uri.removeprefix("ipp://").split("/")[0])
    said = laptop.fails("note", "print", visit, "--printer", "note")
    assert "pre-printed note" in said.err
    assert printing(laptop, visit) == []


class Cut(Exception):
    """The program ended here."""


class Cutting:
    """A printer at which the program ends after the intent: what a crash leaves in the journal."""

    name = "モバイルプリンター"

    def abilities(self) -> Abilities:
        return Abilities(sizes=((100.0, 148.0),))

    def send(self, job: PrintJob) -> str:
        raise Cut

    def report(self, job_id: str) -> JobReport:
        return JobReport(state=JobState.WAITING)

    def cancel(self, job_id: str) -> None:
        return


def cut_off(laptop: Any, visit: str) -> None:
    with opened(laptop) as ws, pytest.raises(Cut):
        print_job.send(ws, visit, Cutting())


def opened(laptop: Any) -> Workspace:
    return open_workspace(laptop.folder, clock=laptop.clock)


def test_after_a_crash_the_sheet_is_asked_about_and_never_guessed(
    absent: tuple[Any, str],
) -> None:
    """Design 3: the number is not used for another sheet; a second try is the next revision."""
    laptop, visit = absent
    cut_off(laptop, visit)
    with opened(laptop) as ws, ws.store.reading() as tx:
        shown = tx.visit(tx.visit_id(visit))
        assert shown is not None
        (paper,) = print_job.unsettled(shown)
        assert (paper.printer, paper.printed) == ("モバイルプリンター", None)
    assert "note came-out" in laptop.run("visit", "show", visit).out
    again = ("note", "print", visit, "--out", laptop.folder / "again.pdf")
    assert "モバイルプリンター" in laptop.fails(*again).err
    assert printing(laptop, visit) == ["print_started"]
    laptop.json("note", "came-out", visit, "--yes")
    assert "came-out" not in laptop.run("visit", "show", visit).out
    assert laptop.json(*again)["revision"] == 2
    assert printing(laptop, visit) == ["print_started", "note_printed", "note_printed"]
    assert "waiting for an answer" in laptop.fails("note", "came-out", visit, "--yes").err


def test_a_sheet_that_did_not_come_out_is_tried_again_as_the_next_revision(
    absent: tuple[Any, str],
) -> None:
    laptop, visit = absent
    cut_off(laptop, visit)
    laptop.json("note", "came-out", visit, "--no")
    assert printing(laptop, visit) == ["print_started", "print_failed"]
    with opened(laptop) as ws:
        first = note.made(ws, visit)
        assert first.revision == 1
    cut_off(laptop, visit)
    cut_off(laptop, visit)
    with opened(laptop) as ws, ws.store.reading() as tx:
        shown = tx.visit(tx.visit_id(visit))
        assert shown is not None
        assert sorted(paper.revision for paper in print_job.unsettled(shown)) == [1, 2]


def test_a_size_the_printer_lacks_is_refused_before_anything_is_journalled(
    absent: tuple[Any, str],
) -> None:
    laptop, visit = absent
    with opened(laptop) as ws, pytest.raises(Known, match="can't print on 148 x 210"):
        print_job.send(ws, visit, Cutting(), note.NoteWish(paper="a5"))
    assert printing(laptop, visit) == []
