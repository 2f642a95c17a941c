"""Cancel a visit or hand it over (N-14): a panel of the form, one act each, with its reason."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.session import Session
from ui.undo import Reversal
from ui.widgets.form_rows import labelled
from ui.widgets.parts import button, current_look, hairline, row
from ui.widgets.typing_field import TypingField
from visitapp.actions import change, correct
from visitapp.actions.act import Happened
from visitapp.texts import translate as _
from visitapp.workspace import Workspace


class EndPanel(QFrame):
    """``done`` after the act; ``said`` carries what is missing."""

    done = Signal()
    said = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._visit_id = session, ""
        self.reason = TypingField(_("Reason"))
        self.takers = TypingField(_("Who takes it over"), _("Names, with ・ between"))
        self.memo = TypingField(_("What they need to know"))
        self.cancel = button(_("Cancel the visit"), "", "block")
        self.hand_over = button(_("Hand over"), "", "supervisor_account")
        self.cancel.clicked.connect(self._cancel)
        self.hand_over.clicked.connect(self._hand_over)
        for field, name in (
            (self.reason, "end-reason"),
            (self.takers, "end-takers"),
            (self.memo, "end-memo"),
            (self.cancel, "end-cancel"),
            (self.hand_over, "end-over"),
        ):
            field.setObjectName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_look().px(8))
        column.addWidget(hairline())
        for field in (self.reason, self.takers, self.memo):
            column.addLayout(labelled(field.accessibleName(), field))
        column.addLayout(row(1, self.cancel, self.hand_over))
        self.hide()

    def open_for(self, visit_id: str) -> None:
        """The visit these acts are about; "" hides the panel."""
        if visit_id != self._visit_id:
            for field in (self.reason, self.takers, self.memo):
                field.clear()
        self._visit_id = visit_id

    def _cancel(self) -> None:
        visit_id, reason = self._visit_id, self.reason.text().strip()
        if not reason:
            self._miss(self.reason, _("Type the reason first; it is kept with the visit."))
            return
        self._session.act(
            lambda ws: change.cancel(ws, visit_id, reason=reason),
            lambda _done: self.done.emit(),
            reversal=_withdrawn(_("The visit is cancelled.")),
        )

    def _hand_over(self) -> None:
        visit_id, reason = self._visit_id, self.reason.text().strip()
        memo = self.memo.text().strip()
        given = self.takers.text().replace("、", "・").replace(",", "・").split("・")
        staff = tuple(name.strip() for name in given if name.strip())
        if not reason:
            self._miss(self.reason, _("Type the reason first; it is kept with the visit."))
        elif not staff:
            self._miss(self.takers, _("Type who takes the visit over."))
        else:
            self._session.act(
                lambda ws: change.hand_over(ws, visit_id, staff=staff, reason=reason, memo=memo),
                lambda _done: self.done.emit(),
                reversal=_withdrawn(_("The visit is handed over.")),
            )

    def _miss(self, field: TypingField, words: str) -> None:
        self.said.emit(words)
        field.setFocus()


def _withdrawn(words: str) -> Reversal:
    """Taken back, what was written stays readable as withdrawn and no longer counts."""
    reason = _("taken back")

    def back(ws: Workspace, done: Happened) -> Happened:
        entries = [event.entry.id for event in done.events]
        return correct.take_back(ws, done.visit.id, entries, reason=reason)

    return Reversal(words=words, back=back)
