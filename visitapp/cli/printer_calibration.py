"""``visitapp printer test`` and ``calibrate``: a page to measure, and what was measured on it."""

import time
from pathlib import Path
from typing import Annotated

import typer

from visitapp.actions import calibrate as doing
from visitapp.actions.print_job import PAUSE
from visitapp.cli.files import write_file
from visitapp.cli.output import say
from visitapp.cli.session import opened
from visitapp.clock import idle
from visitapp.documents.papers import HAGAKI
from visitapp.domain.calibration import Calibration, Frame
from visitapp.errors import Known
from visitapp.printing.job import JobReport, JobState, Printer, PrintJob
from visitapp.printing.trouble import reason_words
from visitapp.settings import Settings
from visitapp.texts import N_, translate

PATIENCE = 60.0
"""Seconds the command waits for the page."""
app = typer.Typer()
Name = Annotated[str, typer.Argument(metavar="NAME", help=N_("The printer's name."))]
OnPaper = Annotated[
    str, typer.Option("--paper", metavar="PAPER", help=N_("hagaki a6 b6 a5 b5 a4."))
]
EVERY = ""
"""No paper named: a reset forgets all of them."""


@app.command("test", help=N_("Print the page a printer is measured with, or save it."))
def print_page(
    name: Name,
    paper: OnPaper = HAGAKI.name,
    corrected: Annotated[
        bool, typer.Option("--corrected", help=N_("As calibrated, to see whether it is right now."))
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help=N_("Save it as a PDF; nothing is printed.")),
    ] = None,
) -> None:
    """Printer test."""
    with opened() as ws:
        if corrected:
            made = doing.page_to_check(ws, name, paper)
        else:
            made = doing.page_to_measure(name, paper)
        printer = None if out else doing.printer_to_measure(ws, name)
    if out is not None:
        write_file(out, made.pdf)
    if printer is not None:
        _printed(printer, doing.job_of(made, paper))
    value = {
        "name": name,
        "paper": paper,
        "corrected": corrected,
        "file": str(out or ""),
        "size_mm": list(made.size_mm),
        "pdf_sha256": made.sha256,
    }
    told = N_("Measure the frame on the page, then type: printer calibrate")
    checked = N_("Measure the frame: the numbers on the page should be right.")
    say(value, [*([str(out)] if out else []), translate(checked if corrected else told)])


@app.command("calibrate", help=N_("What was measured on the page; the next prints are corrected."))
def calibrate(
    name: Name,
    paper: OnPaper = EVERY,
    left: Annotated[
        float | None,
        typer.Option("--left", metavar="MM", help=N_("From the left edge to the frame.")),
    ] = None,
    top: Annotated[
        float | None,
        typer.Option("--top", metavar="MM", help=N_("From the top edge to the frame.")),
    ] = None,
    width: Annotated[
        float | None, typer.Option("--width", metavar="MM", help=N_("Width of the frame."))
    ] = None,
    height: Annotated[
        float | None, typer.Option("--height", metavar="MM", help=N_("Height of the frame."))
    ] = None,
    reset: Annotated[
        bool,
        typer.Option("--reset", help=N_("Forget it, for this paper or without one for all.")),
    ] = False,
) -> None:
    """Printer calibrate."""
    if reset:
        with opened() as ws:
            doing.forget(ws, name, paper)
        told = translate(N_("{printer} prints uncorrected again."), printer=name)
        say({"name": name, "paper": paper}, [told])
        return
    if left is None or top is None or width is None or height is None:
        raise Known(
            "Measures missing",
            "A calibration needs all four measures of the page.",
            "Give --left, --top, --width and --height in mm, or --reset.",
        )
    measured = Frame(left=left, top=top, width=width, height=height)
    wanted = paper or HAGAKI.name
    with opened() as ws:
        made = doing.calibrate(ws, name, wanted, measured)
    say({"name": name, "paper": wanted} | _shape(made), [_line(name, wanted, made)])


def kept_lines(settings: Settings) -> list[str]:
    """What is calibrated, a line for each printer and paper."""
    return [
        _line(printer, paper, one)
        for printer, papers in sorted(settings.calibration.items())
        for paper, one in sorted(papers.items())
    ]


def _printed(printer: Printer, job: PrintJob) -> JobReport:
    """Send the page and follow it; raises Known when it did not come out."""
    number = printer.send(job)
    end = idle() + PATIENCE
    while not (report := printer.report(number)).is_over and number and idle() < end:
        time.sleep(PAUSE)
    if report.state is not JobState.DONE and number:
        raise Known(
            "The page did not come out",
            "The printer “{printer}” has not printed the page ({what}).",
            "Look at the printer and print it again, or save it with --out.",
            printer=printer.name,
            what=reason_words(report.reasons) or report.state.value,
        )
    return report


def _line(printer: str, paper: str, made: Calibration) -> str:
    return translate(
        N_(
            "{printer} on {paper}: corrected by {right} mm sideways, {down} mm downwards,"
            " {across} % and {along} %."
        ),
        printer=printer,
        paper=paper,
        right=f"{-made.right:+.1f}",
        down=f"{-made.down:+.1f}",
        across=f"{100 / made.across:.1f}",
        along=f"{100 / made.along:.1f}",
    )


def _shape(made: Calibration) -> dict[str, float]:
    return {
        "right": made.right,
        "down": made.down,
        "across": made.across,
        "along": made.along,
    }
