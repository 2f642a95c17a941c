"""A line of text that is never submitted while an input method is composing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from visitapp.marks import override

UP_AND_DOWN = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class TypingField(QLineEdit):
    """``submitted`` on Enter, but never while a composition is open; ``moved`` on ↑ and ↓."""

    submitted = Signal()
    moved = Signal(int)

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__()
        self.is_composing = False
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setToolTip(hint)  # whole, also where the field is short

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }
        if enter and plain:
            event.accept()
            if not self.is_composing and not event.isAutoRepeat():
                self.submitted.emit()
            return
        if event.key() in UP_AND_DOWN and plain and not self.is_composing:
            self.moved.emit(UP_AND_DOWN[Qt.Key(event.key())])
            event.accept()
            return
        super().keyPressEvent(event)
