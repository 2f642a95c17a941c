"""今日: in three seconds, what is next, what is promised, what is not yet at the office."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.keys import bind
from ui.planning import QuickPlanner
from ui.screens.today_day import DayPage
from ui.session import Session
from ui.theme import Room
from ui.widgets.banner import Banner
from ui.widgets.focus_keeping import focus_name, give_focus
from ui.widgets.parts import button, current_look
from ui.widgets.quick_add import QuickAdd
from visitapp.actions import evening
from visitapp.actions.today_view import TodayView, today_view
from visitapp.errors import Known
from visitapp.texts import translate as _

READ_MS = 30_000
TICK_MS = 1000


class TodayScreen(QWidget):
    """Reads the day and shows it in a page that is changed in place."""

    door_wanted = Signal(str)
    plan_wanted = Signal()
    change_wanted = Signal(str)
    sync_wanted = Signal()
    evening_wanted = Signal()
    readiness_wanted = Signal()
    view_read = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._view: TodayView | None = None
        self._look = current_look()
        self._opened: set[str] = set()
        self._room = Room.WIDE
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.check = button(_("Check before departure"), "", "fact_check", "F9")
        self.check.clicked.connect(self.readiness_wanted)
        self.quick = QuickAdd()
        QuickPlanner(session, self.quick)
        self._column.addWidget(self.quick)
        bind(self, "F2", self._change)
        self.day = self._make_day()
        session.changes.happened.connect(lambda _value: self.refresh())
        session.failed.connect(self._failed)
        for every, what in ((READ_MS, self.refresh), (TICK_MS, self._tick)):
            timer = QTimer(self)
            timer.setInterval(every)
            timer.timeout.connect(what)
            timer.start()

    def _make_day(self) -> DayPage:
        day = DayPage(self._session, self._opened)
        day.door_wanted.connect(self._open_visit)
        day.plan_wanted.connect(self.plan_wanted)
        day.sync_wanted.connect(self.sync_wanted)
        day.next.departure.readiness_wanted.connect(self.readiness_wanted)
        day.back_wanted.connect(self._come_back)
        day.show_room(self._room)
        self._column.addWidget(day)
        return day

    def show_room(self, room: Room) -> None:
        """How much the window shows side by side."""
        self._room = room
        self.day.show_room(room)

    @property
    def view(self) -> TodayView | None:
        """What is shown."""
        return self._view

    @property
    def banner(self) -> Banner:
        """Where this screen says what went wrong."""
        return self.day.banner

    @property
    def chosen(self) -> str:
        """The visit whose row has the focus, "" when none has it."""
        return self.day.list.selected

    def _change(self) -> None:
        """F2: the form of the chosen or the next visit."""
        coming = self._view.next_visit if self._view is not None else None
        visit_id = self.chosen or (coming.row.id if coming is not None else "")
        if visit_id and self.isVisible():
            self.change_wanted.emit(visit_id)

    def refresh(self) -> None:
        """Read the day again."""
        if self._session.is_open:
            self._session.read(today_view, self._show)

    def come(self) -> None:
        """The screen comes to the front: the keys on what is most likely next."""
        self.refresh()
        self.setFocus()
        self.day.focus_first()

    def _show(self, view: TodayView) -> None:
        self._view = view
        if current_look() != self._look:
            self._dress_again()
        self.view_read.emit(view)
        self.day.show_view(view)
        if self.hasFocus():
            self.day.focus_first()

    def _dress_again(self) -> None:
        """Another palette or scale: the page is made anew, the focus stays by name."""
        self._look = current_look()
        keep = focus_name(self)
        old, self.day = self.day, self._make_day()
        old.hide()
        old.deleteLater()
        if self._view is not None:
            self.day.show_view(self._view)
        give_focus(self.day, keep)

    def _tick(self) -> None:
        """Between two reads only the clock goes on; a new day is read at once."""
        now = self._session.clock.now()
        if self._view is None or not self.isVisible():
            return
        if now.date() != self._view.now.date():
            self.refresh()
            return
        self.day.tick(now)

    def _open_visit(self, visit_id: str) -> None:
        self._opened.add(visit_id)
        self.door_wanted.emit(visit_id)

    def _come_back(self, home: bool) -> None:
        """帰社 or 直帰 is recorded once a day; the list opens in any case."""
        view = self._view
        if view is not None and evening.evening_of(view).returned_at is None:
            self._session.act(lambda ws: evening.back(ws, home=home))
        self.evening_wanted.emit()

    def _failed(self, error: Exception) -> None:
        if self.isVisible() and isinstance(error, Known):
            self.banner.show_error(error)
