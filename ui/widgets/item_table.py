"""The table of the sync page: what, whom about, when, size, and a state in a word."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)
from typing_extensions import override

from ui import theme
from ui.widgets.parts import current_look
from visitapp.texts import N_
from visitapp.texts import translate as _

HEADS = (N_("What"), N_("Customer"), N_("Recorded at"), N_("Size"), N_("State"))
STATE = 4
STATE_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One row in words; ``state`` = word, ground, icon; ``finer`` stands below."""

    icon: str
    what: str
    name: str
    at: str
    size: str
    state: tuple[str, str, str]
    finer: str = ""


class ItemTable(QTableWidget):
    """Rows to look at; nothing in them can be changed."""

    def __init__(self, name: str) -> None:
        super().__init__(0, len(HEADS))
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels([_(head) for head in HEADS])
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        for column in range(1, len(HEADS)):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._delegate = StateCell(self)
        self.setItemDelegateForColumn(STATE, self._delegate)
        self._shown: tuple[Item, ...] = ()

    def show_items(self, items: Sequence[Item]) -> None:
        """Show these rows; the selected row and the place scrolled to stay."""
        if tuple(items) == self._shown:
            return
        self._shown = tuple(items)
        self.clearSpans()
        self.setRowCount(sum(2 if item.finer else 1 for item in items))
        place = 0
        for item in items:
            self._fill(place, item)
            place += 1
            if item.finer:
                self._fill_finer(place, item.finer)
                place += 1

    def _fill(self, place: int, item: Item) -> None:
        look = current_look()
        tint = theme.tokens(look.scheme)["text2"]
        self.setRowHeight(place, look.px(39))
        for column, words in enumerate((item.what, item.name, item.at, item.size, item.state[0])):
            cell = QTableWidgetItem(words)
            if column in {2, 3}:
                cell.setFont(theme.font(look, 15, digits=True))
            if column == 3:
                cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if column == 0:
                cell.setIcon(theme.icon(item.icon, tint, look.px(18)))
            if column == STATE:
                cell.setData(STATE_ROLE, item.state)
            self.setItem(place, column, cell)

    def _fill_finer(self, place: int, words: str) -> None:
        """A line of its own over the whole width, below what it is about."""
        look = current_look()
        self.setRowHeight(place, look.px(30))
        cell = QTableWidgetItem(words)
        cell.setFont(theme.font(look, 13))
        cell.setForeground(theme.colour(look.scheme, "text2"))
        self.setItem(place, 0, cell)
        self.setSpan(place, 0, 1, len(HEADS))


class StateCell(QStyledItemDelegate):
    """Paints a state as a chip: icon and word on their ground."""

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)  # ground and line, without the word
        words, kind, icon = index.data(STATE_ROLE)
        look = current_look()
        colours = theme.tokens(look.scheme)
        rect: QRect = option.rect
        box = QRect(rect.left() + look.px(4), 0, self._width(words), look.px(28))
        box.moveCenter(rect.center())
        box.moveLeft(rect.left() + look.px(4))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(look.scheme, f"{kind}_line"), 1))
        painter.setBrush(theme.colour(look.scheme, f"{kind}_soft"))
        painter.drawRoundedRect(box, look.px(6), look.px(6))
        size = look.px(16)
        left = box.left() + look.px(8)
        painter.drawPixmap(
            left,
            box.center().y() - size // 2,
            theme.pixmap(icon, colours[f"{kind}_ink"], size),
        )
        painter.setPen(theme.colour(look.scheme, f"{kind}_ink"))
        painter.setFont(theme.font(look, 13, bold=True))
        box.setLeft(left + size + look.px(6))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    @override
    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.text = ""

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        look = current_look()
        words = str(index.data())
        return QSize(self._width(words) + look.px(12), look.px(39))

    @staticmethod
    def _width(words: str) -> int:
        look = current_look()
        metrics = QFontMetrics(theme.font(look, 13, bold=True))
        return metrics.horizontalAdvance(words) + look.px(16 + 16 + 8)
