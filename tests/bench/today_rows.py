"""Row "Today": from Ctrl+1 to the day on screen, in a store of 10,000 visits (shared/ux 1)."""

import os
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.bench.measure import Row, Sample, Side
from tests.bench.world import World
from ui import theme
from ui.changes import Changes
from ui.opening import open_or_set_up
from ui.session import Session
from ui.shell import Shell
from ui.tasks import Tasks
from ui.theme import Look
from visitapp.clock import SystemClock

VISITS = 10_000
SECOND = 1000.0
PATIENCE = 60.0  # s; a window that never gets there is a failure, not a figure
CTRL = Qt.KeyboardModifier.ControlModifier


def opened(world: World, folder: Path, rounds: int = 30) -> Row:
    """Each turn from the settings back to Today: read again, shown and painted; wall time in ms."""
    app = QApplication.instance() or QApplication(["bench"])
    theme.load_fonts()
    app.setProperty("look", Look())
    theme.apply(app, Look())
    tasks = Tasks()
    session = Session(tasks, Changes(), SystemClock())
    state = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    window = Shell(session, state)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    open_or_set_up(window, session, world.folder)
    _until(lambda: window.today is not None and window.today.view is not None)
    samples = [_turn(window, tasks) for _ in range(rounds + 1)][1:]
    window.close()
    session.close()
    tasks.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    side = Side(label="Ctrl+1", samples=tuple(samples))
    what = f"Today at {world.size:,} visits, Ctrl+1 to shown"
    found = 1000 * side.wall
    return Row(row="Today", what=what, ours=side, limit=None, goal=SECOND, unit="ms", found=found)


def _turn(window: Shell, tasks: Tasks) -> Sample:
    """Away to another page, then the key, the read of the day, and its picture."""
    window.go("settings")
    _until(lambda: tasks.pending == 0)
    screen, shown = window.today, []
    if screen is None:
        raise RuntimeError("no page of the day")
    told = screen.view_read.connect(shown.append)
    wall, cpu = time.perf_counter(), time.process_time()
    QTest.keyClick(window, Qt.Key.Key_1, CTRL)
    _until(lambda: bool(shown) and screen.isVisible())
    window.repaint()
    sample = Sample(time.process_time() - cpu, time.perf_counter() - wall)
    screen.disconnect(told)
    return sample


def _until(holds: Callable[[], bool]) -> None:
    ends = time.perf_counter() + PATIENCE
    while not holds():
        if time.perf_counter() > ends:
            raise TimeoutError("the window did not get there")
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 1)
