"""Ctrl+Z and Ctrl+Y: what is taken back is a new entry; nothing is deleted (T6)."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from tests.ui.staging import DAY, PARTY, Stage, wait_until
from ui.undo import Reversal
from visitapp.actions import change, plan
from visitapp.actions.act import Happened
from visitapp.domain.words import AgreedHow, State
from visitapp.workspace import Workspace

CTRL = Qt.KeyboardModifier.ControlModifier


def plan_another(stage: Stage) -> list[Happened]:
    """A second visit of the same customer at 17:00, planned as a screen does it."""
    made: list[Happened] = []
    at = datetime(*DAY, 17, 0, tzinfo=stage.clock.now().tzinfo)
    request = plan.PlanRequest(
        customer_id=stage.visit().customer_id,
        promised_at=at,
        staff=PARTY,
        agreed_how=AgreedHow.PHONE,
    )

    def call(ws: Workspace) -> Happened:
        done = plan.plan(ws, request)
        made.append(done)
        return done

    stage.session.act(
        call,
        reversal=Reversal(
            words="予定しました。",
            back=lambda ws, done: change.cancel(ws, done.visit.id, reason="取り消し"),
        ),
    )
    stage.settle()
    return made


def entries(stage: Stage) -> int:
    found: list[int] = []

    def count(ws: Workspace) -> int:
        with ws.store.reading() as tx:
            return len(tx.events_about())

    stage.session.read(count, found.append)
    wait_until(lambda: bool(found))
    return found[0]


def test_undo_is_a_new_entry_and_redo_a_new_act(stage: Stage) -> None:
    made = plan_another(stage)
    toast = stage.window.toast
    assert toast.isVisible()
    QTest.keyClick(stage.window, Qt.Key.Key_Z, CTRL)
    stage.settle()
    first = made[0].visit.id
    assert stage.visit(first).state is State.CANCELLED
    assert not toast.isVisible()
    QTest.keyClick(stage.window, Qt.Key.Key_Y, CTRL)
    stage.settle()
    assert len(made) == 2
    assert stage.visit(first).state is State.CANCELLED  # what was, stays
    assert stage.visit(made[1].visit.id).state is State.PLANNED
    QTest.keyClick(stage.window, Qt.Key.Key_Z, CTRL)
    stage.settle()
    assert stage.visit(made[1].visit.id).state is State.CANCELLED


def test_the_button_of_the_toast_takes_back(stage: Stage) -> None:
    made = plan_another(stage)
    (button,) = [b for b in stage.window.toast.findChildren(QPushButton) if b.isVisible()]
    button.click()
    stage.settle()
    assert stage.visit(made[0].visit.id).state is State.CANCELLED


def test_nothing_to_take_back_is_said(stage: Stage) -> None:
    heard: list[str] = []
    stage.session.undo.told.connect(heard.append)
    for key in (Qt.Key.Key_Z, Qt.Key.Key_Y):
        QTest.keyClick(stage.window, key, CTRL)
        stage.settle()
    assert len(heard) == 2
    assert all(heard)


def test_what_can_no_longer_be_taken_back_is_refused_in_words(stage: Stage) -> None:
    """The visit began meanwhile: cancelling is refused, the reason stands in the banner."""
    failed: list[Exception] = []
    made = plan_another(stage)
    first = made[0].visit.id
    stage.session.act(lambda ws: change.cancel(ws, first, reason="電話で中止"))
    stage.settle()
    stage.session.failed.connect(failed.append)
    QTest.keyClick(stage.window, Qt.Key.Key_Z, CTRL)
    stage.settle()
    assert len(failed) == 1
    assert stage.visit(first).state is State.CANCELLED


def test_a_text_field_has_its_own_undo(stage: Stage) -> None:
    made = plan_another(stage)
    stage.window.go("plan")
    stage.settle()
    field = stage.window.page("plan").findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    wait_until(lambda: QApplication.focusWidget() is field)
    QTest.keyClicks(field, "abc")
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    stage.settle()
    assert field.text() == ""
    assert stage.visit(made[0].visit.id).state is State.PLANNED
