"""訪問1件の書面: the envelope of its letter or a slip to hand over, printed or saved (R-26)."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.models.papers_words import (
    BACK_UNREAD,
    SINGLE_WORDS,
    line_words,
    single_paper_words,
    single_printed_words,
    single_saved_words,
)
from ui.printer_card import PrinterCard
from ui.screens.papers_work import PATIENCE, PapersWork
from ui.session import Session
from ui.widgets.ask_files import ask_new
from ui.widgets.folding import folding
from ui.widgets.form_rows import Choice, Labelled, choose_data, labelled
from ui.widgets.parts import button, card, hairline, picture, row, text, wrapped
from visitapp.actions.day_papers_view import DayPapersView
from visitapp.actions.single_paper import Single, SingleWish, print_single, save_single, sizes_of
from visitapp.domain.quick_add import read_line
from visitapp.domain.slip import Taken
from visitapp.texts import translate as _


class PapersSingle(QWidget):
    """One paper of one visit of the day that is shown, done by the page's ``work``."""

    def __init__(self, session: Session, work: PapersWork, printing: PrinterCard) -> None:
        super().__init__()
        self._session, self._work, self._printing = session, work, printing
        self.visit = Choice(_("Visit"), ())
        self.kind = Choice(_("Kind"), [(kind, _(words)) for kind, words in SINGLE_WORDS.items()])
        self.paper = Choice(_("Paper"), ())
        self.item, self.quantity, self.condition = QLineEdit(), QLineEdit(), QLineEdit()
        self.back_on = QLineEdit()
        self.back_on.setPlaceholderText(_("tomorrow, 11/27"))
        self._taken = QWidget()
        self._why_not = wrapped(_("The printer cannot print on this paper now."), "meta")
        self.print = button(_("Print one"), "", "print", "Alt+P")
        self.save = button(_("Save one"), "", "description", "Alt+S")
        self.print.clicked.connect(self.print_it)
        self.save.clicked.connect(self.ask_where)
        self._lay_out()
        self.kind.activated.connect(lambda _n: self._turn())
        for box in (self.visit, self.paper):
            box.activated.connect(lambda _n: self.weigh())
        self.back_on.textChanged.connect(lambda _words: self.weigh())
        printing.found.connect(self.weigh)
        work.changed.connect(self.weigh)
        self._turn()

    def _lay_out(self) -> None:
        fields = (
            Labelled(_("Item"), self.item),
            Labelled(_("Quantity"), self.quantity),
            Labelled(_("Condition"), self.condition),
            Labelled(_("When it returns"), self.back_on),
        )
        inside = QVBoxLayout(self._taken)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(folding(*fields[:2]))
        inside.addLayout(folding(*fields[2:]))
        self._hint = wrapped("", "meta")
        inside.addWidget(self._hint)
        frame, column = card()
        column.addLayout(row(picture("mail"), text(_("One visit: envelope, slips"), "card"), 1))
        column.addWidget(hairline())
        column.addLayout(labelled(_("Visit"), self.visit))
        column.addLayout(folding(Labelled(_("Kind"), self.kind), Labelled(_("Paper"), self.paper)))
        column.addWidget(self._taken)
        column.addWidget(self._why_not)
        column.addLayout(folding(self.print, self.save))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

    def show_view(self, view: DayPapersView) -> None:
        """The visits of the day; the one chosen stays."""
        chosen = self.visit.currentData()
        self.visit.clear()
        for line in view.lines:
            self.visit.addItem(line_words(line), line.visit_id)
        choose_data(self.visit, chosen)
        self.weigh()

    @property
    def wish(self) -> SingleWish | None:
        """What is asked for; None without a visit."""
        visit, kind = str(self.visit.currentData() or ""), self._kind
        if not visit:
            return None
        is_receipt = kind is Single.RECEIPT
        return SingleWish(
            visit_id=visit,
            kind=kind,
            paper=str(self.paper.currentData()),
            taken=self._read() if is_receipt else Taken(),
        )

    @property
    def _kind(self) -> Single:
        return Single(self.kind.currentData())

    def _read(self) -> Taken:
        read = read_line(self.back_on.text(), self._session.clock.now())
        return Taken(
            item=self.item.text().strip(),
            quantity=self.quantity.text().strip(),
            condition=self.condition.text().strip(),
            back_on=read.day,
        )

    def _turn(self) -> None:
        """Another kind has papers of its own, and only a receipt names what was taken."""
        chosen = self.paper.currentData()
        self.paper.clear()
        for name, size in sizes_of(self._kind).items():
            self.paper.addItem(single_paper_words(name, size), name)
        choose_data(self.paper, chosen)
        self._taken.setVisible(self._kind is Single.RECEIPT)
        self.weigh()

    def weigh(self) -> None:
        """Offer what can be done now; a day that is not understood is asked for again."""
        wish = self.wish
        unread = bool(self.back_on.text().strip()) and self._read().back_on is None
        self._hint.setText(_(BACK_UNREAD) if unread else _("What is left out is for the pen."))
        is_wrong = unread and self._kind is Single.RECEIPT
        free = wish is not None and not self._work.is_busy and not is_wrong
        self.save.setEnabled(free)
        size = sizes_of(self._kind).get(str(self.paper.currentData()))
        has = size is not None and self._printing.has(size)
        self.print.setEnabled(free and has)
        self._why_not.setVisible(free and not has and self._printing.printer is not None)

    # -- doing -----------------------------------------------------------------------------------

    def ask_where(self) -> None:
        """By the system's dialog."""
        if self.save.isEnabled() and (wish := self.wish) is not None:
            name = f"{wish.kind.value.removesuffix('_back')}.pdf"
            ask_new(self, _("Save the papers"), _("PDF (*.pdf)"), name, self.save_it)

    def save_it(self, path: Path) -> None:
        """As a PDF; an envelope with both sides."""
        if (wish := self.wish) is not None:
            self._work.start(lambda ws, told: save_single(ws, wish, path, told), single_saved_words)

    def print_it(self) -> None:
        """On the printer chosen above."""
        wish, printer, hear = self.wish, self._printing.printer, self._work.ear.hear
        if self.print.isEnabled() and wish is not None and printer is not None:
            said: Callable[[bool], str] = single_printed_words
            self._work.start(
                lambda ws, told: print_single(ws, wish, printer, told, hear, PATIENCE), said
            )

    def take(self, old: "PapersSingle") -> None:
        """What was chosen in another look."""
        choose_data(self.kind, old.kind.currentData())
        self._turn()
        choose_data(self.paper, old.paper.currentData())
        if visit := old.visit.currentData():
            self.visit.clear()
            self.visit.addItem(old.visit.currentText(), visit)
        self.weigh()
