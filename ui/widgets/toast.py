"""A dark bar at the lower right: what was just done, and the button that takes it back."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui import theme
from ui.undo import Undo
from ui.widgets.parts import button, clear, current_look, text
from visitapp.marks import override
from visitapp.texts import translate as _

STAYS_MS = 10_000
ABOVE_STRIP = 40


class Toast(QFrame):
    """Stays ten seconds or until the next act (tokens.md, toast with undo)."""

    def __init__(self, window: QWidget, undo: Undo) -> None:
        super().__init__(window)
        self._window, self._undo = window, undo
        undo.offered.connect(self.offer)
        undo.told.connect(self._told)
        self.setObjectName("toast")
        self._row = QHBoxLayout(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS_MS)
        self._timer.timeout.connect(self.hide)
        window.installEventFilter(self)
        self.hide()

    def offer(self, words: str) -> None:
        """Say what was done and offer to take it back."""
        look = current_look()
        colours = theme.tokens(look.scheme)
        self.setStyleSheet(
            f"QFrame#toast {{ background: {colours['text']}; border-radius: {look.px(8)}px; }}"
            f"QFrame#toast > QLabel {{ color: {colours['window']}; }}"
        )
        clear(self._row)
        self._row.setContentsMargins(look.px(16), look.px(8), look.px(8), look.px(8))
        self._row.setSpacing(look.px(14))
        back = button(_("Undo"), icon="undo")
        back.setText(f" {_('Undo')}  Ctrl+Z")
        back.clicked.connect(self._undo.undo)
        self._row.addWidget(text(words))
        self._row.addWidget(back)
        self.show()
        self._place()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _told(self, words: str) -> None:
        """Undo or redo happened: nothing is offered any more; the strip shows the words."""
        self.hide()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._window, words))

    def _place(self) -> None:
        gap = current_look().px(14)
        self.adjustSize()
        corner = self._window.rect().bottomRight()
        strip = current_look().px(ABOVE_STRIP)
        self.move(corner.x() - self.width() - gap, corner.y() - self.height() - strip - gap)
        self.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
