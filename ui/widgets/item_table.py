"""The table of the sync page: what, whom about, when, size, and a state in a word."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QResizeEvent
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
FOLDED = (1, 2, 3)  # stand in the line below where the table is narrow
EDGES, ICON_ROOM = 16, 40  # px at 100 %, beside the words of a cell
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
        self._is_folded = False

    def show_items(self, items: Sequence[Item]) -> None:
        """Show these rows; the selected row and the place scrolled to stay."""
        if tuple(items) == self._shown:
            return
        self._shown = tuple(items)
        self._is_folded = self._wants_fold()
        self._fill_rows()

    def _fill_rows(self) -> None:
        for column in FOLDED:
            self.setColumnHidden(column, self._is_folded)
        self.clearSpans()
        below = [self._below(item) for item in self._shown]
        self.setRowCount(sum(2 if words else 1 for words in below))
        place = 0
        for item, words in zip(self._shown, below, strict=True):
            self._fill(place, item)
            place += 1
            if words:
                self._fill_finer(place, words)
                place += 1

    def _below(self, item: Item) -> str:
        """What stands in the line below: in a narrow table also what had columns of its own."""
        told = (item.name, item.at, item.size) if self._is_folded else ()
        return "  ".join(words for words in (*told, item.finer) if words)

    def _wants_fold(self) -> bool:
        """Whether the columns side by side would cut a word."""
        plain = QFontMetrics(theme.font(current_look(), 15))
        chips = [StateCell.width_of(item.state[0]) for item in self._shown]
        wide = max(chips, default=0)
        for words in ("what", "name", "at", "size"):
            told = [plain.horizontalAdvance(getattr(item, words)) for item in self._shown]
            wide += max(told, default=0) + current_look().px(EDGES)
        return wide + current_look().px(ICON_ROOM) > self.viewport().width()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._shown and self._wants_fold() is not self._is_folded:
            self._is_folded = not self._is_folded
            self._fill_rows()

    def _fill(self, place: int, item: Item) -> None:
        look = current_look()
        tint = theme.tokens(look.scheme)["text2"]
        self.setRowHeight(place, look.px(39))
        for column, words in enumerate((item.what, item.name, item.at, item.size, item.state[0])):
            cell = QTableWidgetItem(words)
            cell.setToolTip(words)
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
        cell.setToolTip(words)
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
        box = QRect(rect.left() + look.px(4), 0, self.width_of(words), look.px(28))
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
        return QSize(self.width_of(words) + look.px(12), look.px(39))

    @staticmethod
    def width_of(words: str) -> int:
        """The width of a chip with this word, in px."""
        look = current_look()
        metrics = QFontMetrics(theme.font(look, 13, bold=True))
        return metrics.horizontalAdvance(words) + look.px(16 + 16 + 8)
