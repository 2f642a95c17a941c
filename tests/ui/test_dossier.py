"""The page of dossiers: make one with a reason, check anybody's, in plain sentences."""

import threading
import zipfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from tests.ui.staging import Stage, wait_until
from ui.choices import Choices
from ui.errand import Told
from ui.screens.door import DoorScreen
from ui.screens.dossier import DossierScreen
from visitapp.actions import arrive, leave, look, outcome, ring
from visitapp.domain.words import OutcomeKind
from visitapp.errors import Known
from visitapp.workspace import Workspace


def opened(stage: Stage) -> DossierScreen:
    """The page, reached from the settings by its button."""
    stage.window.go("settings")
    stage.settle()
    settings = stage.window.page("settings")
    [way] = [b for b in settings.findChildren(QPushButton) if "記録一式" in b.text()]
    way.click()
    stage.settle()
    return at_front(stage)


def at_front(stage: Stage) -> DossierScreen:
    assert stage.window.front == "dossier"
    screen = stage.window.page("dossier")
    assert isinstance(screen, DossierScreen)
    return screen


def made(stage: Stage, screen: DossierScreen, path: Path) -> None:
    """Choose the first visit, say why, save."""
    screen.make.visits.setCurrentRow(0)
    assert not screen.make.save.isEnabled()
    QTest.keyClicks(screen.make.reason, "for the lawyer")
    assert screen.make.save.isEnabled()
    screen.make.make(path)
    assert screen.make.bar.isVisible()
    rest(stage, screen)


def rest(stage: Stage, screen: DossierScreen) -> None:
    """Until nothing runs any more."""
    wait_until(lambda: not (screen.make.errand.is_running or screen.check.errand.is_running))
    stage.settle()
    stage.settle()


def said(screen: DossierScreen) -> str:
    """Everything that stands on the right."""
    return "\n".join(label.text() for label in screen.check.findChildren(QLabel))


def exported(ws: Workspace, visit: str) -> list[str]:
    with ws.store.reading() as tx:
        return [e.entry.kind for e in tx.events_about(visit=visit)]


def test_a_dossier_is_made_for_a_reason_and_checked(stage: Stage, tmp_path: Path) -> None:
    """V-08, M8: choose, say why, save; then the same file is told as it is."""
    screen, path = opened(stage), tmp_path / "made.zip"
    assert "髙橋" in screen.make.visits.item(0).text()
    made(stage, screen, path)
    assert "保存し、確かめました" in screen.banner.accessibleName()
    assert not screen.make.bar.isVisible()
    kinds: list[list[str]] = []
    stage.session.read(lambda ws: exported(ws, look.visit(ws, stage.visit_id).id), kinds.append)
    stage.settle()
    assert "exported" in kinds[0]
    screen.check.file.take(path)
    QTest.keyClick(screen.check.start, Qt.Key.Key_Space)
    rest(stage, screen)
    assert "食い違いなし・どこで作られたかは証明なし" in said(screen)
    assert "どの記録一式も証明しないこと" in said(screen)
    assert not screen.banner.isVisible()
    screen.check.fingerprint.setText("AB " * 32)
    screen.check.check()
    rest(stage, screen)
    assert "証明されません・食い違いがあります" in said(screen)
    assert "どこで作られたかは証明なし" not in said(screen)


def test_what_is_no_dossier_is_told_calmly(stage: Stage, tmp_path: Path) -> None:
    """Bad input: no zip at all, half a zip, a zip of something else, a fingerprint that is none."""
    screen = opened(stage)
    whole = tmp_path / "made.zip"
    made(stage, screen, whole)
    other, half, words = (tmp_path / name for name in ("other.zip", "half.zip", "x.txt"))
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("../outside", b"x")
    half.write_bytes(whole.read_bytes()[:3000])
    words.write_text("hello", encoding="utf-8")
    for path in (other, half, words, tmp_path / "nowhere.zip"):
        screen.check.file.take(path)
        screen.check.check()
        rest(stage, screen)
        assert "検査できません・そろっていません" in said(screen), path
    screen.check.fingerprint.setText("xy")
    screen.check.check()
    rest(stage, screen)
    assert "指紋" in screen.banner.accessibleName()
    assert "検査できません" not in said(screen)


def test_work_under_way_can_be_stopped_and_survives_another_look(
    stage: Stage, tmp_path: Path
) -> None:
    """F11 makes the screens anew: what runs goes on, and its end is heard by the new one."""
    screen, gate, failed = opened(stage), threading.Event(), list[object]()

    def work(_ws: Workspace, told: Told) -> None:
        gate.wait(20)
        told(1, 2)

    screen.check.errand.run(work, writes=False)
    screen.check.bar.refresh()
    assert screen.check.bar.isVisible()
    stage.window.choose(Choices(language="ja", theme="dark"))
    again = at_front(stage)
    assert again is not screen
    wait_until(again.check.bar.isVisible, "the bar of what runs")
    again.check.failed.connect(failed.append)
    again.check.bar.halt.click()
    gate.set()
    rest(stage, again)
    assert [str(one) for one in failed if isinstance(one, Known)]
    assert not again.check.bar.isVisible()
    assert "中止しました" in again.banner.accessibleName()


def test_a_finished_visit_leads_to_its_dossier(stage: Stage) -> None:
    """From the door of a visit that is over, with that visit chosen and the reason to be typed."""
    visit = stage.visit_id
    stage.at(14, 30)
    for act in (
        lambda ws: arrive.arrive(ws, visit),
        lambda ws: ring.ring(ws, visit),
        lambda ws: outcome.record(ws, visit, OutcomeKind.MET_CUSTOMER),
        lambda ws: leave.leave(ws, visit),
    ):
        stage.session.act(act)
        stage.settle()
    stage.window.show_door(visit)
    stage.settle()
    door = stage.front()
    assert isinstance(door, DoorScreen)
    wait_until(door.face.dossier.isVisible, "the way to the dossier")
    door.face.dossier.click()
    stage.settle()
    screen = at_front(stage)
    wait_until(lambda: bool(screen.make.chosen()), "the visit")
    assert [line.id for line in screen.make.chosen()] == [visit]
