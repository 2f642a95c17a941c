"""A row of a list that is one button: Enter presses it, ↑ and ↓ go on; as high as its content."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLayout, QPushButton, QSizePolicy

from visitapp.marks import override


class RowButton(QPushButton):
    """Its layout holds the words and gives its size (a strut there is its least height)."""

    step_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "row")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def sizeHint(self) -> QSize:
        # Qt's own hint wraps the words at no width at all; the height comes by heightForWidth
        inside = self._inside()
        return QSize(inside.totalSizeHint().width(), inside.totalMinimumSize().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return self._inside().totalMinimumSize()

    def _inside(self) -> QLayout:
        layout = self.layout()
        if layout is None:
            raise TypeError("a row without a layout")
        return layout

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self.step_wanted.emit(step)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)
