"""A mistake of ours: a report without personal data, a calm word, and the program goes on."""

import logging
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, qInstallMessageHandler, qWarning

from tests.ui.staging import Stage, wait_until
from ui.crash import MOST, Crashes, write_report
from ui.log_file import start_log

NAME = "髙橋 美和子"


@pytest.fixture
def crashes(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Crashes:
    made = Crashes(stage.folder, stage.session, stage.window.state)
    made.written.connect(stage.window.notice.show_report)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # put back afterwards
    made.install()
    return made


def reports(folder: Path) -> list[str]:
    return [f.read_text(encoding="utf-8") for f in sorted((folder / "reports").glob("*.txt"))]


def fail_about(customer: str) -> None:
    address = "みどり浜市汐見台2-14-6"
    raise ValueError(customer + address)


@pytest.mark.qt_no_exception_capture
def test_a_mistake_in_a_lane_is_reported_and_the_window_lives(
    stage: Stage, crashes: Crashes, caplog: pytest.LogCaptureFixture
) -> None:
    stage.session.read(lambda _ws: fail_about(NAME), lambda _value: None)
    stage.settle()
    (written,) = reports(stage.folder)
    assert "builtins.ValueError" in written
    assert "tests/ui/test_frame_crash.py:" in written
    assert "fail_about" in written
    assert NAME not in written
    assert "汐見台" not in written
    notice = stage.window.notice
    assert notice.isVisible()
    assert "記録は守られています" in notice.accessibleName()
    assert str(stage.folder / "reports") in notice.accessibleName()
    assert stage.visit().id == stage.visit_id


@pytest.mark.qt_no_exception_capture
def test_an_error_nobody_caught_is_reported_once_for_each_place(
    stage: Stage, crashes: Crashes
) -> None:
    """A timer that fails every second must not fill the disk."""
    timer = QTimer(stage.window)
    failed: list[int] = []

    def broken() -> None:
        failed.append(1)
        raise KeyError(NAME)

    timer.timeout.connect(broken)
    timer.start(1)
    wait_until(lambda: len(failed) > 5)
    timer.stop()
    (written,) = reports(stage.folder)
    assert "KeyError" in written
    assert NAME not in written


def test_the_next_start_mentions_it_once(stage: Stage, crashes: Crashes) -> None:
    crashes.note(ValueError(NAME))
    crashes.last_time()  # what this run will say
    crashes.note(TypeError())
    fresh = Crashes(stage.folder, stage.session, stage.window.state)
    named = fresh.last_time()
    assert named is not None
    assert named.is_file()
    assert fresh.last_time() is None


def test_old_reports_make_room(tmp_path: Path) -> None:
    for minute in range(MOST + 5):
        write_report(ValueError(), tmp_path, datetime(2026, 11, 25, 14, minute, tzinfo=UTC))
    assert len(list(tmp_path.glob("*.txt"))) == MOST


def test_a_cause_is_told_without_its_words(tmp_path: Path) -> None:
    try:
        try:
            fail_about(NAME)
        except ValueError as error:
            raise RuntimeError(NAME) from error
    except RuntimeError as error:
        file = write_report(error, tmp_path, datetime(2026, 11, 25, tzinfo=UTC))
    words = file.read_text(encoding="utf-8")
    assert words.index("builtins.RuntimeError") < words.index("builtins.ValueError")
    assert NAME not in words


def test_the_log_file_holds_places_and_never_values(tmp_path: Path) -> None:
    """N-21: what lies on the disk unencrypted names no customer; Qt's warnings are in it."""
    handler = start_log(tmp_path)
    try:
        log = logging.getLogger("ui.test")
        log.warning("an address was refused: %s", NAME)
        try:
            fail_about(NAME)
        except ValueError:
            log.exception("a task failed")
        qWarning("a word of Qt")
    finally:
        qInstallMessageHandler(None)
        logging.getLogger().removeHandler(handler)
        handler.close()
    written = (tmp_path / "logs" / "desktop.log").read_text(encoding="utf-8")
    assert "an address was refused: %s" in written
    assert "tests/ui/test_frame_crash.py:" in written
    assert "a word of Qt" in written
    assert NAME not in written
