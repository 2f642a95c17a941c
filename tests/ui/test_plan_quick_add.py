"""Quick add in the real window: preview, choosing by keyboard, Enter, input method (ux 1)."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame

from tests.ui import staging
from tests.ui.staging import Stage, wait_until
from ui.widgets.quick_add import QuickAdd
from visitapp.actions import look
from visitapp.store.views import VisitRow
from visitapp.texts import use_language
from visitapp.workspace import open_workspace

CTRL = Qt.KeyboardModifier.ControlModifier
NAMES = ("田中　一郎", "田中　さくら", "辻󠄀　真由美", "大西　恵")


@pytest.fixture
def stage(qapp: QApplication, tmp_path: Path) -> Iterator[Stage]:
    """The window over four customers more; it is 14:12."""
    clock = staging.new_clock(tmp_path)
    visit_id = staging.make_records(tmp_path / "records", tmp_path / "keys", clock)
    with open_workspace(tmp_path / "records", clock=clock) as ws:
        for place, name in enumerate(NAMES):
            staging.add_customer(ws, name, f"みどり浜市{place}-1")
    use_language("ja")
    with staging.window_over(tmp_path / "records", clock, visit_id=visit_id) as made:
        made.at(14, 12)
        yield made
    use_language("auto")


def quick(stage: Stage) -> QuickAdd:
    """Ctrl+K goes to the field."""
    QTest.keyClick(stage.window, Qt.Key.Key_K, CTRL)
    assert stage.window.today is not None
    found = stage.window.today.quick
    assert QApplication.focusWidget() is found.field
    return found


def write(stage: Stage, add: QuickAdd, words: str) -> list[str]:
    """Type a line; what the chips say of it."""
    add.field.setText(words)
    stage.settle()
    stage.settle()
    chips = add.findChildren(QFrame, "chip")
    return [chip.accessibleName() for chip in chips if chip.isVisible()]


def enter(stage: Stage, add: QuickAdd) -> str:
    """Enter; what is said then."""
    QTest.keyClick(add.field, Qt.Key.Key_Return)
    stage.settle()
    stage.settle()
    return add.said.text() if add.said.isVisible() else ""


def visits(stage: Stage, day: int) -> list[VisitRow]:
    zone = stage.clock.now().tzinfo
    start, end = (datetime(2026, 11, d, tzinfo=zone) for d in (day, day + 1))
    found: list[tuple[VisitRow, ...]] = []
    stage.session.read(lambda ws: look.between(ws, start, end), found.append)
    wait_until(lambda: bool(found))
    return list(found[0])


def test_one_line_and_enter_plan_a_visit(stage: Stage) -> None:
    add = quick(stage)
    chips = write(stage, add, "明日１４時 大西様 1時間半 佐久間・三好")
    assert chips == ["11/26(木) 14:00", "1時間30分", "大西　恵 様", "佐久間 亮 ・ 三好 由紀"]
    assert enter(stage, add) == "11/26(木) 14:00 に予定しました。"
    assert add.field.text() == ""
    (row,) = visits(stage, 26)
    visit = stage.visit(row.id)
    assert (visit.minutes, len(visit.staff)) == (90, 2)


def typed(stage: Stage, words: str) -> None:
    """Words as an input method commits them, to whatever has the keys."""
    told = QInputMethodEvent()
    told.setCommitString(words)
    field = QApplication.focusWidget()
    assert field is not None
    QApplication.sendEvent(field, told)
    stage.settle()
    stage.settle()


@pytest.mark.parametrize("page", ["today", "plan", "settings"])
def test_the_keys_alone_plan_from_any_page_also_for_somebody_new(stage: Stage, page: str) -> None:
    """ux 1: Ctrl+K, a line, Enter; an unknown customer is made inline by one Enter more."""
    stage.window.go(page)
    stage.settle()
    add = quick(stage)
    assert add.field.window() is stage.window
    assert add.field.isVisible()
    for name, enters in (("大西", 1), ("新井", 2)):
        QTest.keyClick(stage.window, Qt.Key.Key_K, CTRL)
        typed(stage, f"明日{10 + 4 * enters}時 {name}様 1時間")
        for _press in range(enters):
            assert len(visits(stage, 26)) == enters - 1
            key = QApplication.focusWidget()
            assert key is add.field
            QTest.keyClick(key, Qt.Key.Key_Return)
            stage.settle()
            stage.settle()
        assert len(visits(stage, 26)) == enters
        assert add.field.text() == ""
    found: list[str] = []
    last = visits(stage, 26)[-1]
    stage.session.read(lambda ws: look.customer_name(ws, last.customer_id), found.append)
    wait_until(lambda: bool(found))
    assert "新井" in found[0]
    assert stage.visit(last.id).minutes == 60


def test_customers_of_the_same_name_are_chosen_by_keyboard(stage: Stage) -> None:
    add = quick(stage)
    write(stage, add, "明日14時 田中様 佐久間・三好")
    assert add.found.count() == 3
    assert "選び" in enter(stage, add)
    assert visits(stage, 26) == []
    chosen = add.found.item(1).text()
    QTest.keyClick(add.field, Qt.Key.Key_Down)
    enter(stage, add)
    (row,) = visits(stage, 26)
    names: list[str] = []
    stage.session.read(lambda ws: look.customer_name(ws, row.customer_id), names.append)
    wait_until(lambda: bool(names))
    assert chosen.startswith(names[0])


def test_an_unknown_name_is_offered_as_a_new_customer(stage: Stage) -> None:
    add = quick(stage)
    chips = write(stage, add, "明日14時 新井 明子 様 佐久間・三好")
    assert "新しいお客様:新井 明子 様" in chips
    assert "もう一度 Enter" in enter(stage, add)
    assert visits(stage, 26) == []
    assert "予定しました" in enter(stage, add)
    assert len(visits(stage, 26)) == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("明日 大西様", "時刻を入力"),
        ("明日14時", "お名前を入力"),
        ("11/31 14時 大西様", "この日付はありません"),
        ("明日25時 大西様", "この時刻はありません"),
    ],
)
def test_what_is_missing_is_said_and_the_line_stays(stage: Stage, line: str, said: str) -> None:
    add = quick(stage)
    write(stage, add, line)
    assert said in enter(stage, add)
    assert add.field.text() == line
    assert visits(stage, 26) == []


def test_an_hour_of_the_afternoon_is_said_and_the_past_asks_twice(stage: Stage) -> None:
    add = quick(stage)
    assert any("午後" in words for words in write(stage, add, "明日2時 大西様"))
    write(stage, add, "今日9時 大西様")
    assert "黄色の表示" in enter(stage, add)
    assert "予定しました" in enter(stage, add)


def test_a_collision_is_named_before_it_is_planned(stage: Stage) -> None:
    """N-10: the promise of 14:30 with the way between."""
    add = quick(stage)
    chips = write(stage, add, "今日15:30 大西様 佐久間・三好")
    assert any("14:30 髙橋" in words for words in chips)
    assert "黄色の表示" in enter(stage, add)
    assert [row.id for row in visits(stage, 25)] == [stage.visit_id]
    assert "予定しました" in enter(stage, add)
    assert len(visits(stage, 25)) == 2


def test_enter_in_a_composition_plans_nothing(stage: Stage) -> None:
    """The Enter that takes a conversion belongs to the input method."""
    add = quick(stage)
    write(stage, add, "明日14時 大西様 佐久間・三好")
    QApplication.sendEvent(add.field, QInputMethodEvent("さま", []))
    assert enter(stage, add) == ""
    assert visits(stage, 26) == []
    committed = QInputMethodEvent("", [])
    committed.setCommitString(" ")
    QApplication.sendEvent(add.field, committed)
    stage.settle()
    stage.settle()
    assert "予定しました" in enter(stage, add)
    assert len(visits(stage, 26)) == 1


def test_only_the_newest_answer_counts(stage: Stage) -> None:
    """Answers may come late and out of order: the line as it stands decides."""
    add = quick(stage)
    for words in ("明日14時 田中様", "明日14時 大西様", "明日14時 辻󠄀様"):
        add.field.setText(words)
    stage.settle()
    stage.settle()
    assert [add.found.item(n).text().split(" 様")[0] for n in range(add.found.count() - 1)] == [
        "辻󠄀　真由美"
    ]


def test_escape_empties_the_line(stage: Stage) -> None:
    add = quick(stage)
    write(stage, add, "明日14時 大西様")
    assert add.isVisible()
    QTest.keyClick(add.field, Qt.Key.Key_Escape)
    assert add.field.text() == ""
    assert not add.isVisible()


def test_quick_add_is_taken_back_and_done_again_for_the_same_customer(stage: Stage) -> None:
    """T6: taken back is cancelled; again makes no second customer."""
    add = quick(stage)
    write(stage, add, "明日14時 新井 明子 様 佐久間・三好")
    enter(stage, add)
    enter(stage, add)
    (row,) = visits(stage, 26)
    stage.session.undo.undo()
    stage.settle()
    assert stage.visit(row.id).cancelled
    stage.session.undo.redo()
    stage.settle()
    rows = visits(stage, 26)
    assert len(rows) == 2
    assert len({r.customer_id for r in rows}) == 1
