"""用紙と内容: the kind of note, its paper, for whom, and what the next contact is."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.models.note_words import (
    FORM_HINTS,
    FORM_WORDS,
    LINE_WORDS,
    contact_words,
    paper_words,
)
from ui.widgets.flow import Flow
from ui.widgets.form_rows import Choice, Labelled, choose_data, labelled
from ui.widgets.parts import button, card, chip, clear, current_look, hairline, row, text, wrapped
from visitapp.actions.note import NoteWish
from visitapp.actions.note_view import NoteView
from visitapp.domain.note_terms import NO_TERMS
from visitapp.domain.words import CardPlace, ExtraLine, Form
from visitapp.printing.job import Size
from visitapp.texts import N_
from visitapp.texts import translate as _

MOST_COPIES = 3
KEPT_CARD = "note/card"
CORNER_HINT = N_("The card is in the corner of this sheet.")
ALONG_HINT = N_("The card comes on a sheet of its own behind the note.")


class NotePaperCard(QWidget):
    """``wished`` says that form or paper were chosen anew."""

    wished = Signal()

    def __init__(self, state: QSettings | None = None) -> None:
        super().__init__()
        self._state = state
        self._sizes: dict[str, Size] = {}
        self.form = Form.OPEN
        self._kinds = QButtonGroup(self)
        self.kinds: dict[Form, QPushButton] = {}
        for form, icon, key in ((Form.OPEN, "note_stack", "Alt+O"), (Form.LETTER, "mail", "Alt+L")):
            made = button(_(FORM_WORDS[form]), "switch", icon)
            made.setCheckable(True)
            made.setShortcut(key)
            made.setToolTip(_("{words} ({key})", words=_(FORM_WORDS[form]), key=key))
            made.clicked.connect(lambda _c=False, f=form: self._choose(f))
            self._kinds.addButton(made)
            self.kinds[form] = made
        self.paper = Choice(_("Paper"), ())
        self.copies = Choice(_("Copies"), [(n, str(n)) for n in range(1, MOST_COPIES + 1)])
        self.copies.setMinimumContentsLength(1)
        self.paper.activated.connect(lambda _n: self.wished.emit())
        self.large = button(_("Large type (14 pt)"), "switch")
        self.large.setCheckable(True)
        self.large.clicked.connect(self._anew)
        self.card = button(_("Add the card"), "switch")
        self.card.setCheckable(True)
        self.card.clicked.connect(self._keep_card)
        lines = [(line.value, _(words)) for line, words in LINE_WORDS.items()]
        self.line = Choice(_("One more line"), [("", _("none")), *lines])
        self.line.activated.connect(lambda _n: self.wished.emit())
        self._line = Labelled(_("One more line"), self.line)
        self._wants_card = self._kept_card()
        self._hint = wrapped("", "meta")
        self._addressee, self._outside = wrapped("", "row"), wrapped("", "meta")
        self._next = QVBoxLayout()
        self._next.setSpacing(current_look().px(4))
        frame, column = card()
        self._lay_out(column)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

    def _lay_out(self, column: QVBoxLayout) -> None:
        column.addWidget(text(_("Paper and content"), "card"))
        column.addWidget(hairline())
        column.addLayout(_must(_("Kind of note")))
        column.addLayout(row(*self.kinds.values(), spacing=0))
        column.addWidget(self._hint)
        beside = row()
        beside.addLayout(labelled(_("Paper"), self.paper), 1)
        beside.addLayout(labelled(_("Copies"), self.copies))
        column.addLayout(beside)
        ticks = QFrame()
        flow = Flow(ticks, current_look().px(8))
        for tick in (self.card, self.large):
            flow.add(tick)
        column.addWidget(ticks)
        column.addWidget(self._line)
        column.addLayout(_must(_("Addressee")))
        column.addWidget(self._addressee)
        column.addWidget(self._outside)
        column.addLayout(_must(_("Next contact")))
        column.addLayout(self._next)

    @property
    def wish(self) -> NoteWish:
        """Form and paper as chosen; the paper "" is the usual one."""
        is_open, line = self.form is Form.OPEN, str(self.line.currentData() or "")
        terms = replace(
            NO_TERMS,
            large=self.large.isChecked() and is_open,
            line=ExtraLine(line) if line and is_open else None,
            card=self._wants_card,
        )
        return NoteWish(form=self.form, paper=str(self.paper.currentData() or ""), terms=terms)

    def clear(self) -> None:
        """The open slip on its usual paper, in usual type, no line more: as every note begins."""
        self.form = Form.OPEN
        self.large.setChecked(False)
        self.line.setCurrentIndex(0)
        self._wants_card = self._kept_card()
        self.paper.clear()
        self.copies.setCurrentIndex(0)

    def take(self, old: "NotePaperCard") -> None:
        """What was chosen in another look; nothing is told of it."""
        self.form = old.form
        self.large.setChecked(old.large.isChecked())
        self.line.setCurrentIndex(old.line.currentIndex())
        self._wants_card = old.wish.terms.card
        if name := old.paper.currentData():
            self.paper.addItem(old.paper.currentText(), name)
        self.copies.setCurrentIndex(old.copies.currentIndex())

    def show_view(self, view: NoteView) -> None:
        """Show what the note is made of."""
        self.form = view.wish.form
        self.kinds[self.form].setChecked(True)
        self._hint.setText(_(FORM_HINTS[self.form]))
        self.paper.clear()
        is_large = view.wish.terms.large
        self.large.setVisible(self.form is Form.OPEN)
        self._line.setVisible(self.form is Form.OPEN)
        for name, size in view.papers[self.form].items():
            if not is_large or name == view.wish.paper:
                self.paper.addItem(paper_words(name, size), name)
                self._sizes[name] = size
        choose_data(self.paper, view.wish.paper)
        self._show_card(view)
        note = view.ready.note
        self._addressee.setText("\n".join(note.addressee))
        outside = (not view.is_roll and note.outside) or _("nothing")
        self._outside.setText(_("On the outer face: {words}", words=outside))
        self._outside.setVisible(view.wish.form is Form.OPEN)
        self._show_contacts(view)

    def show_printable(self, takes: Callable[[Size], bool]) -> None:
        """Gray, with the reason, what the printer has not; it can still be saved as a PDF."""
        gray = QColor(theme.tokens(current_look().scheme)["text3"])
        for place in range(self.paper.count()):
            name = str(self.paper.itemData(place))
            if (size := self._sizes.get(name)) is None:
                continue  # taken over from another look: the view is on its way
            words, colour = paper_words(name, size), None
            if not takes(size):
                words, colour = _("{paper} (not in this printer)", paper=words), gray
            self.paper.setItemText(place, words)
            self.paper.setItemData(place, colour, Qt.ItemDataRole.ForegroundRole)

    def _show_card(self, view: NoteView) -> None:
        """Where the note has its card: in its corner, behind it, or in no place at all."""
        in_corner = view.ready.card is CardPlace.CORNER
        self.card.setVisible(in_corner or view.may_go_along)
        self.card.setEnabled(not in_corner)
        self.card.setChecked(in_corner or self._wants_card)
        self.card.setToolTip(_(CORNER_HINT if in_corner else ALONG_HINT))

    def _keep_card(self, wanted: bool) -> None:
        self._wants_card = wanted
        if self._state is not None:
            self._state.setValue(KEPT_CARD, wanted)
        self.wished.emit()

    def _kept_card(self) -> bool:
        """Whether a card goes along by the last choice on this computer; it does until then."""
        return self._state is None or bool(self._state.value(KEPT_CARD, True, bool))

    def _show_contacts(self, view: NoteView) -> None:
        """What is promised next; an agreed hour comes first and cannot be taken away here."""
        clear(self._next)
        for contact in view.contacts:
            words = text(contact_words(contact, view.today), "row")
            agreed = [chip(_("Agreed"), "ok", "check")] if contact.by is not None else []
            self._next.addLayout(row(words, 1, *agreed))
        for hint in view.hints:
            self._next.addWidget(wrapped(_(hint.message, **hint.values), "amber"))
        if not view.contacts:
            self._next.addWidget(text(_("nothing further"), "meta"))

    def _choose(self, form: Form) -> None:
        if form is not self.form:
            self.form = form
            self._anew()

    def _anew(self) -> None:
        """Another form or type has papers of its own: the usual one first."""
        self.paper.clear()
        self.wished.emit()


def _must(words: str) -> QHBoxLayout:
    """A name above what every note has."""
    return row(text(words, "meta"), chip(_("required"), "danger"), 1)
