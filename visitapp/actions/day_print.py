"""The papers of a day through a printer, one job for each size of paper, followed to their end.

Nothing is journalled: none of it is the print of a numbered note (``day_papers``).
"""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from visitapp.actions.calibrate import for_printer
from visitapp.actions.day_papers import DayPapers, DayWish, Told, compose_day
from visitapp.actions.print_job import PAUSE
from visitapp.clock import idle
from visitapp.disk import PUBLIC, write_whole
from visitapp.errors import Known
from visitapp.printing.job import JobReport, JobState, Printer, PrintJob, demand
from visitapp.printing.trouble import reason_words
from visitapp.workspace import Workspace

Heard = Callable[[JobReport], None]
"""Hears what the spooler says meanwhile, as when the paper ran out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayDone:
    """What was made, and whether all of it is known to have come out of the printer."""

    papers: DayPapers
    came_out: bool = False


def save_day(ws: Workspace, wish: DayWish, out: Path, told: Told) -> DayDone:
    """All papers of the day as one PDF, written whole or not at all.

    Raises Known as ``compose_day``, where the file can't be written, and when no visit needs paper.
    """
    made = _needed(compose_day(ws, wish, told))
    pdf = made.rendered().pdf
    try:
        write_whole(out, pdf, PUBLIC)
    except OSError as error:
        raise Known(
            "PDF cannot be written",
            "The papers cannot be written to {path} ({what}).",
            "Choose another place; nothing was lost.",
            path=out,
            what=error.strerror or error,
        ) from error
    return DayDone(papers=made)


def print_day(
    ws: Workspace, wish: DayWish, printer: Printer, told: Told, heard: Heard, patience: float
) -> DayDone:
    """Print the papers of the day; each size is asked for before the first sheet is sent.

    Cancelled by what ``told`` raises: what the spooler still holds is taken back. After
    ``patience`` seconds the jobs are left to the spooler. Raises Known as ``compose_day``, when the
    printer refuses, and when a sheet did not come out.
    """
    made = _needed(compose_day(ws, wish, told))
    sheets = [for_printer(ws, one, printer) for one in made.by_size()]
    jobs = [
        PrintJob(pdf=one.pdf, size=one.size_mm, title=f"papers-{wish.day}-{place}")
        for place, one in enumerate(sheets, start=1)
    ]
    for job in jobs:
        demand(printer, job)
    sent: list[str] = []
    end = idle() + patience
    try:
        for job in jobs:
            _go_on(told)
            sent.append(printer.send(job))
        reports = [_followed(printer, number, (told, heard), end) for number in sent]
    except Known:
        _take_back(printer, sent)
        raise
    return DayDone(papers=made, came_out=all(one.state is JobState.DONE for one in reports))


def _followed(printer: Printer, number: str, hear: tuple[Told, Heard], end: float) -> JobReport:
    """The last report of a job; one without a number is asked for once."""
    told, heard = hear
    while not (report := printer.report(number)).is_over and number and idle() < end:
        _go_on(told)
        heard(report)
        time.sleep(PAUSE)
    if report.state is JobState.FAILED:
        raise Known(
            "The sheet did not come out",
            "Not all papers of the day were printed ({what}).",
            "Look at the printer and print again, or save the PDF.",
            what=reason_words(report.reasons) or "-",
        )
    return report


def _go_on(told: Told) -> None:
    """How much of a job is printed nobody knows; whoever stops it is told what became of it."""
    try:
        told(0, 0)
    except Known as stopped:
        raise Known(
            "Stopped",
            "Printing was stopped, and what the printer still held was taken back.",
            "Look at the printer: sheets may lie there that came out before.",
        ) from stopped


def _take_back(printer: Printer, sent: list[str]) -> None:
    for number in filter(None, sent):
        with suppress(Known):  # it may be over already, or the printer gone
            printer.cancel(number)


def _needed(made: DayPapers) -> DayPapers:
    if made.is_empty:
        raise Known(
            "No paper needed",
            "No visit of this day needs any of these papers.",
            "Choose another day.",
        )
    return made
