"""A printer that is off, measured once with a ruler and made up for from then on.

Kept in the settings for each printer and each paper: a driver that fits a page into what it can
print shifts a postcard by other millimetres than A4. Notes, a day's papers and cards are printed
corrected; previews and saved PDFs stay as the paper should be.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from visitapp.actions.printers import no_such_printer, printer_named, roll_printers
from visitapp.documents.calibrated import calibrated
from visitapp.documents.calibration_pdf import PLAIN, Words, frame, render
from visitapp.documents.paper import Rendered
from visitapp.documents.papers import SHEETS, Paper, sheet
from visitapp.documents.text import width
from visitapp.domain.calibration import TRUE, Calibration, Frame, calibration
from visitapp.errors import Known
from visitapp.printing.address import is_address
from visitapp.printing.job import Printer, PrintJob, Size
from visitapp.printing.queue import queues
from visitapp.settings import Settings, load_settings, save_settings
from visitapp.texts import N_, translate
from visitapp.workspace import Workspace

LONGEST = 60.0
"""Millimetres of a line on the smallest paper."""
MEASURES = (
    N_("1. From the left edge of the paper to the frame (should be {left} mm)"),
    N_("2. From the top edge of the paper to the frame (should be {top} mm)"),
    N_("3. Width of the frame (should be {width} mm)"),
    N_("4. Height of the frame (should be {height} mm)"),
)


def calibration_for(ws: Workspace, printer: str, size: Size) -> Calibration:
    """What is known of this printer on this size; ``TRUE`` when it was never calibrated for it."""
    return kept_for(load_settings(ws.folder), printer, size)


def kept_for(settings: Settings, printer: str, size: Size) -> Calibration:
    """The same, by settings that were read already."""
    kept = settings.calibration.get(printer, {})
    name = next((one.name for one in SHEETS.values() if (one.width, one.height) == size), "")
    return kept.get(name, TRUE)


def sizes_kept(settings: Settings, printer: str) -> frozenset[Size]:
    """The sheets this printer is calibrated for, in millimetres."""
    kept = (SHEETS[name] for name in settings.calibration.get(printer, {}) if name in SHEETS)
    return frozenset((one.width, one.height) for one in kept)


def sheets_to_measure() -> Mapping[str, tuple[Size, Frame]]:
    """The papers a printer can be calibrated for: size, and the frame as it should be."""
    return {name: ((one.width, one.height), frame(one)) for name, one in SHEETS.items()}


def for_printer(ws: Workspace, made: Rendered, printer: Printer) -> Rendered:
    """The sheet as it is sent to this printer; raises Known when it is too far off for it."""
    return calibrated(made, calibration_for(ws, printer.name, made.size_mm))


def page_to_measure(printer: str, paper: str) -> Rendered:
    """The page as the printer prints it by itself; raises Known for a paper that is none."""
    wanted = sheet(paper)
    advice = (
        N_("Measure to half a millimetre. The rulers inside show where it is stretched."),
        N_("Then type the four in the settings, or: visitapp printer calibrate"),
        N_("If a side of the frame is missing, choose this paper and 100 % in the driver first."),
    )
    return render(wanted, _words(printer, wanted, translate(N_("Measuring the printer")), advice))


def page_to_check(ws: Workspace, printer: str, paper: str) -> Rendered:
    """The same page, corrected by what is kept: here the numbers should be right."""
    wanted = sheet(paper)
    advice = (
        N_("This page is corrected. The four should be right to half a millimetre."),
        N_("Do not type what you measure here; to calibrate anew, print the page without it."),
    )
    made = render(wanted, _words(printer, wanted, translate(N_("Checking the printer")), advice))
    kept = calibration_for(ws, printer, made.size_mm)
    if kept == TRUE:
        raise Known(
            "Not calibrated",
            "The printer “{printer}” is not calibrated for {paper}.",
            "Print the page without --corrected, measure it, and type the four measures.",
            printer=printer,
            paper=paper,
        )
    return calibrated(made, kept)


def job_of(made: Rendered, paper: str) -> PrintJob:
    """The page as a job; its title names the paper."""
    return PrintJob(pdf=made.pdf, size=made.size_mm, title=f"calibration-{paper}")


def print_page(ws: Workspace, printer: Printer, paper: str, *, corrected: bool = False) -> str:
    """Send the page to this printer; gives the spooler's number of the job.

    Raises Known as the pages do, and when the printer refuses.
    """
    if corrected:
        made = page_to_check(ws, printer.name, paper)
    else:
        made = page_to_measure(printer.name, paper)
    return printer.send(job_of(made, paper))


def calibrate(ws: Workspace, printer: str, paper: str, measured: Frame) -> Calibration:
    """Keep what was measured on the page; the next print on this paper is corrected by it.

    Raises Known for a printer that is none or is one for rolls, and for measures without sense.
    """
    name = _known_name(ws, printer)
    wanted = sheet(paper)
    made = calibration(frame(wanted), measured)
    kept = load_settings(ws.folder).calibration
    _save(ws, kept | {name: kept.get(name, {}) | {wanted.name: made}})
    return made


def forget(ws: Workspace, printer: str, paper: str = "") -> None:
    """Print as the printer does by itself again, on one paper or all of them.

    Raises Known when nothing is kept of it.
    """
    kept = load_settings(ws.folder).calibration
    papers = kept.get(printer, {})
    if not papers or (paper and paper not in papers):
        raise Known(
            "Not calibrated",
            "The printer “{printer}” is not calibrated for {paper}.",
            "“printer list” shows what is calibrated.",
            printer=printer,
            paper=paper or "-",
        )
    left = {name: one for name, one in papers.items() if paper and name != paper}
    others = {name: one for name, one in kept.items() if name != printer}
    _save(ws, others | ({printer: left} if left else {}))


def _known_name(ws: Workspace, name: str) -> str:
    """The name of a printer for sheets; believed where no spooler can be asked (Windows)."""
    settings = load_settings(ws.folder)
    if is_address(name) or name in {roll.name for roll in roll_printers(settings)}:
        raise Known(
            "Rolls are not calibrated",
            "“{printer}” is a printer for rolls: it is told each dot and cannot be off.",
            "Choose a printer for sheets.",
            printer=name,
        )
    found = None
    with suppress(Known):
        found = queues()
    if not name.strip() or (found and name not in {queue.name for queue in found}):
        raise no_such_printer(name, found or ())
    return name


def printer_to_measure(ws: Workspace, name: str) -> Printer:
    """The printer by its name; raises Known as ``calibrate`` and when there is none."""
    return printer_named(load_settings(ws.folder), _known_name(ws, name))


def _save(ws: Workspace, kept: dict[str, dict[str, Calibration]]) -> None:
    save_settings(ws.folder, replace(load_settings(ws.folder), calibration=kept))


def _words(printer: str, paper: Paper, title: str, advice: tuple[str, ...]) -> Words:
    at = frame(paper)
    sides = {"left": at.left, "top": at.top, "width": at.width, "height": at.height}
    told = {name: f"{length:g}" for name, length in sides.items()}
    size = f"{paper.name} {paper.width:g} x {paper.height:g} mm"
    return Words(
        title=title,
        under=(size, *_printable(printer)),
        measures=tuple(translate(one, **told) for one in MEASURES),
        advice=tuple(translate(one) for one in advice),
    )


def _printable(name: str) -> tuple[str, ...]:
    """The printer's name where it can be set in a line: a page without it is better than none."""
    with suppress(Known):
        if width(name, PLAIN) <= LONGEST:
            return (name,)
    return ()
