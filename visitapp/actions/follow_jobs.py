"""Jobs of a printer that nothing is journalled of, followed to their end and taken back at will."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from visitapp.actions.print_job import PAUSE
from visitapp.clock import idle
from visitapp.disk import PUBLIC, write_whole
from visitapp.errors import Known
from visitapp.printing.job import JobReport, JobState, Printer, PrintJob, demand
from visitapp.printing.trouble import reason_words
from visitapp.texts import why

Told = Callable[[int, int], None]
"""Hears how many of all are done; what it raises ends the work."""
Heard = Callable[[JobReport], None]
"""Hears what the spooler says meanwhile, as when the paper ran out."""


def print_jobs(
    printer: Printer, jobs: Sequence[PrintJob], told: Told, heard: Heard, patience: float
) -> bool:
    """Whether all is known to have come out; each size is asked for before the first sheet is sent.

    Cancelled by what ``told`` raises: what the spooler still holds is taken back. After
    ``patience`` seconds the jobs are left to the spooler. Raises Known when the printer refuses,
    and when a sheet did not come out.
    """
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
    return all(report.state is JobState.DONE for report in reports)


def write_pdf(out: Path, pdf: bytes) -> None:
    """Whole or not at all; raises Known where it can't be written."""
    try:
        write_whole(out, pdf, PUBLIC)
    except OSError as error:
        raise Known(
            "PDF cannot be written",
            "The papers cannot be written to {path} ({what}).",
            "Choose another place; nothing was lost.",
            path=out,
            what=why(error),
        ) from error


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
            "Not all papers were printed ({what}).",
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
