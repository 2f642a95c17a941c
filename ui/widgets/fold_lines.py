"""The three logs at the door as one line each: intercom, telephone, photos; a key opens one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from ui.widgets.parts import current_look, hairline, key_cap, picture, row, text
from visitapp.texts import translate as _


class FoldLine(QPushButton):
    """One log: name with count, last entry, key, and whether it is open."""

    def __init__(self, name: str, icon: str, key: str) -> None:
        super().__init__()
        look = current_look()
        self._name = name
        self.setCheckable(True)
        self.setProperty("kind", "quiet")
        self.setFixedHeight(look.px(39))
        self._title = text(name, "card")
        self._title.setMinimumWidth(look.px(170))
        self._last = text("", "second")
        self._chevron = picture("keyboard_arrow_down", "text2", 20)
        line = row(
            picture(icon, "text", 20), self._title, self._last, 1, key_cap(key), self._chevron
        )
        line.setContentsMargins(look.px(14), 0, look.px(14), 0)
        self.setLayout(line)

    def show_log(self, count: str, last: str) -> None:
        """The count and the last entry."""
        self._title.setText(f"{self._name}  {count}")
        self._last.setText(last)
        self.setAccessibleName(f"{self._name} {count} {last}".strip())


class FoldLines(QFrame):
    """The card with the lines; open logs stand below their line."""

    opened = Signal(str)

    def __init__(self, lines: Sequence[tuple[str, str, str, str]]) -> None:
        super().__init__()
        look = current_look()
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._lines: dict[str, FoldLine] = {}
        self._logs: dict[str, QVBoxLayout] = {}
        self._boxes: dict[str, QWidget] = {}
        for place, (code, name, icon, key) in enumerate(lines):
            if place:
                column.addWidget(hairline())
            made = FoldLine(_(name), icon, key)
            made.toggled.connect(lambda on, c=code: self._toggle(c, on))
            box = QWidget()
            log = QVBoxLayout(box)
            log.setContentsMargins(look.px(48), look.px(2), look.px(14), look.px(8))
            log.setSpacing(look.px(2))
            box.hide()
            column.addWidget(made)
            column.addWidget(box)
            self._lines[code], self._logs[code], self._boxes[code] = made, log, box

    def show_log(self, code: str, count: str, entries: Sequence[str]) -> None:
        """Fill one log; the newest entry stands in the line itself."""
        self._lines[code].show_log(count, entries[-1] if entries else "")
        log = self._logs[code]
        while (item := log.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for entry in entries or [_("Nothing yet")]:
            log.addWidget(text(entry, "second"))

    def flip(self, code: str) -> None:
        """Open or close one log (Q, W, E)."""
        self._lines[code].toggle()

    def _toggle(self, code: str, on: bool) -> None:
        self._boxes[code].setVisible(on)
        self.opened.emit(code if on else "")
