"""The frame takes its pages from a table: rail, header and keys follow it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.staging import Stage
from ui.pages import PAGES
from ui.theme import Look, Room
from ui.widgets.rail import RailLine

CTRL = Qt.KeyboardModifier.ControlModifier


def test_every_line_of_the_rail_opens_its_page(stage: Stage) -> None:
    """screens.md A: no dead buttons; the line of the page in front is marked."""
    lines = {line.page.code: line for line in stage.window.rail.findChildren(RailLine)}
    assert set(lines) == {page.code for page in PAGES if page.icon}
    for code, line in lines.items():
        if line.isHidden():
            continue
        line.click()
        stage.settle()
        assert stage.window.front == code
        assert [name for name, other in lines.items() if other.isChecked()] == [code]


def test_every_key_of_a_page_opens_it_from_any_page(stage: Stage) -> None:
    """screens.md A: Ctrl+1 ... Ctrl+6 work everywhere, at the door too."""
    stage.window.show_door(stage.visit_id)
    stage.settle()
    view = stage.window.today.view if stage.window.today is not None else None
    for page in PAGES:
        offered = page.is_offered is None or (view is not None and page.is_offered(view))
        if page.key.startswith("Ctrl+") and page.key[-1].isdigit() and offered:
            QTest.keyClick(stage.window, Qt.Key(ord(page.key[-1])), CTRL)
            stage.settle()
            assert stage.window.front == page.code


def test_keys_of_two_pages_differ() -> None:
    """Sync and backup share theirs: an office or none, never both (screens.md 8, standalone)."""
    keys = [page.key for page in PAGES if page.key and page.code != "backup"]
    assert len(keys) == len(set(keys))
    assert len({page.code for page in PAGES}) == len(PAGES)


def test_search_goes_to_a_field_that_takes_words(stage: Stage) -> None:
    """screens.md A: Ctrl+F."""
    QTest.keyClick(stage.window, Qt.Key.Key_F, CTRL)
    stage.settle()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)


def test_the_next_visit_opens_from_the_plan_too(stage: Stage) -> None:
    """screens.md A: Ctrl+Enter."""
    stage.window.go("plan")
    stage.settle()
    QTest.keyClick(stage.window, Qt.Key.Key_Return, CTRL)
    stage.settle()
    assert stage.window.front == "door"


@pytest.mark.parametrize(
    ("width", "scale", "room"),
    [
        (1366, 100, Room.WIDE),
        (1180, 100, Room.WIDE),
        (1179, 100, Room.NARROW),
        (1366, 125, Room.FOLDED),
        (1024, 100, Room.FOLDED),
        (1023, 100, Room.SMALL),
        (1366, 150, Room.SMALL),
    ],
)
def test_room_is_measured_in_pixels_of_the_user(width: int, scale: int, room: Room) -> None:
    """tokens.md, layout: 1366 at 150 % is 910 logical."""
    assert Look(scale=scale).room(width) is room


def test_a_narrow_window_keeps_the_names_of_the_rail(stage: Stage) -> None:
    """Icons alone are still named for a screen reader, and say it in the tool tip."""
    stage.window.resize(1024, 700)
    stage.settle()
    for line in stage.window.rail.findChildren(RailLine):
        assert line.is_narrow
        assert line.accessibleName()
        assert line.toolTip()
    stage.window.resize(1366, 768)
    stage.settle()
    assert not any(line.is_narrow for line in stage.window.rail.findChildren(RailLine))
