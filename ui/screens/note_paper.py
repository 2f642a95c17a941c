"""用紙と内容: the kind of note, its paper, for whom, and what the next contact is."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from ui.models.note_words import (
    FORM_HINTS,
    FORM_WORDS,
    LINE_WORDS,
    contact_words,
    paper_words,
)
from ui.widgets.form_rows import Choice, Labelled, choose_data, labelled
from ui.widgets.parts import button, card, chip, clear, current_look, hairline, row, text, wrapped
from visitapp.actions.note import NoteWish
from visitapp.actions.note_view import NoteView
from visitapp.domain.note_terms import NO_TERMS
from visitapp.domain.words import ExtraLine, Form
from visitapp.texts import translate as _

MOST_COPIES = 3


class NotePaperCard(QWidget):
    """``wished`` says that form or paper were chosen anew."""

    wished = Signal()

    def __init__(self) -> None:
        super().__init__()
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
        lines = [(line.value, _(words)) for line, words in LINE_WORDS.items()]
        self.line = Choice(_("One more line"), [("", _("none")), *lines])
        self.line.activated.connect(lambda _n: self.wished.emit())
        self._line = Labelled(_("One more line"), self.line)
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
        column.addWidget(text(_("Kind of note"), "meta"))
        column.addLayout(row(*self.kinds.values(), spacing=0))
        column.addWidget(self._hint)
        beside = row()
        beside.addLayout(labelled(_("Paper"), self.paper), 1)
        beside.addLayout(labelled(_("Copies"), self.copies))
        column.addLayout(beside)
        column.addLayout(row(self.large, 1))
        column.addWidget(self._line)
        column.addWidget(text(_("Addressee"), "meta"))
        column.addWidget(self._addressee)
        column.addWidget(self._outside)
        column.addWidget(text(_("Next contact"), "meta"))
        column.addLayout(self._next)

    @property
    def wish(self) -> NoteWish:
        """Form and paper as chosen; the paper "" is the usual one."""
        is_open, line = self.form is Form.OPEN, str(self.line.currentData() or "")
        terms = replace(
            NO_TERMS,
            large=self.large.isChecked() and is_open,
            line=ExtraLine(line) if line and is_open else None,
        )
        return NoteWish(form=self.form, paper=str(self.paper.currentData() or ""), terms=terms)

    def clear(self) -> None:
        """The open slip on its usual paper, in usual type, no line more: as every note begins."""
        self.form = Form.OPEN
        self.large.setChecked(False)
        self.line.setCurrentIndex(0)
        self.paper.clear()
        self.copies.setCurrentIndex(0)

    def take(self, old: "NotePaperCard") -> None:
        """What was chosen in another look; nothing is told of it."""
        self.form = old.form
        self.large.setChecked(old.large.isChecked())
        self.line.setCurrentIndex(old.line.currentIndex())
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
        choose_data(self.paper, view.wish.paper)
        note = view.ready.note
        self._addressee.setText("\n".join(note.addressee))
        outside = (not view.is_roll and note.outside) or _("nothing")
        self._outside.setText(_("On the outer face: {words}", words=outside))
        self._show_contacts(view)

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
