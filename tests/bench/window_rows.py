"""Row P5 at the window: how long the GUI thread stands still while a large photo is taken in."""

import itertools
import os
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from tests.bench.measure import Row, Sample, Side
from tests.bench.photo_rows import FORTY_EIGHT, picture
from tests.bench.world import build_world
from ui.changes import Changes
from ui.session import Session
from ui.tasks import Lane, Tasks
from visitapp.actions import photo
from visitapp.clock import SystemClock
from visitapp.domain.words import PhotoRole
from visitapp.workspace import Workspace, start_workspace

BEAT_MS = 5
STILL = 50.0


def standstill(
    folder: Path, size: tuple[int, int] = FORTY_EIGHT, photos: int = 3, goal: float = STILL
) -> Row:
    """P5: the longest wait between two beats of a timer on the GUI thread, in ms of wall time."""
    files = [picture(folder, size, seed) for seed in range(photos)]
    world = build_world(folder / "small", size=10)
    app = QApplication.instance() or QApplication(["bench"])
    clock, tasks = SystemClock(), Tasks()
    session = Session(tasks, Changes(), clock)
    workspace = start_workspace(world.folder, clock=clock)
    session.attach(workspace)
    beats = [time.perf_counter()]
    timer = QTimer()
    timer.setInterval(BEAT_MS)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start()
    visit, ended = first_visit(workspace), []
    session.failed.connect(ended.append)
    session.act(lambda ws: photo.add(ws, visit, files, PhotoRole.DOOR), ended.append, Lane.SLOW)
    while not ended:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    session.close()
    tasks.close()
    if isinstance(ended[0], Exception):
        raise ended[0]
    waits = [b - a for a, b in itertools.pairwise(beats)]
    side = Side(label=f"a beat every {BEAT_MS} ms", samples=tuple(Sample(w, w) for w in waits))
    what = f"GUI thread, {photos} photos of {size[0] * size[1] / 1e6:.0f} MP"
    found = 1000 * max(waits)
    return Row(row="P5", what=what, ours=side, limit=None, goal=goal, unit="ms", found=found)


def first_visit(ws: Workspace) -> str:
    """Any visit that was planned through the journal."""
    (found,) = ws.store.db.execute("SELECT min(visit) FROM journal WHERE visit <> ''").fetchone()
    return str(found)
