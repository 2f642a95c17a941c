"""The header above a page: its title, second words, and at most three actions."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.widgets.flow import Flow
from ui.widgets.parts import current_look, text
from visitapp.texts import N_
from visitapp.texts import translate as _

if TYPE_CHECKING:
    from datetime import datetime

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


class Header(QFrame):
    """One line, 60 px high, or more lines; the actions belong to the page in front."""

    def __init__(self) -> None:
        super().__init__()
        look = current_look()
        self.setObjectName("header")
        self.setMinimumHeight(look.px(60))
        self._line = Flow(None, look.px(14))
        self._title = text("", "title")
        self._date = text("", "second")
        self._note = text("", "second")
        for label in (self._title, self._date, self._note):
            self._line.addWidget(label)
        self._line.push()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(20), look.px(8), look.px(20), look.px(8))
        column.addStretch(1)
        column.addLayout(self._line)
        column.addStretch(1)
        self._shown: list[QWidget] = []

    def show_title(self, title: str, actions: Sequence[QWidget] = ()) -> None:
        """The page in front, and its actions in place of those of the page before."""
        self._title.setText(title)
        for widget in self._shown:
            widget.hide()
        self._shown = list(actions)
        for widget in self._shown:
            if widget.parentWidget() is not self:
                self._line.addWidget(widget)
            widget.show()

    def show_day(self, now: "datetime", note: str = "") -> None:
        """Today's date, and what the page says in a few words."""
        self._date.setText(f"{now:%Y/%m/%d}({_(WEEKDAYS[now.weekday()])})")
        self._note.setText(note)
