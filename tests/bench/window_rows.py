"""Rows P5 and P10 at the window: how long it stands still, and what painting a long list takes."""

import itertools
import os
import time
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QHeaderView, QTableView

from tests.bench.measure import Row, Sample, Side, in_turns
from tests.bench.photo_rows import FORTY_EIGHT, picture
from tests.bench.world import build_world
from ui import theme
from ui.changes import Changes
from ui.session import Session
from ui.tasks import Lane, Tasks
from ui.theme import Look
from ui.widgets.item_table import HEADS, Item, ItemTable
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


def repaint(rows: int = 100_000, rounds: int = 60) -> Row:
    """P10: our table of the sync page scrolled through, beside a C++ model in a plain view."""
    app = QApplication.instance() or QApplication(["bench"])
    theme.load_fonts()
    app.setProperty("look", Look())
    theme.apply(app, Look())
    ours, plain = ItemTable("items"), QTableView()
    ours.show_items([_item(k) for k in range(rows)])
    model = QStandardItemModel(rows, len(HEADS))
    for k in range(rows):
        words = _item(k)
        for column, told in enumerate((words.what, words.name, words.at, words.size, "保管済み")):
            model.setItem(k, column, QStandardItem(told))
    plain.setModel(model)
    plain.setShowGrid(False)
    sides = {}
    for label, view in (("list of ours", ours), ("QStandardItemModel", plain)):
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.verticalHeader().setDefaultSectionSize(39)
        view.resize(1200, 800)
        view.show()
        app.processEvents()
        sides[label] = partial(_jump, view, rounds)
    one, other = in_turns(sides, rounds)
    for view in (ours, plain):
        view.close()
    return Row(row="P10", what=f"list repaint, {rows:,} rows", ours=one, limit=other, goal=1.8)


def _jump(view: QTableView, rounds: int, k: int) -> None:
    """Scroll to another place and paint all of it."""
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() * (k * 7919 % rounds) // rounds)
    view.viewport().repaint()


def _item(k: int) -> Item:
    return Item(
        icon="photo_camera",
        what=f"写真 {k}",
        name="髙橋 美和子 様",
        at="11/25 14:28",
        size="2.4 MB",
        state=("この端末のみ", "off", "computer"),
    )
