"""プリンター: which printers answer here, which one is chosen, what it says of the paper wanted."""

from collections.abc import Sequence

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.models.note_words import printer_words
from ui.printers import printers
from ui.session import Session
from ui.tasks import Lane
from ui.widgets.form_rows import Choice, choose_data
from ui.widgets.parts import card, chip, clear, hairline, picture, row, text, wrapped
from visitapp.actions.calibrate import sizes_kept
from visitapp.errors import Known
from visitapp.printing.job import Abilities, Printer, Size
from visitapp.settings import load_settings
from visitapp.texts import translate as _
from visitapp.workspace import Workspace

CHOSEN = "print/printer"
Found = tuple[Printer, Abilities, frozenset[Size]]
"""A printer that answers, what it can, and the sheets it is calibrated for."""


class PrinterCard(QWidget):
    """``found`` says that printers were found or another one was chosen."""

    found = Signal()

    def __init__(self, session: Session, state: QSettings | None) -> None:
        super().__init__()
        self._session, self._state = session, state
        self._all: Sequence[Found] = ()
        self._sizes: Sequence[Size] = ()
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

    @property
    def printer(self) -> Printer | None:
        """The printer chosen, None when there is none."""
        place = self.choice.currentIndex()
        return self._all[place][0] if 0 <= place < len(self._all) else None

    @property
    def is_ready(self) -> bool:
        """Whether sheets of the sizes shown can be sent now."""
        return self.has(*self._sizes)

    def has(self, *sizes: Size) -> bool:
        """Whether the printer chosen can print sheets of these sizes now."""
        place = self.choice.currentIndex()
        return 0 <= place < len(self._all) and printer_words(self._all[place][1], sizes)[1]

    def takes(self, size: Size) -> bool:
        """Whether sheets of this size come out of the printer chosen; True when none answers."""
        place = self.choice.currentIndex()
        return not 0 <= place < len(self._all) or self._all[place][1].takes(size)

    def look_around(self) -> None:
        """Ask beside the window which printers there are and what they can."""
        self._session.read(_asked, self._show, Lane.SLOW, failed=lambda _error: self._show(()))

    def show_sizes(self, *sizes: Size) -> None:
        """The sheets that are to be printed, in mm."""
        self._sizes = sizes
        self._say_state()

    def _show(self, found: Sequence[Found]) -> None:
        wanted = self.choice.currentText() or self._kept()
        self._all = found
        self.choice.clear()
        for printer, _abilities, _kept in found:
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
        _printer, abilities, kept = self._all[place]
        words, is_ready = printer_words(abilities, self._sizes)
        if is_ready and kept.intersection(self._sizes):
            words = "\n".join((words, _("its position is corrected as it was measured")))
        self._can.setText(words)
        self._chip.addWidget(chip(_("ready"), "ok", "check") if is_ready else chip(_("not ready")))


def _asked(ws: Workspace) -> Sequence[Found]:
    """The printers that answer, with what each can; one that is gone is not offered."""
    found = []
    settings = load_settings(ws.folder)
    for printer in printers(settings):
        try:
            found.append((printer, printer.abilities(), sizes_kept(settings, printer.name)))
        except Known:
            continue
    return found
