"""The desktop without a screen, over real records in a folder of its own."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before the first import of Qt

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme
from ui.changes import Changes
from ui.opening import open_records
from ui.session import Session
from ui.shell import Shell
from ui.tasks import Tasks
from ui.theme import Look
from visitapp.actions import look, plan
from visitapp.clock import ScriptedClock
from visitapp.domain.entries import GroupChange, RecordChanged
from visitapp.domain.events import About, Draft
from visitapp.domain.visit import Visit
from visitapp.domain.words import AgreedHow
from visitapp.ids import uuid7
from visitapp.settings import Sender, Settings, save_settings
from visitapp.texts import use_language
from visitapp.workspace import init_workspace, open_workspace

DAY = (2026, 11, 25)
SENDER = Sender(
    company="みなと家電株式会社",
    department="サービス課",
    phone="03-0000-1234",
    hours="平日 9:00–18:00",
)


@dataclass
class Stage:
    """A real window over real records, a clock that stands where the test says."""

    qtbot: QtBot
    clock: ScriptedClock
    window: Shell
    session: Session
    tasks: Tasks
    visit_id: str

    def at(self, hour: int, minute: int, second: int = 0) -> None:
        zone = self.clock.now().tzinfo
        self.clock.set(datetime(*DAY, hour, minute, second, tzinfo=zone))

    def settle(self) -> None:
        """Until every act and read that was asked for has been answered and shown."""
        self.qtbot.waitUntil(lambda: self.tasks.pending == 0, timeout=20_000)

    def visit(self) -> Visit:
        """The visit folded from its entries, read in the lane of the store."""
        found: list[Visit] = []
        self.session.read(lambda ws: look.visit(ws, self.visit_id), found.append)
        self.qtbot.waitUntil(lambda: bool(found), timeout=20_000)
        return found[0]


def make_records(folder: Path, keys: Path, clock: ScriptedClock) -> str:
    """A workspace with one customer and one promised visit at 14:30; returns the visit's id."""
    init_workspace(folder, f"file:{keys}", person="佐久間 亮", clock=clock)
    save_settings(folder, Settings(sender=SENDER))
    groups = {
        "name": {"name": "髙橋　美和子", "kana": ""},
        "phone": {"phone": "03-0000-1111", "mobile": ""},
        "address": {
            "prefecture": "神奈川県",
            "city": "",
            "town_and_block": "みどり浜市汐見台2-14-6",
            "building": "",
            "postal_code": "",
        },
    }
    changes = tuple(GroupChange(group=g, base="", fields=f) for g, f in groups.items())
    with open_workspace(folder, clock=clock) as ws:
        customer = uuid7(ws.clock)
        with ws.store.writing() as tx:
            content = RecordChanged(record="customer", groups=changes)
            tx.append(Draft(about=About(record=customer), actor=ws.actor, content=content))
        zone = clock.now().tzinfo
        request = plan.PlanRequest(
            customer_id=customer,
            promised_at=datetime(*DAY, 14, 30, tzinfo=zone),
            staff=("佐久間 亮", "三好 由紀"),
            agreed_how=AgreedHow.PHONE,
        )
        return plan.plan(ws, request).visit.id


@pytest.fixture
def stage(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Stage]:
    clock = ScriptedClock(tmp_path / "clock")
    clock.set(datetime(*DAY, 0, 0, tzinfo=UTC))  # 09:00 in Tokyo
    visit_id = make_records(tmp_path / "records", tmp_path / "keys", clock)
    theme.load_fonts()
    qapp.setProperty("look", Look())
    theme.apply(qapp, Look())
    use_language("ja")
    tasks = Tasks()
    session = Session(tasks, Changes(), clock)
    window = Shell(session, QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    made = Stage(qtbot, clock, window, session, tasks, visit_id)
    made.at(14, 12)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    open_records(window, session, tmp_path / "records")
    qtbot.waitUntil(lambda: window.today is not None and window.today.view is not None)
    yield made
    made.settle()
    session.close()
    tasks.close()
    use_language("auto")
