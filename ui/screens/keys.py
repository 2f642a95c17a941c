"""The list of keys, made from the tables that the shortcuts themselves are made from."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ui.keys import Key, native
from ui.widgets.parts import card, current_look, hairline, key_cap, scrolling, text
from visitapp.texts import translate as _


class KeysScreen(QWidget):
    """One card for each page: the key and what it does."""

    def __init__(self, groups: Sequence[tuple[str, Sequence[Key]]]) -> None:
        super().__init__()
        look = current_look()
        self.setObjectName("page")
        column = QVBoxLayout()
        column.setContentsMargins(look.px(16), look.px(14), look.px(16), look.px(14))
        column.setSpacing(look.px(14))
        for title, keys in groups:
            column.addWidget(_card(title, keys))
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.area = scrolling(column)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrows scroll
        self.area.setAccessibleName(_("List of keys"))
        outer.addWidget(self.area)


def _card(title: str, keys: Sequence[Key]) -> QFrame:
    frame, column = card()
    column.addWidget(text(_(title), "card"))
    column.addWidget(hairline())
    grid = QGridLayout()
    grid.setHorizontalSpacing(current_look().px(24))
    grid.setColumnMinimumWidth(0, current_look().px(130))
    for place, key in enumerate(keys):
        words = text(_(key.words))
        words.setWordWrap(True)
        grid.addWidget(key_cap(native(key.sequence)), place, 0)
        grid.addWidget(words, place, 1)
    grid.setColumnStretch(1, 1)
    column.addLayout(grid)
    return frame
