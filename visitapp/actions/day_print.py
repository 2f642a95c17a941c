"""The papers of a day through a printer, one job for each size of paper, or into one PDF.

Nothing is journalled: none of it is the print of a numbered note (``day_papers``).
"""

from dataclasses import dataclass
from pathlib import Path

from visitapp.actions.calibrate import for_printer
from visitapp.actions.day_papers import DayPapers, DayWish, compose_day
from visitapp.actions.follow_jobs import Heard, Told, print_jobs, write_pdf
from visitapp.errors import Known
from visitapp.printing.job import Printer, PrintJob
from visitapp.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class DayDone:
    """What was made, whether it went to a printer, and whether all is known to have come out."""

    papers: DayPapers
    was_printed: bool = False
    came_out: bool = False


def pdf_of_day(ws: Workspace, wish: DayWish, told: Told) -> bytes:
    """All papers of the day to look at; Known as ``compose_day``, and when no visit needs any."""
    return _needed(compose_day(ws, wish, told)).rendered().pdf


def save_day(ws: Workspace, wish: DayWish, out: Path, told: Told) -> DayDone:
    """All papers of the day as one PDF, written whole or not at all.

    Raises Known as ``compose_day`` and ``write_pdf``, and when no visit needs paper.
    """
    made = _needed(compose_day(ws, wish, told))
    write_pdf(out, made.rendered().pdf)
    return DayDone(papers=made)


def print_day(
    ws: Workspace, wish: DayWish, printer: Printer, told: Told, heard: Heard, patience: float
) -> DayDone:
    """Print the papers of the day; raises Known as ``compose_day`` and ``print_jobs``."""
    made = _needed(compose_day(ws, wish, told))
    sheets = [for_printer(ws, one, printer) for one in made.by_size()]
    jobs = [
        PrintJob(pdf=one.pdf, size=one.size_mm, title=f"papers-{wish.day}-{place}")
        for place, one in enumerate(sheets, start=1)
    ]
    came_out = print_jobs(printer, jobs, told, heard, patience)
    return DayDone(papers=made, was_printed=True, came_out=came_out)


def _needed(made: DayPapers) -> DayPapers:
    if made.is_empty:
        raise Known(
            "No paper needed",
            "No visit of this day needs any of these papers.",
            "Choose another day.",
        )
    return made
