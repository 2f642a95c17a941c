"""Planning and changing a visit in the real window: search, typed times, drafts (ux 2)."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit

from tests.ui import staging
from tests.ui.staging import Stage, wait_until
from ui.screens.plan import PlanScreen
from ui.theme import Look
from visitapp.actions import arrive, look, outcome, ring
from visitapp.domain.words import AgreedHow, OutcomeKind, SiteKind
from visitapp.store.views import VisitRow
from visitapp.texts import use_language
from visitapp.workspace import open_workspace

NAMES = ("田中　一郎", "田中　さくら", "辻󠄀　真由美", "大西　恵")
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def stage(qapp: QApplication, tmp_path: Path) -> Iterator[Stage]:
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


def opened(stage: Stage, visit_id: str = "") -> PlanScreen:
    stage.window.go("plan", visit_id)
    rest(stage)
    screen = stage.window.plan
    assert screen is not None
    return screen


def rest(stage: Stage) -> None:
    """Every answer, and what its answer asked for."""
    for _ in range(3):
        stage.settle()


def commit(field: QLineEdit, words: str) -> None:
    """Type as an input method does: the finished words come in one piece."""
    field.setFocus()
    field.clear()
    event = QInputMethodEvent("", [])
    event.setCommitString(words)
    QApplication.sendEvent(field, event)


def fill(stage: Stage, screen: PlanScreen, **fields: str) -> None:
    for name, words in fields.items():
        commit(screen.form.fields.lines[name], words)
    rest(stage)


def choose_customer(stage: Stage, screen: PlanScreen, words: str, down: int = 0) -> None:
    commit(screen.search, words)
    rest(stage)
    for _ in range(down):
        QTest.keyClick(screen.search, Qt.Key.Key_Down)
    QTest.keyClick(screen.search, Qt.Key.Key_Return)
    rest(stage)


def save(stage: Stage, screen: PlanScreen) -> None:
    screen.form.save.click()
    rest(stage)


def warned(screen: PlanScreen) -> list[str]:
    chips = screen.form.findChildren(QFrame, "chip")
    return [chip.accessibleName() for chip in chips if chip.isVisible()]


def visits(stage: Stage, day: int) -> list[VisitRow]:
    zone = stage.clock.now().tzinfo
    start, end = (datetime(2026, 11, d, tzinfo=zone) for d in (day, day + 1))
    found: list[tuple[VisitRow, ...]] = []
    stage.session.read(lambda ws: look.between(ws, start, end), found.append)
    wait_until(lambda: bool(found))
    return list(found[0])


def test_a_whole_visit_is_planned_by_keyboard(stage: Stage) -> None:
    """R-32, R-33, N-05, N-15: customer by two characters, typed times, roles, place, watcher."""
    screen = opened(stage)
    choose_customer(stage, screen, "田中", down=1)
    chosen = screen.form.fields.customer.customer
    assert chosen is not None
    fill(
        stage,
        screen,
        when="１１／２７　午後２時半",
        length="９０分",
        speaker="佐久間 亮",
        recorder="三好 由紀",
        back="17時",
        watcher="青木 課長",
    )
    boxes = screen.form.fields.choices
    boxes["agreed"].setCurrentIndex(boxes["agreed"].findData(AgreedHow.PHONE))
    boxes["site"].setCurrentIndex(boxes["site"].findData(SiteKind.FLATS))
    boxes["window"].setCurrentIndex(boxes["window"].findData(30))
    screen.form.fields.edited.emit()
    fill(stage, screen, room="305")
    assert warned(screen) == []
    save(stage, screen)
    (row,) = visits(stage, 27)
    visit = stage.visit(row.id)
    zone = stage.clock.now().tzinfo
    assert visit.customer_id == chosen.id
    assert visit.promised_at == datetime(2026, 11, 27, 14, 30, tzinfo=zone)
    assert visit.expected_return == datetime(2026, 11, 27, 17, 0, tzinfo=zone)
    assert (visit.minutes, visit.window_minutes, visit.site, visit.room) == (
        90,
        30,
        SiteKind.FLATS,
        "305",
    )
    assert (visit.speaker, visit.recorder) == visit.staff
    assert (visit.watcher, visit.agreed_how) == ("青木 課長", AgreedHow.PHONE)
    assert screen.banner.accessibleName() == "11/27(金) 14:30 に予定しました。"
    assert screen.form.fields.lines["when"].text() == ""


def test_an_exact_form_of_a_name_is_shown_and_the_newest_search_wins(stage: Stage) -> None:
    screen = opened(stage)
    for words in ("田", "田中", "大西", "辻󠄀"):
        commit(screen.search, words)
    rest(stage)
    found = screen.form.fields.customer.found
    shown = [found.item(n).text() for n in range(found.count())]
    assert [words.split(" 様")[0] for words in shown] == ["辻󠄀　真由美"]
    assert "みどり浜市2-1" in shown[0]
    assert "03-0000-1111" in shown[0]


def test_a_new_customer_is_made_inline_with_contact_limits(stage: Stage) -> None:
    """V-06: limits stand beside the name at once."""
    screen = opened(stage)
    commit(screen.search, "葛󠄀城 大輔")
    rest(stage)
    screen.form.fields.customer.new.click()
    new = screen.form.fields.new_customer
    assert new.isVisible()
    assert new.name.text() == "葛󠄀城 大輔"
    commit(new.kana, "カツラギ ダイスケ")
    commit(new.phone, "03-0000-9999")
    new.limits["family_must_not_know"].click()
    new.add.click()
    rest(stage)
    made = screen.form.fields.customer.customer
    assert made is not None
    assert (made.name, made.family_must_not_know) == ("葛󠄀城 大輔", "yes")
    assert "ご家族に知らせない" in screen.form.fields.customer.said.text()
    assert not new.isVisible()


def test_what_is_unusual_is_said_while_typing_and_asks_its_reason(stage: Stage) -> None:
    """N-10, R-32, 20:00 to 8:00; nothing blocks, every reason is kept."""
    screen = opened(stage)
    choose_customer(stage, screen, "大西")
    fill(stage, screen, when="今日15:30", speaker="佐久間 亮")
    said = warned(screen)
    assert any("14:30 髙橋" in words for words in said)
    assert any("2人" in words for words in said)
    assert any("了承が未確認" in words for words in said)
    fields = screen.form.fields
    assert fields.lines["alone_reason"].isVisible()
    assert not fields.lines["reason"].isVisible()
    fill(stage, screen, when="明日20:30")
    assert fields.lines["reason"].isVisible()
    fill(stage, screen, alone_reason="三好 体調不良", reason="お客様のご希望")
    save(stage, screen)
    (row,) = visits(stage, 26)
    gates = stage.visit(row.id).timeline[0].gates
    assert gates == (("R-32", "三好 体調不良"), ("R-50", "お客様のご希望"))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"when": "いつか"}, "約束の日時を読み取れません"),
        ({"when": "11/31 14時"}, "この日付はありません"),
        ({"when": "明日14時", "length": "少し"}, "長さを読み取れません"),
        ({"when": "明日14時", "back": "夕方ごろ"}, "帰着予定を読み取れません"),
    ],
)
def test_what_is_not_understood_is_said_and_stays(
    stage: Stage, fields: dict[str, str], said: str
) -> None:
    screen = opened(stage)
    choose_customer(stage, screen, "大西")
    fill(stage, screen, **fields)
    save(stage, screen)
    assert said in screen.banner.accessibleName()
    assert {n: screen.form.fields.lines[n].text() for n in fields} == fields
    assert visits(stage, 26) == []


def test_typed_text_survives_another_page_and_a_kill(stage: Stage, tmp_path: Path) -> None:
    """A draft lies in the encrypted store; the next window has it again."""
    screen = opened(stage)
    choose_customer(stage, screen, "大西")
    fill(stage, screen, when="来週火曜 10時", watcher="青木 課長")
    stage.window.go("today")
    rest(stage)
    assert opened(stage).form.fields.lines["when"].text() == "来週火曜 10時"
    wait_until(lambda: not screen.form._draft.isActive())
    rest(stage)
    with staging.window_over(tmp_path / "records", stage.clock, visit_id=stage.visit_id) as again:
        found = opened(again).form.fields
        rest(again)
        assert found.lines["when"].text() == "来週火曜 10時"
        assert found.lines["watcher"].text() == "青木 課長"
        assert found.customer.customer is not None
        assert found.customer.customer.name == "大西　恵"


def test_f2_on_today_opens_the_form_and_a_move_loses_the_consent(stage: Stage) -> None:
    """Ux 2: 了承が未確認, and a call to ask."""
    stage.window.go("today")
    rest(stage)
    QTest.keyClick(stage.window, Qt.Key.Key_F2)
    rest(stage)
    screen = stage.window.plan
    assert screen is not None
    assert screen.isVisible()
    fields = screen.form.fields
    assert fields.lines["when"].text() == "2026/11/25(水) 14:30"
    fill(stage, screen, when="明日16:30", reason="お客様のご都合")
    boxes = fields.choices
    boxes["agreed"].setCurrentIndex(boxes["agreed"].findData(AgreedHow.NOT_AGREED))
    save(stage, screen)
    visit = stage.visit()
    assert visit.promised_at == datetime(2026, 11, 26, 16, 30, tzinfo=stage.clock.now().tzinfo)
    assert visit.agreed_how is AgreedHow.NOT_AGREED
    assert visit.follow_up is not None
    names = [row.accessibleName() for row in screen.week.rows]
    assert names == ["11/26 木 16:30 髙橋　美和子 様 佐久間 三好 了承が未確認"]


def test_a_move_never_keeps_the_old_consent_by_itself(stage: Stage) -> None:
    """The consent was for the old time: how the new one was agreed has to be chosen."""
    screen = opened(stage, stage.visit_id)
    fill(stage, screen, when="明日16:30")
    assert screen.form.fields.choices["agreed"].currentData() == AgreedHow.NOT_AGREED
    fill(stage, screen, when="今日14:30")
    assert screen.form.fields.choices["agreed"].currentData() == AgreedHow.PHONE


def test_a_finished_visit_is_not_moved_and_the_text_stays(stage: Stage, tmp_path: Path) -> None:
    stage.at(14, 31)

    def finish(ws: object) -> None:
        arrive.arrive(ws, stage.visit_id)  # type: ignore[arg-type]
        ring.ring(ws, stage.visit_id, answered=True)  # type: ignore[arg-type]
        outcome.record(ws, stage.visit_id, OutcomeKind.MET_CUSTOMER)  # type: ignore[arg-type]

    stage.session.act(finish)
    rest(stage)
    screen = opened(stage, stage.visit_id)
    said = "終了した訪問は移動できません。 訂正を追加してください。"
    assert screen.banner.accessibleName() == said
    fill(stage, screen, when="明日16:30")
    save(stage, screen)
    assert screen.banner.accessibleName() == said
    assert screen.form.fields.lines["when"].text() == "明日16:30"


def test_a_visit_is_cancelled_or_handed_over_with_a_reason(stage: Stage) -> None:
    """N-14."""
    screen = opened(stage, stage.visit_id)
    screen.form.more.click()
    end = screen.form.end
    end.hand_over.click()
    assert "理由を入力" in screen.banner.accessibleName()
    commit(end.reason, "体調不良")
    commit(end.takers, "三好 由紀・青木 淳")
    end.hand_over.click()
    rest(stage)
    assert len(stage.visit().handovers) == 1
    screen = opened(stage, stage.visit_id)
    screen.form.more.click()
    commit(end.reason, "お客様のご都合")
    end.cancel.click()
    rest(stage)
    assert stage.visit().cancelled == "お客様のご都合"


def test_the_week_is_a_list_for_keys(stage: Stage) -> None:
    screen = opened(stage)
    (row,) = screen.week.rows
    assert row.accessibleName() == "11/25 水 14:30 髙橋　美和子 様 佐久間 三好 了承済み"
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_J)
    rest(stage)
    assert screen.week.rows == []
    words = [label.text() for label in screen.week.findChildren(type(screen.week._title))]
    assert "この週の予定はありません。" in words
    screen.week.now.click()
    rest(stage)
    QTest.keyClick(screen.week.rows[0], Qt.Key.Key_Return)
    rest(stage)
    assert screen.form.visit_id == stage.visit_id


@pytest.mark.parametrize("scale", [100, 150])
def test_the_page_fits_a_small_screen(qapp: QApplication, tmp_path: Path, scale: int) -> None:
    """1366x768 at 150 % is 910x512 logical: no sideways scrolling, the list behind a tab."""
    clock = staging.new_clock(tmp_path)
    visit_id = staging.make_records(tmp_path / "records", tmp_path / "keys", clock)
    use_language("ja")
    wanted = Look(scale=scale)
    with staging.window_over(tmp_path / "records", clock, visit_id=visit_id, wanted=wanted) as made:
        screen = opened(made)
        assert screen.form_area.horizontalScrollBar().maximum() == 0
        assert screen.tabs.isVisible() == (scale == 150)
        if scale == 150:
            screen.tabs.setCurrentIndex(1)
            assert screen.week_area.isVisible()
            assert screen.week_area.horizontalScrollBar().maximum() == 0
    use_language("auto")


def test_a_visit_that_was_only_looked_at_leaves_no_draft(stage: Stage) -> None:
    """A draft of nothing would hide what others have changed meanwhile."""
    screen = opened(stage, stage.visit_id)
    assert not screen.form._draft.isActive()
    fill(stage, screen, watcher="青木 課長")
    assert screen.form._draft.isActive()


def test_another_look_keeps_the_visit_and_all_that_was_typed(stage: Stage) -> None:
    """F11: the page is made anew, the change goes on."""
    screen = opened(stage, stage.visit_id)
    fill(stage, screen, when="明日16:30", watcher="青木 課長")
    boxes = screen.form.fields.choices
    boxes["site"].setCurrentIndex(1)
    stage.window.flip_outdoor()
    rest(stage)
    again = stage.window.plan
    assert again is not None
    assert again is not screen
    assert again.form.visit_id == stage.visit_id
    assert again.form.fields.lines["when"].text() == "明日16:30"
    assert again.form.fields.lines["watcher"].text() == "青木 課長"
    assert again.form.fields.choices["site"].currentData() == SiteKind.FLATS
    assert again.form.fields.choices["agreed"].currentData() == AgreedHow.NOT_AGREED
    assert again.form.fields.customer.customer is not None


def test_a_move_is_taken_back_with_its_consent(stage: Stage) -> None:
    """T6: Ctrl+Z is a new entry; the consent and the list of calls are as before."""
    before = stage.visit()
    screen = opened(stage, stage.visit_id)
    fill(stage, screen, when="明日16:30", watcher="青木 課長")
    save(stage, screen)
    assert stage.visit().follow_up is not None
    stage.session.undo.undo()
    rest(stage)
    visit = stage.visit()
    assert (visit.promised_at, visit.agreed_how) == (before.promised_at, before.agreed_how)
    assert (visit.follow_up, visit.watcher) == (None, "")
    stage.session.undo.redo()
    rest(stage)
    assert stage.visit().watcher == "青木 課長"
