"""Ctrl+Z and Ctrl+Y after a change of the plan (T6): what is taken back stays readable."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.staging import Stage
from tests.ui.test_plan_form import commit, fill, opened, rest, save
from visitapp.domain.visit import Visit
from visitapp.domain.words import State


def test_cancelling_and_handing_over_are_taken_back_by_key(stage: Stage) -> None:
    """T6, N-14: Ctrl+Z withdraws the entry, which stays readable; Ctrl+Y does the act again."""
    staff = stage.visit().staff

    def press(key: Qt.Key) -> Visit:
        QTest.keyClick(stage.window, key, Qt.KeyboardModifier.ControlModifier)
        rest(stage)
        return stage.visit()

    for takers, word in (("", "cancel"), ("青木 淳", "hand_over")):
        screen = opened(stage, stage.visit_id)
        screen.form.more.click()
        commit(screen.form.end.reason, "お客様のご都合")
        commit(screen.form.end.takers, takers)
        getattr(screen.form.end, word).click()
        rest(stage)
        assert stage.visit().cancelled or stage.visit().staff != staff
        visit = press(Qt.Key.Key_Z)
        assert (visit.cancelled, visit.staff) == ("", staff)
        assert visit.state is State.PLANNED
        assert any(line.withdrawn for line in visit.timeline)
        visit = press(Qt.Key.Key_Y)
        assert visit.cancelled or visit.staff != staff
        press(Qt.Key.Key_Z)
    assert (stage.visit().cancelled, stage.visit().staff) == ("", staff)


def test_a_move_is_taken_back_and_done_again_by_key(stage: Stage) -> None:
    """T6 with the keys themselves."""
    before = stage.visit()
    screen = opened(stage, stage.visit_id)
    fill(stage, screen, when="明日16:30")
    save(stage, screen)
    moved = stage.visit().promised_at
    for key, wanted in ((Qt.Key.Key_Z, before.promised_at), (Qt.Key.Key_Y, moved)):
        QTest.keyClick(stage.window, key, Qt.KeyboardModifier.ControlModifier)
        rest(stage)
        assert stage.visit().promised_at == wanted
