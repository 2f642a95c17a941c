"""一覧: the visits of a week day by day, with holidays; every row reached and named by key."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.keys import bind
from ui.models.plan_words import day_words_of, outcome_or_consent
from ui.session import Session
from ui.widgets.flow import flowing
from ui.widgets.focus_keeping import focus_name, give_focus
from ui.widgets.parts import button, card, chip, clear, current_look, row, text
from ui.widgets.row_button import RowButton
from visitapp.actions.plan_view import PlannedDay, PlannedLine, WeekView, week_view
from visitapp.texts import translate as _


class WeekRow(RowButton):
    """「11/26 木 16:30 大西 様 佐久間 了承済み」."""

    def __init__(self, line: PlannedLine) -> None:
        super().__init__()
        look = current_look()
        words, kind, icon = outcome_or_consent(line)
        staff = " ".join(line.staff)
        self.setObjectName(f"week-{line.row.id}")
        name = f"{day_words_of(line.at.date())} {line.at:%H:%M} {line.name} {staff} {words}"
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(10), look.px(6), look.px(10), look.px(6))
        column.setSpacing(look.px(2))
        who = text(line.name, "row")
        who.setWordWrap(True)
        first = row(text(f"{line.at:%H:%M}", "row"), who, spacing=10)
        first.setStretch(1, 1)
        column.addLayout(first)
        column.addLayout(row(text(staff, "meta"), 1, chip(words, kind, icon)))


class WeekList(QWidget):
    """``chosen`` carries the id of the visit that is pressed; K, T and J turn the weeks.

    ``papers_wanted`` carries the day whose papers are to be printed, "" = the next that needs some.
    """

    chosen = Signal(str)
    papers_wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._weeks, self._papers_day = session, 0, ""
        self.rows: list[WeekRow] = []
        frame, column = card()
        self._title = text("", "card")
        self.back = button(_("Week before"), "chip", "chevron_left")
        self.now = button(_("This week"), "chip")
        self.on = button(_("Next week"), "chip", "chevron_right")
        for made, name, step in ((self.back, "back", -1), (self.now, "now", 0), (self.on, "on", 1)):
            made.setObjectName(f"week_{name}")
            made.clicked.connect(lambda _checked=False, s=step: self.turn(s))
        for key, step in (("K", -1), ("T", 0), ("J", 1)):
            bind(self, key, partial(self.turn, step), inside=True)
        column.addWidget(self._title)
        self.papers = button(_("Papers of a day"), "chip", "print")
        self.papers.setObjectName("papers")
        self.papers.setToolTip(_("{words} ({key})", words=_("Papers of a day"), key="Ctrl+Shift+P"))
        self.papers.clicked.connect(lambda: self.papers_wanted.emit(self._papers_day))
        column.addLayout(flowing(self.back, self.now, self.on, 1, self.papers))
        self._days = QVBoxLayout()
        self._days.setSpacing(current_look().px(4))
        column.addLayout(self._days)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def turn(self, step: int) -> None:
        """A week back or on; 0 is the present week."""
        self._weeks = self._weeks + step if step else 0
        self.refresh()

    def refresh(self) -> None:
        """Read the week again."""
        weeks = self._weeks
        self._session.read(lambda ws: week_view(ws, weeks), self._show)

    def _show(self, view: WeekView) -> None:
        keep = focus_name(self)
        clear(self._days)
        self.rows = []
        last = view.days[-1].day
        first = next((day.day.isoformat() for day in view.days if day.visits), "")
        self._papers_day = first if self._weeks else ""
        self._title.setText(
            f"{view.first.year}/{view.first.month}/{view.first.day}–{last.month}/{last.day}"
        )
        for day in view.days:
            if day.visits or day.holiday:
                self._show_day(day, view)
        if view.is_empty:
            self._days.addWidget(text(_("No visits are planned in this week."), "second"))
        give_focus(self, keep)

    def _show_day(self, day: PlannedDay, view: WeekView) -> None:
        parts = [text(day_words_of(day.day), "card")]
        if day.day == view.today:
            parts.append(text(_("Today"), "meta"))
        if day.holiday:
            parts.append(text(day.holiday, "holiday"))
        self._days.addLayout(row(*parts, 1))
        for line in day.visits:
            made = WeekRow(line)
            made.clicked.connect(lambda _checked=False, v=line.row.id: self.chosen.emit(v))
            made.step_wanted.connect(lambda step, r=made: self._step(r, step))
            self.rows.append(made)
            self._days.addWidget(made)

    def _step(self, at: WeekRow, step: int) -> None:
        place = self.rows.index(at) + step
        if 0 <= place < len(self.rows):
            self.rows[place].setFocus()
