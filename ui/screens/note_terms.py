"""封書の内容: what a letter apologises for, who is liable, who agreed, and how it travels."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from ui.models.note_words import LIABILITY_WORDS, SCOPE_WORDS, approvers_in
from ui.widgets.flow import Flow
from ui.widgets.form_rows import Choice, Labelled, choose_data
from ui.widgets.parts import button, card, current_look, hairline, text, wrapped
from visitapp.actions.note import approvers_needed
from visitapp.actions.note_view import NoteView
from visitapp.domain.note_terms import NO_TERMS, NoteTerms
from visitapp.domain.words import ApologyScope, Responsibility
from visitapp.texts import translate as _


class NoteTermsCard(QWidget):
    """``wished`` says that a term was chosen or typed anew."""

    wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        scopes = [("", _("no apology")), *((s.value, _(w)) for s, w in SCOPE_WORDS.items())]
        self.scope = Choice(_("Apology for"), scopes)
        liable = [(r.value, _(words)) for r, words in LIABILITY_WORDS.items()]
        self.liability = Choice(_("Responsibility"), liable)
        self.approvers = QLineEdit()
        self.approvers.setPlaceholderText(_("names with a comma between them"))
        self.money = button(_("The demand is money"), "switch")
        self.posted = button(_("It goes by post"), "switch")
        self.window_address = button(_("Address for a window envelope"), "switch")
        ticks = QFrame()
        flow = Flow(ticks, current_look().px(8))
        for tick in (self.money, self.posted, self.window_address):
            tick.setCheckable(True)
            tick.toggled.connect(lambda _on: self.wished.emit())
            flow.add(tick)
        self._hint = wrapped("", "meta")
        self._approval = Labelled(_("Approved by"), self.approvers)
        frame, column = card()
        column.addWidget(text(_("What the letter says"), "card"))
        column.addWidget(hairline())
        for part in (
            Labelled(_("Apology for"), self.scope),
            Labelled(_("Responsibility"), self.liability),
            ticks,
            self._approval,
            self._hint,
        ):
            column.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        for box in (self.scope, self.liability):
            box.activated.connect(lambda _n: self.wished.emit())
        self.approvers.editingFinished.connect(self.wished)

    @property
    def terms(self) -> NoteTerms:
        """The terms as chosen."""
        scope = str(self.scope.currentData() or "")
        return NoteTerms(
            scope=ApologyScope(scope) if scope else None,
            responsibility=Responsibility(self.liability.currentData()),
            approved_by=approvers_in(self.approvers.text()),
            money_demanded=self.money.isChecked(),
            posted=self.posted.isChecked(),
            window=self.window_address.isChecked(),
        )

    def clear(self) -> None:
        """No apology, nobody asked: as every letter begins."""
        self.take(NO_TERMS)

    def take(self, terms: NoteTerms) -> None:
        """Show these terms; nothing is told of it."""
        self.blockSignals(True)
        choose_data(self.scope, terms.scope.value if terms.scope else "")
        choose_data(self.liability, terms.responsibility.value)
        self.approvers.setText("、".join(terms.approved_by))
        self.money.setChecked(terms.money_demanded)
        self.posted.setChecked(terms.posted)
        self.window_address.setChecked(terms.window)
        self.blockSignals(False)

    def show_view(self, view: NoteView) -> None:
        """Who must agree, where the letter admits our fault (R-10, R-29)."""
        needed = approvers_needed(view.ready.findings, view.wish.terms)
        self._approval.setVisible(bool(needed))
        self._hint.setVisible(bool(needed))
        self._hint.setText(
            _("Our fault in money matters: two people must have approved it.")
            if needed > 1
            else _("A letter that admits our fault needs the name of whoever approved it.")
        )
