"""Words in one line that may be wider than their place."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from ui.theme import current_look
from visitapp.marks import override

LEAST = 60  # px at 100 % that the words keep


class Short(QLabel):
    """Words in one line; where the window is too narrow it ends with a mark and help has all."""

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def say(self, words: str) -> None:
        """Show these words; whole for help and readers."""
        self.setText(words)
        self.setToolTip(words)
        self.setAccessibleName(words)

    @override
    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return hint.boundedTo(QSize(current_look().px(LEAST), hint.height()))

    @property
    def _fits(self) -> bool:
        return self.fontMetrics().horizontalAdvance(self.text()) <= self.width()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._fits:
            super().paintEvent(event)
            return
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            self.rect(),
            int(Qt.AlignmentFlag.AlignVCenter),
            self.palette(),
            self.isEnabled(),
            words,
            self.foregroundRole(),
        )
