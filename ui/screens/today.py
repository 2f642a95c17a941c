"""今日: in three seconds, what is next, what is promised, what is not yet at the office."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.models.door_words import OUTCOME_WORDS
from ui.session import Session
from ui.widgets.banner import Banner
from ui.widgets.parts import button, card, chip, clear, current_look, hairline, paragraph, row, text
from ui.widgets.visit_line import VisitLineButton
from visitapp.actions import follow_up, go
from visitapp.actions.today_calls import CallLine
from visitapp.actions.today_view import TodayView, VisitLine, today_view
from visitapp.domain.words import CallResult, OutcomeKind
from visitapp.errors import Known
from visitapp.texts import N_
from visitapp.texts import translate as _

MINUTE_MS = 15_000
FOLD_ABOVE = 125  # percent: above it the calls stand below the visits
RESULTS = (
    (CallResult.SEEN, N_("Has seen it")),
    (CallResult.NOT_SEEN, N_("Not yet")),
    (CallResult.DISPUTED, N_("Crossed")),
    (CallResult.FAMILY, N_("Family")),
    (CallResult.VOICEMAIL, N_("Voicemail")),
    (CallResult.NO_ANSWER, N_("No answer")),
    (CallResult.BAD_NUMBER, N_("Wrong number")),
    (CallResult.CALL_LATER, N_("Later")),
)


class TodayScreen(QWidget):
    """Visits by promised time, the next one on top, calls due at the side."""

    door_wanted = Signal(str)
    plan_wanted = Signal()
    view_read = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        look = current_look()
        self.setObjectName("page")
        self._session = session
        self._view: TodayView | None = None
        self._shown: tuple[object, ...] = ()
        self.banner = Banner()
        self._next = QVBoxLayout()
        self._list = QVBoxLayout()
        self._calls = QVBoxLayout()
        main = QVBoxLayout()
        main.setSpacing(look.px(12))
        main.addWidget(self.banner)
        main.addLayout(self._next)
        main.addLayout(self._list)
        main.addStretch(1)
        side = QVBoxLayout()
        side.addLayout(self._calls)
        side.addStretch(1)
        body = QBoxLayout(_body_direction(look.scale))
        body.setContentsMargins(look.px(16), look.px(14), look.px(16), look.px(14))
        body.setSpacing(look.px(14))
        body.addLayout(main, 5)
        body.addLayout(side, 3)
        inner = QWidget()
        inner.setLayout(body)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)
        session.changes.happened.connect(lambda _value: self.refresh())
        session.failed.connect(self._failed)
        self._timer = QTimer(self)
        self._timer.setInterval(MINUTE_MS)
        self._timer.timeout.connect(self.refresh)
        self._timer.start()

    @property
    def view(self) -> TodayView | None:
        """What is shown."""
        return self._view

    def refresh(self) -> None:
        """Read the day again."""
        if self._session.is_open:
            self._session.read(today_view, self._show)

    def _show(self, view: TodayView) -> None:
        shown = (current_look(), _without_time(view))
        same = shown == self._shown
        self._view, self._shown = view, shown
        self.view_read.emit(view)
        if not same:
            self._fill_list(view)
            self._fill_calls(view)
        self._fill_next(view)

    def _fill_next(self, view: TodayView) -> None:
        focused: QWidget | None = self.focusWidget()
        keep = focused.objectName() if focused is not None else ""
        if self.hasFocus():
            keep = "open_door"
        clear(self._next)
        line = view.next_visit
        if line is None:
            return
        self._next.addWidget(self._next_card(view, line))
        for made in self.findChildren(QWidget):
            if keep and made.objectName() == keep and made.isVisibleTo(self):
                made.setFocus()

    def _next_card(self, view: TodayView, line: VisitLine) -> QFrame:
        frame, column = card("next")
        at = line.promised_at
        left = text(f"{at:%H:%M}" if at else "", "promise")
        when = QVBoxLayout()
        when.addWidget(text(_("Next visit"), "card"))
        when.addWidget(left)
        when.addWidget(text(_count_down(view, line), "second"))
        who = QVBoxLayout()
        who.addLayout(row(text(line.name, "name"), _agreed(line), 1))
        who.addWidget(text(line.address, "second"))
        who.addWidget(text(" · ".join(goer.name for goer in line.staff), "second"))
        column.addLayout(_beside(when, who))
        door = button(_("Open the door screen"), "primary", "door_front", "Ctrl+Enter")
        door.setObjectName("open_door")
        door.clicked.connect(lambda: self.door_wanted.emit(line.row.id))
        depart = button(_("Record the departure"), "", "directions_walk", "Alt+D")
        depart.setObjectName("depart")
        depart.clicked.connect(lambda: self._session.act(lambda ws: go.depart(ws, line.row.id)))
        column.addLayout(row(door, depart, 1))
        depart.setVisible(line.row.state in {"planned", "prepared"})  # only once it has a parent
        return frame

    def _fill_list(self, view: TodayView) -> None:
        clear(self._list)
        frame, column = card()
        column.addLayout(
            row(text(_("Visits today"), "card"), text(_("by promised time"), "meta"), 1)
        )
        if not view.visits:
            column.addWidget(text(_("There are no visits today."), "second"))
            plan = button(_("Plan a visit"), "", "add", "Ctrl+N")
            plan.clicked.connect(self.plan_wanted)
            column.addLayout(row(plan, 1))
        for line in view.visits:
            column.addWidget(hairline())
            made = VisitLineButton(line, _state(line), line is view.next_visit)
            made.clicked.connect(lambda _c=False, v=line.row.id: self.door_wanted.emit(v))
            column.addWidget(made)
        self._list.addWidget(frame)

    def _fill_calls(self, view: TodayView) -> None:
        clear(self._calls)
        frame, column = card()
        count = chip(_("{n} calls", n=len(view.calls)), "warn" if view.calls else "neutral")
        column.addLayout(row(text(_("Calls to make"), "card"), 1, count))
        for line in view.calls:
            column.addWidget(hairline())
            self._call(column, line)
        if not view.calls:
            column.addWidget(text(_("No call is owed."), "second"))
        self._calls.addWidget(frame)

    def _call(self, column: QVBoxLayout, line: CallLine) -> None:
        by = text(_("until {day}", day=_short(line.due_on)), "meta")
        column.addLayout(row(text(line.name, "row"), text(line.phone, "second"), 1, by))
        if line.by != "call":
            column.addWidget(text(_("No telephone: write a letter."), "second"))
            return
        script = paragraph(line.script, "second")
        column.addWidget(script)
        for half in (RESULTS[:4], RESULTS[4:]):
            chips = []
            for result, words in half:
                made = button(_(words), "chip")
                made.setAccessibleName(f"{line.name}: {_(words)}")
                made.clicked.connect(
                    lambda _c=False, r=result: self._session.act(
                        lambda ws: follow_up.done(ws, line.visit_id, r)
                    )
                )
                chips.append(made)
            column.addLayout(row(*chips, 1))

    def _failed(self, error: Exception) -> None:
        if self.isVisible() and isinstance(error, Known):
            self.banner.show_error(error)


def _body_direction(scale: int) -> QBoxLayout.Direction:
    beside = scale <= FOLD_ABOVE
    return QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom


def _short(day: str) -> str:
    """``MM/DD`` of an ISO date."""
    return day[5:].replace("-", "/")


def _without_time(view: TodayView) -> tuple[object, ...]:
    return view.visits, view.calls, view.office, view.person


def _beside(left: QVBoxLayout, right: QVBoxLayout) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(current_look().px(20))
    line.addLayout(left)
    line.addLayout(right, 1)
    return line


def _agreed(line: VisitLine) -> QFrame:
    if line.row.agreed_how == "not_agreed":
        return chip(_("Promise: not yet agreed"), "warn", "warning")
    return chip(_("Promise: agreed"), "ok", "check")


def _count_down(view: TodayView, line: VisitLine) -> str:
    if line.promised_at is None:
        return ""
    minutes = round((line.promised_at - view.now).total_seconds() / 60)
    if minutes >= 0:
        return _("{n} minutes left", n=minutes)
    return _("{n} minutes past the promised time", n=-minutes)


def _state(line: VisitLine) -> tuple[str, str, str]:
    """Words, ground and icon of a visit's state."""
    state, outcome = line.row.state, line.row.outcome
    if outcome:
        kind = "ok" if outcome.startswith("met") else "primary"
        return _(OUTCOME_WORDS[OutcomeKind(outcome)]), kind, "check"
    words = {
        "planned": (_("Planned"), "neutral", "event_available"),
        "prepared": (_("Ready"), "neutral", "fact_check"),
        "departed": (_("On the way"), "primary", "directions_walk"),
        "arrived": (_("On site"), "primary", "home_pin"),
        "waiting": (_("Waiting"), "primary", "timer"),
        "cancelled": (_("Cancelled"), "neutral", "close"),
    }
    return words.get(state, (_("Over"), "neutral", "check"))
