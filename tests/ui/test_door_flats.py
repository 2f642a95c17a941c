"""At flats: the room in the bar above, the shared post boxes proposed (N-05)."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui import staging
from tests.ui.staging import wait_until
from visitapp import assets
from visitapp.actions import arrive, note, outcome, photo, ring
from visitapp.actions.act import perform
from visitapp.domain.entries import VisitArranged
from visitapp.domain.words import OutcomeKind, PhotoRole, Placement, SiteKind
from visitapp.texts import use_language
from visitapp.workspace import open_workspace

NOTE = assets.path("samples", "photos") / "3-note-at-postbox.jpg"


@pytest.fixture
def printed(tmp_path: Path) -> tuple[staging.ScriptedClock, str]:
    """Room 302, nobody in; the note is printed and photographed."""
    clock = staging.new_clock(tmp_path)
    visit_id = staging.make_records(tmp_path / "records", tmp_path / "keys", clock)
    with open_workspace(tmp_path / "records", clock=clock) as ws:
        perform(
            ws,
            visit_id,
            lambda _tx, v: [VisitArranged(staff=v.staff, site=SiteKind.FLATS, room="302")],
        )
        arrive.arrive(ws, visit_id)
        ring.ring(ws, visit_id)
        outcome.record(ws, visit_id, OutcomeKind.ABSENT, reason="悪天候")
        note.print_note(ws, visit_id, tmp_path / "note.pdf")
        photo.add(ws, visit_id, [NOTE], PhotoRole.NOTE)
    return clock, visit_id


def test_flats_have_their_room_and_their_shared_boxes(
    qapp: QApplication, tmp_path: Path, printed: tuple[staging.ScriptedClock, str]
) -> None:
    """N-05: the placement proposed is the shared box, and no other home's name is photographed."""
    clock, visit_id = printed
    use_language("ja")
    with staging.window_over(tmp_path / "records", clock, visit_id=visit_id) as stage:
        stage.window.go("door", visit_id)
        door = stage.window.door
        assert door is not None
        wait_until(lambda: door.view is not None, "the door")
        stage.settle()
        assert "部屋番号 302" in door.face.top._address.accessibleName()
        assert door.next.accessibleName() == "連絡票を投函する(集合ポスト)"
        QTest.keyClick(door.next, Qt.Key.Key_Space)
        stage.settle()
        paper = stage.visit().paper
        assert paper is not None
        assert paper.placement is Placement.SHARED_MAILBOX
        stage.settle()
        assert "ほかのお宅" in door.next.accessibleDescription()
    use_language("auto")
