"""A moment chosen in steps by two buttons or ↑ and ↓: no typing, no input method in the way."""

from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton

from ui.models.today_words import day_and_time
from ui.widgets.parts import button, current_look, row, text
from visitapp.marks import override
from visitapp.texts import translate as _


class TimeStepper(QFrame):
    """Shows a moment; never goes before ``first``. ``changed`` carries the new moment."""

    changed = Signal(object)

    def __init__(self, step: timedelta, *, with_day: bool = False) -> None:
        super().__init__()
        self._step, self._first, self._now = step, None, None  # type: tuple[timedelta, datetime | None, datetime | None]
        self.at: datetime | None = None
        minutes = int(step.total_seconds() // 60)
        self.earlier = button(_("−{n} min", n=minutes), "chip")
        self.later = button(_("+{n} min", n=minutes), "chip")
        self._shown: QLabel = text("", "time")
        self._shown.setMinimumWidth(current_look().px(74))
        self._shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        items = [self.earlier, self._shown, self.later]
        self.earlier.clicked.connect(lambda: self.move_by(-self._step))
        self.later.clicked.connect(lambda: self.move_by(self._step))
        if with_day:
            day = button(_("+1 day"), "chip")
            day.clicked.connect(lambda: self.move_by(timedelta(days=1)))
            items.append(day)
        self.setLayout(row(*items, 1, spacing=6))
        for made in self.findChildren(QPushButton):
            made.installEventFilter(self)

    def begin(self, at: datetime, first: datetime, now: datetime) -> None:
        """Start at a moment; ``first`` is the earliest that can be chosen, ``now`` names days."""
        self._first, self._now = first, now
        self.at = max(at, first)
        self._show()

    def move_by(self, step: timedelta) -> None:
        """Go a step on or back."""
        if self.at is None or self._first is None:
            return
        self.at = max(self.at + step, self._first)
        self._show()

    def _show(self) -> None:
        if self.at is None or self._now is None:
            return
        same = self.at.date() == self._now.date()
        words = f"{self.at:%H:%M}" if same else day_and_time(self.at, self._now)
        self._shown.setText(words)
        self._shown.setAccessibleName(words)
        self.setAccessibleName(words)
        self.changed.emit(self.at)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """↑ and ↓ on any of its buttons; a button itself would only move the focus."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        step = {Qt.Key.Key_Up: self._step, Qt.Key.Key_Down: -self._step}.get(Qt.Key(event.key()))
        if step is not None:
            self.move_by(step)
        return step is not None
