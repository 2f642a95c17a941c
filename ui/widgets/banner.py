"""A calm banner: what happened, what to do, that nothing is lost; never modal, never red."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from ui import theme
from ui.widgets.parts import clear, current_look, picture, text
from visitapp.errors import Known
from visitapp.texts import tell


class Banner(QFrame):
    """Hidden until there is something to say."""

    def __init__(self) -> None:
        super().__init__()
        look = current_look()
        self.setObjectName("banner")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(look.px(14), look.px(8), look.px(14), look.px(8))
        self._row.setSpacing(look.px(10))
        self.hide()

    def show_error(self, error: Known) -> None:
        """Say what went wrong and what to do."""
        told = tell(error)
        self.show_words(f"{told.message} {told.advice}".strip())

    def show_words(self, words: str, act: QPushButton | None = None) -> None:
        """Say something in one or two lines, to eyes and a screen reader; at most one button."""
        look = current_look()
        colours = theme.tokens(look.scheme)
        self.setStyleSheet(
            f"QFrame#banner {{ background: {colours['off_soft']}; border: 0;"
            f"border-left: {look.px(5)}px solid {colours['off']};"
            f"border-radius: {look.px(8)}px; }}"
        )
        clear(self._row)
        self._row.addWidget(picture("schedule", "off_ink", 20))
        label = text(words)
        label.setWordWrap(True)
        self._row.addWidget(label, 1)
        if act is not None:
            self._row.addWidget(act)
        self.setAccessibleName(words)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def clear(self) -> None:
        """Nothing to say any more."""
        self.hide()
