"""The absent customer again: by mouse alone, and by keys with a real office behind the laptop."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from tests.fault.killing.driver import Office
from tests.tours.hands import Keys, Mouse, entry_kinds, leave_a_note, the_door
from tests.ui import staging
from tests.ui.staging import Stage, wait_until
from visitapp import assets
from visitapp.actions.today_view import TodayView, today_view
from visitapp.cli.demo_office import DemoOffice
from visitapp.domain.fold import fold_visit
from visitapp.domain.visit import Visit
from visitapp.domain.words import State
from visitapp.office.pages.reading import event_of, visit_rows
from visitapp.office.seat import open_office
from visitapp.sync.meeting import number_of
from visitapp.texts import use_language

KEY, CTRL, ALT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
FULL_WIDTH = str.maketrans({half: half + 0xFEE0 for half in range(ord("!"), ord("~") + 1)})
PHOTOS = assets.path("samples", "photos")
MOST_INPUTS = 10  # shared/ux 3: besides waiting
MOST_TABS = 30
BY_ITSELF = {"VisitPlanned", "NoteNumbered", "NoteCodeRead", "WaitEnded", "FollowUpDue"}
NEEDED = [
    "Arrived",
    "Rang",
    "WaitStarted",
    "Rang",
    "OutcomeRecorded",
    "NotePrinted",
    "PhotoTaken",
    "NoteLeft",
    "PhotoTaken",
    "Left",
]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A real office in a process of its own, on the clock of the stage."""
    staging.new_clock(tmp_path)
    running = Office(tmp_path / "office", tmp_path / "clock")
    running.start()
    yield running
    running.close()


def acts_of(stage: Stage) -> list[str]:
    """What a person did, without what the program wrote by itself."""
    return [kind for kind in entry_kinds(stage) if kind not in BY_ITSELF]


def test_the_mouse_alone_does_it_in_ten_inputs(stage: Stage) -> None:
    """Issue 3: exactly these acts from arrival to leaving; ux 3: at most ten inputs."""
    mouse = Mouse(stage)
    mouse.do(mouse.button("玄関先モードを開く"), "door")
    door = the_door(stage)
    mouse.inputs.clear()
    leave_a_note(mouse, door, PHOTOS)
    assert stage.visit().state is State.LEFT
    assert acts_of(stage) == NEEDED
    assert len(mouse.inputs) <= MOST_INPUTS, mouse.inputs
    mouse.do(mouse.button("今日へ戻る"), "back")
    assert stage.window.today is not None
    wait_until(stage.window.today.isVisible, "today")


def test_the_office_holds_what_the_keys_wrote(
    qapp: QApplication, tmp_path: Path, office: Office
) -> None:
    """Joined by keys; the door without a network, then Ctrl+R: same fold and photos, a receipt."""
    clock = staging.ScriptedClock(tmp_path / "clock")
    visit_id = staging.make_records(tmp_path / "records", tmp_path / "keys", clock)
    use_language("ja")
    with staging.window_over(tmp_path / "records", clock, visit_id=visit_id) as stage:
        stage.at(14, 12)
        join_by_keys(stage, office)
        wait_until(lambda: unsent(stage) == 0, "what was written before, kept by the office")
        office.kill()
        QTest.keyClick(stage.window, KEY.Key_1, CTRL)
        stage.settle()
        QTest.keyClick(stage.window, KEY.Key_Return, CTRL)
        keys = Keys(stage)
        leave_a_note(keys, the_door(stage), PHOTOS)
        assert acts_of(stage) == NEEDED
        assert len(keys.inputs) <= MOST_INPUTS, keys.inputs
        QTest.keyClick(stage.window, KEY.Key_Escape)
        assert unsent(stage) > 0
        office.start()
        QTest.keyClick(stage.window, KEY.Key_R, CTRL)
        wait_until(lambda: unsent(stage) == 0, "everything kept by the office")
        stage.come_round()
        mine = stage.visit()
        assert folded_by(office, clock, visit_id) == mine
        for photo in mine.photos:
            held = page_of(office, f"/blobs/{photo.attachment.sha256}.jpg")
            assert held in {file.read_bytes() for file in PHOTOS.glob("*.jpg")}
        assert any("事務所に保存" in words for words in strip_words(stage)), strip_words(stage)
        assert "髙橋" in page_of(office, f"/visits/{visit_id}?lang=ja").decode()
    use_language("auto")


def join_by_keys(stage: Stage, office: Office) -> None:
    """Ctrl+6, Alt+O: the code in full-width letters, the address, who answers, compare, join."""
    code = office.code()
    QTest.keyClick(stage.window, KEY.Key_6, CTRL)
    stage.settle()
    QTest.keyClick(stage.window, KEY.Key_O, ALT)  # Qt holds a button down for a tenth of a second
    wait_until(lambda: "登録コード" in names_in(stage.front()), "the form to join")
    tab_to(stage, "登録コード")
    committed = QInputMethodEvent("", [])
    committed.setCommitString(code.translate(FULL_WIDTH))
    QApplication.sendEvent(focused(), committed)
    tab_to(stage, "接続先")
    QTest.keyClicks(focused(), url_of(office))
    tab_to(stage, "接続先を確認")
    QTest.keyClick(focused(), KEY.Key_Space)
    stage.settle()
    assert check_number(office) in {label.text() for label in stage.front().findChildren(QLabel)}
    assert focused().accessibleName() == "この事務所に加わる"
    QTest.keyClick(focused(), KEY.Key_Space)
    wait_until(lambda: stage.window.front == "sync", "the page of a computer with an office")
    stage.settle()


def names_in(page: QWidget) -> set[str]:
    """What the visible fields of a page are called."""
    return {field.accessibleName() for field in page.findChildren(QLineEdit) if field.isVisible()}


def focused() -> QWidget:
    """Where the keys go."""
    at = QApplication.focusWidget()
    assert at is not None
    return at


def tab_to(stage: Stage, name: str) -> None:
    """Tab, until the keys are on what is called ``name``."""
    for _press in range(MOST_TABS):
        if focused().accessibleName() == name:
            return
        QTest.keyClick(focused(), KEY.Key_Tab)
        stage.settle()
    raise AssertionError(f"no Tab leads to {name}")


def check_number(office: Office) -> str:
    """The number that the office reads out on the telephone."""
    opened = open_office(office.folder, staging.ScriptedClock(office.clock))
    opened.database.close()
    return number_of(opened.key.device)


def url_of(office: Office) -> str:
    return f"http://127.0.0.1:{office.port}"


def page_of(office: Office, path: str) -> bytes:
    """What the office shows a browser on this computer."""
    where = DemoOffice(url=url_of(office), folder=office.folder, clock=office.clock)
    return where.get(path)


def unsent(stage: Stage) -> int:
    """Records and photos without a checked receipt."""
    found: list[TodayView] = []
    stage.session.read(today_view, found.append)
    wait_until(lambda: bool(found), "the day")
    return found[0].pending.entries + found[0].pending.originals


def strip_words(stage: Stage) -> list[str]:
    """What the strip says now."""
    labels = stage.window.strip.findChildren(QLabel)
    return [label.text() for label in labels if label.isVisible() and label.text()]


def folded_by(office: Office, clock: staging.ScriptedClock, visit_id: str) -> Visit | None:
    """The visit as the office folds it from its own entries."""
    opened = open_office(office.folder, clock)
    with opened.database.reading() as connection:
        events = [event_of(row) for row in visit_rows(connection, visit_id)]
    opened.database.close()
    return fold_visit(visit_id, events)
