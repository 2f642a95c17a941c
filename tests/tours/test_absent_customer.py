"""The story of an absence lived in the real window: keys, clock, paper, photos, the day after."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.tours.conftest import Stage
from ui.screens.door import DoorScreen
from visitapp import assets
from visitapp.domain.words import OutcomeKind, PhotoRole, Placement, State

PHOTOS = assets.path("samples", "photos")
CTRL = Qt.KeyboardModifier.ControlModifier


def open_door(stage: Stage) -> DoorScreen:
    """Today, Ctrl+Return: the door of the next visit."""
    QTest.keyClick(stage.window, Qt.Key.Key_Return, CTRL)
    door = stage.window.door
    assert door is not None
    stage.qtbot.waitUntil(lambda: door.isVisible() and door.view is not None, timeout=20_000)
    stage.qtbot.waitUntil(lambda: QApplication.focusWidget() is door.next)
    stage.settle()
    return door


def label(door: DoorScreen) -> str:
    return door.next.accessibleName()


def says(stage: Stage, door: DoorScreen, words: str) -> None:
    stage.qtbot.waitUntil(lambda: label(door) == words, timeout=5_000)


def press(stage: Stage, door: DoorScreen, key: Qt.Key = Qt.Key.Key_Space) -> None:
    QTest.keyClick(QApplication.focusWidget() or door, key)
    stage.settle()


def show_photo(stage: Stage, door: DoorScreen, name: str) -> None:
    """What a drop, a paste or the dialog hands on."""
    door.take_photos([PHOTOS / name])
    stage.settle()


def wait_at_the_door(stage: Stage, door: DoorScreen) -> None:
    """Arrival, first ring, the wait with its rings, a photo of the door, the last ring."""
    says(stage, door, "現地到着を記録する")
    press(stage, door)
    visit = stage.visit()
    assert (visit.state, len(visit.arrivals)) == (State.ARRIVED, 1)
    says(stage, door, "約束の時刻まで あと 18分")

    stage.at(14, 30, 2)
    says(stage, door, "インターホンを記録する(1回目)")
    press(stage, door, Qt.Key.Key_Return)
    assert [r.answered for r in stage.visit().rings] == [False]

    stage.at(14, 31)
    says(stage, door, "待機を開始する(30分)")
    press(stage, door, Qt.Key.Key_Enter)
    visit = stage.visit()
    assert visit.running_wait is not None
    assert visit.running_wait.minutes == 30
    says(stage, door, "写真を撮る(玄関・郵便受け)")
    show_photo(stage, door, "1-approach-door.jpg")
    assert [p.role for p in stage.visit().photos] == [PhotoRole.SURROUNDINGS]
    says(stage, door, "連絡票を準備する")


def ring_again(stage: Stage, door: DoorScreen) -> None:
    for number, (minute, second) in enumerate(((36, 5), (46, 5)), start=2):
        stage.at(14, minute, second)
        says(stage, door, f"インターホンを記録する({number}回目)")
        press(stage, door)
        assert len(stage.visit().rings) == number
    stage.at(15, 1, 5)
    says(stage, door, "インターホンを記録する(4回目)")
    press(stage, door)
    assert len(stage.visit().rings) == 4
    says(stage, door, "連絡票を印刷する")


def leave_the_note(stage: Stage, door: DoorScreen) -> None:
    press(stage, door)
    visit = stage.visit()
    assert visit.outcome is not None
    assert visit.outcome.kind is OutcomeKind.ABSENT
    assert visit.paper is None or visit.paper.printed is None  # it is looked at first
    press(stage, door)
    visit = stage.visit()
    assert visit.paper is not None
    assert visit.paper.printed is not None
    says(stage, door, "連絡票と番号を撮る")
    show_photo(stage, door, "3-note-at-postbox.jpg")
    assert stage.visit().photos[-1].role is PhotoRole.NOTE

    says(stage, door, "連絡票を投函する(郵便受けの中)")
    press(stage, door)
    paper = stage.visit().paper
    assert paper is not None
    assert paper.left is not None
    assert paper.placement is Placement.MAILBOX
    says(stage, door, "投函のあとを撮る")
    show_photo(stage, door, "4-note-inserted.jpg")
    assert stage.visit().photos[-1].role is PhotoRole.POSTED


def test_an_absent_customer_is_visited_with_one_key(stage: Stage, tmp_path: Path) -> None:
    """R-01, R-35, D1: every act by the big button, each written before the next is offered."""
    door = open_door(stage)
    wait_at_the_door(stage, door)
    ring_again(stage, door)
    leave_the_note(stage, door)

    says(stage, door, "訪問終了を記録する")
    press(stage, door)
    visit = stage.visit()
    assert visit.state is State.LEFT
    assert len(visit.departures) == 1
    assert visit.follow_up is not None
    says(stage, door, "訪問は終了しました")

    press(stage, door)
    press(stage, door, Qt.Key.Key_Return)
    assert stage.visit() == visit  # pressing again changes nothing
    assert list((tmp_path / "records" / "papers").glob("*.pdf"))

    QTest.keyClick(door, Qt.Key.Key_Escape)
    today = stage.window.today
    assert today is not None
    stage.qtbot.waitUntil(today.isVisible)
    stage.qtbot.waitUntil(lambda: today.view is not None and bool(today.view.promises))
    assert today.view is not None
    owed = [(line.visit_id, line.what) for line in today.view.promises]
    assert owed == [(stage.visit_id, "call")]  # tomorrow's call is promised, not yet due
    assert not today.view.calls
    script = visit.follow_up.script
    assert "連絡票を郵便受けにお入れしました" in script
    assert today.view.next_visit is None


def test_a_key_held_down_is_one_press(stage: Stage) -> None:
    """A key that repeats must not record a second ring."""
    door = open_door(stage)
    stage.at(14, 30, 2)
    press(stage, door)
    says(stage, door, "インターホンを記録する(1回目)")
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Space):
        QTest.keyClick(door.next, key)  # the second comes while the first is being written
    stage.settle()
    assert len(stage.visit().rings) == 1


@pytest.mark.parametrize(
    ("key", "choice", "kind"),
    [
        (Qt.Key.Key_F9, Qt.Key.Key_2, OutcomeKind.MET_FAMILY),
        (Qt.Key.Key_F12, Qt.Key.Key_2, OutcomeKind.ASKED_TO_LEAVE),
    ],
)
def test_two_keys_say_how_it_ended(
    stage: Stage, key: Qt.Key, choice: Qt.Key, kind: OutcomeKind
) -> None:
    """N-03, ux 3c and 3d: one key opens the question, one digit answers it."""
    door = open_door(stage)
    press(stage, door)
    QTest.keyClick(door.next, key)
    stage.qtbot.waitUntil(lambda: QApplication.focusWidget() is not door.next)
    QTest.keyClick(QApplication.focusWidget(), choice)
    stage.settle()
    outcome = stage.visit().outcome
    assert outcome is not None
    assert outcome.kind is kind
    says(stage, door, "訪問終了を記録する")


def test_a_refusal_is_told_in_the_banner_and_nothing_is_lost(stage: Stage) -> None:
    """Printing before the wait is over is refused in words under the big button."""
    door = open_door(stage)
    press(stage, door)
    before = stage.visit()
    QTest.keyClick(door.next, Qt.Key.Key_F6)
    stage.settle()
    stage.qtbot.waitUntil(door.banner.isVisible)
    assert door.banner.accessibleName()
    assert stage.visit().outcome == before.outcome is None
