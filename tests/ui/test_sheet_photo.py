"""The number of a sheet read from a photo at the door: on the question for it, and by the way."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from tests.sheet_photos import pages_of, photographed
from tests.ui.staging import Stage, wait_until
from tests.ui.test_by_pen import asked, door, press  # noqa: F401 - the door where nobody was in
from ui.screens.door import DoorScreen
from ui.widgets.door_sheet import SheetPage
from visitapp.actions import handwritten
from visitapp.domain.door import Act
from visitapp.domain.note_number import make_number
from visitapp.domain.words import NoteCode, PhotoRole
from visitapp.workspace import Workspace

KEY = Qt.Key
NONCE = "0123456789ABCDEF"
NUMBERS = [make_number(f"M3R7C2{n}") for n in "AB"]


@pytest.fixture
def pad(stage: Stage) -> bytes:
    """A pad of two sheets with numbers of the office."""
    made: list[bytes] = []

    def make(ws: Workspace) -> handwritten.Pad:
        with ws.store.writing():
            ws.store.outbox.add_numbers([(number, NONCE) for number in NUMBERS])
        return handwritten.make_pad(ws, 2)

    stage.session.act(make, lambda pad: made.append(pad.rendered.pdf))
    wait_until(lambda: bool(made), "the pad")
    return made[0]


@pytest.fixture
def sheet(pad: bytes, samples: Path, tmp_path: Path) -> Path:
    """A photo of the pad's second sheet, lying at a post box."""
    behind = samples / "photos/demo-drawn/3-note-at-postbox.jpg"
    return photographed(pages_of(pad)[1:], behind, tmp_path / "sheet.jpg")


def question(stage: Stage, door: DoorScreen) -> SheetPage:  # noqa: F811
    page = asked(stage, door)
    assert isinstance(page, SheetPage)
    return page


def drop(page: SheetPage, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    at, none = QPoint(5, 5), Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(page, QDragEnterEvent(at, copy, data, left, none))
    QApplication.sendEvent(page, QDropEvent(QPointF(at), copy, data, left, none))


def sheets(stage: Stage) -> list[str]:
    """The numbers that a pen completed for the visit."""
    return [paper.note_no for paper in stage.visit().papers if paper.by_pen]


def test_a_photo_dropped_onto_the_question_fills_in_its_number(
    stage: Stage,
    door: DoorScreen,  # noqa: F811
    sheet: Path,
) -> None:
    """Off the GUI thread, with a line that says so; bound only by the press that follows."""
    page = question(stage, door)
    drop(page, sheet)
    assert not page.read.isEnabled()
    assert not page.act.isEnabled()
    assert "sheet.jpg" in page.state.text()
    wait_until(page.read.isEnabled, "the number")
    assert page.number.text() == NUMBERS[1]
    assert sheets(stage) == []
    press(stage, KEY.Key_Return)
    wait_until(lambda: bool(sheets(stage)), "the note")
    paper = stage.visit().papers[-1]
    assert (paper.note_no, paper.nonce) == (NUMBERS[1], NONCE)
    stage.settle()
    assert door.act is Act.PHOTO_NOTE


def test_f5_on_the_question_chooses_a_photo_of_the_sheet(
    stage: Stage,
    door: DoorScreen,  # noqa: F811
    sheet: Path,
) -> None:
    page = question(stage, door)
    press(stage, KEY.Key_F5)
    [dialog] = page.findChildren(QFileDialog)
    dialog.filesSelected.emit([str(sheet)])
    dialog.close()
    wait_until(lambda: page.number.text() == NUMBERS[1], "the number")
    assert stage.visit().photos == ()


def test_a_number_typed_after_the_photo_is_the_one_that_counts(
    stage: Stage,
    door: DoorScreen,  # noqa: F811
    sheet: Path,
) -> None:
    page = question(stage, door)
    drop(page, sheet)
    wait_until(page.read.isEnabled, "the number")
    page.number.setText(NUMBERS[0])
    press(stage, KEY.Key_Return)
    wait_until(lambda: bool(sheets(stage)), "the note")
    paper = stage.visit().papers[-1]
    assert (paper.note_no, paper.nonce) == (NUMBERS[0], "0")


def test_what_cannot_be_read_is_told_where_it_was_asked(
    stage: Stage,
    door: DoorScreen,  # noqa: F811
    pad: bytes,
    samples: Path,
    tmp_path: Path,
) -> None:
    """No code, two, no photo: a sentence each; the field stays, and the next try is open."""
    page = question(stage, door)
    planned = page.number.text()
    behind = samples / "photos/demo-drawn/1-approach-door.jpg"
    wrong = {
        behind: "コードが見つかりませんでした",
        photographed(pages_of(pad), behind, tmp_path / "two.jpg"): "2枚のコード",
        samples / "hostile/09-bomb-2500mp.png": "2500",
        samples / "hostile/25-corrupted.heic": "確認できません",
    }
    for file, words in wrong.items():
        drop(page, file)
        wait_until(page.read.isEnabled, file.name)
        assert words in page.wrong.text(), page.wrong.text()
        assert page.number.text() == planned
    assert sheets(stage) == []


def test_a_photo_that_is_still_being_read_when_the_question_is_left_says_nothing(
    stage: Stage,
    door: DoorScreen,  # noqa: F811
    sheet: Path,
) -> None:
    page = question(stage, door)
    drop(page, sheet)
    door.open_panel("")
    stage.settle()
    assert sheets(stage) == []


def answer(door: DoorScreen, code: str) -> None:  # noqa: F811
    found = door.face.question.findChild(QPushButton, f"answer-{code}")
    assert found is not None
    found.click()


def test_a_photo_of_the_visit_that_shows_a_free_sheet_asks_whether_it_is_the_note(
    stage: Stage,
    door: DoorScreen,  # noqa: F811
    sheet: Path,
) -> None:
    """Whatever it was meant to show; yes binds it and makes it the photo of the note."""
    door.take_photos([sheet])
    wait_until(lambda: door.face.question.about == "pen_sheet", "the question")
    assert NUMBERS[1] in door.face.question.accessibleName()
    assert sheets(stage) == []
    answer(door, "use")
    wait_until(lambda: bool(sheets(stage)), "the note")
    stage.settle()
    visit = stage.visit()
    assert (visit.told_no, visit.papers[-1].nonce) == (NUMBERS[1], NONCE)
    assert [(p.role, p.note_code) for p in visit.photos] == [(PhotoRole.NOTE, NoteCode.FOUND)]
    assert door.act is Act.POST
    QTest.keyClick(door, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    visit = stage.visit()
    assert visit.papers == ()
    assert [p.role for p in visit.photos] == [PhotoRole.SURROUNDINGS]


def test_after_a_no_nothing_is_bound_and_the_photo_is_asked_about_as_ever(
    stage: Stage,
    door: DoorScreen,  # noqa: F811
    sheet: Path,
) -> None:
    visit = stage.visit_id
    stage.session.act(lambda ws: handwritten.bind(ws, visit))
    stage.settle()
    door.take_photos([sheet])
    wait_until(lambda: door.face.question.about == "pen_sheet", "the question")
    answer(door, "no")
    assert door.face.question.about == "photo"
    assert "番号" in door.face.question.accessibleName()
    assert stage.visit().told_no != NUMBERS[1]
    answer(door, "keep")
    assert not door.face.question.isVisible()
    assert [p.note_code for p in stage.visit().photos] == [NoteCode.OTHER_NOTE]
