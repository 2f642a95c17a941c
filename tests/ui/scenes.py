"""Every state of the window that a test should look at, one after another.

Pages are found from the table of the window, so a new one is looked at without being named here;
the door is played from the arrival to the wait with each of its panels open.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from tests.ui.staging import Stage, wait_until
from ui.pages import PAGES
from visitapp import assets

KEY, MOD = Qt.Key, Qt.KeyboardModifier
OPENING_KEYS = (
    ("keys", KEY.Key_Slash, MOD.ControlModifier),
    ("quick-add", KEY.Key_K, MOD.ControlModifier),
    ("late", KEY.Key_L, MOD.AltModifier),
    ("result-of-a-call", KEY.Key_R, MOD.AltModifier),
)
PANEL_KEYS = (
    ("answered", KEY.Key_F9),
    ("contact", KEY.Key_F12),
    ("call", KEY.Key_F3),
    ("placement", KEY.Key_F7),
)


@dataclass(frozen=True)
class Scene:
    """A state of the program: its name, the widget it lies in, the page in front."""

    name: str
    widget: QWidget


def front_window(stage: Stage) -> QWidget:
    """The window that takes the keys: a dialog of ours, or the main one."""
    return QApplication.activeModalWidget() or QApplication.activeWindow() or stage.window


def every_page(stage: Stage) -> Iterator[Scene]:
    """Each page of the window's own table, in front; the door has states of its own."""
    for page in PAGES:
        if page.code == "door":
            continue
        stage.window.go(page.code, stage.visit_id if page.code == "note" else "")
        stage.settle()
        yield Scene(page.code, front_window(stage))
        go_home(stage)


def key_pages(stage: Stage) -> Iterator[Scene]:
    """What a key opens on today, or over the whole program."""
    for name, key, modifier in OPENING_KEYS:
        QTest.keyClick(QApplication.focusWidget() or stage.window, key, modifier)
        stage.settle()
        yield Scene(name, front_window(stage))
        QTest.keyClick(QApplication.focusWidget() or front_window(stage), KEY.Key_Escape)
        stage.settle()
        go_home(stage)


def go_home(stage: Stage) -> None:
    """Back to today, whatever is in front."""
    other = front_window(stage)
    if other is not stage.window:
        other.close()
    stage.window.show_today()
    stage.settle()


def press(stage: Stage, key: Qt.Key, modifier: Qt.KeyboardModifier = MOD.NoModifier) -> None:
    """A key where the focus is."""
    QTest.keyClick(QApplication.focusWidget() or stage.window, key, modifier)
    stage.settle()


def next_says(stage: Stage, changed_from: str) -> None:
    """Until the big button offers another act than ``changed_from``."""
    door = stage.window.door
    assert door is not None
    wait_until(lambda: door.next.accessibleName() != changed_from, "another next act")


def open_door(stage: Stage) -> None:
    """The door of the stage's visit."""
    stage.window.show_door(stage.visit_id)
    door = stage.window.door
    assert door is not None
    wait_until(lambda: door.isVisible() and door.view is not None, "the door")
    wait_until(lambda: bool(door.next.accessibleName()), "a next act")
    stage.settle()


def do_next(stage: Stage) -> None:
    """Press the big button, and see another act offered."""
    door = stage.window.door
    assert door is not None
    before = door.next.accessibleName()
    door.next.setFocus()
    press(stage, KEY.Key_Space)
    next_says(stage, before)
    stage.settle()


def door_states(stage: Stage) -> Iterator[Scene]:
    """The door from the arrival to the wait, then every fold and panel."""
    window = stage.window
    open_door(stage)
    yield Scene("door-arrive", window)
    do_next(stage)
    yield Scene("door-early", window)
    door = window.door
    assert door is not None
    before = door.next.accessibleName()
    stage.at(14, 30, 2)
    next_says(stage, before)
    yield Scene("door-ring", window)
    do_next(stage)
    stage.at(14, 31)
    do_next(stage)
    stage.at(14, 45, 12)
    stage.settle()
    yield Scene("door", window)
    for key in (KEY.Key_Q, KEY.Key_W, KEY.Key_E):
        press(stage, key)
    yield Scene("door-logs", window)
    for key in (KEY.Key_Q, KEY.Key_W, KEY.Key_E):
        press(stage, key)
    yield from door_panels(stage)


def door_panels(stage: Stage) -> Iterator[Scene]:
    """Each question the door can ask."""
    for name, key in PANEL_KEYS:
        press(stage, key)
        yield Scene(f"door-{name}", stage.window)
        press(stage, KEY.Key_Escape)
        if not (stage.window.door and stage.window.door.isVisible()):
            open_door(stage)
    yield from door_photo(stage)


def door_photo(stage: Stage) -> Iterator[Scene]:
    """A photo in detail, with what its camera says."""
    door = stage.window.door
    assert door is not None
    door.take_photos([assets.path("samples", "photos", "1-approach-door.jpg")])
    wait_until(lambda: not door.photos.busy, "the photo")
    stage.settle()
    wait_until(lambda: bool(door.view and door.view.visit.photos), "the photo in the visit")
    assert door.view is not None
    door.open_panel(f"photo:{door.view.visit.photos[-1].attachment.sha256}")
    stage.settle()
    yield Scene("door-photo", stage.window)
    press(stage, KEY.Key_Escape)


def first_run_pages(stage: Stage) -> Iterator[Scene]:
    """The pages of the first start, over a folder without records."""
    page = stage.front()
    stacks = page.findChildren(QStackedWidget)
    for place in range(stacks[0].count() if stacks else 1):
        if stacks:
            stacks[0].setCurrentIndex(place)
        stage.settle()
        yield Scene(f"first-run-{place + 1}", stage.window)


def all_scenes(stage: Stage) -> Iterator[Scene]:
    """Everything over a store with a day in it."""
    yield from every_page(stage)
    yield from key_pages(stage)
    yield from door_states(stage)
