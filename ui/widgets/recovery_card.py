"""The recovery sheet: whether it was made, and the one button that makes it."""

from pathlib import Path

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.session import Session
from ui.widgets.ask_files import ask_new
from ui.widgets.parts import button, card, chip, clear, hairline, paragraph, picture, row, text
from visitapp.actions import set_up
from visitapp.texts import translate as _


class RecoveryCard(QFrame):
    """The words of the key are never drawn: they go to the place a person chooses."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.save = button(_("Save the recovery sheet (PDF)"), "primary", "print", "Alt+P")
        self.save.setObjectName("save_recovery_sheet")
        self.save.clicked.connect(self._choose)
        self._state = QVBoxLayout()
        frame, column = card()
        column.addLayout(row(picture("description"), text(_("Recovery sheet"), "card"), 1))
        column.addLayout(self._state)
        column.addWidget(hairline())
        for icon, words in (
            ("block", _("The code is never shown on the screen.")),
            ("lock", _("Print it, then delete the file. Keep the paper under lock.")),
            ("print", _("It can be made without an office too.")),
        ):
            line = row(picture(icon, "text2", 18), paragraph(words), spacing=10)
            line.setStretch(1, 1)
            column.addLayout(line)
        column.addWidget(self.save)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self._show_made(made=False)

    def _show_made(self, *, made: bool) -> None:
        clear(self._state)
        words = _("The sheet was made.") if made else _("No sheet was made yet")
        shown = chip(words, "ok", "check") if made else chip(words, "warn", "warning")
        self._state.addLayout(row(shown, 1))

    def refresh(self) -> None:
        """Read again whether there is a sheet."""
        if self._session.is_open:
            self._session.read(set_up.has_recovery_sheet, lambda made: self._show_made(made=made))

    def _choose(self) -> None:
        ask_new(self, _("Recovery sheet"), "PDF (*.pdf)", _("recovery-sheet.pdf"), self.write)

    def write(self, path: Path) -> None:
        """Write the sheet to the place that was chosen."""
        self._session.act(
            lambda ws: set_up.save_recovery_sheet(ws, path), lambda _p: self._show_made(made=True)
        )
