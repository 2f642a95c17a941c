"""その日の訪問: the day, its visits, what is printed for each, and who is left out and why."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.keys import bind
from ui.models.papers_words import day_title, needs_words
from ui.widgets.flow import flowing
from ui.widgets.folding import Folding
from ui.widgets.parts import button, card, chip, clear, current_look, hairline, row, text, wrapped
from visitapp.actions.day_papers_view import DayPapersView, PaperLine
from visitapp.texts import translate as _

LEAST = 420  # px at 100 % for a visit in one line
ONE_DAY = timedelta(days=1)


class PapersList(QWidget):
    """``turned`` carries the day that is wanted; K, T and J turn the days."""

    turned = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._view: DayPapersView | None = None
        self.lines: dict[str, QFrame] = {}
        self._title, self._count = text("", "card"), text("", "second")
        self.back = button(_("Day before"), "chip", "chevron_left")
        self.now = button(_("Tomorrow"), "chip")
        self.on = button(_("Next day"), "chip", "chevron_right")
        for made, key, step in ((self.back, "K", -1), (self.now, "T", 0), (self.on, "J", 1)):
            made.setToolTip(_("{words} ({key})", words=made.accessibleName(), key=key))
            made.clicked.connect(lambda _checked=False, s=step: self.turn(s))
        frame, column = card()
        days = QWidget()
        days.setLayout(row(self.back, self.now, self.on))
        column.addLayout(flowing(self._title, self._count, 1, days))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(current_look().px(6))
        column.addLayout(self._rows)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

    def bind_keys(self, page: QWidget) -> None:
        """The keys of the days, wherever in the page the focus is."""
        for key, step in (("K", -1), ("T", 0), ("J", 1)):
            bind(page, key, partial(self.turn, step), inside=True)

    def turn(self, step: int) -> None:
        """A day back or on from the one that is shown; 0 is tomorrow."""
        if self._view is not None:
            day: date = self._view.day + step * ONE_DAY if step else self._view.today + ONE_DAY
            self.turned.emit(day)

    def show_view(self, view: DayPapersView, wrong: Mapping[str, str]) -> None:
        """The visits of the day; ``wrong`` is why the paper of one could not be made."""
        self._view = view
        self._title.setText(day_title(view))
        self._count.setText(_("Visits: {n}", n=len(view.lines)) if view.lines else "")
        clear(self._rows)
        self.lines = {}
        for line in view.lines:
            why = wrong.get(line.visit_id) or (_(line.why) if line.why else "")
            made = _Line(line, why)
            self.lines[line.visit_id] = made
            self._rows.addWidget(hairline())
            self._rows.addWidget(made)
        if not view.lines:
            self._rows.addWidget(hairline())
            self._rows.addWidget(wrapped(_("No visits are planned on this day."), "second"))


class _Line(QFrame):
    """「14:30 髙橋 様 佐久間・三好 K7Q4-29D1 連絡票と名刺2枚」."""

    def __init__(self, line: PaperLine, why: str) -> None:
        super().__init__()
        staff = "・".join(line.staff)
        words = _("Left out") if why else needs_words(line)
        said = (f"{line.at:%H:%M}", line.name, staff, line.note_no, words, why)
        self.setAccessibleName(" ".join(part for part in said if part))
        who = QVBoxLayout()
        who.setSpacing(current_look().px(2))
        who.addWidget(wrapped(f"{line.at:%H:%M}  {line.name}", "row"))
        who.addWidget(wrapped("  ".join(part for part in (staff, line.note_no) if part), "meta"))
        if why:
            who.addWidget(wrapped(why, "amber"))
        across = Folding(spacing=12, least=LEAST)
        across.put(who)
        state = chip(words, "warn", "block") if why else chip(words, "ok", "check")
        across.put(flowing(state), 0)
        self.setLayout(across)
