"""A photo in detail at the door: where it came from, its camera's clock, destroyed by rule."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from tests.ui.staging import Stage, wait_until
from ui.screens.door import DoorScreen
from ui.widgets.door_photo import PhotoPage
from visitapp.actions import arrive
from visitapp.actions.door_view import DoorView

KEY = Qt.Key


@pytest.fixture
def door(stage: Stage) -> DoorScreen:
    visit = stage.visit_id
    stage.at(14, 28)
    stage.session.act(lambda ws: arrive.arrive(ws, visit))
    stage.window.show_door(visit)
    stage.settle()
    page = stage.front()
    assert isinstance(page, DoorScreen)
    return page


def opened(stage: Stage, door: DoorScreen, file: Path) -> PhotoPage:
    """Take a photo in, open the log of photos by its key, and press the photo."""
    door.take_photos([file])
    wait_until(lambda: not door.photos.busy and bool(view_of(door).visit.photos), "the photo")
    stage.settle()
    if not door.face.opened["photos"].isVisible():
        QTest.keyClick(door, KEY.Key_E)
    stage.settle()
    shown = door.face.opened["photos"].findChildren(QPushButton)
    next(b for b in shown if b.accessibleName().startswith("写真: ")).click()
    page = door.face.page
    assert isinstance(page, PhotoPage)
    return page


def view_of(door: DoorScreen) -> DoorView:
    assert door.view is not None
    return door.view


def test_a_photo_tells_where_it_came_from_and_what_its_camera_says(
    stage: Stage, door: DoorScreen, samples: Path
) -> None:
    """The camera's clock is a claim beside the record (N-08)."""
    page = opened(stage, door, samples / "photos" / "iphone7-gps-canyon.jpg")
    told = page.facts.text()
    assert "ファイルから取り込み ・ iphone7-gps-canyon.jpg" in told
    assert "到着の" in told, "years before the arrival"
    assert "C 事務所の時計でまだ確かめていない" in told
    QTest.keyClick(page, KEY.Key_Escape)
    assert door.face.page is None


def test_a_photo_that_must_not_be_kept_is_destroyed_once_asked_with_its_reason(
    stage: Stage, door: DoorScreen, samples: Path
) -> None:
    """V-02: a reason, a tick, then the act; what stays is the hash and the reason."""
    page = opened(stage, door, samples / "photos" / "demo-drawn" / "1-approach-door.jpg")
    (photo,) = stage.visit().photos
    stage.come_round()
    page.act.click()
    assert "理由を入れ" in page.wrong.text()
    page.fields["reason"].setText("お隣の方のお顔")
    stage.come_round()
    page.act.click()
    assert door.face.page is page, "the tick is missing"
    page.tick.click()
    stage.come_round()
    page.act.click()
    wait_until(lambda: photo.attachment.sha256 in view_of(door).erased, "the erasure")
    stage.settle()
    assert "規則により消去" in page_again(door, photo.attachment.sha256)


def page_again(door: DoorScreen, sha256: str) -> str:
    door.open_panel(f"photo:{sha256}")
    page = door.face.page
    assert isinstance(page, PhotoPage)
    assert not page.act.isVisible()
    return page.facts.text()
