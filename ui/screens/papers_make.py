"""印刷: which papers of the day, on what, by which printer or into which file; progress, stop."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.errand import Errand
from ui.models.papers_words import (
    cards_words,
    notes_words,
    printed_words,
    progress_words,
    saved_words,
    sheet_words,
)
from ui.printer_card import PrinterCard
from ui.session import Session
from ui.widgets.ask_files import ask_new
from ui.widgets.errand_bar import ErrandBar
from ui.widgets.flow import flowing
from ui.widgets.form_rows import Choice, Labelled, choose_data
from ui.widgets.parts import button, card, current_look, hairline, picture, row, text, wrapped
from visitapp.actions.day_papers import USUAL_SHEET, DayWish
from visitapp.actions.day_papers_view import DayPapersView, SheetOffer
from visitapp.actions.day_print import DayDone, print_day, save_day
from visitapp.errors import Known
from visitapp.printing.job import JobReport, Size
from visitapp.texts import translate as _

PATIENCE = 900.0
"""Seconds a day's papers are followed; afterwards the spooler has them alone."""


class Ear:
    """What the printer said last: told on the worker's thread, looked at by the window."""

    def __init__(self) -> None:
        self.report: JobReport | None = None

    def hear(self, report: JobReport) -> None:
        """Remember it."""
        self.report = report


class PapersMake(QWidget):
    """``told`` carries words for the banner, ``failed`` an error, ``made`` what was made.

    ``bar`` stands where the page wants it: in sight, however far one has scrolled down.
    """

    told = Signal(str)
    failed = Signal(object)
    made = Signal(object)

    def __init__(self, session: Session, state: QSettings | None) -> None:
        super().__init__()
        self._view: DayPapersView | None = None
        self._offers: dict[str, SheetOffer] = {}
        self.notes = button(_("Pre-printed notes"), "switch", "note_stack")
        self.cards = button(_("Business cards"), "switch", "badge")
        for switch in (self.notes, self.cards):
            switch.setCheckable(True)
            switch.setChecked(True)
            switch.toggled.connect(lambda _on: self._weigh())
        self.sheet = Choice(_("Sheet for the cards"), ())
        self.sheet.activated.connect(lambda _n: self._weigh())
        self._sheet = Labelled(_("Sheet for the cards"), self.sheet)
        self._so_many = wrapped("", "row")
        self.printing = PrinterCard(session, state)
        self.printing.found.connect(self._weigh)
        self.print = button(_("Print the papers"), "primary", "print", "Ctrl+P")
        self.print.clicked.connect(self.print_papers)
        self.save = button(_("Save the PDF"), "", "description", "Ctrl+S")
        self.save.clicked.connect(self.ask_where)
        self.bar = ErrandBar(_("The papers are being made …"))
        self.errand, self.ear = Errand(session), Ear()
        self._lay_out()
        self.take(self.errand, self.ear)

    def _lay_out(self) -> None:
        frame, column = card()
        column.addLayout(row(picture("print"), text(_("What is printed"), "card"), 1))
        column.addWidget(hairline())
        column.addLayout(flowing(self.notes, self.cards))
        column.addWidget(self._sheet)
        column.addWidget(self._so_many)
        column.addWidget(
            wrapped(
                _(
                    "The notes are completed by pen at the door. Nothing is recorded by printing"
                    " them: count them at departure and return, and shred what is left."
                ),
                "meta",
            )
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(current_look().px(12))
        for part in (frame, self.printing, self.print, self.save):
            whole.addWidget(part)
        whole.addStretch(1)

    def take(self, errand: Errand, ear: Ear) -> None:
        """Do the work by this errand; it may be under way already."""
        self.errand, self.ear = errand, ear
        errand.moved.connect(self._move)
        errand.ended.connect(self._ended)
        errand.failed.connect(self._failed)
        self.bar.watch(errand)
        self._weigh()

    def show_view(self, view: DayPapersView) -> None:
        """The day whose papers are printed."""
        chosen = str(self.sheet.currentData() or USUAL_SHEET)
        self._view = view
        self._offers = {offer.name: offer for offer in view.sheets}
        self.sheet.clear()
        for offer in view.sheets:
            self.sheet.addItem(sheet_words(offer), offer.name)
        choose_data(self.sheet, chosen)
        self._weigh()

    @property
    def wish(self) -> DayWish | None:
        """What is asked for; None before the day is known."""
        if self._view is None:
            return None
        return DayWish(
            day=self._view.day,
            notes=self.notes.isChecked(),
            cards=self.cards.isChecked(),
            sheet=str(self.sheet.currentData() or USUAL_SHEET),
        )

    def _weigh(self) -> None:
        """Say what comes out, and offer what can be done now."""
        sizes, words = self._amounts()
        self._sheet.setVisible(self.cards.isChecked())
        self._so_many.setText("\n".join(words) if words else _("Nothing is to be printed."))
        self.printing.show_sizes(*sizes)
        free = bool(sizes) and not self.errand.is_running
        self.save.setEnabled(free)
        self.print.setEnabled(free and self.printing.is_ready)
        self.bar.refresh()

    def _amounts(self) -> tuple[list[Size], list[str]]:
        """The sheets that would be printed, and how many of each in words."""
        view, offer = self._view, self._offers.get(str(self.sheet.currentData()))
        sizes, words = list[Size](), list[str]()
        if view is not None and self.notes.isChecked() and view.notes:
            sizes.append(view.note_size)
            words.append(notes_words(view))
        if view is not None and offer is not None and self.cards.isChecked() and view.cards:
            sizes.append(offer.size)
            words.append(cards_words(view, offer))
        return sizes, words

    # -- doing -----------------------------------------------------------------------------------

    def ask_where(self) -> None:
        """By the system's dialog."""
        if self.save.isEnabled() and (wish := self.wish) is not None:
            name = _("papers-{day}.pdf", day=wish.day.isoformat())
            ask_new(self, _("Save the papers"), _("PDF (*.pdf)"), name, self.save_papers)

    def save_papers(self, path: Path) -> None:
        """All papers of the day as one PDF."""
        if (wish := self.wish) is not None:
            self.ear.report = None
            self.errand.run(lambda ws, told: (save_day(ws, wish, path, told), path), writes=False)
            self._weigh()

    def print_papers(self) -> None:
        """All papers of the day on the printer chosen."""
        wish, printer, ear = self.wish, self.printing.printer, self.ear
        if not self.print.isEnabled() or wish is None or printer is None:
            return
        ear.report = None
        send = partial(print_day, wish=wish, printer=printer, heard=ear.hear, patience=PATIENCE)
        self.errand.run(lambda ws, told: (send(ws, told=told), None), writes=False)
        self._weigh()

    def _move(self, done: int, whole: int) -> None:
        self.bar.words.setText(progress_words(done, whole, self.ear.report))

    def _ended(self, made: tuple[DayDone, Path | None]) -> None:
        done, path = made
        self._weigh()
        self.made.emit(done)
        self.told.emit(saved_words(done, path.name) if path else printed_words(done))

    def _failed(self, error: Exception) -> None:
        self._weigh()
        if isinstance(error, Known):
            self.failed.emit(error)
