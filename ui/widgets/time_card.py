"""The time at the door: what is left of the wait, its end, and a plain bar."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.flow import Flow
from ui.widgets.parts import chip, clear, current_look, picture, row, text
from ui.widgets.short import Short
from visitapp.marks import override
from visitapp.texts import translate as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Where on the bar something happened or is due: lengths since the wait's start."""

    rings: tuple[timedelta, ...] = ()
    due: tuple[timedelta, ...] = ()
    calls: tuple[timedelta, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeReading:
    """What the card shows; without ``extended`` nothing runs and there is no bar."""

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
    marks: Marks = Marks()


class WaitBar(QWidget):
    """Solid for the time passed, plain for the rest, dashed for the extension; marks above it."""

    def __init__(self) -> None:
        super().__init__()
        self._reading: TimeReading | None = None
        self._marked = False
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(current_look().px(48 if self._marked else 20))

    def show_reading(self, reading: TimeReading) -> None:
        """Draw another state."""
        if reading != self._reading:
            self._reading = reading
            self.update()

    def show_marks(self, marked: bool) -> None:
        """With or without ring and call marks (details)."""
        self._marked = marked
        self._fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        reading = self._reading
        if reading is None or not reading.extended:
            return
        look = current_look()
        colours = theme.tokens(look.scheme)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = look.px(24) if self._marked else 0
        width, height = self.width() - 2.0, look.px(20) - 2.0
        promised = width * (reading.whole / reading.extended)
        passed = min(promised, width * (reading.passed / reading.extended))
        line = QColor(colours["line_strong"])
        painter.setPen(QPen(line, 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(1, top + 1, width, height), 4, 4)
        painter.setPen(QPen(line, 1.5))
        painter.setBrush(QColor(colours["sunken"]))
        painter.drawRoundedRect(QRectF(1, top + 1, promised, height), 4, 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours["text" if look.scheme == "outdoor" else "primary"]))
        painter.drawRoundedRect(QRectF(1, top + 1, passed, height), 4, 4)
        if self._marked:
            self._paint_marks(painter, reading, width)
        painter.end()

    def _paint_marks(self, painter: QPainter, reading: TimeReading, width: float) -> None:
        look = current_look()
        ink = QColor(theme.tokens(look.scheme)["text"])
        side, top = look.px(6), look.px(4)
        for lengths, solid in ((reading.marks.rings, True), (reading.marks.due, False)):
            painter.setPen(QPen(ink, 1.6))
            painter.setBrush(ink if solid else Qt.BrushStyle.NoBrush)
            for length in lengths:
                at = side + 1 + (width - 2 * side) * (length / reading.extended)
                corners = [(at - side, top), (at + side, top), (at, top + 2 * side)]
                painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
        painter.setBrush(ink)
        for length in reading.marks.calls:
            at = side + 1 + (width - 2 * side) * (length / reading.extended)
            painter.drawRect(QRectF(at - side + 1, top + 2, 2 * side - 2, 2 * side - 2))


class TimeCard(QFrame):
    """The upper card of door mode; ``head`` takes what stands at the right of its title."""

    def __init__(self) -> None:
        super().__init__()
        look = current_look()
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(20), look.px(10), look.px(20), look.px(8))
        column.setSpacing(look.px(4))
        self._column = column
        self.head = Flow(None, look.px(12))
        self._title = text("", "row")
        self._chip = QHBoxLayout()
        self._chip.setContentsMargins(0, 0, 0, 0)
        self._state_place = QWidget()
        self._state_place.setLayout(self._chip)
        self._state_place.hide()
        self._narrow = False
        self.head.addWidget(picture("hourglass_top", "text", 22))
        self.head.addWidget(self._title)
        self.head.addWidget(self._state_place)
        self.head.push()
        column.addLayout(self.head)
        self.below_head = QVBoxLayout()
        column.addLayout(self.below_head)
        self._make_middle(column)
        self._bar = WaitBar()
        column.addWidget(self._bar)
        self._ends = [text("", "meta") for _place in range(3)]
        self._scale = QWidget()
        self._scale.setLayout(row(self._ends[0], 1, self._ends[1], 1, self._ends[2]))
        column.addWidget(self._scale)
        self._legend = text(_("▼ Intercom   ▽ due next   ■ Telephone"), "meta")
        self._legend.hide()
        self._foot = Short("meta")
        foot = row(self._legend, 1, self._foot, 1)
        column.addLayout(foot)
        self._state: tuple[object, ...] = ()
        self.set_compact(False)

    def _make_middle(self, column: QVBoxLayout) -> None:
        look = current_look()
        self.big = text("", "timer")
        self.big.setAccessibleName(_("Time left"))
        self._label = Short("row_plain")
        self._until = text("", "until")
        beside = QVBoxLayout()
        beside.setSpacing(look.px(2))
        beside.addStretch(1)
        beside.addWidget(self._label)
        beside.addWidget(self._until)
        beside.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.big)
        middle.addSpacing(look.px(36))
        middle.addLayout(beside)
        middle.addStretch(1)
        column.addLayout(middle, 1)

    def set_compact(self, compact: bool) -> None:
        """One line of time where the window is small."""
        look = current_look()
        for label, role in ((self.big, "timer"), (self._until, "until")):
            wanted = f"{role}_small" if compact else role
            if label.property("role") != wanted:
                label.setProperty("role", wanted)
                label.style().unpolish(label)
                label.style().polish(label)
        self.big.setMinimumHeight(look.px(40 if compact else 94))
        self._compact = compact
        high = look.px(3 if compact else 10)
        self._column.setContentsMargins(
            look.px(20), high, look.px(20), look.px(4 if compact else 8)
        )
        self._column.setSpacing(look.px(1 if compact else 4))
        self._scale.setVisible(not compact)
        self._foot.setVisible(not compact)
        self._label.setVisible(not compact)

    def set_narrow(self, narrow: bool) -> None:
        """Without the word beside the title, where its row has no room for it."""
        self._narrow = narrow
        self._state = ()

    def set_asking(self, asking: bool) -> None:
        """Room for a question: what the bar already shows gives way."""
        self._scale.setVisible(not asking and not self._compact)
        self._foot.setVisible(not asking and not self._compact)

    def show_details(self, detailed: bool) -> None:
        """With ring and call marks on the bar, as 3b has them."""
        self._bar.show_marks(detailed and not self._compact)
        self._legend.setVisible(detailed and not self._compact)

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
            if reading.state and not self._narrow:
                self._chip.addWidget(chip(reading.state, reading.state_kind, "check"))
            self._state_place.setVisible(bool(reading.state) and not self._narrow)
        self._show_scale(reading)
        self._bar.setVisible(bool(reading.extended))
        self._bar.show_reading(reading)

    def _show_scale(self, reading: TimeReading) -> None:
        start, end, longer = reading.start, reading.end, reading.extended_end
        self._set(self._ends[0], f"{start:%H:%M}" if start else "")
        for label, at, length in (
            (self._ends[1], end, reading.whole),
            (self._ends[2], longer, reading.extended),
        ):
            minutes = int(length.total_seconds()) // 60
            words = _("{time} ({n} min)", time=f"{at:%H:%M}", n=minutes) if at else ""
            self._set(label, words if label is self._ends[2] or end != longer else "")

    @staticmethod
    def _set(label: QLabel, words: str) -> None:
        if label.text() != words:
            if isinstance(label, Short):
                label.say(words)
            label.setText(words)
