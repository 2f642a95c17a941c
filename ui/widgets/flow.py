"""Widgets in a row that goes on below where the width ends; never cut, never pushed out."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSpacerItem, QWidget

from ui.theme import current_look
from visitapp.marks import override


class Pieces(QLayout):
    """The list that every layout of ours keeps; as high as its width makes it."""

    def __init__(self, parent: QWidget | None, space: int) -> None:
        super().__init__(parent)
        self._space = space
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    @property
    def shown(self) -> list[QLayoutItem]:
        """What takes room: hidden widgets do not."""
        return [item for item in self._items if not item.isEmpty()]

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem:
        return self._items[index] if 0 <= index < len(self._items) else None  # type: ignore[return-value] # what Qt asks for

    @override
    def takeAt(self, index: int) -> QLayoutItem:
        return self._items.pop(index) if 0 <= index < len(self._items) else None  # type: ignore[return-value] # what Qt asks for

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def minimumSize(self) -> QSize:
        size = QSize(0, 0)
        for item in self.shown:
            size = size.expandedTo(item.minimumSize())
        return size


class Flow(Pieces):
    """Left to right, then down; a stretch pushes what follows it to the right."""

    def add(self, widget: QWidget) -> None:
        """One more at the end."""
        self.addWidget(widget)
        widget.show()

    def push(self) -> None:
        """What comes after this stands at the right."""
        self.addItem(QSpacerItem(0, 0))

    def empty(self) -> None:
        """Take everything out."""
        while self._items:
            widget = self._items.pop().widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    @override
    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), moving=False)

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, moving=True)

    @override
    def sizeHint(self) -> QSize:
        wide = sum(item.sizeHint().width() + self._space for item in self.shown) - self._space
        return QSize(max(wide, 0), self.minimumSize().height())

    def _place(self, rect: QRect, *, moving: bool) -> int:
        y = rect.y()
        for line in self._lines(rect.width()):
            sizes = [_size(item, rect.width()) for item in line]
            high = max(size.height() for size in sizes)
            if moving:
                self._place_line(QRect(rect.x(), y, rect.width(), high), line, sizes)
            y += high + self._space
        return max(y - self._space - rect.y(), 0)

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        """What stands in which line; stretches go with what is before them."""
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            wide = _size(item, width).width()
            if item.spacerItem() is not None:
                if lines:
                    lines[-1].append(item)
                continue
            if item.isEmpty():
                continue
            if not lines or used + wide > width:
                lines.append([])
                used = 0
            lines[-1].append(item)
            used += wide + self._space
        return lines

    def _place_line(self, rect: QRect, line: list[QLayoutItem], sizes: list[QSize]) -> None:
        """Each in the middle of its line; what is left goes to what can grow, then to stretches."""
        widths = [size.width() for size in sizes]
        there = [item.spacerItem() is None for item in line]
        left = rect.width() - sum(widths) - self._space * (sum(there) - 1)
        for place, item in enumerate(line):
            if there[place] and item.expandingDirections() & Qt.Orientation.Horizontal:
                more = min(left, item.maximumSize().width() - widths[place])
                widths[place] += max(more, 0)
                left -= max(more, 0)
        x = rect.x()
        for place, item in enumerate(line):
            if not there[place]:
                x, left = x + max(left, 0), 0
                continue
            high = sizes[place].height()
            at = QPoint(x, rect.y() + (rect.height() - high) // 2)
            item.setGeometry(QRect(at, QSize(widths[place], high)))
            x += widths[place] + self._space


def _size(item: QLayoutItem, width: int) -> QSize:
    """What an item wants, no wider than ``width``."""
    hint = item.sizeHint()
    wide = min(hint.width(), max(width, 1))
    high = item.heightForWidth(wide) if item.hasHeightForWidth() else hint.height()
    return QSize(wide, high)


def flowing(*items: QWidget | int, spacing: int = 8) -> Flow:
    """Widgets side by side, going on below where the width ends; an int is a stretch."""
    flow = Flow(None, current_look().px(spacing))
    for item in items:
        if isinstance(item, int):
            flow.push()
        else:
            flow.addWidget(item)
    return flow
