"""今日中の電話: calls and letters owed today, one opened with its script and results (R-39)."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.models.call_words import before, until, why
from ui.screens.today_results import ResultPanel
from ui.session import Session
from ui.widgets.focus_keeping import focus_name, give_focus
from ui.widgets.parts import button, clear, current_look, hairline, paragraph, row, text
from ui.widgets.row_button import RowButton
from ui.widgets.state_chip import StateChip
from visitapp.actions.today_calls import CallLine
from visitapp.actions.today_view import TodayView
from visitapp.texts import translate as _


class CallRow(RowButton):
    """One call as a row: whom, until when, why; Enter opens it."""

    def __init__(self, line: CallLine, now: datetime) -> None:
        super().__init__()
        look = current_look()
        self.visit_id = line.visit_id
        self.setObjectName(f"call-{line.visit_id}")
        name = text(line.name, "row")
        name.setWordWrap(True)
        agreed = StateChip()
        if line.by != "call":
            agreed.say(_("Letter"), "neutral", "mail")
        else:
            agreed.say(_("Agreed") if line.agreed else "", "ok", "check")
        parts = (line.phone, why(line, now), before(line))
        second = text(" ".join(part for part in parts if part), "meta")
        second.setWordWrap(True)
        by = text(until(line, now), "amber")
        across = row(spacing=8)
        across.addStrut(look.px(30))
        across.addWidget(name, 1)
        across.addWidget(agreed)
        across.addWidget(by)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(14), look.px(6), look.px(14), look.px(6))
        column.setSpacing(look.px(2))
        column.addLayout(across)
        column.addWidget(second)
        said = (line.name, agreed.words, by.text(), second.text())
        self.setAccessibleName(" ".join(part for part in said if part))


class CallsCard(QFrame):
    """The calls in the order to make them; the opened one shows script and result chips."""

    filled = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        look = current_look()
        self.setProperty("card", "true")
        self.setObjectName("calls")
        self._session = session
        self._lines: tuple[CallLine, ...] = ()
        self._day = ""
        self._open = ""
        self._count = StateChip()
        self.rows: list[CallRow] = []
        self.results = ResultPanel(session)
        self.results.told.connect(self._told)
        self.undo = QFrame()
        self._said = text("", "second")
        self._said.setWordWrap(True)
        self._undo_button = button(_("Undo"), "chip", "undo")
        self._undo_button.clicked.connect(self._take_back)
        self._undo: Callable[[], None] | None = None
        self.undo.setLayout(row(self._said, 1, self._undo_button))
        self.undo.hide()
        head = row(text(_("Calls to make today"), "card"), 1, self._count)
        head.setContentsMargins(look.px(14), look.px(8), look.px(14), look.px(6))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, look.px(6))
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self._rows)
        undo_line = row(self.undo)
        undo_line.setContentsMargins(look.px(14), look.px(4), look.px(14), 0)
        column.addLayout(undo_line)

    def show_view(self, view: TodayView) -> None:
        """The calls as they stand; rows are made anew only when a call changed."""
        day = f"{view.now:%m/%d}"
        words = _("{n} to make", n=view.calls_owed)
        self._count.say(words, "warn" if view.calls_owed else "neutral")
        if (view.calls, day) == (self._lines, self._day) and (self.rows or not view.calls):
            return
        self._lines, self._day = view.calls, day
        self._fill(view.now)

    def show_open(self) -> CallLine | None:
        """The call that is opened: the chosen one, else the first."""
        chosen = [line for line in self._lines if line.visit_id == self._open]
        return next(iter(chosen or self._lines), None)

    def focus_results(self) -> None:
        """Alt+R: the keys 1 to 8 now give the result of the opened call."""
        self.results.focus_first()

    def _fill(self, now: datetime) -> None:
        keep = focus_name(self)
        self.results.setParent(self)
        self._rows.removeWidget(self.results)
        clear(self._rows)
        self.rows = []
        opened = self.show_open()
        self.results.setVisible(opened is not None)
        for line in self._lines:
            self._rows.addWidget(hairline())
            made = CallRow(line, now)
            made.clicked.connect(lambda _c=False, v=line.visit_id: self._choose(v))
            made.step_wanted.connect(lambda step, m=made: self._go(m, step))
            self._rows.addWidget(made)
            self.rows.append(made)
            if line is opened:
                self.results.show_line(line)
                self._rows.addWidget(self.results)
        if not self._lines:
            self._rows.addWidget(_nothing())
        self.filled.emit()
        if keep and not give_focus(self, keep) and self.rows:
            self.rows[0].setFocus()

    def _choose(self, visit_id: str) -> None:
        self._open = visit_id
        self._fill(self._session.clock.now())
        self.focus_results()

    def _go(self, made: CallRow, step: int) -> None:
        place = self.rows.index(made) + step
        if 0 <= place < len(self.rows):
            self.rows[place].setFocus()

    # -- a wrong result is taken back ----------------------------------------------------------

    def _told(self, words: str, undo: Callable[[], None]) -> None:
        """A result is on disk: say so, with the way back."""
        self._undo = undo
        self._open = ""
        self._said.setText(words)
        self.undo.setAccessibleName(words)
        self.undo.show()
        self._undo_button.setFocus()  # not on the next call's chips: a second press must not count

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        self.undo.hide()
        if undo is not None:
            undo()


def _nothing() -> QWidget:
    look = current_look()
    label = paragraph(_("No call is owed today."), "second")
    label.setContentsMargins(look.px(14), look.px(4), look.px(14), look.px(8))
    return label
