"""Bad input: what keeps records shut or stops a write gets a calm word, and typed text stays."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlcipher3
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui import staging
from tests.ui.staging import Stage, wait_until
from ui.changes import Changes
from ui.opening import open_or_set_up
from ui.screens.unlock import TRIES, TroubleScreen, UnlockScreen
from ui.session import Session
from ui.shell import Shell
from ui.tasks import Tasks
from ui.theme import Look
from visitapp.actions import go
from visitapp.texts import use_language
from visitapp.workspace import init_workspace

ROOT = Path(__file__).resolve().parents[2]
SECRET = "雨の日は早めに出る"


@contextlib.contextmanager
def opening(folder: Path, clock: staging.ScriptedClock) -> Iterator[Stage]:
    """A window that begins to open ``folder``, whatever comes of it."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    staging.dress(app, Look())
    use_language("ja")
    tasks = Tasks()
    session = Session(tasks, Changes(), clock)
    state = staging.QSettings(str(folder / "window.ini"), staging.QSettings.Format.IniFormat)
    window = Shell(session, state)
    made = Stage(clock, window, session, tasks, "", folder)
    window.show()
    window.activateWindow()
    open_or_set_up(window, session, folder)
    made.settle()
    try:
        yield made
    finally:
        staging.close(made)
        use_language("auto")


@pytest.fixture
def records(qapp: QApplication, tmp_path: Path) -> tuple[Path, staging.ScriptedClock]:
    clock = staging.new_clock(tmp_path)
    staging.make_records(tmp_path / "records", tmp_path / "keys", clock)
    return tmp_path / "records", clock


def trouble(stage: Stage) -> TroubleScreen:
    page = stage.front()
    assert isinstance(page, TroubleScreen), page
    assert page.banner.isVisible()
    return page


def test_damaged_records_are_told_and_left_alone(
    records: tuple[Path, staging.ScriptedClock],
) -> None:
    folder, clock = records
    store = folder / "store.db"
    store.write_bytes(os.urandom(16_384))
    spoilt = store.read_bytes()
    with opening(folder, clock) as stage:
        page = trouble(stage)
        assert "何も変更していません" in page.banner.accessibleName()
        assert store.read_bytes() == spoilt


def test_the_wrong_key_is_told(records: tuple[Path, staging.ScriptedClock]) -> None:
    folder, clock = records
    (folder.parent / "keys").write_bytes(os.urandom(32))
    with opening(folder, clock) as stage:
        assert trouble(stage).title == "鍵が合いません"


def test_records_of_a_newer_program_are_told(
    records: tuple[Path, staging.ScriptedClock],
) -> None:
    folder, clock = records
    key = (folder.parent / "keys").read_bytes()
    with sqlcipher3.connect(str(folder / "store.db")) as db:
        db.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        db.execute("PRAGMA user_version = 9999")
    db.close()
    with opening(folder, clock) as stage:
        assert "新しい" in trouble(stage).banner.accessibleName()


def test_trying_again_opens_what_was_put_right(
    records: tuple[Path, staging.ScriptedClock],
) -> None:
    folder, clock = records
    keys = folder.parent / "keys"
    good = keys.read_bytes()
    keys.write_bytes(os.urandom(32))
    with opening(folder, clock) as stage:
        keys.write_bytes(good)
        trouble(stage).retry.click()
        wait_until(lambda: stage.window.front == "today", "today")


def test_a_passphrase_is_asked_again_and_then_advised(qapp: QApplication, tmp_path: Path) -> None:
    clock = staging.new_clock(tmp_path)
    folder = tmp_path / "records"
    init_workspace(folder, "passphrase", person="佐久間 亮", clock=clock, passphrase=lambda: SECRET)
    with opening(folder, clock) as stage:
        page = stage.front()
        assert isinstance(page, UnlockScreen)
        told = []
        for _try in range(TRIES):
            page.field.setText("ちがう言葉です")
            QTest.keyClick(page.field, Qt.Key.Key_Return)
            stage.settle()
            told.append(page.banner.accessibleName())
            assert page.field.text() == "ちがう言葉です"
        assert "復旧シート" in told[-1]
        assert told[0] != told[-1]
        page.field.setText(SECRET)
        QTest.keyClick(page.field, Qt.Key.Key_Return)
        wait_until(lambda: stage.session.is_open, "open records")


def test_a_store_locked_by_another_program_is_told_and_the_text_stays(stage: Stage) -> None:
    """Eight seconds of patience, then the banner; the key can be pressed again."""
    key = (stage.folder.parent / "keys").read_bytes()
    other = sqlcipher3.connect(str(stage.folder / "store.db"), isolation_level=None)
    other.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    failed: list[Exception] = []
    stage.window.go("plan")
    stage.settle()
    plan = stage.window.plan
    assert plan is not None
    plan.search.setText("髙橋")
    stage.settle()
    stage.session.failed.connect(failed.append)
    other.execute("BEGIN EXCLUSIVE")
    try:
        stage.session.act(lambda ws: go.depart(ws, stage.visit_id))
        stage.settle()
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert len(failed) == 1
    assert plan.banner.isVisible()
    assert plan.search.text() == "髙橋"
    stage.session.act(lambda ws: go.depart(ws, stage.visit_id))
    stage.settle()
    assert len(failed) == 1
    assert stage.visit().state.value == "departed"


def test_a_change_by_the_command_line_is_shown(stage: Stage) -> None:
    """Desktop and command line may be open together (invariant 3)."""
    line = [sys.executable, "-m", "visitapp", "--data", str(stage.folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    stage.come_round()
    done = subprocess.run(
        [*line, "visit", "cancel", stage.visit_id, "--reason", "電話で中止"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    today = stage.window.today

    def shown() -> bool:
        stage.come_round()
        assert today is not None
        states = [line.row.state for line in today.view.visits] if today.view else ["planned"]
        return "planned" not in states

    wait_until(shown, "the change of the command line")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounts a small disk")
def test_a_full_disk_is_told_and_the_text_stays(qapp: QApplication, tmp_path: Path) -> None:
    """What is not on the disk is not said to be; after making room the same key works."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(disk)], check=False
    )
    if mounted.returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        clock = staging.new_clock(tmp_path)
        visit_id = staging.make_records(disk / "records", tmp_path / "keys", clock)
        use_language("ja")
        with staging.window_over(disk / "records", clock, visit_id=visit_id) as stage:
            _fill_and_write(stage, disk)
    finally:
        use_language("auto")
        subprocess.run(["umount", str(disk)], check=True)


def _fill_and_write(stage: Stage, disk: Path) -> None:
    stage.window.go("plan")
    stage.settle()
    plan = stage.window.plan
    assert plan is not None
    plan.search.setText("髙橋")
    stage.settle()
    filler = disk / "filler"
    failed: list[Exception] = []
    stage.session.failed.connect(failed.append)
    for _time in range(40):  # until the reserve is used up: what it gives back is taken as well
        with filler.open("ab", buffering=0) as file, contextlib.suppress(OSError):
            while file.write(bytes(4096)):
                pass
        stage.session.act(lambda ws: go.depart(ws, stage.visit_id))
        stage.settle()
        if failed:
            break
    assert failed
    assert plan.banner.isVisible()
    assert plan.search.text() == "髙橋"
    filler.unlink()
    before = len(failed)
    stage.session.act(lambda ws: go.depart(ws, stage.visit_id))
    stage.settle()
    assert len(failed) == before
