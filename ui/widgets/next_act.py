"""The one big button of the door: the next sensible act, by Space, Enter or its own key."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from ui import theme
from ui.theme import Scheme
from ui.widgets.parts import clear, current_look, key_cap, picture, text
from visitapp.marks import override


@dataclass(frozen=True, slots=True, kw_only=True)
class NextLabel:
    """What the button says."""

    title: str
    hint: str
    icon: str
    key: str
    enabled: bool = True


class NextAct(QPushButton):
    """118 px high; the screen's guard decides whether a press counts (no print by accident)."""

    def __init__(self) -> None:
        super().__init__()
        look = current_look()
        self.setObjectName("next_act")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(look.px(34), 0, look.px(22), 0)
        self._row.setSpacing(look.px(22))
        self._label = NextLabel(title="", hint="", icon="timer", key="")
        self._look = look
        self._compact = self._narrow = False

    def set_compact(self, compact: bool, narrow: bool = False) -> None:
        """Lower, where the window is small; ``narrow`` also leaves the words all the room."""
        if (compact, narrow) != (self._compact, self._narrow):
            self._compact, self._narrow = compact, narrow
            self._dress()

    def show_label(self, label: NextLabel) -> None:
        """Say what comes next; the same label twice changes nothing (no flicker)."""
        look = current_look()
        if (label, look) == (self._label, self._look):
            return
        self._label, self._look = label, look
        self.setAccessibleName(label.title)
        self.setAccessibleDescription(label.hint)
        self._dress()

    def _dress(self) -> None:
        look, label = current_look(), self._label
        colours = theme.tokens(look.scheme)
        ground = colours["primary"] if label.enabled else colours["sunken"]
        tint = "on_primary" if label.enabled else "text3"
        ink = colours[tint]
        outdoor = look.scheme is Scheme.OUTDOOR
        edge = "4px solid #000000" if outdoor else f"1px solid {ground}"
        high, size = (64, 24) if self._compact else (110, 34 if outdoor else 30)
        self.setStyleSheet(
            f"QPushButton#next_act {{ background: {ground}; border: {edge};"
            f"border-radius: {look.px(12)}px; min-height: {look.px(high)}px; }}"
            f"QLabel {{ color: {ink}; }}"
        )
        clear(self._row)
        self._row.addWidget(picture(label.icon, tint, 44))
        words = QVBoxLayout()
        words.setSpacing(look.px(4))
        title = text(label.title)
        title.setWordWrap(True)
        title.setFont(theme.font(look, size, bold=True))
        title.setStyleSheet(f"font-size: {look.px(size)}px; font-weight: bold;")
        hint = text(label.hint)
        hint.setWordWrap(True)
        words.addStretch(1)
        words.addWidget(title)
        if label.hint:
            words.addWidget(hint)
        words.addStretch(1)
        self._row.addLayout(words, 1)
        for key in ("Space", label.key) if label.key and not self._narrow else ():
            cap = key_cap(key)
            cap.setStyleSheet(
                f"border: 2px solid {ink}; border-radius: {look.px(5)}px; background: transparent;"
                f"padding: {look.px(4)}px {look.px(9)}px; color: {ink}; font-weight: bold;"
                f"font-size: {look.px(15)}px;"
            )
            self._row.addWidget(cap, 0, Qt.AlignmentFlag.AlignVCenter)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():  # a key held down is one press, never a second act
            event.accept()
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)
