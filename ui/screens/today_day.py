"""The page of the day: next visit, list, evening line; beside them calls, promises, what is here.

Wide windows have two columns, smaller ones one below the other, small ones tabs (tokens.md 5).
"""

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QTabBar, QVBoxLayout, QWidget

from ui.keys import bind
from ui.models.today_words import day_and_time
from ui.screens.today_calls import CallsCard
from ui.screens.today_card import NextCard
from ui.screens.today_list import VisitList
from ui.screens.today_side import EveningCard, HereCard, PromisesCard
from ui.session import Session
from ui.theme import Room
from ui.undo import Reversal
from ui.widgets.banner import Banner
from ui.widgets.parts import button, card, current_look, row, text
from visitapp.actions import sample
from visitapp.actions.evening import evening_of
from visitapp.actions.today_view import TodayView
from visitapp.texts import translate as _

VISITS, CALLS = 0, 1


class DayPage(QWidget):
    """Everything of today; widgets are made once and changed in place."""

    door_wanted = Signal(str)
    plan_wanted = Signal()
    sync_wanted = Signal()
    back_wanted = Signal(bool)

    def __init__(self, session: Session, opened: set[str]) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session, self._opened = session, opened
        self._room = Room.WIDE
        self.banner, self.old_plan = Banner(), Banner()
        self.next = NextCard(session)
        self.list = VisitList()
        self.list.opened = opened
        self.calls = CallsCard(session)
        self.promises, self.here, self.evening = PromisesCard(), HereCard(), EveningCard()
        self.empty = self._make_empty()
        self.tabs = QTabBar()
        for words in (_("Visits"), _("Calls and promises")):
            self.tabs.addTab(words)
        self.tabs.currentChanged.connect(lambda _place: self._arrange())
        self._lay_out()
        self._connect()
        self._arrange()

    def _make_empty(self) -> QFrame:
        frame, column = card()
        self.plan = button(_("Plan a visit"), "primary", "add", "Ctrl+N")
        self.plan.setObjectName("plan_a_visit")
        self.plan.clicked.connect(self.plan_wanted)
        column.addWidget(text(_("There are no visits today."), "row"))
        column.addLayout(row(self.plan, 1))
        frame.hide()  # until the day has been read
        return frame

    def _lay_out(self) -> None:
        look = current_look()
        self._main_column, self._side_column = QWidget(), QWidget()
        self._main = QVBoxLayout(self._main_column)
        self._side = QVBoxLayout(self._side_column)
        for layout in (self._main, self._side):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(look.px(12))
        for made in (self.empty, self.next, self.list, self.evening):
            self._main.addWidget(made)
        self._main.addStretch(1)
        for made in (self.calls, self.promises, self.here):
            self._side.addWidget(made)
        self._side.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(look.px(14))
        self._columns.addWidget(self._main_column, 798)
        self._columns.addWidget(self._side_column, 366)
        inner = QWidget()
        inner.setObjectName("page")
        body = QVBoxLayout(inner)
        body.setContentsMargins(look.px(16), look.px(14), look.px(16), look.px(14))
        body.setSpacing(look.px(10))
        for above in (self.banner, self.old_plan, self.tabs):
            body.addWidget(above)
        body.addLayout(self._columns, 1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)

    def _connect(self) -> None:
        self.next.door_wanted.connect(lambda v: self.door_wanted.emit(self.list.selected or v))
        self.list.chosen.connect(self.door_wanted)
        self.list.sample_over.connect(self._remove_sample)
        self.evening.back_wanted.connect(self.back_wanted)
        self.here.sync_wanted.connect(self.sync_wanted)
        self.list.filled.connect(self._order)
        self.calls.filled.connect(self._order)
        bind(self, "Alt+R", self.focus_calls)

    # -- shown ---------------------------------------------------------------------------------

    def show_view(self, view: TodayView) -> None:
        """The day as it stands."""
        coming = view.next_visit
        opened = coming is not None and coming.row.id in self._opened
        self.next.show_line(coming, opened=opened)
        self.list.show_view(view)
        self.empty.setVisible(not view.visits)
        self.calls.show_view(view)
        self.promises.show_view(view)
        self.here.show_view(view)
        self.evening.show_evening(evening_of(view), alone=not view.office)
        self._calls_first(wanted=not view.visits and bool(view.calls))
        self._tell_age(view)

    def tick(self, now: datetime) -> None:
        """The clock goes on."""
        self.next.tick(now)

    def _calls_first(self, *, wanted: bool) -> None:
        """Without a visit the calls that are due take the first place."""
        layout = self._main if wanted else self._side
        if layout.indexOf(self.calls) < 0:
            layout.insertWidget(0, self.calls)
            self._order()

    def _tell_age(self, view: TodayView) -> None:
        if view.plan_at is None or not view.is_plan_old:
            self.old_plan.clear()
            return
        at = day_and_time(view.plan_at, view.now)
        words = _("The plan is of {at}. It is renewed when the office is reached.", at=at)
        self.old_plan.show_words(words)

    def _remove_sample(self) -> None:
        """見本 goes out of every list; taken back, another one is planned."""
        self._session.act(
            sample.remove_sample,
            reversal=Reversal(
                words=_("The sample is removed."),
                back=lambda ws, _none: sample.add_sample(ws),
            ),
        )

    # -- keys ----------------------------------------------------------------------------------

    def focus_first(self) -> None:
        """The keys on what is most likely next."""
        for made in (self.next.door, self.plan, *self.list.rows):
            if made.isVisibleTo(self):
                made.setFocus()
                return

    def focus_calls(self) -> None:
        """Alt+R: the results of the opened call, also when they are behind a tab."""
        if self.calls.show_open() is None:
            return
        if not self._side_column.isVisible():
            self.tabs.setCurrentIndex(CALLS)
        self.calls.focus_results()
        self.area.ensureWidgetVisible(self.calls.results)

    def _order(self) -> None:
        """Tab goes in the order of reading, whatever was made last."""
        parts: tuple[QWidget, ...] = (
            self.empty,
            self.next,
            self.list,
            self.evening,
            self.tabs,
            self.calls,
            self.promises,
            self.here,
        )
        reading = [made for part in parts for made in _reachable(part)]
        for one, other in pairwise(reading):
            QWidget.setTabOrder(one, other)

    # -- widths --------------------------------------------------------------------------------

    def show_room(self, room: Room) -> None:
        """How much stands side by side: two columns, one below the other, or tabs."""
        self._room = room
        self._arrange()

    def _arrange(self) -> None:
        small = self._room is Room.SMALL
        below = small or self._room is Room.FOLDED
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.TopToBottom if below else directions.LeftToRight)
        self.tabs.setVisible(small)
        self._main_column.setVisible(not small or self.tabs.currentIndex() == VISITS)
        self._side_column.setVisible(not small or self.tabs.currentIndex() == CALLS)


def _reachable(part: QWidget) -> Iterable[QWidget]:
    """What Tab stops at inside a part, in the order it was made."""
    found = [part, *part.findChildren(QWidget)]
    return (made for made in found if made.focusPolicy() & Qt.FocusPolicy.TabFocus)
