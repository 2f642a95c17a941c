"""印刷するもの: which papers of the day, on what, by which printer or into which file."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.models.papers_words import (
    cards_words,
    notes_words,
    printed_words,
    saved_words,
    sheet_words,
)
from ui.printer_card import PrinterCard
from ui.screens.papers_work import PATIENCE, PapersWork
from ui.widgets.ask_files import ask_new
from ui.widgets.flow import flowing
from ui.widgets.folding import folding
from ui.widgets.form_rows import Choice, Count, Labelled, choose_data
from ui.widgets.parts import button, card, current_look, hairline, picture, row, text, wrapped
from visitapp.actions.day_papers import USUAL_SHEET, DayWish
from visitapp.actions.day_papers_view import DayPapersView, SheetOffer
from visitapp.actions.day_print import DayDone, print_day, save_day
from visitapp.domain.words import CardWay
from visitapp.printing.job import Size
from visitapp.texts import translate as _

MOST_USED = 9
"""Of a sheet of ten cards."""


class PapersMake(QWidget):
    """The notes and cards of the day that is shown, done by the page's ``work``.

    ``held`` says that cards are to be made the other way from now on, ``weighed`` that it may be
    another paper that comes out.
    """

    held = Signal(CardWay)
    weighed = Signal()

    def __init__(self, work: PapersWork, printing: PrinterCard) -> None:
        super().__init__()
        self._work, self.printing = work, printing
        self._view: DayPapersView | None = None
        self._offers: dict[str, SheetOffer] = {}
        self.notes = button(_("Pre-printed notes"), "switch", "note_stack")
        self.cards = button(_("Business cards"), "switch", "badge")
        for switch in (self.notes, self.cards):
            switch.setCheckable(True)
            switch.setChecked(True)
            switch.toggled.connect(lambda _on: self.weigh())
        self.upright = button(_("Upright cards, set vertically"), "switch")
        self.upright.setCheckable(True)
        self.upright.toggled.connect(lambda _on: self.held.emit(self.way))
        self.sheet = Choice(_("Sheet for the cards"), ())
        self.sheet.activated.connect(lambda _n: self.weigh())
        self._sheet = Labelled(_("Sheet for the cards"), self.sheet)
        self.used = Count(_("Used places of the first sheet"), MOST_USED)
        self.used.valueChanged.connect(lambda _n: self.weigh())
        self._used = _beside(_("Used places of the first sheet"), self.used)
        self._so_many = wrapped("", "row")
        self.print = button(_("Print the papers"), "primary", "print", "Ctrl+P")
        self.print.clicked.connect(self.print_papers)
        self.save = button(_("Save the PDF"), "", "description", "Ctrl+S")
        self.save.clicked.connect(self.ask_where)
        self.look = button(_("Preview"), "switch", "search", "Alt+V")
        self.look.setCheckable(True)
        self._lay_out()
        printing.found.connect(self.weigh)
        work.changed.connect(self.weigh)
        work.made.connect(self._made)
        self.weigh()

    def _lay_out(self) -> None:
        frame, column = card()
        column.addLayout(row(picture("print"), text(_("What is printed"), "card"), 1))
        column.addWidget(hairline())
        column.addLayout(flowing(self.notes, self.cards))
        column.addWidget(self._sheet)
        column.addWidget(self._used)
        column.addLayout(flowing(self.upright))
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
        whole.addWidget(frame)
        whole.addWidget(self.printing)
        whole.addLayout(folding(self.print, self.save, self.look))

    def show_view(self, view: DayPapersView) -> None:
        """The day whose papers are printed."""
        chosen = str(self.sheet.currentData() or USUAL_SHEET)
        self._view = view
        self.hold(view.card_way)
        self._offers = {offer.name: offer for offer in view.sheets}
        self.sheet.clear()
        for offer in view.sheets:
            self.sheet.addItem(sheet_words(offer), offer.name)
        choose_data(self.sheet, chosen)
        self.weigh()

    @property
    def way(self) -> CardWay:
        """How the cards are made."""
        return CardWay.VERTICAL if self.upright.isChecked() else CardWay.HORIZONTAL

    def hold(self, way: CardWay) -> None:
        """Show how they are made, which is no wish for another way."""
        with QSignalBlocker(self.upright):
            self.upright.setChecked(way is CardWay.VERTICAL)

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
            way=self.way,
            used=self.used.value(),
        )

    def weigh(self) -> None:
        """Say what comes out, and offer what can be done now."""
        offer = self._offers.get(str(self.sheet.currentData()))
        places = offer.places if offer is not None else MOST_USED + 1
        self.used.setMaximum(places - 1)
        sizes, words = self._amounts()
        for part in (self._sheet, self.upright):
            part.setVisible(self.cards.isChecked())
        self._used.setVisible(self.cards.isChecked() and places > 1)
        self._so_many.setText("\n".join(words) if words else _("Nothing is to be printed."))
        self.printing.show_sizes(*sizes)
        free = bool(sizes) and not self._work.is_busy
        self.save.setEnabled(free)
        self.print.setEnabled(free and self.printing.is_ready)
        self.weighed.emit()

    @property
    def view(self) -> DayPapersView | None:
        """The day that is shown; None before it is known."""
        return self._view

    @property
    def has_papers(self) -> bool:
        """Whether anything would be printed."""
        return bool(self._amounts()[0])

    def _amounts(self) -> tuple[list[Size], list[str]]:
        """The sheets that would be printed, and how many of each in words."""
        view, offer = self._view, self._offers.get(str(self.sheet.currentData()))
        sizes, words = list[Size](), list[str]()
        if view is not None and self.notes.isChecked() and view.notes:
            sizes.append(view.note_size)
            words.append(notes_words(view))
        if view is not None and offer is not None and self.cards.isChecked() and view.cards:
            sizes.append(offer.size)
            words.append(cards_words(view, offer, self.used.value()))
        return sizes, words

    def _made(self, done: object) -> None:
        """What is left of a sheet that went through a printer is told by looking, not guessed."""
        if isinstance(done, DayDone) and done.was_printed:
            self.used.setValue(0)

    # -- doing -----------------------------------------------------------------------------------

    def ask_where(self) -> None:
        """By the system's dialog."""
        if self.save.isEnabled() and (wish := self.wish) is not None:
            name = _("papers-{day}.pdf", day=wish.day.isoformat())
            ask_new(self, _("Save the papers"), _("PDF (*.pdf)"), name, self.save_papers)

    def save_papers(self, path: Path) -> None:
        """All papers of the day as one PDF."""
        if (wish := self.wish) is not None:
            said = partial(saved_words, name=path.name)
            self._work.start(lambda ws, told: save_day(ws, wish, path, told), said)

    def print_papers(self) -> None:
        """All papers of the day on the printer chosen."""
        wish, printer, hear = self.wish, self.printing.printer, self._work.ear.hear
        if not self.print.isEnabled() or wish is None or printer is None:
            return
        self._work.start(
            lambda ws, told: print_day(ws, wish, printer, told, hear, PATIENCE), printed_words
        )


def _beside(words: str, field: Count) -> QWidget:
    """A small field behind its name."""
    label, made = text(words, "meta"), QWidget()
    label.setBuddy(field)
    made.setLayout(flowing(label, field))
    return made
