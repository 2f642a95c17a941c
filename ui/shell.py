"""The frame: rail, header, one screen in front, the honesty strip; remembers its geometry."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.session import Session
from ui.theme import Look, Scheme
from ui.widgets.focus_ring import FocusRing
from ui.widgets.parts import button, current_look, text
from ui.widgets.strip import Strip
from visitapp.marks import override
from visitapp.texts import N_
from visitapp.texts import translate as _

if TYPE_CHECKING:  # on the way to first paint; begin() imports what it makes
    from ui.screens.door import DoorScreen
    from ui.screens.plan import PlanScreen
    from ui.screens.today import TodayScreen
    from visitapp.actions.today_view import TodayView
    from visitapp.domain.policy import Policy

POLL_MS = 1000
WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


class Shell(QMainWindow):
    """The program's one window; ``painted`` says once that it has been seen for the first time."""

    painted = Signal()

    def __init__(self, session: Session, state: QSettings) -> None:
        super().__init__()
        self._session, self._state = session, state
        self._before_outdoor = current_look().scheme
        self._data_version = -1
        self._is_painted = False
        self.setWindowTitle("visitapp")
        self.setMinimumSize(900, 500)
        self._pages = QStackedWidget()
        self._waiting = text(_("The records are being opened …"), "title")
        self._pages.addWidget(self._waiting)
        self.strip = Strip()
        self.rail = self._make_rail()
        self.header = self._make_header()
        inner = QVBoxLayout()
        inner.setSpacing(0)
        inner.addWidget(self.header)
        inner.addWidget(self._pages, 1)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addLayout(inner, 1)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(across, 1)
        column.addWidget(self.strip)
        body = QWidget()
        body.setObjectName("page")
        body.setLayout(column)
        self.setCentralWidget(body)
        self.ring = FocusRing(self)
        self.today: TodayScreen | None = None
        self.door: DoorScreen | None = None
        self.plan: PlanScreen | None = None
        session.saved.connect(self.strip.show_saved)
        self._restore()

    def _make_rail(self) -> QFrame:
        look_now = current_look()
        rail = QFrame()
        rail.setObjectName("rail")
        rail.setFixedWidth(look_now.px(156))
        column = QVBoxLayout(rail)
        column.setContentsMargins(look_now.px(8), look_now.px(12), look_now.px(8), look_now.px(12))
        column.addWidget(text("visitapp", "title"))
        self._today_button = self._rail_button(_("Today"), "today", "Ctrl+1")
        self._today_button.clicked.connect(self.show_today)
        self._plan_button = self._rail_button(_("Plan"), "calendar_view_week", "Ctrl+2")
        self._plan_button.clicked.connect(self.show_plan)
        self._sync_button = self._rail_button(_("Sync now"), "sync", "Ctrl+R")
        self._sync_button.setCheckable(False)
        self._sync_button.clicked.connect(self.sync_now)
        for made in (self._today_button, self._plan_button, self._sync_button):
            column.addWidget(made)
        column.addStretch(1)
        self._person = text("", "card")
        self._person.setWordWrap(True)
        column.addWidget(self._person)
        return rail

    @staticmethod
    def _rail_button(words: str, icon: str, key: str) -> QPushButton:
        made = button(words, "rail", icon)
        made.setCheckable(True)
        made.setShortcut(key)
        made.setToolTip(f"{words} ({key})")
        return made

    def _make_header(self) -> QFrame:
        look_now = current_look()
        header = QFrame()
        header.setObjectName("header")
        header.setFixedHeight(look_now.px(60))
        line = QHBoxLayout(header)
        line.setContentsMargins(look_now.px(20), 0, look_now.px(20), 0)
        self._title = text(_("Today"), "title")
        self._date = text("", "second")
        line.addWidget(self._title)
        line.addWidget(self._date)
        line.addStretch(1)
        return header

    # -- once the store is open ----------------------------------------------------------------

    def begin(self, policy: "Policy", papers: Path) -> None:
        """The store is open: make the screens and show the day."""
        from ui.screens.door import DoorScreen  # noqa: PLC0415
        from ui.screens.plan import PlanScreen  # noqa: PLC0415
        from ui.screens.today import TodayScreen  # noqa: PLC0415

        self.today = TodayScreen(self._session)
        self.door = DoorScreen(self._session, policy, papers)
        self.plan = PlanScreen(self._session)
        for page in (self.today, self.door, self.plan):
            self._pages.addWidget(page)
        self.today.door_wanted.connect(self.show_door)
        self.today.plan_wanted.connect(self.show_plan)
        self.today.view_read.connect(self._show_counts)
        self.door.left.connect(self.show_today)
        self.door.outdoor_wanted.connect(self.flip_outdoor)
        self.plan.left.connect(self.show_today)
        self.plan.planned.connect(lambda _visit: self.show_today())
        flip = QShortcut(QKeySequence("F11"), self)
        flip.activated.connect(self.flip_outdoor)
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._ask_for_changes)
        self._poll.start()
        self.show_today()

    def show_page(self, page: QWidget) -> None:
        """Put a page of its own (first run) in front."""
        self._pages.addWidget(page)
        self._bring(page, frame=False)

    def _bring(self, page: QWidget, *, frame: bool = True) -> None:
        self.rail.setVisible(frame)
        self.header.setVisible(frame)
        self._pages.setCurrentWidget(page)

    def show_today(self) -> None:
        """The day, with the keys on its next visit."""
        if self.today is None:
            return
        self._bring(self.today)
        self._title.setText(_("Today"))
        self._today_button.setChecked(True)
        self._plan_button.setChecked(False)
        self.today.refresh()
        self.today.setFocus()

    def show_plan(self) -> None:
        """The form of a new visit."""
        if self.plan is None:
            return
        self._bring(self.plan)
        self._title.setText(_("Plan"))
        self._today_button.setChecked(False)
        self._plan_button.setChecked(True)
        self.plan.open_form()

    def show_door(self, visit_id: str) -> None:
        """The door of a visit; no rail and no header there."""
        if self.door is None:
            return
        self._bring(self.door, frame=False)
        self.door.open_visit(visit_id)

    def _show_counts(self, view: "TodayView") -> None:
        self.strip.show_view(view)
        self._date.setText(f"{view.now:%Y/%m/%d}({_(WEEKDAYS[view.now.weekday()])})")
        self._person.setText(view.person)
        self._sync_button.setVisible(bool(view.office))

    # -- acts of the frame ---------------------------------------------------------------------

    def sync_now(self) -> None:
        """One pass; while it runs the strip says so."""
        from visitapp.actions import link  # noqa: PLC0415 - imports the sync

        self.strip.show_online(None, _("Being sent"))
        self._session.read(
            lambda ws: link.sync(ws, lambda _progress: None),
            lambda report: self._synced(report.online),
        )

    def _synced(self, online: bool) -> None:
        words = "" if online else _("The office cannot be reached; it is sent later by itself.")
        self.strip.show_online(online, words)
        self._session.changes.tell()

    def flip_outdoor(self) -> None:
        """Black on white for bright sun, and back, by one key."""
        app = QApplication.instance()
        now = current_look()
        if now.scheme is Scheme.OUTDOOR:
            wanted = self._before_outdoor
        else:
            self._before_outdoor, wanted = now.scheme, Scheme.OUTDOOR
        if isinstance(app, QApplication):
            chosen = Look(wanted, now.scale)
            app.setProperty("look", chosen)
            theme.apply(app, chosen)
        self._session.changes.tell()

    def _ask_for_changes(self) -> None:
        from visitapp.actions import look  # noqa: PLC0415 - not before first paint

        self._session.read(look.data_version, self._compare)

    def _compare(self, version: int) -> None:
        """Another program wrote: every screen reads again (invariant 3)."""
        if self._data_version not in {-1, version}:
            self._session.changes.tell()
        self._data_version = version

    # -- geometry ------------------------------------------------------------------------------

    def _restore(self) -> None:
        geometry = self._state.value("geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(1366, 768)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            self.painted.emit()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._state.setValue("geometry", self.saveGeometry())
        super().closeEvent(event)
