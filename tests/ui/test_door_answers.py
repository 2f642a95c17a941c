"""The door in the real window: who answered, how it ends, what follows; by real key events."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit

from tests.ui import staging
from tests.ui.staging import Stage, wait_until
from ui.screens.door import DoorScreen
from visitapp.domain.words import CallResult, OutcomeKind, State
from visitapp.texts import use_language
from visitapp.workspace import open_workspace

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def stage(qapp: QApplication, tmp_path: Path) -> Iterator[Stage]:
    """At the door of 髙橋 様, waiting since 14:31; 北浜商店 is promised 15:40."""
    clock = staging.new_clock(tmp_path)
    visit_id = staging.make_records(tmp_path / "records", tmp_path / "keys", clock)
    with open_workspace(tmp_path / "records", clock=clock) as ws:
        staging.plan_visit(ws, staging.add_customer(ws, "北浜　実", "みどり浜市3-4"), 15, 40)
    use_language("ja")
    with staging.window_over(tmp_path / "records", clock, visit_id=visit_id) as made:
        made.at(14, 22)
        made.window.go("door", visit_id)
        wait_until(lambda: door_of(made).view is not None, "the door")
        made.settle()
        press(made, KEY.Key_F1)
        made.at(14, 30, 4)
        press(made, KEY.Key_F2)
        made.at(14, 31)
        press(made, KEY.Key_F4)
        yield made
    use_language("auto")


def door_of(stage: Stage) -> DoorScreen:
    door = stage.window.door
    assert door is not None
    return door


def press(
    stage: Stage, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    stage.settle()
    QTest.keyClick(QApplication.focusWidget() or door_of(stage), key, modifier)
    stage.settle()


def buttons(stage: Stage) -> list[str]:
    every = door_of(stage).findChildren(QAbstractButton)
    return [b.accessibleName() for b in every if b.isVisible()]


def test_the_moment_of_an_answer_is_logged_before_it_is_asked_who(stage: Stage) -> None:
    """N-03, ux 3c: the wait stops at that second; the page shows one agreed line for each."""
    stage.at(14, 46, 3)
    press(stage, KEY.Key_F9)
    visit = stage.visit()
    assert len(visit.answers) == 1
    assert visit.running_wait is None
    assert visit.outcome is None
    assert {"ご本人", "ご家族", "お子さま", "インターホン越し", "会社の受付"} <= set(buttons(stage))
    page = door_of(stage).face.page
    assert page is not None
    assert page.told.text() == "14:46 の応答を記録しました。待機は止まっています。"


def test_an_answer_taken_back_lets_the_wait_go_on(stage: Stage) -> None:
    """ux 3: ten seconds; the taking back is itself in the records."""
    stage.at(14, 46)
    press(stage, KEY.Key_F9)
    stage.at(14, 46, 9)
    press(stage, KEY.Key_Z, CTRL)
    visit = stage.visit()
    assert visit.answers == ()
    assert visit.running_wait is not None
    assert [row.kind for row in visit.timeline][-2:] == ["entry_withdrawn"] * 2
    press(stage, KEY.Key_F2)
    stage.at(14, 46, 30)
    press(stage, KEY.Key_Z, CTRL)
    assert len(stage.visit().rings) == 2  # too late to take it back


@pytest.mark.parametrize(
    ("digit", "kind"),
    [
        (KEY.Key_3, OutcomeKind.MET_MINOR),
        (KEY.Key_7, OutcomeKind.ASKED_TO_LEAVE),
        (KEY.Key_8, OutcomeKind.NOT_FOUND),
    ],
)
def test_some_answers_end_the_visit_at_once(stage: Stage, digit: Qt.Key, kind: OutcomeKind) -> None:
    """N-03, N-04: no form, the end comes next; after two of them all else is stopped."""
    press(stage, KEY.Key_F9)
    press(stage, digit)
    outcome = stage.visit().outcome
    assert outcome is not None
    assert outcome.kind is kind
    door = door_of(stage)
    assert door.face.page is None
    door.tick()
    assert door.next.accessibleName() == "訪問終了を記録する"
    if kind is not OutcomeKind.NOT_FOUND:
        rings = len(stage.visit().rings)
        press(stage, KEY.Key_F2)
        assert len(stage.visit().rings) == rings
        assert "止めました" in door.banner.accessibleName()


def test_a_family_is_asked_for_the_hour_and_the_call_is_put_there(stage: Stage) -> None:
    """N-03: no matter told; the call task exists at that hour, leaving makes no second one."""
    press(stage, KEY.Key_F9)
    press(stage, KEY.Key_2)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    focused.setText("１８：３０")
    press(stage, KEY.Key_Return)
    task = stage.visit().follow_up
    assert task is not None
    assert task.due_at is not None
    assert f"{task.due_at:%Y-%m-%d %H:%M}" == "2026-11-25 18:30"
    press(stage, KEY.Key_F8)
    assert stage.visit().follow_up == task


def test_a_call_promised_for_the_next_visit_is_made_and_its_crossing_told(stage: Stage) -> None:
    """N-10: a fact is never refused; who may be late for the other door is told."""
    press(stage, KEY.Key_F9)
    press(stage, KEY.Key_2)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    focused.setText("15:50")
    press(stage, KEY.Key_Return)
    assert stage.visit().follow_up is not None
    told = door_of(stage).banner.accessibleName()
    assert "15:50までの電話が、15:40 北浜　実 様への訪問(佐久間)と重なります。" in told


def test_a_time_that_has_passed_is_refused_and_the_words_stay(stage: Stage) -> None:
    press(stage, KEY.Key_F9)
    press(stage, KEY.Key_4)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    focused.setText("9:00")
    press(stage, KEY.Key_Return)
    assert stage.visit().follow_up is None
    assert focused.text() == "9:00"


def test_the_customer_is_listened_to_first(stage: Stage) -> None:
    """ux 3c 1: the listening sheet keeps the words as they were said."""
    press(stage, KEY.Key_F9)
    press(stage, KEY.Key_1)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPlainTextEdit)
    focused.setPlainText("先週から音がします")
    page = door_of(stage).face.page
    assert page is not None
    stage.settle()
    next(b for b in page.findChildren(QAbstractButton) if b.accessibleName() == "記録する").click()
    stage.settle()
    assert [(s.what, s.words) for s in stage.visit().sayings] == [("quote", "先週から音がします")]
    assert stage.visit().state is State.MET


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        (KEY.Key_A, "犬・門扉"),
        (KEY.Key_S, "悪天候"),
        (KEY.Key_C, "身の危険"),
        (KEY.Key_V, "その他"),
    ],
)
def test_one_tap_ends_the_wait_with_its_reason(stage: Stage, key: Qt.Key, reason: str) -> None:
    """N-07: the wait ends at that second; the note and the end of the visit remain possible."""
    stage.at(14, 40, 7)
    press(stage, KEY.Key_F12)
    press(stage, key)
    visit = stage.visit()
    assert visit.running_wait is None
    end = visit.waits[-1].end
    assert end is not None
    assert f"{end.at:%H:%M:%S}" == "14:40:07"
    assert visit.outcome is not None
    assert (visit.outcome.kind, visit.outcome.reason) == (OutcomeKind.ABSENT, reason)
    press(stage, KEY.Key_F6)
    assert door_of(stage).note_work.is_open
    press(stage, KEY.Key_Escape)
    wait_until(lambda: door_of(stage).guard.is_open(grave=True), "the end takes a press")
    press(stage, KEY.Key_F8)
    assert stage.visit().state is State.LEFT


def test_the_page_of_contact_and_end_closes_by_itself(stage: Stage) -> None:
    """ux 3d: 20 s without input, and any input starts them again."""
    door = door_of(stage)
    press(stage, KEY.Key_F12)
    stage.at(14, 31, 15)
    press(stage, KEY.Key_Tab)
    stage.at(14, 31, 30)
    door.tick()
    assert door.face.page is not None
    stage.at(14, 31, 36)
    door.tick()
    assert door.face.page is None


def test_danger_shows_the_numbers_and_writes_down_what_was_tapped(stage: Stage) -> None:
    """N-15, ux 3d: over the whole window; Esc returns."""
    press(stage, KEY.Key_F12)
    press(stage, KEY.Key_3)
    shown = [b for b in stage.window.findChildren(QAbstractButton) if b.isVisible()]
    police = next(b for b in shown if b.accessibleName().startswith("110"))
    police.click()
    QTest.keyClick(QApplication.focusWidget() or stage.window, KEY.Key_Escape)
    stage.settle()
    visit = stage.visit()
    assert visit.outcome is not None
    assert visit.outcome.kind is OutcomeKind.EMERGENCY
    assert [(s.what, s.words) for s in visit.sayings] == [("danger_dialled", "110")]


def test_a_longer_wait_that_crosses_the_next_promise_is_asked_about(stage: Stage) -> None:
    """N-10: the other customer's name appears only then; the calm answer changes nothing."""
    door = door_of(stage)
    stage.at(14, 45)
    door.tick()
    assert door.face.extend.sign.isVisible()
    assert "北浜" not in " ".join(buttons(stage))
    press(stage, KEY.Key_F4)
    assert "15:40 北浜　実様に間に合いません" in door.face.question.accessibleName()
    press(stage, KEY.Key_Space)
    span = stage.visit().running_wait
    assert span is not None
    assert span.minutes == 30
    press(stage, KEY.Key_F4)
    press(stage, KEY.Key_Tab)
    press(stage, KEY.Key_Space)
    span = stage.visit().running_wait
    assert span is not None
    assert span.minutes == 60


@pytest.mark.parametrize(("hours", "moved"), [(3, "3時間進みました"), (-3, "3時間戻りました")])
def test_a_moved_clock_is_told_and_the_wait_goes_on(stage: Stage, hours: int, moved: str) -> None:
    """Issue 3, bad input: three hours off; the wait counts by elapsed time (R-35)."""
    path = stage.clock._path
    value = json.loads(path.read_text(encoding="utf-8"))
    value["wall"] += (hours * 3600 + 60) * 1_000_000
    value["mono"] += 60 * 1_000_000
    path.write_text(json.dumps(value), encoding="utf-8")
    door = door_of(stage)
    for _when in ("before the next entry", "after it"):
        door.tick()
        said = {label.text() for label in door.face.time.findChildren(QLabel)}
        told = f"パソコンの時計が {moved}。待機は経過時間で続けています。"
        assert told in said
        assert "29:00" in said
        assert "15:01 まで" in said
        press(stage, KEY.Key_F2)


def test_a_closed_lid_is_written_at_waking_and_shown(stage: Stage) -> None:
    """R-35, ux 3: the gap ends when the computer woke; the wait went on, no key was needed."""
    door = door_of(stage)
    zone = stage.clock.now().tzinfo
    stage.at(14, 40)
    door.tick()
    stage.clock.sleep_until(datetime(*staging.DAY, 14, 44, tzinfo=zone))
    door.tick()
    stage.settle()
    stage.at(14, 46)
    door.tick()
    said = {label.text() for label in door.face.time.findChildren(QLabel)}
    assert {"14:40–14:44 パソコンが休止。待機は続いています", "15:00"} <= said
    (gap,) = stage.visit().gaps
    assert (f"{gap.start:%H:%M}", f"{gap.end:%H:%M}", gap.why) == ("14:40", "14:44", "suspend")
    press(stage, KEY.Key_F2)
    assert len(stage.visit().gaps) == 1


def test_a_call_has_its_number_and_its_result(stage: Stage) -> None:
    press(stage, KEY.Key_F3)
    press(stage, KEY.Key_2)
    (call,) = stage.visit().calls
    assert (call.number_kind, call.result) == ("phone", CallResult.VOICEMAIL)


def test_what_is_typed_afterwards_is_a_claim(stage: Stage) -> None:
    """N-08: times beside the records, marked; from 連絡・終了 by one key."""
    press(stage, KEY.Key_F12)
    press(stage, KEY.Key_T)
    stage.at(15, 30)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    focused.setText("１４時２０分")
    press(stage, KEY.Key_Return)
    visit = stage.visit()
    assert [(c.what, f"{c.claimed_at:%H:%M}") for c in visit.claims] == [("arrived", "14:20")]
    assert len(visit.arrivals) == 1
