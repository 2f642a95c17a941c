"""Language, palette and scale apply at once and are kept; nothing in progress is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from tests.ui.staging import Stage, wait_until
from ui.choices import Choices, keep_choices, overridden, read_choices
from ui.screens.settings import SettingsScreen
from ui.theme import Scheme
from ui.widgets.parts import current_look
from visitapp.texts import language


def press(stage: Stage, name: str) -> None:
    made = stage.window.findChildren(QPushButton, name)[-1]
    made.click()
    stage.settle()


def test_a_choice_is_shown_at_once_and_kept(stage: Stage) -> None:
    """N-21 besides: what is recorded stands on the same page, readable any time."""
    stage.window.go("settings")
    press(stage, "language-en")
    press(stage, "theme-dark")
    press(stage, "scale-150")
    assert language() == "en"
    assert (current_look().scheme, current_look().scale) == (Scheme.DARK, 150)
    assert read_choices(stage.window.state) == Choices(language="en", theme="dark", scale=150)
    assert stage.window.front == "settings"
    shown = {label.text() for label in stage.window.findChildren(QLabel) if label.isVisible()}
    assert {"Settings", "What is recorded", "What is not recorded", "Who sees it"} <= shown


def test_the_page_of_before_is_gone(stage: Stage) -> None:
    """A screen that was replaced hears and shows nothing any more."""
    stage.window.go("settings")
    press(stage, "theme-dark")
    press(stage, "theme-light")
    stage.session.changes.tell()
    stage.settle()
    assert len(stage.window.findChildren(SettingsScreen)) == 1


def test_typed_text_survives_another_language(stage: Stage) -> None:
    stage.window.go("plan")
    stage.settle()
    plan = stage.window.plan
    assert plan is not None
    plan.search.setFocus()
    QTest.keyClicks(plan.search, "sakuma")
    plan.search.setCursorPosition(3)
    stage.window.choose(Choices(language="en", theme="outdoor", scale=125))
    stage.settle()
    again = stage.window.plan
    assert again is not None
    assert again is not plan
    assert (again.search.text(), again.search.cursorPosition()) == ("sakuma", 3)
    assert QApplication.focusWidget() is again.search
    assert stage.window.front == "plan"


def test_outdoor_view_keeps_visit_and_focus_at_the_door(stage: Stage) -> None:
    """F11: icons and all follow the palette, the focus stays, the visit goes on."""
    stage.window.show_door(stage.visit_id)
    wait_until(lambda: stage.window.door is not None and stage.window.door.view is not None)
    door = stage.window.door
    assert door is not None
    stage.come_round()
    QTest.keyClick(door.next, Qt.Key.Key_Space)
    stage.settle()
    door.face.answered.setFocus()
    QTest.keyClick(door, Qt.Key.Key_F11)
    stage.settle()
    outdoor = stage.window.door
    assert outdoor is not None
    assert outdoor is not door
    assert outdoor.view is not None
    assert outdoor.view.visit.id == stage.visit_id
    assert QApplication.focusWidget() is outdoor.face.answered
    assert current_look().scheme is Scheme.OUTDOOR
    QTest.keyClick(outdoor, Qt.Key.Key_F11)
    stage.settle()
    assert current_look().scheme is Scheme.LIGHT
    assert len(stage.visit().arrivals) == 1


def test_a_question_at_the_door_stays_open_in_the_sun(stage: Stage) -> None:
    """F11 between the question and its answer: who records and what is asked are the same."""
    stage.window.show_door(stage.visit_id)
    stage.come_round()
    door = stage.window.door
    assert door is not None
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    stage.come_round()
    door.face.top.next_recorder()
    recorder = door.recorder
    door.open_panel("contact")
    stage.settle()
    QTest.keyClick(stage.window, Qt.Key.Key_F11)
    stage.come_round()
    outdoor = stage.window.door
    assert outdoor is not None
    assert outdoor.recorder == recorder
    assert outdoor.answers.code == door.answers.code == "contact"
    assert outdoor.undo.is_open(stage.clock.stamp().mono)


def test_icons_follow_the_palette(stage: Stage) -> None:
    before = stage.window.rail.grab().toImage()
    stage.window.flip_outdoor()
    stage.settle()
    stage.window.flip_outdoor()
    stage.settle()
    assert stage.window.rail.grab().toImage() == before


def test_an_answer_for_a_screen_that_is_gone_is_dropped(stage: Stage) -> None:
    """F11 while a screen still reads: the old screen must not be told."""
    for _time in range(5):
        stage.session.changes.tell()
        stage.window.flip_outdoor()
    stage.settle()
    today = stage.window.today
    assert today is not None
    assert today.view is not None


@pytest.mark.parametrize("wrong", ["", "klingon", "150.5"])
def test_a_spoilt_file_of_choices_means_the_defaults(stage: Stage, wrong: str) -> None:
    for name in ("language", "theme", "scale"):
        stage.window.state.setValue(name, wrong)
    assert read_choices(stage.window.state) == Choices()


def test_the_command_line_wins_for_once(stage: Stage) -> None:
    keep_choices(stage.window.state, Choices(language="ja", theme="dark", scale=125))
    kept = read_choices(stage.window.state)
    assert overridden(kept, "en", None, None) == Choices(language="en", theme="dark", scale=125)
    assert overridden(kept, None, "light", 200) == Choices(language="ja", theme="light", scale=200)
