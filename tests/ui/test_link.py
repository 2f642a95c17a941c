"""The way to the office beside the window, against a real office process on loopback."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.sync.doors import silence, stranger
from tests.sync.offices import OfficeProcess
from ui.changes import Changes
from ui.models.sync_words import answer_words
from ui.office_link import OfficeLink
from ui.session import Session
from ui.tasks import Tasks
from visitapp.actions import customers, link
from visitapp.actions.link import LinkState
from visitapp.actions.sync_view import SyncView, sync_view
from visitapp.clock import SystemClock
from visitapp.domain.words import SyncState
from visitapp.texts import use_language
from visitapp.workspace import init_workspace, open_workspace, start_workspace

LIST = "氏名,電話番号\n髙橋　美和子,03-0000-1111\n"
OFFLINE = "事務所に接続できません。記録はこのパソコンに保存されています。接続後に自動で送信します。"
OTHER_PAGE = "通信はできますが、事務所に届いていません(別のページが応答しました)。"


@pytest.fixture(autouse=True)
def japanese() -> Iterator[None]:
    use_language("ja")
    yield
    use_language("auto")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeProcess]:
    process = OfficeProcess(tmp_path / "office").start()
    yield process
    process.kill()


@dataclass
class Seat:
    """A session over real records, with the way to the office beside it."""

    session: Session
    link: OfficeLink
    states: list[LinkState]
    answers: list[str]

    def view(self, qtbot: QtBot, *, kept: bool = False) -> SyncView:
        found: list[SyncView] = []
        self.session.read(lambda ws: sync_view(ws, show_kept=kept), found.append)
        qtbot.waitUntil(lambda: bool(found), timeout=20_000)
        return found[0]

    def write(self, folder: Path) -> None:
        """One act: take a list of one customer in."""
        path = folder / "list.csv"
        path.write_text(LIST, encoding="utf-8")
        self.session.act(lambda ws: customers.import_file(ws, path))


@pytest.fixture
def seat(tmp_path: Path, tasks: Tasks) -> Iterator[Callable[..., Seat]]:
    made: list[Seat] = []
    records = tmp_path / "records"
    init_workspace(records, f"file:{tmp_path / 'key'}", person="佐久間 亮")

    def make(join: OfficeProcess | None = None) -> Seat:
        if join is not None:
            with open_workspace(records) as ws:
                link.enroll(ws, join.url, join.code())
        session = Session(tasks, Changes(), SystemClock())
        session.attach(start_workspace(records))
        way = OfficeLink(session)
        seat = Seat(session, way, [], [])
        way.changed.connect(seat.states.append)
        way.answered.connect(seat.answers.append)
        made.append(seat)
        return seat

    yield make
    for one in made:
        one.session.close()


def test_what_is_written_goes_out_by_itself(
    office: OfficeProcess, seat: Callable[..., Seat], qtbot: QtBot, tmp_path: Path
) -> None:
    """Rule 1 of sync: nobody has to press anything; counters and rows say the same (T9)."""
    here = seat(office)
    here.link.begin()
    qtbot.waitUntil(lambda: here.link.state.passes > 0, timeout=20_000)
    passes = here.link.state.passes
    here.write(tmp_path)
    qtbot.waitUntil(lambda: here.link.state.passes > passes, timeout=20_000)
    view = here.view(qtbot, kept=True)
    assert here.link.state.online
    assert (view.pending.total, view.lines) == (0, ())
    assert view.kept == len(view.kept_lines) == 3  # these records begin, the person, the customer
    assert {line.state for line in view.kept_lines} == {SyncState.KEPT}
    assert view.kept_lines[0].name == "髙橋　美和子 様"
    assert view.ahead is not None
    assert abs(view.ahead) < 5
    assert view.checked_at is not None
    assert here.answers == []


def test_a_person_without_a_network_is_answered_and_nothing_else_happens(
    office: OfficeProcess, seat: Callable[..., Seat], qtbot: QtBot, tmp_path: Path
) -> None:
    """screens.md A: 「今すぐ同期」 stays and answers; what is written counts as ours only."""
    here = seat(office)
    office.kill()
    here.link.begin()
    here.write(tmp_path)
    here.link.sync_now()
    qtbot.waitUntil(lambda: bool(here.answers), timeout=20_000)
    assert here.answers[0] == OFFLINE
    assert here.link.state.online is False
    qtbot.waitUntil(lambda: here.link.state.next_at is not None, timeout=20_000)
    view = here.view(qtbot)
    assert view.pending.total == view.pending.local == len(view.lines) == 3
    assert {line.state for line in view.lines} == {SyncState.LOCAL}
    office.start()
    here.link.sync_now()
    qtbot.waitUntil(lambda: here.link.state.online is True, timeout=20_000)
    qtbot.waitUntil(lambda: len(here.answers) > 1, timeout=20_000)
    assert here.answers[1] == ""
    assert here.view(qtbot).pending.total == 0


def test_a_web_page_in_place_of_the_office_is_named(
    office: OfficeProcess, seat: Callable[..., Seat], qtbot: QtBot
) -> None:
    """Bad input of issue 3: the office answers HTML."""
    here = seat(office)
    office.kill()
    page = (200, {"Content-Type": "text/html"}, b"<html>sign in</html>")
    with stranger(page, office.port):
        here.link.begin()
        here.link.sync_now()
        qtbot.waitUntil(lambda: bool(here.answers), timeout=20_000)
    assert here.answers == [OTHER_PAGE]
    assert answer_words(here.link.state) == OTHER_PAGE


def test_a_lone_computer_asks_nobody(seat: Callable[..., Seat], qtbot: QtBot) -> None:
    """N-17: nothing runs, nothing is said."""
    here = seat()
    here.link.begin()
    view = here.view(qtbot)
    assert view.office == ""
    assert not here.link.is_running
    assert here.states == []


def test_an_act_never_waits_for_the_network(
    office: OfficeProcess, seat: Callable[..., Seat], qtbot: QtBot, tmp_path: Path
) -> None:
    """An office that takes the connection and says nothing: acts go on, the end comes at once."""
    here = seat(office)
    office.kill()
    with silence(office.port) as heard:
        here.link.begin()
        qtbot.waitUntil(heard.is_set, timeout=20_000)
        here.write(tmp_path)
        assert here.view(qtbot).pending.entries == 3
        assert here.link.state.busy
        assert not here.link.close()  # it hangs still, and the window does not wait for it
