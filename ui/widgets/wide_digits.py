"""Full-width digits in fields of time and number: taken as the digits they are (ux tokens 7)."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication

from visitapp.marks import override

NARROW = str.maketrans("０１２３４５６７８９：／−－", "0123456789:/--")


class WideDigits(QObject):
    """Hands a field what an input method or a keyboard typed, in half width."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            given = event.commitString()
            narrow = given.translate(NARROW)
            if narrow != given:
                event.setCommitString(narrow)
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            narrow = event.text().translate(NARROW)
            if narrow != event.text():
                typed = QKeyEvent(event.type(), event.key(), event.modifiers(), narrow)
                QApplication.sendEvent(watched, typed)
                return True
        return False


def take_wide_digits(field: QAbstractSpinBox) -> None:
    """Let ``field`` take full-width digits as well."""
    field.installEventFilter(WideDigits(field))
