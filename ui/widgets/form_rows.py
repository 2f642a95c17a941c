"""Fields of a form with their names above them; the name is what a screen reader says."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSpinBox, QVBoxLayout, QWidget

from ui.widgets.parts import current_look, picture, text
from ui.widgets.wide_digits import take_wide_digits
from visitapp.marks import override


def labelled(words: str, field: QWidget) -> QVBoxLayout:
    """A field under its name."""
    label = text(words, "meta")
    label.setBuddy(field)
    field.setAccessibleName(words)
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(current_look().px(2))
    column.addWidget(label)
    column.addWidget(field)
    return column


class Labelled(QWidget):
    """The same as a widget that can be hidden with its name."""

    def __init__(self, words: str, field: QWidget) -> None:
        super().__init__()
        self.field = field
        self.setLayout(labelled(words, field))


class Choice(QComboBox):
    """One of a closed list; the wheel scrolls the page and never changes a value unseen."""

    def __init__(self, name: str, options: Sequence[tuple[object, str]]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for value, words in options:
            self.addItem(words, value)
        self._arrow = picture("keyboard_arrow_down", "text2")
        self._arrow.setParent(self)
        self._arrow.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrow.resize(self._arrow.sizeHint())
        x = self.width() - self._arrow.width() - current_look().px(8)
        self._arrow.move(x, (self.height() - self._arrow.height()) // 2)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Count(QSpinBox):
    """A small number, typed or by ↑ and ↓; the wheel scrolls the page."""

    def __init__(self, name: str, most: int) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setRange(0, most)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedWidth(current_look().px(64))
        take_wide_digits(self)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def choose_data(box: QComboBox, value: object) -> None:
    """Select the choice that stands for a value; nothing changes when there is none."""
    place = box.findData(value)
    if place >= 0:
        box.setCurrentIndex(place)
