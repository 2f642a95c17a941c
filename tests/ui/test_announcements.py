"""Each saved act is told to a screen reader, with the number the strip shows (ux A, Access)."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tests.fault.killing.driver import Office
from tests.ui import staging
from tests.ui.seeing import listening
from tests.ui.staging import Stage
from visitapp.actions import link
from visitapp.texts import use_language
from visitapp.workspace import open_workspace

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the handler is found by its name on Linux"
)
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def joined(qapp: QApplication, tmp_path: Path) -> Iterator[Stage]:
    """The window of a laptop that has an office and does not reach it."""
    clock = staging.new_clock(tmp_path)
    office = Office(tmp_path / "office", tmp_path / "clock")
    office.start()
    visit_id = staging.make_records(tmp_path / "records", tmp_path / "keys", clock)
    use_language("ja")
    with open_workspace(tmp_path / "records", clock=clock) as ws:
        link.enroll(ws, f"http://127.0.0.1:{office.port}", office.code())
    office.close()
    with staging.window_over(tmp_path / "records", clock, visit_id=visit_id) as made:
        made.at(14, 12)
        yield made
    use_language("auto")


def saved(heard: list[str]) -> list[str]:
    return [words for words in heard if words.startswith("保存しました。")]


def on_the_strip(stage: Stage) -> str:
    labels = stage.window.strip.findChildren(QLabel)
    return next(label.text() for label in labels if label.text().startswith("このパソコンだけ"))


def test_every_act_is_announced_once_with_the_count(joined: Stage) -> None:
    """Departure on Today, then arrival at the door: two acts, two announcements."""
    QTest.keyClick(joined.window, Qt.Key.Key_D, ALT)
    joined.settle()
    with listening() as heard:
        QTest.keyClick(joined.window, Qt.Key.Key_D, ALT)
        joined.settle()
        joined.settle()
        (first,) = saved(heard)
        assert on_the_strip(joined).startswith(first.removeprefix("保存しました。"))
        QTest.keyClick(joined.window, Qt.Key.Key_Return, CTRL)
        joined.settle()
        heard.clear()
        QTest.keyClick(QApplication.focusWidget() or joined.window, Qt.Key.Key_F1)
        joined.settle()
        joined.settle()
        (second,) = saved(heard)
        assert on_the_strip(joined).startswith(second.removeprefix("保存しました。"))
        assert second != first
        joined.come_round()
        assert len(saved(heard)) == 1  # reading again is no news


def test_alone_no_word_of_sync_is_announced(stage: Stage) -> None:
    """N-17."""
    QTest.keyClick(stage.window, Qt.Key.Key_D, ALT)
    stage.settle()
    with listening() as heard:
        QTest.keyClick(stage.window, Qt.Key.Key_D, ALT)
        stage.settle()
        stage.settle()
    assert heard == ["保存しました。"]
