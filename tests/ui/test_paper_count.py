"""用紙の枚数 in the window: counted before departure and in the evening, cut paper, printers."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.printing.small_spooler import STOPPED, Kept, SmallSpooler, serving
from tests.ui.staging import Stage, wait_until
from ui.printer_card import CHOSEN
from ui.screens.evening import EveningScreen
from ui.screens.papers import PapersScreen
from ui.screens.readiness import ReadinessScreen
from ui.screens.settings import SettingsScreen
from visitapp.actions import count
from visitapp.actions.readiness import Check
from visitapp.settings import load_settings

KEY, KEYS = Qt.Key, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def spool(monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallSpooler]:
    """The spooler of this computer has one queue, which prints."""
    with serving(SmallSpooler({"desk": Kept()})) as small:
        monkeypatch.setenv("CUPS_SERVER", small.address)
        yield small


def checked(stage: Stage) -> ReadinessScreen:
    """The check before departure, every answer in."""
    stage.window.go("readiness")
    screen = stage.window.page("readiness")
    assert isinstance(screen, ReadinessScreen)
    wait_until(lambda: screen.isVisible() and screen.is_done, "the checks", timeout=60_000)
    stage.settle()
    return screen


def evening(stage: Stage) -> EveningScreen:
    stage.window.go("evening")
    stage.settle()
    screen = stage.front()
    assert isinstance(screen, EveningScreen)
    return screen


def button_of(screen: ReadinessScreen, check: Check) -> QPushButton:
    (found,) = [b for b in screen.lines[check].findChildren(QPushButton) if b.isVisible()]
    return found


def typed(stage: Stage, *keys: Qt.Key | str) -> None:
    """Keys where the focus is; digits also in full width."""
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        if isinstance(key, str):
            for digit in key:
                code = KEY(KEY.Key_0 + int(digit))
                pressed = QKeyEvent(QEvent.Type.KeyPress, code, KEYS, digit)
                QApplication.sendEvent(target, pressed)
        else:
            QTest.keyClick(target, key)
        stage.settle()


def test_what_goes_along_is_counted_by_keys_alone_and_kept_with_the_visit(stage: Stage) -> None:
    """N-09: the line of the paper opens two fields; Enter writes both; the check says so."""
    screen = checked(stage)
    assert not screen.found[Check.PAPER].settled
    assert not screen.counting.isVisible()
    button_of(screen, Check.PAPER).setFocus()
    typed(stage, KEY.Key_Space)
    assert screen.counting.isVisible()
    assert not screen.counting.tick.isVisible()
    typed(stage, "５", KEY.Key_Tab, "10", KEY.Key_Return)
    wait_until(lambda: not screen.counting.isVisible())
    stage.settle()
    assert screen.found[Check.PAPER].settled
    assert "事前印刷の連絡票 5枚・綴り 10枚" in screen.lines[Check.PAPER].accessibleName()
    ready = stage.visit().readiness
    assert ready is not None
    assert "paper:eye" in ready.checks  # a person's word, never a measured one
    assert "paper" not in ready.missing


def test_a_wrong_number_is_counted_again_where_it_stands(stage: Stage) -> None:
    stage.session.act(lambda ws: count.taken(ws, preprints=5, pad_sheets=0))
    stage.settle()
    screen = checked(stage)
    assert screen.found[Check.PAPER].settled
    button_of(screen, Check.PAPER).click()
    stage.settle()
    assert screen.counting.fields[0].value() == 5
    typed(stage, "4", KEY.Key_Return)
    stage.settle()
    assert "4枚" in screen.lines[Check.PAPER].accessibleName()
    assert QApplication.focusWidget() is button_of(screen, Check.PAPER)


def test_paper_with_a_cut_corner_is_asked_for_once_it_is_ticked(stage: Stage) -> None:
    """Layout 0.11: a tick in the settings, kept at once; then a tick with the count."""
    stage.window.go("settings")
    stage.settle()
    settings = stage.front()
    assert isinstance(settings, SettingsScreen)
    settings.paper.cut.setFocus()
    typed(stage, KEY.Key_Space)
    assert load_settings(stage.folder).cut_corner
    screen = checked(stage)
    assert "角を切った用紙" in screen.lines[Check.PAPER].accessibleName()
    button_of(screen, Check.PAPER).click()
    stage.settle()
    assert screen.counting.tick.isVisible()
    screen.counting.record.click()
    stage.settle()
    assert not screen.found[Check.PAPER].settled
    assert "角を切った用紙がありません" in screen.lines[Check.PAPER].accessibleName()
    button_of(screen, Check.PAPER).click()
    stage.settle()
    screen.counting.tick.click()
    screen.counting.record.click()
    stage.settle()
    assert screen.found[Check.PAPER].settled
    stage.window.go("settings")
    stage.settle()
    assert settings.paper.cut.isChecked()


def test_what_is_missing_is_told_in_the_evening_and_counted_again(stage: Stage) -> None:
    """N-16: five taken, three came back; two are missing until they are found and shredded."""
    screen = evening(stage)
    assert "出発時には数えていません" in screen.lines["bag"].accessibleName()
    stage.session.act(lambda ws: count.taken(ws, preprints=5, pad_sheets=0))
    stage.settle()
    assert "5枚戻る予定" in screen.lines["bag"].accessibleName()
    screen._acts["count"].setFocus()
    typed(stage, KEY.Key_Space, "3", KEY.Key_Return)
    stage.settle()
    said = screen.lines["bag"].accessibleName()
    assert "2枚足りません。帰る前に探してください" in said
    assert "あと3枚を裁断してください" in said
    assert "2枚足りません" in screen.report.toPlainText()
    typed(stage, KEY.Key_Space, "5", KEY.Key_Tab, KEY.Key_Tab, "5", KEY.Key_Return)
    stage.settle()
    said = screen.lines["bag"].accessibleName()
    assert "すべてそろっています" in said
    assert "5枚を裁断しました" in said


def test_the_printer_is_measured_and_nobody_is_asked_to_look(
    stage: Stage, spool: SmallSpooler
) -> None:
    """Ux 10: its state, its paper in millimetres; when it stops, pre-prints are one key away."""
    screen = checked(stage)
    assert "desk: 受付中・100 x 148 mm に対応" in screen.lines[Check.PRINTER].accessibleName()
    ready = stage.visit().readiness
    assert ready is not None
    assert "printer:ok" in ready.checks
    spool.queues["desk"].state = STOPPED
    spool.queues["desk"].reasons = ("media-empty-error",)
    screen = checked(stage)
    assert "用紙切れ" in screen.lines[Check.PRINTER].accessibleName()
    button_of(screen, Check.PRINTER).click()
    stage.settle()
    page = stage.front()
    assert isinstance(page, PapersScreen)
    assert page.day is not None
    assert page.day.isoformat() == "2026-11-25"


def test_the_printer_that_was_chosen_is_the_one_that_is_asked(
    stage: Stage, spool: SmallSpooler
) -> None:
    spool.queues["hall"] = Kept(accepts=False)
    stage.window.state.setValue(CHOSEN, "hall")
    screen = checked(stage)
    assert screen.lines[Check.PRINTER].accessibleName().startswith("プリンター hall: いまは")


def test_a_printer_that_says_nothing_holds_up_no_other_check(
    stage: Stage, spool: SmallSpooler
) -> None:
    spool.queues["desk"].answers.clear()
    screen = checked(stage)
    assert screen.found[Check.NOTE].settled
    assert "desk: 応答がありません" in screen.lines[Check.PRINTER].accessibleName()


def test_without_a_printer_pre_prints_are_what_goes_along(stage: Stage) -> None:
    screen = checked(stage)
    said = screen.lines[Check.PRINTER].accessibleName()
    assert "事前印刷か綴りを持ち出してください" in said
    assert button_of(screen, Check.PRINTER).text() == "その日の用紙"
