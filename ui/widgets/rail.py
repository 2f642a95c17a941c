"""The rail at the left: one line for each page that works, with its key and its number."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
)

from ui import theme
from ui.page import Page
from ui.theme import Room
from ui.widgets.parts import current_look, hairline, row, text
from visitapp.texts import translate as _

if TYPE_CHECKING:
    from visitapp.actions.today_view import TodayView

WIDE, NARROW = 156, 60


def _brand_line(name: QLabel) -> QHBoxLayout:
    """The mark and the name of the program."""
    look = current_look()
    mark = QLabel()
    colours = theme.tokens(look.scheme)
    mark.setPixmap(theme.pixmap("door_front", colours["on_primary"], look.px(20)))
    mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
    mark.setFixedSize(look.px(28), look.px(28))
    mark.setStyleSheet(f"background: {colours['primary']}; border-radius: {look.px(6)}px;")
    line = row(mark, name, 1)
    line.setContentsMargins(look.px(8), 0, 0, 0)
    return line


class RailLine(QToolButton):
    """One page: icon, words and number; the icon alone where the window is narrow."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        look = current_look()
        self.page = page
        words = _(page.words)
        self.setObjectName(f"rail-{page.code}")
        self.setProperty("kind", "rail")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setText(f" {words}")
        self.setIcon(theme.icon(page.icon, theme.tokens(look.scheme)["text"], look.px(20)))
        self.setIconSize(QSize(look.px(20), look.px(20)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(_("{words} ({key})", words=words, key=page.key) if page.key else words)
        self.setAccessibleName(words)
        self._number = text("", "badge")
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside = row(1, self._number)
        inside.setContentsMargins(0, 0, look.px(6), 0)
        self.setLayout(inside)
        self._number.hide()

    def show_count(self, count: int) -> None:
        """The number beside the words; none when there is nothing to count."""
        self._number.setText(str(count) if count else "")
        self._number.setVisible(bool(count) and not self.is_narrow)
        self.setAccessibleDescription(str(count) if count else "")

    @property
    def is_narrow(self) -> bool:
        """Whether only the icon is shown."""
        return self.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly

    def show_narrow(self, narrow: bool) -> None:
        """Icon alone, or icon beside words."""
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(
            style.ToolButtonIconOnly if narrow else style.ToolButtonTextBesideIcon
        )
        self._number.setVisible(bool(self._number.text()) and not narrow)


class Rail(QFrame):
    """``chosen`` carries the code of a page."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        look = current_look()
        self.setObjectName("rail")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(look.px(8), look.px(12), look.px(8), look.px(12))
        self._column.setSpacing(look.px(2))
        self._brand = text("visitapp", "brand", self)
        self._column.addLayout(_brand_line(self._brand))
        self._column.addSpacing(look.px(8))
        self._group = QButtonGroup(self)
        self._lines: dict[str, RailLine] = {}
        self._offered: dict[str, bool] = {}
        self._person: QLabel | None = None
        self._room = Room.WIDE
        self.show_room(Room.WIDE)

    def show_pages(self, pages: Sequence[Page]) -> None:
        """A line for every page that has an icon."""
        named = [page for page in pages if page.icon]
        for page in [p for p in named if not p.is_low]:
            self._add(page)
        self._column.addStretch(1)
        for page in [p for p in named if p.is_low]:
            self._add(page)
        self._column.addWidget(hairline())
        self._person = text("", "card", self)
        self._person.setWordWrap(True)
        self._column.addWidget(self._person)
        self.show_room(self._room)

    def _add(self, page: Page) -> None:
        made = RailLine(page)
        made.clicked.connect(lambda _checked=False, code=page.code: self.chosen.emit(code))
        self._group.addButton(made)
        self._lines[page.code] = made
        self._column.addWidget(made)
        if page.is_offered is not None:
            made.hide()  # until it is known whether it works here

    def show_front(self, code: str) -> None:
        """Mark the line of the page in front; none where that page has no line."""
        self._group.setExclusive(False)
        for name, line in self._lines.items():
            line.setChecked(name == code)
        self._group.setExclusive(True)

    def show_view(self, view: "TodayView") -> None:
        """Numbers and offers from the one view of the day."""
        if self._person is not None:
            self._person.setText(view.person)
        for line in self._lines.values():
            offered, count = line.page.is_offered, line.page.count
            line.setHidden(offered is not None and not offered(view))
            line.show_count(count(view) if count is not None else 0)

    def show_room(self, room: Room) -> None:
        """Words beside the icons only in a wide window (tokens.md: below 1180 px, 60 px)."""
        self._room = room
        is_narrow = room is not Room.WIDE
        look = current_look()
        self.setFixedWidth(look.px(NARROW if is_narrow else WIDE))
        self._brand.setVisible(not is_narrow)
        if self._person is not None:
            self._person.setVisible(not is_narrow)
        for line in self._lines.values():
            line.show_narrow(is_narrow)
