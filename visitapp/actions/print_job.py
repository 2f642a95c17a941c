"""A note through a printer: intent before the spooler hears of it, result after (reliability F2).

Between the two nobody knows whether a sheet came out. After a crash the person is asked once; the
number is never used for another sheet, and a second try is the next revision. What is journalled
and kept is the note as it was shown; what a calibrated printer is sent is moved (layout 0.8).
"""

import time
from dataclasses import dataclass, replace

from visitapp.actions import note
from visitapp.actions.act import Happened, drafts, known_visit
from visitapp.actions.calibrate import for_printer
from visitapp.actions.note import USUAL, NoteWish, PreparedNote
from visitapp.clock import idle
from visitapp.domain.paper_entries import NotePrinted, PrintFailed, PrintStarted
from visitapp.domain.visit import NotePaper, Visit
from visitapp.errors import Known
from visitapp.printing.job import JobReport, JobState, Printer, PrintJob, demand
from visitapp.texts import translate
from visitapp.workspace import Workspace

PAUSE = 0.2
"""Seconds between two questions to the spooler."""
BY_HAND = "by hand"
"""Why a started print failed when a person says that no sheet came out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A note that is with the spooler: what was made, and the spooler's number of the job."""

    prepared: PreparedNote
    job_id: str


def send(
    ws: Workspace, visit_id: str, printer: Printer, wish: NoteWish = USUAL, copies: int = 1
) -> Sent:
    """Number the note, journal that it is being printed, hand it to the spooler.

    What is journalled is the note as it was shown; a calibrated printer gets it moved (layout 0.8).
    Raises Known before anything is journalled when rules, guard, fonts or the printer's sizes
    or calibration refuse; afterwards with the failure journalled.
    """
    looked = note.preview(ws, visit_id, wish)
    demand(printer, _job(looked, copies))
    for_printer(ws, looked.rendered, printer)
    ready = note.made(ws, visit_id, wish)
    sheet = replace(ready, rendered=for_printer(ws, ready.rendered, printer))
    attached = note.into_vault(ws, ready.rendered)
    started = PrintStarted(
        note_no=ready.note_no,
        revision=ready.revision,
        pdf_sha256=attached.sha256,
        printer=printer.name,
    )
    with ws.store.writing() as tx:
        tx.append(*drafts(ws, ready.visit.id, [started], attach=[attached]))
    try:
        return Sent(prepared=ready, job_id=printer.send(_job(sheet, copies)))
    except Known as problem:
        no_sheet(ws, ready.visit.id, ready.revision, translate(problem.message, **problem.values))
        raise


def follow(ws: Workspace, sent: Sent, printer: Printer) -> JobReport:
    """Ask the spooler once, and journal the result when it is known; raises as the printer does."""
    report = printer.report(sent.job_id)
    visit, revision = sent.prepared.visit.id, sent.prepared.revision
    if report.state is JobState.DONE:
        came_out(ws, visit, revision)
    elif report.state is JobState.FAILED:
        no_sheet(ws, visit, revision, " ".join(report.reasons))
    return report


def until_over(ws: Workspace, sent: Sent, printer: Printer, patience: float) -> JobReport:
    """``follow`` until the job is over, or ``patience`` seconds; gives the last report.

    A job without a number is asked for once: its printer will never know more.
    """
    end = idle() + (patience if sent.job_id else 0.0)
    while not (report := follow(ws, sent, printer)).is_over and idle() < end:
        time.sleep(PAUSE)
    return report


def unsettled(visit: Visit) -> tuple[NotePaper, ...]:
    """The sheets of which nobody knows whether they came out: asked about once after a crash."""
    return tuple(paper for paper in visit.papers if paper.started is not None)


def demand_settled(visit: Visit) -> None:
    """Raises Known while nobody knows what became of an earlier sheet: that is asked first."""
    for paper in unsettled(visit)[:1]:
        raise Known(
            "A print is open",
            "Nobody knows yet whether the sheet of “{printer}” came out.",
            "Look, say it with “note came-out --yes” or “--no”, then print again.",
            printer=paper.printer,
        )


def came_out(ws: Workspace, visit_id: str, revision: int) -> Happened:
    """The sheet lies in our hands, by the spooler's word or the person's."""
    with ws.store.writing() as tx:
        visit = known_visit(tx, visit_id)
        paper = _started(visit, revision)
        printed = NotePrinted(
            note_no=paper.note_no, revision=paper.revision, pdf_sha256=paper.pdf_sha256
        )
        tx.append(*drafts(ws, visit.id, [printed]))
        return Happened(visit=tx.visit(visit.id) or visit)


def no_sheet(ws: Workspace, visit_id: str, revision: int, why: str = BY_HAND) -> Happened:
    """Nothing came out; ``why`` is the spooler's reason. The revision is never printed again."""
    with ws.store.writing() as tx:
        visit = known_visit(tx, visit_id)
        paper = _started(visit, revision)
        failed = PrintFailed(note_no=paper.note_no, revision=paper.revision, why=why)
        tx.append(*drafts(ws, visit.id, [failed]))
        return Happened(visit=tx.visit(visit.id) or visit)


def _started(visit: Visit, revision: int) -> NotePaper:
    found = next((paper for paper in unsettled(visit) if paper.revision == revision), None)
    if found is None:
        raise none_open()
    return found


def none_open() -> Known:
    """The refusal of an answer that nobody waits for."""
    return Known(
        "No print is open",
        "No print of this note is waiting for an answer.",
        "See the visit: its papers say what was printed.",
    )


def _job(ready: PreparedNote, copies: int) -> PrintJob:
    return PrintJob(
        pdf=ready.rendered.pdf,
        size=ready.rendered.size_mm,
        title=ready.note_no,
        copies=copies,
        two_sided=ready.rendered.sides > len(ready.rendered.fronts),
        fronts=ready.rendered.fronts,
    )
