"""The printers of this computer: for rolls, the spooler's queues, else the system's through Qt.

A queue of CUPS gets the PDF itself (ADR 6). Where there is none, as on Windows, Qt paints the pages
as pictures: full page, no margins, no scaling. What became of the sheet is then not known, and the
person is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMarginsF, QRect, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from visitapp.actions.printers import roll_printers
from visitapp.errors import Known
from visitapp.printing.job import Abilities, JobReport, JobState, Printer, PrintJob, Size, demand
from visitapp.printing.queue import queues
from visitapp.printing.raster import page_pictures
from visitapp.settings import Settings

MOST_DPI = 600
MM = QPageSize.Unit.Millimeter
OUT_OF_ORDER = {QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted}


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemPrinter:
    """A printer that only Qt can reach."""

    name: str

    def abilities(self) -> Abilities:
        """The sizes its driver names; raises Known when it is gone."""
        info = self._info()
        low, high = info.minimumPhysicalPageSize(), info.maximumPhysicalPageSize()
        custom = (_upright(low.size(MM)), _upright(high.size(MM)))
        return Abilities(
            sizes=tuple(_upright(size.size(MM)) for size in info.supportedPageSizes()),
            custom=custom if info.supportsCustomPageSizes() and high.isValid() else None,
            two_sided=QPrinter.DuplexMode.DuplexShortSide in info.supportedDuplexModes(),
            accepts=info.state()
            not in {QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted},
        )

    def send(self, job: PrintJob) -> str:
        """Paint the pages; the system tells no number. Raises Known as ``demand``."""
        abilities = demand(self, job)
        printer = QPrinter(self._info(), QPrinter.PrinterMode.HighResolution)
        paint(printer, job, two_sided=job.two_sided and abilities.two_sided)
        return ""

    def report(self, job_id: str) -> JobReport:
        """Qt tells nothing of a job that is sent: it waits for the person's word."""
        return JobReport(state=JobState.WAITING)

    def cancel(self, job_id: str) -> None:
        """The system's own window of jobs does it; Qt has no way."""

    def _info(self) -> QPrinterInfo:
        info = QPrinterInfo.printerInfo(self.name)
        if info.isNull():
            raise Known(
                "Printer does not answer",
                "The printer does not answer ({what}).",
                "Save the PDF, or complete a pre-printed note; the record goes on.",
                what=self.name,
            )
        return info


def paint(printer: QPrinter, job: PrintJob, *, two_sided: bool) -> None:
    """The pages of a job onto a printer, each dot in its place: no margin, no scaling.

    Raises Known when the system refuses to begin or to go on.
    """
    size = QPageSize(QSizeF(*job.size), MM, "", QPageSize.SizeMatchPolicy.ExactMatch)
    printer.setPageSize(size)
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(), QPageLayout.Unit.Millimeter)
    printer.setResolution(min(printer.resolution(), MOST_DPI))
    printer.setCopyCount(job.copies)
    printer.setDocName(job.title)
    turned = QPrinter.DuplexMode.DuplexShortSide if two_sided else QPrinter.DuplexMode.DuplexNone
    printer.setDuplex(turned)
    pages = page_pictures(job.pdf, printer.resolution())
    fronts = [pages[front - 1] for front in job.fronts]
    shown = pages if two_sided or not job.two_sided else fronts
    painter = QPainter()
    went_well = painter.begin(printer)
    for place, page in enumerate(shown if went_well else ()):
        went_well = went_well and (place == 0 or printer.newPage())
        image = QImage(
            page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32
        )
        painter.drawImage(QRect(0, 0, page.width, page.height), image)
    if not (went_well and painter.end()):
        raise Known(
            "Printer refused the job",
            "The printer “{printer}” refused the job ({what}).",
            "Choose another printer, or save the PDF.",
            printer=printer.printerName(),
            what=job.title,
        )


def sheet_printers() -> Sequence[Printer]:
    """The spooler's queues, else the system's printers; the default one first.

    Asks the network; none when nothing prints here.
    """
    try:
        found: list[Printer] = list(queues())
    except Known:  # no spooler here: Windows, or a computer without CUPS
        found = []
    if found:
        return found
    default = QPrinterInfo.defaultPrinterName()
    names = sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: name != default)
    return [SystemPrinter(name=name) for name in names]


def printers(settings: Settings) -> Sequence[Printer]:
    """All printers, those for sheets first, then those for rolls.

    Raises Known for a roll's printer whose address is none.
    """
    return [*sheet_printers(), *roll_printers(settings)]


def _upright(size: QSizeF) -> Size:
    return min(size.width(), size.height()), max(size.width(), size.height())
