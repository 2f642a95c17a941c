"""Today lived by keyboard: the card that never loses a key, lateness, departure, calls, evening."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui import staging
from tests.ui.staging import DAY, Stage, wait_until
from ui.models.today_words import agreed_chip, office_chip
from ui.screens.evening import EveningScreen
from ui.screens.readiness import ReadinessScreen
from ui.screens.today import TodayScreen
from ui.screens.today_day import CALLS
from visitapp.actions import arrive, change, follow_up, leave, outcome, plan, ring
from visitapp.actions.readiness import BY_EYE, MEASURED, Check
from visitapp.clock import ScriptedClock
from visitapp.domain.words import AgreedHow, CallResult, OutcomeKind
from visitapp.texts import use_language
from visitapp.workspace import Workspace, open_workspace

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def moment(hour: int, minute: int, clock: ScriptedClock, days: int = 0) -> datetime:
    return datetime(*DAY, hour, minute, tzinfo=clock.now().tzinfo) + timedelta(days=days)


def absent_yesterday(ws: Workspace, clock: ScriptedClock, name: str, phone: str) -> str:
    """A visit of the day before where nobody was in: a call or letter is due today."""
    clock.set(moment(15, 0, clock, days=-1))
    customer = staging.add_customer(ws, name, "みどり浜市9-1", phone)
    at = moment(15, 0, clock, days=-1)
    request = plan.PlanRequest(customer_id=customer, promised_at=at, staff=staging.PARTY)
    visit = plan.plan(ws, request).visit.id
    arrive.arrive(ws, visit)
    ring.ring(ws, visit)
    outcome.record(ws, visit, OutcomeKind.ABSENT, reason="体調")
    leave.leave(ws, visit)
    return visit


@pytest.fixture
def day(qapp: QApplication, tmp_path: Path) -> Iterator[Stage]:
    """The day of shared/ux with two calls and a letter due from yesterday."""
    clock = staging.new_clock(tmp_path)
    folder = tmp_path / "records"
    visit_id = staging.make_day(folder, tmp_path / "keys", clock)
    with open_workspace(folder, clock=clock) as ws:
        for name, phone in (("小田切　浩", "03-1"), ("大西　博", "03-2"), ("原　由美", "")):
            absent_yesterday(ws, clock, name, phone)
    clock.set(moment(14, 12, clock))
    use_language("ja")
    with staging.window_over(folder, clock, visit_id=visit_id) as made:
        yield made
    use_language("auto")


def today(stage: Stage) -> TodayScreen:
    found = stage.window.today
    assert found is not None
    return found


def press(stage: Stage, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget() or stage.window, key)
    stage.settle()


def test_the_card_stays_the_same_widget_and_keeps_the_focus(day: Stage) -> None:
    """A refresh must not swallow a key: nothing of the card is made anew."""
    screen = today(day)
    button, row = screen.day.next.door, screen.day.list.rows[2]
    for focused in (button, row):
        focused.setFocus()
        day.at(14, 13)
        screen.refresh()
        day.session.changes.tell()
        day.settle()
        assert QApplication.focusWidget() is focused
    assert (screen.day.next.door, screen.day.list.rows[2]) == (button, row)


def test_a_key_right_after_a_refresh_opens_the_door(day: Stage) -> None:
    """Ctrl+Enter while the day is being read again, and once more as soon as it was shown."""
    today(day).refresh()
    QTest.keyClick(day.window, Qt.Key.Key_Return, CTRL)
    wait_until(lambda: day.window.front == "door", "the door")
    day.settle()
    day.window.show_today()
    shown: list[bool] = []
    today(day).view_read.connect(lambda _view: shown.append(True))
    today(day).refresh()
    wait_until(lambda: bool(shown))
    QTest.keyClick(day.window, Qt.Key.Key_Return, CTRL)
    wait_until(lambda: day.window.front == "door", "the door after the refresh")


def test_the_card_counts_down_and_warns(day: Stage) -> None:
    """ux 1: あと n分, amber from -5 min without departure, after the minute 過ぎました."""
    card = today(day).day.next
    said = {}
    for minute in (12, 15, 25, 30, 33):
        day.at(14, minute)
        card.tick(day.clock.now())
        said[minute] = (card._big.text(), card._left.property("card"), card.call.isVisible())
    assert said[12] == ("あと 18分", "soft", False)
    assert said[25] == ("あと 5分", "warn", False)
    assert said[30] == ("約束の時刻です", "warn", True)
    assert said[33] == ("約束の時刻を 3分過ぎました", "warn", True)
    assert card.be_late_button.property("kind") == "warn"


@pytest.mark.parametrize(
    ("steps", "minutes", "answer", "words"),
    [
        (0, 15, "agreed", "14:45に変更:了承済み"),
        (2, 25, "refused", "14:55に変更:了承が未確認"),
        (0, 15, "unreached", "14:45に変更:つながらず、了承が未確認"),
    ],
)
def test_being_late_is_recorded_with_the_answer(
    day: Stage, steps: int, minutes: int, answer: str, words: str
) -> None:
    """N-01: number, script and new time in the card; without consent the promise is amber."""
    screen = today(day)
    QTest.keyClick(day.window, Qt.Key.Key_L, ALT)
    panel = screen.day.next.late
    assert panel.isVisible()
    for _step in range(steps):
        press(day, Qt.Key.Key_Up)
    assert f"{minutes}分ほど遅れる" in panel._script.accessibleName()
    getattr(panel, answer).click()
    day.settle()
    late = day.visit().late
    assert late is not None
    assert late.new_time == moment(14, 30, day.clock) + timedelta(minutes=minutes)
    assert (late.agreed, late.reached) == (answer == "agreed", answer != "unreached")
    assert screen.view is not None
    assert screen.view.next_visit is not None
    assert agreed_chip(screen.view.next_visit).words == words
    assert not panel.isVisible()


def test_departure_asks_once_and_never_blocks(day: Stage) -> None:
    """R-02, R-33: what is open is shown; the second press records it with the departure."""
    QTest.keyClick(day.window, Qt.Key.Key_D, ALT)
    panel = today(day).day.next.departure
    assert panel.isVisible()
    assert day.visit().departed is None
    panel.told.click()
    day.settle()
    ready = day.visit().readiness
    assert ready is not None
    assert ready.superior_told
    assert panel.isVisible()
    QTest.keyClick(day.window, Qt.Key.Key_D, ALT)
    day.settle()
    assert day.visit().departed is not None
    assert not panel.isVisible()
    assert today(day).day.next.door.isVisible()


def test_a_result_by_key_takes_the_call_off_and_can_be_taken_back(day: Stage) -> None:
    """R-39: Alt+R, 1; the way back is a new entry, and both stay in the history."""
    screen = today(day)
    first = screen.day.calls.show_open()
    assert first is not None
    QTest.keyClick(day.window, Qt.Key.Key_R, ALT)
    press(day, Qt.Key.Key_1)
    assert screen.view is not None
    assert first.visit_id not in {line.visit_id for line in screen.view.calls}
    assert [result for _m, result in _results(day, first.visit_id)] == [CallResult.SEEN]

    press(day, Qt.Key.Key_1)  # pressed once more: the next customer's call is untouched
    assert len(screen.view.calls) == 2

    screen.day.calls._undo_button.click()
    day.settle()
    assert screen.view is not None
    assert first.visit_id in {line.visit_id for line in screen.view.calls}
    kinds = [row.kind for row in day.visit(first.visit_id).timeline]
    assert kinds[-2:] == ["follow_up_done", "entry_withdrawn"]


def _results(stage: Stage, visit_id: str) -> tuple[tuple[object, CallResult], ...]:
    task = stage.visit(visit_id).follow_up
    assert task is not None
    return task.results


def test_later_asks_for_the_time_and_crossed_shows_our_rings(day: Stage) -> None:
    """R-39: 後ほど keeps the call owed at the time asked for; 行き違い is confirmed first."""
    screen = today(day)
    first = screen.day.calls.show_open()
    assert first is not None
    QTest.keyClick(day.window, Qt.Key.Key_R, ALT)
    press(day, Qt.Key.Key_3)
    panel = screen.day.calls.results
    assert "11/24 15:00:00" in panel._rings.accessibleName()
    assert _results(day, first.visit_id) == ()
    press(day, Qt.Key.Key_Escape)
    press(day, Qt.Key.Key_8)
    assert panel.time.at == moment(15, 0, day.clock)
    for _step in range(4):
        press(day, Qt.Key.Key_Up)
    panel._later_button.click()
    day.settle()
    task = day.visit(first.visit_id).follow_up
    assert task is not None
    assert task.due_at == moment(17, 0, day.clock)
    assert screen.view is not None
    line = next(line for line in screen.view.calls if line.visit_id == first.visit_id)
    assert (line.agreed, line.until) == (True, moment(17, 0, day.clock))


def test_a_letter_is_closed_by_its_own_act(day: Stage) -> None:
    """R-39: no telephone number, so the task is a letter and has no chips."""
    screen = today(day)
    assert screen.view is not None
    letter = next(line for line in screen.view.calls if line.by == "letter")
    screen.day.calls._choose(letter.visit_id)
    panel = screen.day.calls.results
    assert panel.sent.isVisible()
    assert not panel.chips[0].isVisible()
    panel.sent.click()
    day.settle()
    assert [r for _m, r in _results(day, letter.visit_id)] == [CallResult.LETTER_SENT]


def test_rows_are_walked_by_arrow_and_opened_by_enter(day: Stage) -> None:
    """ux 1: ↑ ↓ Enter; Ctrl+Enter opens the door of the chosen row."""
    rows = today(day).day.list.rows
    rows[0].setFocus()
    press(day, Qt.Key.Key_Down)
    press(day, Qt.Key.Key_Down)
    press(day, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is rows[3]
    QTest.keyClick(day.window, Qt.Key.Key_Return, CTRL)
    wait_until(lambda: day.window.front == "door")
    day.settle()
    door = day.window.door
    assert door is not None
    assert door.view is not None
    assert door.view.visit.id == rows[3].visit_id


def test_the_evening_list_counts_what_is_left(day: Stage) -> None:
    """N-16: 帰社 is recorded once with the last visit, the six lines come from the records."""
    QTest.keyClick(day.window, Qt.Key.Key_B, ALT)
    day.settle()
    screen = day.window.page("evening")
    assert isinstance(screen, EveningScreen)
    wait_until(lambda: bool(screen.report.toPlainText()))
    assert screen.isVisible()
    said = {name: line.accessibleName() for name, line in screen.lines.items()}
    assert said["calls"] == "電話の結果 未記録 3件"
    assert said["misprints"] == "刷り損じ ありません"
    assert said["items"] == "お預かり品 記録はありません"
    assert "渡邉" in screen.report.toPlainText()
    view = today(day).view
    assert view is not None
    returns = [r for line in view.visits for r in line.visit.returns]
    assert len(returns) == 1
    screen.left.emit()
    QTest.keyClick(day.window, Qt.Key.Key_B, ALT)
    day.settle()
    view = today(day).view
    assert view is not None
    assert sum(len(line.visit.returns) for line in view.visits) == 1


def test_the_report_can_be_copied_and_saved(day: Stage, tmp_path: Path) -> None:
    day.window.go("evening")
    screen = day.window.page("evening")
    assert isinstance(screen, EveningScreen)
    wait_until(lambda: bool(screen.report.toPlainText()))
    screen.copy_report()
    assert QApplication.clipboard().text() == screen.report.toPlainText()
    screen.save_report(tmp_path / "report.txt")
    day.settle()
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == screen.report.toPlainText()
    screen.save_report(tmp_path / "nowhere" / "report.txt")
    day.settle()
    assert "別の場所" in screen.banner.accessibleName()


def test_the_check_before_departure_is_kept_with_the_visit(day: Stage) -> None:
    """R-02, ux 10: every measured check answers; what was looked at is kept as looked at."""
    day.window.go("readiness")
    screen = day.window.page("readiness")
    assert isinstance(screen, ReadinessScreen)
    wait_until(lambda: screen.is_done, "the checks", timeout=60_000)
    day.settle()
    assert set(screen.found) == set(Check)
    assert screen.found[Check.NOTE].settled
    assert screen.found[Check.PHOTOS].settled
    ready = day.visit().readiness
    assert ready is not None
    assert len(ready.checks) == len(MEASURED) + len(BY_EYE)
    assert "cards" in ready.missing
    screen._look(Check.CARDS)
    day.settle()
    ready = day.visit().readiness
    assert ready is not None
    assert "cards:eye" in ready.checks
    assert "cards" not in ready.missing
    screen.depart.click()
    day.settle()
    assert day.visit().departed is not None
    assert day.window.front == "today"


def test_an_empty_day_puts_the_calls_first(qapp: QApplication, tmp_path: Path) -> None:
    """ux 1: 今日の訪問はありません, and what is due moves to the first place."""
    clock = staging.new_clock(tmp_path)
    folder = tmp_path / "records"
    staging.make_records(folder, tmp_path / "keys", clock)
    with open_workspace(folder, clock=clock) as ws:
        absent_yesterday(ws, clock, "小田切　浩", "03-1")
    clock.set(moment(9, 0, clock, days=1))  # the day after: no visit, the call still owed
    use_language("ja")
    with staging.window_over(folder, clock) as stage:
        page = today(stage).day
        assert page.empty.isVisible()
        assert not page.next.isVisible()
        assert page.calls.isVisible()
        assert page._main.indexOf(page.calls) == 0
        assert QApplication.focusWidget() is page.plan
    use_language("auto")


def test_small_windows_show_tabs(day: Stage) -> None:
    """tokens.md 5: 910 logical pixels: calls behind a tab, Alt+R brings them to the front."""
    screen = today(day)
    day.window.resize(910, 600)
    day.settle()
    assert screen.day.tabs.isVisible()
    assert not screen.day.calls.isVisible()
    QTest.keyClick(day.window, Qt.Key.Key_R, ALT)
    assert screen.day.tabs.currentIndex() == CALLS
    assert screen.day.calls.results.isAncestorOf(QApplication.focusWidget())


def test_a_day_that_fits_does_not_scroll(day: Stage) -> None:
    """ux 1 at 1366x768: four visits and three calls stand on one page."""
    page = today(day).day
    assert page.area.verticalScrollBar().maximum() == 0
    day.window.resize(1366, 500)
    day.settle()
    assert page.area.verticalScrollBar().maximum() > 0
    row = page.list.rows[0]
    assert row.height() >= row.heightForWidth(row.width())


def test_nothing_of_another_computer_is_said_of_our_own_changes(day: Stage) -> None:
    """「事務所で変更」 names what another computer did; our own move is no news."""
    day.session.act(
        lambda ws: change.reschedule(
            ws,
            day.visit_id,
            promised_at=moment(15, 0, day.clock),
            agreed_how=AgreedHow.PHONE,
            reason="お客様の都合",
        )
    )
    day.settle()
    view = today(day).view
    assert view is not None
    moved = next(line for line in view.visits if line.row.id == day.visit_id)
    assert moved.visit.moves
    assert office_chip(moved) is None


def test_the_calls_of_a_day_are_put_before_visits(day: Stage) -> None:
    """R-39: a call due at 18:00 would not fall into 18:30; one at 15:00 falls into 14:30."""
    screen = today(day)
    assert screen.view is not None
    first = screen.view.calls[0]
    day.session.act(
        lambda ws: follow_up.done(
            ws, first.visit_id, CallResult.CALL_LATER, again_at=moment(15, 0, day.clock)
        )
    )
    day.settle()
    line = screen.view.calls[0]
    assert line.visit_id == first.visit_id
    assert line.before == moment(14, 30, day.clock)
