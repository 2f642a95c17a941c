"""What the pen wrote on a note, typed in the evening, one note after the other (N-09)."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.flow import flowing
from ui.widgets.parts import button, current_look, text
from ui.widgets.typing_field import TypingField
from visitapp.actions.evening import Untold
from visitapp.texts import translate as _


class PenForm(QWidget):
    """``typed`` carries the id of the visit and what stands on its note; hidden when none waits."""

    typed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._visit = ""
        self._which = text("", "second")
        self.field = TypingField(_("What the pen wrote"), _("As it stands on the photo"))
        self.field.setObjectName("pen_text")
        self.record = button(_("Write it down"), "", "draw")
        self.record.clicked.connect(self._submit)
        self.field.submitted.connect(self._submit)
        self.field.textChanged.connect(self._weigh)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, current_look().px(8))
        column.setSpacing(current_look().px(4))
        column.addWidget(self._which)
        line = flowing(self.field, self.record)
        self.field.setMinimumWidth(current_look().px(320))
        column.addLayout(line)
        self._weigh()

    def show_untold(self, untold: Sequence[Untold]) -> None:
        """The first of the notes whose words are not typed yet."""
        self.setVisible(bool(untold))
        first = next(iter(untold), None)
        if first is not None and first.visit != self._visit:
            self._visit = first.visit
            self.field.clear()
            number = _("Note {number}: what the pen wrote", number=first.note_no)
            self._which.setText(number)
            self.field.setAccessibleName(number)

    def _weigh(self) -> None:
        self.record.setEnabled(bool(self.field.text().strip()))

    def _submit(self) -> None:
        if self.record.isEnabled():
            self.typed.emit(self._visit, self.field.text())
