"""F9 on a computer that stands alone: its clock, its backup, its recovery sheet (ux 10, N-17)."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.ui.staging import Stage, wait_until
from ui.screens.readiness import ReadinessScreen
from ui.screens.settings import SettingsScreen
from visitapp.actions.readiness import Check


def checked(stage: Stage) -> ReadinessScreen:
    """F9 on Today, and every answer."""
    stage.window.show_today()
    stage.settle()
    QTest.keyClick(QApplication.focusWidget() or stage.window, Qt.Key.Key_F9)
    screen = stage.window.page("readiness")
    assert isinstance(screen, ReadinessScreen)
    wait_until(lambda: screen.isVisible() and screen.is_done, "the checks", timeout=60_000)
    stage.settle()
    return screen


def fixes(screen: ReadinessScreen, check: Check) -> list[QPushButton]:
    return [b for b in screen.lines[check].findChildren(QPushButton) if b.isVisible()]


def test_a_sheet_that_is_not_printed_is_amber_until_it_is(stage: Stage, tmp_path: Path) -> None:
    """N-17: its button opens the place where it is made, with the keys on it."""
    screen = checked(stage)
    assert not screen.found[Check.RECOVERY].settled
    assert "まだ印刷していません" in screen.lines[Check.RECOVERY].accessibleName()
    (button,) = fixes(screen, Check.RECOVERY)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    stage.settle()
    settings = stage.window.page("settings")
    assert isinstance(settings, SettingsScreen)
    assert settings.isVisible()
    assert QApplication.focusWidget() is settings.sheet.save
    settings.sheet.write(tmp_path / "sheet.pdf")
    stage.settle()
    screen = checked(stage)
    assert screen.found[Check.RECOVERY].settled
    assert fixes(screen, Check.RECOVERY) == []


def test_nothing_of_sync_is_said(stage: Stage) -> None:
    """N-17: the clock and the last backup take the place of the office's lines."""
    screen = checked(stage)
    said = [line.accessibleName() for line in screen.lines.values()]
    said += [b.accessibleName() for b in screen.findChildren(QPushButton) if b.isVisible()]
    assert not [words for words in said if "同期" in words or "事務所" in words]
    assert screen.lines[Check.CLOCK].accessibleName().startswith("時計の確認")
    (button,) = fixes(screen, Check.UNSENT)
    assert button.text() == "バックアップを見る"
    button.click()
    stage.settle()
    assert stage.window.front == "backup"
