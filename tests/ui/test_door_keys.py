"""Keys at the door: a second press never acts, digits and letters, coming back after a kill."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.ui import staging
from tests.ui.staging import Stage, wait_until
from ui.screens.door import DoorScreen
from ui.screens.door_memory import DoorMemory
from visitapp import assets
from visitapp.domain.words import PhotoRole
from visitapp.texts import use_language

KEY = Qt.Key
PHOTOS = assets.path("samples", "photos")
HURRY_MS = 50


@pytest.fixture
def stage(qapp: QApplication, tmp_path: Path) -> Iterator[Stage]:
    """At the door, 14:30:04, arrived."""
    clock = staging.new_clock(tmp_path)
    visit_id = staging.make_records(tmp_path / "records", tmp_path / "keys", clock)
    use_language("ja")
    with staging.window_over(tmp_path / "records", clock, visit_id=visit_id) as made:
        made.at(14, 22)
        made.window.go("door", visit_id)
        wait_until(lambda: door_of(made).view is not None, "the door")
        press(made, KEY.Key_F1)
        made.at(14, 30, 4)
        yield made
    use_language("auto")


def door_of(stage: Stage) -> DoorScreen:
    door = stage.window.door
    assert door is not None
    return door


def press(stage: Stage, key: Qt.Key) -> None:
    stage.settle()
    QTest.keyClick(QApplication.focusWidget() or door_of(stage), key)
    stage.settle()


def twice(stage: Stage, key: Qt.Key) -> None:
    """Two presses of a hurried finger."""
    stage.settle()
    for _press in range(2):
        QTest.keyClick(QApplication.focusWidget() or door_of(stage), key, delay=HURRY_MS)
    stage.settle()


def until_the_note(stage: Stage) -> None:
    """First ring, wait, last ring."""
    press(stage, KEY.Key_F2)
    stage.at(14, 31)
    press(stage, KEY.Key_F4)
    stage.at(15, 1, 5)
    press(stage, KEY.Key_F2)


def test_a_double_press_does_one_act(stage: Stage) -> None:
    """ux 5: 50 ms apart; neither a second ring nor the wait begins by accident."""
    twice(stage, KEY.Key_Space)
    visit = stage.visit()
    assert len(visit.rings) == 1
    assert visit.waits == ()


def test_the_press_that_shows_the_note_never_makes_it(stage: Stage) -> None:
    """ux 5: F6 acts only once it has been released for a second."""
    until_the_note(stage)
    twice(stage, KEY.Key_F6)
    visit = stage.visit()
    assert visit.outcome is not None
    assert visit.paper is None or visit.paper.printed is None
    assert door_of(stage).note_work.is_open
    twice(stage, KEY.Key_F6)
    paper = stage.visit().paper
    assert paper is not None
    assert paper.revision == 1
    assert len(stage.visit().papers) == 1


def test_a_double_press_never_leaves(stage: Stage) -> None:
    until_the_note(stage)
    press(stage, KEY.Key_F6)
    press(stage, KEY.Key_F6)
    door = door_of(stage)
    door.take_photos([PHOTOS / "3-note-at-postbox.jpg"])
    wait_until(lambda: not door.photos.busy, "the photo")
    press(stage, KEY.Key_F7)
    press(stage, KEY.Key_1)
    door.take_photos([PHOTOS / "4-note-inserted.jpg"])
    wait_until(lambda: not door.photos.busy, "the photo")
    stage.settle()
    QTest.keyClick(door.next, KEY.Key_F5, delay=HURRY_MS)  # opens the file dialog, say
    QTest.keyClick(door.next, KEY.Key_F8, delay=HURRY_MS)
    stage.settle()
    assert stage.visit().departures == ()


def test_digits_repeat_the_function_keys(stage: Stage) -> None:
    """ux 3: for keyboards whose F keys need Fn; full-width digits count too."""
    door = door_of(stage)
    press(stage, KEY.Key_2)
    assert len(stage.visit().rings) == 1
    stage.settle()
    QTest.keyClick(QApplication.focusWidget() or door, "3")
    stage.settle()
    assert door.answers.code == "call"


def test_the_recorder_is_switched_by_one_key(stage: Stage) -> None:
    """N-11: the next entries carry that person."""
    door = door_of(stage)
    assert door.view is not None
    press(stage, KEY.Key_R)
    press(stage, KEY.Key_F2)
    assert stage.visit().rings[0].person == door.view.party[1].id


def test_an_early_ring_is_asked_about(stage: Stage) -> None:
    """ux 3: 「約束の前に鳴らしますか」 in its place; the first answer rings nothing."""
    stage.at(14, 25)
    press(stage, KEY.Key_F2)
    assert door_of(stage).face.question.accessibleName() == "約束の前に鳴らしますか"
    press(stage, KEY.Key_Space)
    assert stage.visit().rings == ()


def test_a_killed_program_comes_back_to_the_door_and_its_logs(stage: Stage, tmp_path: Path) -> None:
    """ux 3: reopens on this screen in the same fold state."""
    press(stage, KEY.Key_W)
    state = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    memory = DoorMemory(state)
    assert (memory.visit_id, memory.folds) == (stage.visit_id, {"calls"})
    press(stage, KEY.Key_Escape)
    state.sync()
    assert DoorMemory(state).visit_id == ""


def test_hostile_and_vanished_files_are_told_calmly(stage: Stage, tmp_path: Path) -> None:
    """Issue 3, bad input: a photo deleted while it is taken in, a file that is no picture."""
    door = door_of(stage)
    wrong = tmp_path / "絵.jpg"
    wrong.write_bytes(b"MZ not a picture")
    door.take_photos([tmp_path / "gone.jpg"])
    wait_until(lambda: not door.photos.busy and door.banner.isVisible(), "a banner")
    assert "gone.jpg" in door.banner.accessibleName()
    door.take_photos([wrong])
    wait_until(lambda: not door.photos.busy and "絵.jpg" in door.banner.accessibleName(), "told")
    assert stage.visit().photos == ()


def test_a_cut_photo_is_kept_and_asked_about(stage: Stage, samples: Path) -> None:
    """A truncated file is kept, and whether it does is asked in its place."""
    door = door_of(stage)
    door.take_photos([samples / "hostile" / "02-truncated-body.jpg"])
    wait_until(lambda: not door.photos.busy and door.face.question.isVisible(), "a question")
    stage.settle()
    assert [p.role for p in stage.visit().photos] == [PhotoRole.SURROUNDINGS]
    door.questions.question_answered("keep")
    assert len(stage.visit().photos) == 1


def test_a_photo_is_taken_back_within_ten_seconds(stage: Stage) -> None:
    """ux 3: 取り消し withdraws the photo, never the ring before it; both entries stay visible."""
    door = door_of(stage)
    press(stage, KEY.Key_F2)
    take(stage, PHOTOS / "1-approach-door.jpg")
    assert [p.role for p in stage.visit().photos] == [PhotoRole.SURROUNDINGS]
    stage.at(14, 30, 13)
    door.tick()
    assert door.face.undo.isVisible()
    door.undo.take_back()
    stage.settle()
    visit = stage.visit()
    assert (visit.photos, len(visit.rings)) == ((), 1)
    assert [row.withdrawn for row in visit.timeline if row.kind == "photo_taken"] == [True]
    take(stage, PHOTOS / "1-approach-door.jpg")
    stage.at(14, 30, 24)
    door.undo.take_back()
    stage.settle()
    assert [p.role for p in stage.visit().photos] == [PhotoRole.SURROUNDINGS]


def test_all_photos_of_one_act_are_taken_back_together(stage: Stage) -> None:
    """ux 3: three photos dropped at once are one act; the photo before them stays."""
    door = door_of(stage)
    take(stage, PHOTOS / "1-approach-door.jpg")
    stage.at(14, 30, 20)
    door.take_photos([PHOTOS / name for name in sorted(p.name for p in PHOTOS.iterdir())[1:4]])
    wait_until(lambda: not door.photos.busy, "the photos")
    stage.settle()
    assert len(stage.visit().photos) == 4
    door.undo.take_back()
    stage.settle()
    assert [p.file_name for p in stage.visit().photos] == ["1-approach-door.jpg"]


def test_photos_that_still_wait_are_taken_back_with_their_act(stage: Stage) -> None:
    """ux 3: whoever takes back while photos are being kept gets none of that act."""
    door = door_of(stage)
    door.take_photos([PHOTOS / name for name in sorted(p.name for p in PHOTOS.iterdir())[:4]])
    wait_until(lambda: bool(door.undo.act), "the first photo")
    door.undo.take_back()
    wait_until(lambda: not door.photos.busy, "the photos")
    stage.settle()
    assert stage.visit().photos == ()


def test_a_doubtful_photo_is_taken_again(stage: Stage, samples: Path) -> None:
    """撮り直す: the doubtful one no longer counts, the new one stands in its place."""
    door = door_of(stage)
    take(stage, samples / "hostile" / "02-truncated-body.jpg")
    again = PHOTOS / "1-approach-door.jpg"
    door.questions.question_answered("retake")
    stage.settle()
    dialog = door.findChild(QFileDialog)
    assert dialog is not None
    dialog.filesSelected.emit([str(again)])
    dialog.reject()
    wait_until(lambda: not door.photos.busy, "the photo")
    stage.settle()
    photos = stage.visit().photos
    assert [(p.role, p.file_name) for p in photos] == [(PhotoRole.SURROUNDINGS, again.name)]


def take(stage: Stage, file: Path) -> None:
    """A photo by drop, until it is kept and shown."""
    door = door_of(stage)
    door.take_photos([file])
    wait_until(lambda: not door.photos.busy, "the photo")
    stage.settle()


def test_a_pasted_picture_leaves_no_copy_behind(stage: Stage) -> None:
    """V-08: temporary files are removed; what was pasted lies in the vault only."""
    door = door_of(stage)
    QApplication.clipboard().setImage(QImage(str(PHOTOS / "2-doorbell.jpg")))
    came: list[list[Path]] = []
    door.face.drop.files.connect(came.append)
    door.face.drop.paste()
    wait_until(lambda: bool(came) and not door.photos.busy, "the photo")
    stage.settle()
    assert len(stage.visit().photos) == 1
    assert not came[0][0].parent.exists()


def test_several_photos_take_their_roles_in_order(stage: Stage) -> None:
    door = door_of(stage)
    door.take_photos([PHOTOS / "1-approach-door.jpg", PHOTOS / "2-doorbell.jpg"])
    wait_until(lambda: not door.photos.busy, "the photos")
    stage.settle()
    assert [p.role for p in stage.visit().photos] == [PhotoRole.SURROUNDINGS, PhotoRole.DOOR]


def test_outdoor_keeps_page_logs_and_keys(stage: Stage) -> None:
    """ux 4: F11 without losing focus; everything is dressed anew."""
    press(stage, KEY.Key_Q)
    press(stage, KEY.Key_F12)
    press(stage, KEY.Key_F11)
    wait_until(lambda: door_of(stage).answers.code == "contact", "the same page")
    focus = QApplication.focusWidget()
    assert focus is not None
    assert door_of(stage).isAncestorOf(focus)
    assert door_of(stage).opened == {"rings"}
    press(stage, KEY.Key_F11)
    press(stage, KEY.Key_Escape)
    assert QApplication.focusWidget() is door_of(stage).next
