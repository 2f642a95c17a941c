"""手書きの連絡票 in the window: bound at the door by key, typed in the evening (N-09)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.staging import Stage, wait_until
from ui.screens.door import DoorScreen
from ui.screens.evening import EveningScreen
from ui.widgets.door_forms import FormPage
from visitapp.actions import arrive, handwritten, leave, note, outcome, ring, wait
from visitapp.domain.door import Act
from visitapp.domain.words import OutcomeKind, Placement

KEY = Qt.Key


@pytest.fixture
def door(stage: Stage) -> DoorScreen:
    """Nobody was in; the note is next."""
    visit = stage.visit_id
    stage.at(14, 30)
    for act in (arrive.arrive, ring.ring, wait.start):
        stage.session.act(lambda ws, act=act: act(ws, visit))
    stage.settle()
    stage.at(15, 2)
    stage.session.act(lambda ws: outcome.record(ws, visit, OutcomeKind.ABSENT))
    stage.window.go("door", visit)
    stage.settle()
    page = stage.front()
    assert isinstance(page, DoorScreen)
    wait_until(lambda: page.view is not None)
    return page


def press(stage: Stage, key: Qt.Key) -> None:
    stage.settle()
    QTest.keyClick(QApplication.focusWidget() or stage.front(), key)
    stage.settle()


def asked(stage: Stage, door: DoorScreen) -> FormPage:
    """The page that asks which sheet it is, by key: F6, then H."""
    press(stage, KEY.Key_F6)
    wait_until(lambda: door.note_work.is_open)
    press(stage, KEY.Key_H)
    page = door.face.page
    assert isinstance(page, FormPage)
    return page


def test_the_visits_own_pre_print_is_used_with_two_keys_and_enter(
    stage: Stage, door: DoorScreen
) -> None:
    page = asked(stage, door)
    field = page.fields["number"]
    assert field.text() == stage.visit().note_no  # type: ignore[union-attr]
    press(stage, KEY.Key_Return)
    wait_until(lambda: any(paper.by_pen for paper in stage.visit().papers))
    paper = stage.visit().paper
    assert paper is not None
    assert (paper.by_pen, paper.note_no) == (True, stage.visit().note_no)
    assert door.act is Act.PHOTO_NOTE


def test_a_wrong_number_is_told_where_it_was_typed(stage: Stage, door: DoorScreen) -> None:
    page = asked(stage, door)
    page.fields["number"].setText("K7Q4-29DX")  # type: ignore[union-attr]
    press(stage, KEY.Key_Return)
    assert door.face.page is page
    assert "K7Q4-29DX" in page.wrong.text()
    assert not any(paper.by_pen for paper in stage.visit().papers)


def test_what_the_pen_wrote_is_asked_for_in_the_evening(stage: Stage, door: DoorScreen) -> None:
    """R-37: read by the guard; what must not have been written is told in so many words."""
    visit = stage.visit_id
    stage.session.act(lambda ws: handwritten.bind(ws, visit))
    stage.session.act(lambda ws: note.leave_note(ws, visit, Placement.MAILBOX))
    stage.session.act(lambda ws: leave.leave(ws, visit))
    stage.settle()
    stage.window.go("evening")
    stage.settle()
    screen = stage.front()
    assert isinstance(screen, EveningScreen)
    number = stage.visit().told_no
    wait_until(screen.pen.isVisible, "the note that waits to be typed")
    assert number in screen.lines["pen"].accessibleName()
    screen.pen.field.setText("当社の責任です。")
    QTest.keyClick(screen.pen.field, KEY.Key_Return)
    stage.settle()
    wait_until(lambda: not screen.pen.isVisible())
    assert "上長" in screen.banner.accessibleName()
    assert stage.visit().papers[-1].written == "当社の責任です。"
