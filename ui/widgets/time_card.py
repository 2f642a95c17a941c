"""The time at the door: what is left of the wait, its end, and a plain bar."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.parts import card, chip, clear, current_look, row, text
from visitapp.marks import override
from visitapp.texts import translate as _


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeReading:
    """What the card shows; ``parts`` are 0 … 1 of the extended wait, None when nothing runs."""

    title: str
    state: str
    state_kind: str
    big: str
    label: str
    until: str
    foot: str
    start: datetime | None = None
    end: datetime | None = None
    extended_end: datetime | None = None
    passed: timedelta = timedelta(0)
    whole: timedelta = timedelta(0)
    extended: timedelta = timedelta(0)


class WaitBar(QWidget):
    """Solid for the time passed, plain for the rest, dashed for the extension."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(current_look().px(20))
        self._reading: TimeReading | None = None

    def show_reading(self, reading: TimeReading) -> None:
        """Draw another state."""
        self._reading = reading
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        reading = self._reading
        if reading is None or not reading.extended:
            return
        look = current_look()
        colours = theme.tokens(look.scheme)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = self.width() - 2.0, self.height() - 2.0
        promised = width * (reading.whole / reading.extended)
        passed = min(promised, width * (reading.passed / reading.extended))
        dashed = QPen(QColor(colours["line_strong"]), 1.5, Qt.PenStyle.DashLine)
        painter.setPen(dashed)
        painter.drawRoundedRect(QRectF(1, 1, width, height), 4, 4)
        painter.setPen(QPen(QColor(colours["line_strong"]), 1.5))
        painter.setBrush(QColor(colours["sunken"]))
        painter.drawRoundedRect(QRectF(1, 1, promised, height), 4, 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours["text" if look.scheme == "outdoor" else "primary"]))
        painter.drawRoundedRect(QRectF(1, 1, passed, height), 4, 4)
        painter.end()


class TimeCard(QFrame):
    """The upper card of door mode."""

    def __init__(self) -> None:
        super().__init__()
        look = current_look()
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(20), look.px(12), look.px(20), look.px(10))
        column.setSpacing(look.px(4))
        self.head = QHBoxLayout()
        self._title = text("", "row")
        self._chip = QHBoxLayout()
        self.head.addWidget(self._title)
        self.head.addLayout(self._chip)
        self.head.addStretch(1)
        column.addLayout(self.head)
        self.big = text("", "timer")
        self.big.setMinimumHeight(look.px(94))  # the digits, whatever else needs room
        self.big.setAccessibleName(_("Time left"))
        self._label = text("", "second")
        self._until = text("", "until")
        beside = QVBoxLayout()
        beside.addStretch(1)
        beside.addWidget(self._label)
        beside.addWidget(self._until)
        beside.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.big)
        middle.addSpacing(24)
        middle.addLayout(beside)
        middle.addStretch(1)
        column.addLayout(middle, 1)
        self._bar = WaitBar()
        column.addWidget(self._bar)
        self._marks = [text("", "meta") for _place in range(3)]
        column.addLayout(row(self._marks[0], 1, self._marks[1], 1, self._marks[2]))
        self._foot = text("", "hint")
        self._foot.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._foot)
        self._state: tuple[object, ...] = ()

    def show_reading(self, reading: TimeReading) -> None:
        """Show another reading; called each second, so it changes only what differs."""
        self._set(self._title, reading.title)
        self._set(self.big, reading.big)
        self._set(self._label, reading.label)
        self._set(self._until, reading.until)
        self._set(self._foot, reading.foot)
        state = (reading.state, reading.state_kind, current_look())
        if state != self._state:
            self._state = state
            clear(self._chip)
            if reading.state:
                self._chip.addWidget(chip(reading.state, reading.state_kind, "check"))
        marks = (reading.start, reading.end, reading.extended_end)
        for label, at in zip(self._marks, marks, strict=True):
            self._set(label, f"{at:%H:%M}" if at else "")
        self._bar.setVisible(bool(reading.extended))
        self._bar.show_reading(reading)

    @staticmethod
    def _set(label: QLabel, words: str) -> None:
        if label.text() != words:
            label.setText(words)


def small_card(title: str) -> tuple[QFrame, QVBoxLayout]:
    """A card with its bold title."""
    frame, column = card()
    column.addWidget(text(title, "card"))
    return frame, column
