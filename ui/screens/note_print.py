"""The way of a note onto paper: printed on the printer chosen, followed to its end."""

from functools import partial

from PySide6.QtCore import QSettings, QTimer, Signal

from ui.printer_card import PrinterCard
from ui.session import Session
from ui.tasks import Lane
from visitapp.actions import print_job
from visitapp.actions.note import NoteWish
from visitapp.actions.print_job import Sent
from visitapp.errors import Known
from visitapp.marks import override
from visitapp.printing.job import JobReport, JobState, Printer
from visitapp.printing.trouble import reason_words
from visitapp.texts import translate as _
from visitapp.workspace import Workspace

PAUSE_MS = 400
PATIENCE = 150  # questions to the spooler: a minute


class NotePrint(PrinterCard):
    """``printed`` when the sheet came out, ``unknown`` when only the person can say."""

    printed = Signal()
    unknown = Signal(int)
    told = Signal(str)
    failed = Signal(Exception)

    def __init__(self, session: Session, state: QSettings | None) -> None:
        super().__init__(session, state)
        self._sent: tuple[Sent, Printer] | None = None
        self._left = 0
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._ask)

    @property
    @override
    def is_ready(self) -> bool:
        """Whether a sheet of the size shown can be sent now."""
        return self._sent is None and super().is_ready

    def print_note(self, visit_id: str, wish: NoteWish, copies: int) -> None:
        """Journal that the note is being printed, and hand it to the spooler."""
        printer = self.printer
        if printer is None or self._sent is not None:
            return
        self.told.emit(_("The note goes to the printer …"))
        self._session.act(
            partial(_send, visit_id=visit_id, printer=printer, wish=wish, copies=copies),
            lambda sent: self._follow(sent, printer),
            Lane.SLOW,
            failed=self._refused,
        )

    def _follow(self, sent: Sent, printer: Printer) -> None:
        self._sent, self._left = (sent, printer), PATIENCE if sent.job_id else 0
        self.found.emit()
        self._timer.start()

    def _ask(self) -> None:
        if self._sent is None:
            return
        sent, printer = self._sent
        if self._left <= 0:
            self._end()
            self.unknown.emit(sent.prepared.revision)
            return
        self._left -= 1
        self._timer.stop()
        self._session.act(
            lambda ws: print_job.follow(ws, sent, printer),
            self._heard,
            Lane.SLOW,
            failed=lambda error: self._lost(error, sent),
        )

    def _heard(self, report: JobReport) -> None:
        if not report.is_over:
            if report.state is JobState.STOPPED:
                self.told.emit(
                    _("The printer has stopped ({why}).", why=reason_words(report.reasons))
                )
            self._timer.start()
            return
        self._end()
        if report.state is JobState.DONE:
            self.printed.emit()
        else:
            self.failed.emit(
                Known(
                    "The sheet did not come out",
                    "The note was not printed ({what}).",
                    "Look at the printer and print again, or save the PDF.",
                    what=reason_words(report.reasons) or "-",
                )
            )

    def _lost(self, error: Exception, sent: Sent) -> None:
        self._end()
        self.failed.emit(error)
        self.unknown.emit(sent.prepared.revision)

    def _refused(self, error: Exception) -> None:
        self._end()
        self.failed.emit(error)

    def _end(self) -> None:
        self._sent = None
        self._timer.stop()
        self.found.emit()


def _send(ws: Workspace, *, visit_id: str, printer: Printer, wish: NoteWish, copies: int) -> Sent:
    return print_job.send(ws, visit_id, printer, wish, copies)
