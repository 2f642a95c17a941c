"""The real window over real records, for every test that looks at it or plays it.

``Stage`` is one open window with its clock; ``make_day`` writes the day of shared/ux (25 November
2026: one visit done, one absent with a call owed, one promised at 14:30, one at 18:30).
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ui import theme
from ui.changes import Changes
from ui.opening import open_or_set_up
from ui.session import Session
from ui.shell import Shell
from ui.tasks import Tasks
from ui.theme import Look
from visitapp.actions import arrive, leave, look, note, outcome, plan, ring, wait
from visitapp.clock import ScriptedClock
from visitapp.domain.entries import GroupChange, RecordChanged
from visitapp.domain.events import About, Draft
from visitapp.domain.note_number import make_number
from visitapp.domain.visit import Visit
from visitapp.domain.words import AgreedHow, OutcomeKind, Placement
from visitapp.ids import uuid7
from visitapp.settings import Sender, Settings, save_settings
from visitapp.workspace import Workspace, init_workspace, open_workspace

DAY = (2026, 11, 25)
STEP_MS = 10
LAYOUT_PASSES = 4  # what folds asks those around it once more
LONGEST_TICK = 15_000  # ms; what comes round by itself while a person looks at the screen
PERSON = "佐久間 亮"
PARTY = (PERSON, "三好 由紀(みよし ゆき)")
SENDER = Sender(
    company="みなと家電株式会社",
    department="サービス課",
    phone="03-0000-1234",
    hours="平日 9:00–18:00",
)
MAIN = ("髙橋　美和子", "みどり浜市汐見台2-14-6")
OTHERS = (
    ("齋藤　正子", "みどり浜市1-2"),
    ("渡邉　健", "みどり浜市3-4"),
    ("西村　明", "みどり浜市5-6"),
)


class Late(AssertionError):
    """What was waited for did not come."""


def wait_until(holds: Callable[[], bool], what: str = "", timeout: int = 20_000) -> None:
    """Let the program work until ``holds``; raises Late after ``timeout`` ms."""
    deadline = QDeadlineTimer(timeout)
    while not holds():
        if deadline.hasExpired():
            raise Late(what or "the window did not get there")
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, STEP_MS)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@dataclass
class Stage:
    """A real window over real records, a clock that stands where the test says."""

    clock: ScriptedClock
    window: Shell
    session: Session
    tasks: Tasks
    visit_id: str
    folder: Path

    def at(self, hour: int, minute: int, second: int = 0) -> None:
        zone = self.clock.now().tzinfo
        self.clock.set(datetime(*DAY, hour, minute, second, tzinfo=zone))

    def settle(self) -> None:
        """Until every act and read that was asked for has been answered and shown."""
        wait_until(lambda: self.tasks.pending == 0, "a call that never answered")
        wait_until(self._is_armed, "the door takes a press again")
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        for _pass in range(LAYOUT_PASSES):
            QCoreApplication.processEvents()

    def come_round(self) -> None:
        """What the window does by itself every second or so, now."""
        self.settle()
        for timer in self.window.findChildren(QTimer):
            if timer.isActive() and not timer.isSingleShot() and timer.interval() <= LONGEST_TICK:
                timer.timeout.emit()
        self.settle()
        self.settle()

    def _is_armed(self) -> bool:
        """A door takes no press at once after another one (ux 3)."""
        door = self.window.door if self.window.front == "door" else None
        return door is None or door.armed

    def visit(self, visit_id: str = "") -> Visit:
        """The visit folded from its entries, read in the lane of the store."""
        found: list[Visit] = []
        self.session.read(lambda ws: look.visit(ws, visit_id or self.visit_id), found.append)
        wait_until(lambda: bool(found), "the visit")
        return found[0]

    def front(self) -> QWidget:
        """The page in front."""
        page = self.window.centralWidget()
        return self.window._pages.currentWidget() or page


def add_customer(ws: Workspace, name: str, address: str, phone: str = "03-0000-1111") -> str:
    """A customer of that name and address; its id."""
    groups = {
        "name": {"name": name, "kana": ""},
        "phone": {"phone": phone, "mobile": ""},
        "address": {
            "prefecture": "神奈川県",
            "city": "",
            "town_and_block": address,
            "building": "",
            "postal_code": "",
        },
    }
    changes = tuple(GroupChange(group=g, base="", fields=f) for g, f in groups.items())
    customer = uuid7(ws.clock)
    with ws.store.writing() as tx:
        content = RecordChanged(record="customer", groups=changes)
        tx.append(Draft(about=About(record=customer), actor=ws.actor, content=content))
    return customer


def plan_visit(
    ws: Workspace, customer: str, hour: int, minute: int, agreed: AgreedHow = AgreedHow.PHONE
) -> str:
    """A visit of two people on the day; its id."""
    at = datetime(*DAY, hour, minute, tzinfo=ws.clock.now().tzinfo)
    request = plan.PlanRequest(customer_id=customer, promised_at=at, staff=PARTY, agreed_how=agreed)
    return plan.plan(ws, request).visit.id


def make_records(folder: Path, keys: Path, clock: ScriptedClock) -> str:
    """A workspace with one customer and one promised visit at 14:30; returns the visit's id."""
    init_workspace(folder, f"file:{keys}", person=PERSON, clock=clock)
    save_settings(folder, Settings(sender=SENDER))
    with open_workspace(folder, clock=clock) as ws:
        return plan_visit(ws, add_customer(ws, *MAIN), 14, 30)


def make_day(folder: Path, keys: Path, clock: ScriptedClock) -> str:
    """The day of shared/ux until 14:12; returns the id of the visit at 14:30."""

    def at(hour: int, minute: int, second: int = 0) -> None:
        clock.set(datetime(*DAY, hour, minute, second, tzinfo=clock.now().tzinfo))

    init_workspace(folder, f"file:{keys}", person=PERSON, clock=clock)
    save_settings(folder, Settings(sender=SENDER))
    with open_workspace(folder, clock=clock) as ws:
        with ws.store.writing():  # of an office's pool, not by lot: the same in every picture
            ws.store.outbox.add_numbers([(make_number(f"K7Q429{n}"), "0") for n in "ABCD"])
        first, second, evening = (add_customer(ws, *who) for who in OTHERS)
        done = plan_visit(ws, first, 10, 0)
        absent = plan_visit(ws, second, 13, 0)
        main = plan_visit(ws, add_customer(ws, *MAIN), 14, 30)
        plan_visit(ws, evening, 18, 30, AgreedHow.NOT_AGREED)
        at(10, 1)
        arrive.arrive(ws, done)
        ring.ring(ws, done, answered=True)
        outcome.record(ws, done, OutcomeKind.MET_CUSTOMER)
        leave.leave(ws, done)
        at(13, 0)
        arrive.arrive(ws, absent)
        ring.ring(ws, absent)
        wait.start(ws, absent)
        at(13, 31)
        ring.ring(ws, absent)
        outcome.record(ws, absent, OutcomeKind.ABSENT)
        note.print_note(ws, absent, folder / "papers" / "first.pdf")
        note.leave_note(ws, absent, Placement.MAILBOX)
        leave.leave(ws, absent)
    at(14, 12)
    return main


def new_clock(folder: Path) -> ScriptedClock:
    """A clock of this test alone, at 09:00 in Tokyo."""
    clock = ScriptedClock(folder / "clock")
    clock.set(datetime(*DAY, 0, 0, tzinfo=UTC))
    return clock


def dress(app: QApplication, wanted: Look) -> None:
    """Our faces, palette and scale, as ui.main does at the start."""
    if not app.property("dressed"):
        theme.load_fonts()
        app.setProperty("dressed", True)
    app.setProperty("look", wanted)
    theme.apply(app, wanted)


@contextmanager
def window_over(
    folder: Path,
    clock: ScriptedClock,
    *,
    visit_id: str = "",
    wanted: Look | None = None,
    size: tuple[int, int] = (1366, 768),
) -> Iterator[Stage]:
    """Open the window over ``folder`` (first run where there are no records) and close it after."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    dress(app, wanted or Look())
    os.environ.setdefault("CUPS_SERVER", "/nowhere/cups.sock")  # no printer of this computer
    tasks = Tasks()
    session = Session(tasks, Changes(), clock)
    state = QSettings(str(clock._path.parent / "window.ini"), QSettings.Format.IniFormat)
    window = Shell(session, state)
    made = Stage(clock, window, session, tasks, visit_id, folder)
    try:
        window.resize(*size)
        window.show()
        window.activateWindow()
        wait_until(window.isActiveWindow, "an active window")
        open_or_set_up(window, session, folder)
        if (folder / "store.db").exists():
            wait_until(lambda: window.today is not None and window.today.view is not None)
        made.settle()
        yield made
        made.settle()
    finally:
        close(made)


def close(stage: Stage) -> None:
    """As a user closes the program; nothing of the window stays behind."""
    stage.window.close()
    stage.session.close()
    stage.tasks.close()
    stage.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
