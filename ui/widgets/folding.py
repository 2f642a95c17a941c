"""Parts side by side where they fit, below each other where they do not."""

from itertools import pairwise

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.theme import current_look
from ui.widgets.flow import Pieces
from visitapp.marks import override


class Folding(Pieces):
    """Columns shared by their stretches; one column where one of them would be too narrow.

    ``least``: px at 100 % that are needed side by side, where the words themselves could wrap
    into less.
    """

    def __init__(self, spacing: int = 8, least: int = 0) -> None:
        look = current_look()
        super().__init__(None, look.px(spacing))
        self._least = look.px(least)
        self._stretches: list[int] = []

    def put(self, part: QWidget | QLayout, stretch: int = 1) -> None:
        """One more; ``stretch`` 0 takes the width it wants and no more."""
        self._stretches.append(stretch)
        if isinstance(part, QLayout):
            self.addChildLayout(part)
            self.addItem(part)
        else:
            self.addWidget(part)

    @property
    def beside(self) -> int:
        """The width in px that all need side by side."""
        return max(self._least, sum(self._narrowest) + self._gaps)

    @property
    def _narrowest(self) -> list[int]:
        """The least width of each part side by side."""
        pairs = zip(self._items, self._stretches, strict=True)
        return [_least_of(item, share) for item, share in pairs if not item.isEmpty()]

    @property
    def _gaps(self) -> int:
        return self._space * max(len(self.shown) - 1, 0)

    @override
    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self.shown]
        wide = max(sum(hint.width() for hint in hints) + self._gaps, self._least)
        return QSize(wide, max((hint.height() for hint in hints), default=0))

    @override
    def expandingDirections(self) -> Qt.Orientation:
        found = Qt.Orientation(0)
        for item in self.shown:
            found |= item.expandingDirections()
        return found

    @override
    def heightForWidth(self, width: int) -> int:
        if width >= self.beside:
            pairs = zip(self.shown, self._widths(width), strict=True)
            return max((_height(item, wide) for item, wide in pairs), default=0)
        return sum(_height(item, width) for item in self.shown) + self._gaps

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        if rect.width() >= self.beside:
            self._place_beside(rect)
        else:
            self._place_below(rect)

    def _place_beside(self, rect: QRect) -> None:
        x = rect.x()
        for item, wide in zip(self.shown, self._widths(rect.width()), strict=True):
            item.setGeometry(QRect(x, rect.y(), wide, rect.height()))
            x += wide + self._space

    def _place_below(self, rect: QRect) -> None:
        """Each as high as it must be; what is left goes to what grows by itself."""
        shown = self.shown
        grow = [item for item in shown if item.expandingDirections() & Qt.Orientation.Vertical]
        left = max(rect.height() - self.heightForWidth(rect.width()), 0)
        y = rect.y()
        for item in shown:
            high = _height(item, rect.width()) + (left // len(grow) if item in grow else 0)
            item.setGeometry(QRect(rect.x(), y, rect.width(), high))
            y += high + self._space

    def _widths(self, width: int) -> list[int]:
        """The width of each part side by side, on one grid with the lines above and below.

        None gets less than it needs.
        """
        pairs = zip(self._items, self._stretches, strict=True)
        stretches = [stretch for item, stretch in pairs if not item.isEmpty()]
        least = self._narrowest
        fixed = {place for place, stretch in enumerate(stretches) if not stretch}
        while True:
            left = width + self._space - sum(least[place] + self._space for place in fixed)
            free = [place for place in range(len(least)) if place not in fixed]
            whole = sum(stretches[place] for place in free)
            tight = {p for p in free if left * stretches[p] < (least[p] + self._space) * whole}
            if not tight:
                break
            fixed |= tight
        edges = [0]
        for place in free:
            edges.append(edges[-1] + stretches[place])
        shares = [left * b // whole - left * a // whole - self._space for a, b in pairwise(edges)]
        given = dict(zip(free, shares, strict=True))
        return [given.get(place, least[place]) for place in range(len(least))]


def _least_of(item: QLayoutItem, share: int) -> int:
    """How narrow a part may become beside others; one without a share is as wide as it wants."""
    layout = item.layout()
    if isinstance(layout, Folding):
        return layout.beside
    least = item.minimumSize().width()
    return least if share else max(least, item.sizeHint().width())


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


def folding(*parts: QWidget | QLayout, spacing: int = 8, least: int = 0) -> Folding:
    """Parts of the same width side by side, or below each other."""
    made = Folding(spacing, least)
    for part in parts:
        made.put(part)
    return made
