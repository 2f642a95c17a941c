"""見本 of the first day: a control on Today takes it out of every list, Ctrl+Z brings one back."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.staging import Stage, wait_until
from visitapp.actions import arrive, leave, outcome, ring, sample
from visitapp.actions.today_view import TodayView
from visitapp.domain.words import OutcomeKind

CTRL = Qt.KeyboardModifier.ControlModifier


def shown(stage: Stage) -> TodayView:
    stage.settle()
    assert stage.window.today is not None
    assert stage.window.today.view is not None
    return stage.window.today.view


def add(stage: Stage) -> str:
    made: list[str] = []
    stage.session.act(sample.add_sample, made.append)
    wait_until(lambda: bool(made))
    shown(stage)
    return made[0]


def test_the_sample_is_removed_by_key_and_comes_back_by_undo(stage: Stage) -> None:
    """ux 1, first day: one sample visit that can be deleted; a withdrawn entry, never a deletion"""
    today = stage.window.today
    assert today is not None
    assert not today.day.list.remove_sample.isVisible()
    visit = add(stage)
    assert shown(stage).sample == visit
    button = today.day.list.remove_sample
    assert button.isVisible()
    button.setFocus()
    QTest.keyClick(QApplication.focusWidget() or button, Qt.Key.Key_Space)
    assert visit not in {line.row.id for line in shown(stage).visits}
    assert not button.isVisible()
    assert len(shown(stage).visits) == 1  # the real one stays
    assert {row.kind for row in stage.visit(visit).timeline} >= {"entry_withdrawn"}
    QTest.keyClick(stage.window, Qt.Key.Key_Z, CTRL)
    back = shown(stage)
    assert back.sample
    assert len(back.visits) == 2
    QTest.keyClick(stage.window, Qt.Key.Key_Y, CTRL)
    assert len(shown(stage).visits) == 1


def test_what_was_tried_with_the_sample_goes_with_it(stage: Stage) -> None:
    """A sample lived to its end leaves no visit and no call behind in any list."""
    visit = add(stage)
    for act in (
        lambda ws: arrive.arrive(ws, visit),
        lambda ws: ring.ring(ws, visit),
        lambda ws: outcome.record(ws, visit, OutcomeKind.ABSENT, reason="見本"),
        lambda ws: leave.leave(ws, visit),
    ):
        stage.session.act(act)
    assert any(line.row.id == visit for line in shown(stage).visits)
    stage.session.act(sample.remove_sample)
    view = shown(stage)
    assert visit not in {line.row.id for line in view.visits}
    assert visit not in {line.visit_id for line in (*view.calls, *view.promises)}
