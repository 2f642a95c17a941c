"""The first start, lived in the real window: four minutes at most, nothing typed is lost."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends import null
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.sync.offices import OfficeProcess
from ui.changes import Changes
from ui.screens.first_run import FirstRunScreen
from ui.session import Session
from ui.tasks import Tasks
from ui.theme import Room
from visitapp.actions import keep, sample, set_up
from visitapp.actions.set_up import Profile
from visitapp.clock import SystemClock
from visitapp.settings import load_settings
from visitapp.texts import use_language
from visitapp.workspace import Workspace

ME = Profile(
    family="佐久間",
    given="亮",
    family_kana="さくま",
    given_kana="りょう",
    company="株式会社みなと家電",
    department="サービス課",
    title="主任",
    postal_code="000-0042",
    address="神奈川県みどり浜市港町1-3-8",
    phone="03-0000-1200",
    mail="service@example.jp",
)
SECRET = "ひみつのことばです"


@pytest.fixture(autouse=True)
def japanese() -> Iterator[None]:
    use_language("ja")
    before = keyring.get_keyring()
    keyring.set_keyring(null.Keyring())  # a computer without a keyring, such as a bare Linux
    yield
    keyring.set_keyring(before)
    use_language("auto")


class Start:
    """The first run over a folder, with its session."""

    def __init__(self, qtbot: QtBot, tasks: Tasks, folder: Path) -> None:
        self.qtbot, self.tasks, self.folder = qtbot, tasks, folder
        self.session = Session(tasks, Changes(), SystemClock())
        self.page = FirstRunScreen(self.session, folder, Room.WIDE)
        self.page.opened.connect(self.session.attach)
        self.ready: list[bool] = []
        self.page.ready.connect(lambda: self.ready.append(True))
        qtbot.addWidget(self.page)
        self.page.resize(1366, 728)
        self.page.show()
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.tasks.pending == 0, timeout=60_000)

    def fill(self) -> None:
        for name, field in self.page.card.fields.items():
            field.setText(getattr(ME, name))

    def step(self) -> int:
        return self.page.steps.currentIndex()

    def make(self) -> None:
        """Over step 1, with a passphrase since there is no keyring."""
        self.fill()
        self.page.go_on()
        self.settle()
        self.page.card.passphrase.setText(SECRET)
        self.page.card.again.setText(SECRET)
        self.page.go_on()
        self.qtbot.waitUntil(lambda: self.step() == 1, timeout=60_000)
        self.settle()

    def told(self) -> Workspace:
        found: list[Workspace] = []
        self.session.read(lambda ws: ws, found.append)
        self.qtbot.waitUntil(lambda: bool(found), timeout=60_000)
        return found[0]


@pytest.fixture
def start(dressed: QApplication, qtbot: QtBot, tasks: Tasks, tmp_path: Path) -> Iterator[Start]:
    made = Start(qtbot, tasks, tmp_path / "records")
    yield made
    made.settle()
    made.session.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeProcess]:
    process = OfficeProcess(tmp_path / "office", "株式会社みなと家電").start()
    yield process
    process.kill()


def test_what_is_typed_survives_a_kill(start: Start, qtbot: QtBot, tasks: Tasks) -> None:
    """N-17: nothing is pressed, the program is gone; the next start has it all."""
    start.fill()
    qtbot.waitUntil(lambda: load_settings(start.folder).person == "佐久間 亮", timeout=60_000)
    start.settle()
    again = Start(qtbot, tasks, start.folder)
    assert again.page.card.profile == ME
    again.session.close()


def test_where_there_is_no_keyring_a_passphrase_is_asked_for(start: Start, qtbot: QtBot) -> None:
    start.fill()
    start.page.go_on()
    start.settle()
    assert start.page.banner.isVisible()
    assert start.page.card.passphrase.isVisible()
    start.page.card.passphrase.setText(SECRET)
    start.page.card.again.setText(SECRET + "x")
    start.page.go_on()
    assert start.step() == 0
    assert not (start.folder / "store.db").exists()
    start.page.card.again.setText(SECRET)
    start.page.go_on()
    qtbot.waitUntil(lambda: start.step() == 1, timeout=60_000)


def test_the_way_alone_ends_in_a_sample_visit_and_a_backup_place(
    start: Start, qtbot: QtBot, tmp_path: Path
) -> None:
    """09e, 09d: place of the backup, the code on paper only, a visit to try."""
    start.make()
    stick, sheet = tmp_path / "stick", tmp_path / "sheet.pdf"
    stick.mkdir()
    start.page.use.ways.button(1).setChecked(True)
    start.page.use.backup.place.setText(str(stick))
    start.page.go_on()
    start.settle()
    assert (start.step(), load_settings(start.folder).backup_folder) == (2, str(stick))
    start.page.records.sheet.write(sheet)
    start.settle()
    start.page.go_on()
    qtbot.waitUntil(lambda: bool(start.ready), timeout=60_000)
    ws = start.told()
    assert sheet.read_bytes().startswith(b"%PDF")
    assert set_up.has_recovery_sheet(ws)
    assert set_up.step(ws) == 0
    assert keep.is_due(ws)
    made = keep.backup_to_place(ws)
    assert made.parent == stick
    assert keep.drill(ws, made).report.is_ok
    ws.store.close()


def test_the_sample_visit_stands_in_the_day_until_it_is_removed(start: Start) -> None:
    start.make()
    ws = start.told()
    visit = sample.add_sample(ws)
    assert sample.add_sample(ws) == visit
    with ws.store.reading() as tx:
        owner = tx.record(ws.actor)
        assert [row.id for row in tx.visits_between(None, None)] == [visit]
    assert owner is not None
    assert (owner.value("name"), owner.value("kana")) == ("佐久間 亮", "さくま りょう")
    sample.remove_sample(ws)
    with ws.store.reading() as tx:
        assert tx.visits_between(None, None) == ()
    ws.store.close()


def test_the_way_to_an_office_shows_who_answers_before_joining(
    start: Start, qtbot: QtBot, office: OfficeProcess
) -> None:
    """09b: code in full width and small letters; company, address and check number first."""
    start.make()
    form = start.page.use.join
    form.code.setText("ａｂｃｄｅ-fghjk")
    form.url.setText(office.url)
    form.look()
    start.settle()
    opened = office.opened()
    number = " ".join(opened.key.device[:16].upper()[k : k + 2] for k in range(0, 16, 2))
    opened.database.close()
    assert [label.text() for label in form._values][:3] == [
        "株式会社みなと家電",
        office.url.partition("://")[2],
        number,
    ]
    form.enroll()
    start.settle()
    assert form.banner.accessibleName() == "コードを確認してください。大文字・小文字は問いません。"
    assert form.code.text() == "ａｂｃｄｅ-fghjk"
    code = office.code().lower()
    form.code.setText("".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in code))
    form.enroll()
    qtbot.waitUntil(lambda: start.step() == 2, timeout=60_000)
    ws = start.told()
    joined = ws.store.outbox.office
    assert joined is not None
    assert joined.name == "株式会社みなと家電"
    ws.store.close()


def test_an_invitation_fills_code_and_address(
    start: Start, office: OfficeProcess, tmp_path: Path
) -> None:
    start.make()
    form, code = start.page.use.join, office.code()
    opened = office.opened()
    path = tmp_path / "invitation.txt"
    path.write_text(f"{office.url}/#{code}.{opened.key.device}\n", encoding="utf-8")
    opened.database.close()
    form.read(path)
    start.settle()
    assert (form.code.text(), form.url.text()) == (code, office.url)
    assert form.join.isEnabled()
    path.write_bytes(b"\xff\xfe nothing")
    form.read(path)
    assert form.banner.isVisible()


def test_nobody_at_the_address_and_no_address_are_said_and_stop_nothing(start: Start) -> None:
    """No step blocks: the typed text stays, Enter goes on."""
    start.make()
    form = start.page.use.join
    for address, words in (
        ("https://127.0.0.1:9", "事務所から返事がありません。"),
        ("http://office.example", "http://office.example では、記録が暗号化されずに"),
        ("ftp://x", "“ftp://x”"),
    ):
        form.url.setText(address)
        form.look()
        start.settle()
        assert form.banner.isVisible()
        assert words in form.banner.accessibleName() or address in form.banner.accessibleName()
        assert form.url.text() == address
    start.page.go_on()
    start.settle()
    assert start.step() == 2


def test_a_composition_that_is_ended_with_enter_does_not_go_on(start: Start) -> None:
    """ux: Enter during IME composition submits nothing."""
    field = start.page.card.fields["family"]
    field.setFocus()
    composing = QInputMethodEvent("さくま", [])
    QApplication.sendEvent(field, composing)
    QTest.keyClick(start.page, Qt.Key.Key_Return)
    start.settle()
    assert start.step() == 0
    assert not (start.folder / "store.db").exists()


def test_words_of_complaint_and_missing_digits_are_said_below_the_field(start: Start) -> None:
    card = start.page.card
    card.fields["department"].setText("お客様相談室")
    assert card.department_word.property("role") == "error"
    card.fields["department"].setText("サービス課")
    assert card.department_word.property("role") == "meta"
    card.fields["phone"].setText("０３-0000-120")
    assert card.phone_word.text() == "あと1桁必要です。"
    card.fields["phone"].setText("03-0000-1200")
    assert card.phone_word.text() == ""


def test_step_one_can_be_gone_back_to_and_changed(start: Start, qtbot: QtBot) -> None:
    """ux 9: Alt+← from step 2; the values stand there again, a change is a new entry."""
    start.make()
    QTest.keyClick(start.page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    start.settle()
    assert start.step() == 0
    assert start.page.card.profile == ME
    assert not start.page.card.passphrase.isVisible()
    start.page.card.fields["given"].setText("亮太")
    start.page.card.fields["phone"].setText("03-0000-9999")
    for _round in range(2):  # nothing changed the second time: no second entry
        start.page.go_on()
        qtbot.waitUntil(lambda: start.step() == 1, timeout=60_000)
        start.settle()
        QTest.keyClick(start.page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        start.settle()
    ws = start.told()
    assert set_up.step(ws) == 1  # killed here, the next start goes on here
    assert ws.settings.sender.phone == "03-0000-9999"
    assert load_settings(start.folder).person == "佐久間 亮太"
    with ws.store.reading() as tx:
        owner = tx.record(ws.actor)
        entries = tx.events_about(record=ws.actor)
    assert owner is not None
    assert owner.value("name") == "佐久間 亮太"
    assert len(entries) == 2
    ws.store.close()


def test_esc_puts_everything_off(start: Start, qtbot: QtBot) -> None:
    start.make()
    QTest.keyClick(start.page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(start.ready), timeout=60_000)
    assert set_up.step(start.told()) == 0
