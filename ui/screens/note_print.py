"""プリンター and the way onto paper: chosen, asked what it can, printed, followed to its end."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSettings, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.models.note_words import printer_words
from ui.printers import printers
from ui.session import Session
from ui.tasks import Lane
from ui.widgets.form_rows import Choice, choose_data
from ui.widgets.parts import card, chip, clear, hairline, picture, row, text, wrapped
from visitapp.actions import print_job
from visitapp.actions.note import NoteWish
from visitapp.actions.print_job import Sent
from visitapp.errors import Known
from visitapp.printing.job import Abilities, JobReport, JobState, Printer, Size
from visitapp.printing.trouble import reason_words
from visitapp.settings import load_settings
from visitapp.texts import translate as _
from visitapp.workspace import Workspace

CHOSEN = "print/printer"
PAUSE_MS = 400
PATIENCE = 150  # questions to the spooler: a minute


class NotePrint(QWidget):
    """``printed`` when the sheet came out, ``unknown`` when only the person can say."""

    found = Signal()
    printed = Signal()
    unknown = Signal(int)
    told = Signal(str)
    failed = Signal(Exception)

    def __init__(self, session: Session, state: QSettings | None) -> None:
        super().__init__()
        self._session, self._state = session, state
        self._all: Sequence[tuple[Printer, Abilities]] = ()
        self._size: Size = (0.0, 0.0)
        self._sent: tuple[Sent, Printer] | None = None
        self._left = 0
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._ask)
        self.choice = Choice(_("Printer"), ())
        self.choice.activated.connect(lambda _n: self._chosen())
        self._chip = row()
        self._can = wrapped("", "meta")
        frame, column = card()
        head = row(picture("print", "text2"), text(_("Printer"), "card"), 1)
        head.addLayout(self._chip)
        column.addLayout(head)
        column.addWidget(hairline())
        column.addWidget(self.choice)
        column.addWidget(self._can)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self._say_state()

    # -- which printer ---------------------------------------------------------------------------

    @property
    def printer(self) -> Printer | None:
        """The printer chosen, None when there is none."""
        place = self.choice.currentIndex()
        return self._all[place][0] if 0 <= place < len(self._all) else None

    @property
    def is_ready(self) -> bool:
        """Whether a sheet of the size shown can be sent now."""
        place = self.choice.currentIndex()
        if not 0 <= place < len(self._all) or self._sent is not None:
            return False
        return printer_words(self._all[place][1], self._size)[1]

    def look_around(self) -> None:
        """Ask beside the window which printers there are and what they can."""
        self._session.read(_asked, self._show, Lane.SLOW, failed=lambda _error: self._show(()))

    def show_size(self, size: Size) -> None:
        """The sheet that is to be printed, in mm."""
        self._size = size
        self._say_state()

    def _show(self, found: Sequence[tuple[Printer, Abilities]]) -> None:
        wanted = self.choice.currentText() or self._kept()
        self._all = found
        self.choice.clear()
        for printer, _abilities in found:
            self.choice.addItem(printer.name, printer.name)
        choose_data(self.choice, wanted)
        self._say_state()
        self.found.emit()

    def _kept(self) -> str:
        return str(self._state.value(CHOSEN, "") or "") if self._state is not None else ""

    def _chosen(self) -> None:
        if self._state is not None:
            self._state.setValue(CHOSEN, self.choice.currentText())
        self._say_state()
        self.found.emit()

    def _say_state(self) -> None:
        clear(self._chip)
        self.choice.setVisible(bool(self._all))
        place = self.choice.currentIndex()
        if not 0 <= place < len(self._all):
            self._can.setText(_("No printer answers here. Save the PDF and print it elsewhere."))
            return
        words, is_ready = printer_words(self._all[place][1], self._size)
        self._can.setText(words)
        self._chip.addWidget(chip(_("ready"), "ok", "check") if is_ready else chip(_("not ready")))

    # -- onto paper ------------------------------------------------------------------------------

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


def _asked(ws: Workspace) -> Sequence[tuple[Printer, Abilities]]:
    """The printers that answer, with what each can; one that is gone is not offered."""
    found = []
    for printer in printers(load_settings(ws.folder)):
        try:
            found.append((printer, printer.abilities()))
        except Known:
            continue
    return found


def _send(ws: Workspace, *, visit_id: str, printer: Printer, wish: NoteWish, copies: int) -> Sent:
    return print_job.send(ws, visit_id, printer, wish, copies)
