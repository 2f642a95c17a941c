"""Every control can be found by name, reached by key and seen to have the focus (ux screens A)."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QHeaderView, QScrollBar, QWidget

from tests.ui import scenes, staging
from tests.ui.seeing import CONTROLS, NO_ROLE, is_inner, listening, shown_label, walk
from tests.ui.staging import Stage
from visitapp.texts import use_language

MOST_STEPS = 150  # more than any page has controls


@pytest.fixture
def day(qapp: QApplication, tmp_path: Path, day_records: tuple[Path, str]) -> Iterator[Stage]:
    made, visit_id = day_records
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    clock = staging.ScriptedClock(tmp_path / "clock")
    use_language("ja")
    with staging.window_over(tmp_path / "records", clock, visit_id=visit_id) as made:
        yield made
    use_language("auto")


@pytest.fixture
def first(qapp: QApplication, tmp_path: Path) -> Iterator[Stage]:
    """The first start: no records yet."""
    clock = staging.new_clock(tmp_path)
    (tmp_path / "records").mkdir()
    use_language("ja")
    with staging.window_over(tmp_path / "records", clock) as made:
        yield made
    use_language("auto")


def controls(window: QWidget) -> list[QWidget]:
    """What can be clicked or typed into now."""
    found = []
    for kind in CONTROLS:
        found += [w for w in window.findChildren(kind) if w.isVisible() and not is_inner(w)]
    return [w for w in found if not isinstance(w, QScrollBar | QHeaderView)]


def unnamed(window: QWidget) -> list[str]:
    """Interfaces that a screen reader could not speak of."""
    wrong = []
    for met in walk(window):
        control = isinstance(met.widget, CONTROLS) and not is_inner(met.widget)
        if not control:
            continue
        if not met.name.strip():
            wrong.append(f"no name: {met.path}")
        if met.role in NO_ROLE:
            wrong.append(f"no role: {met.path}")
        label = " ".join(shown_label(met.widget).split("\n")[0].split())
        without_number = label.lstrip("0123456789 ")
        if without_number and without_number not in met.name:
            wrong.append(f"called {met.name!r} but shows {label!r}: {met.path}")
    return wrong


def missed_by_walk(window: QWidget) -> list[str]:
    """Controls on the screen that are not in the tree at all."""
    spoken = {id(met.widget) for met in walk(window)}
    return [f"not in the tree: {name_of(w)}" for w in controls(window) if id(w) not in spoken]


def name_of(widget: QWidget | None) -> str:
    if widget is None:
        return "nothing"
    return f"{type(widget).__name__}[{widget.accessibleName() or widget.objectName()}]"


def tab_round(stage: Stage, window: QWidget) -> tuple[list[QWidget], list[str]]:
    """Press Tab until the first widget has the focus again; what was met, what was wrong."""
    wrong: list[str] = []
    met: list[QWidget] = []
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
    for _step in range(MOST_STEPS):
        here = QApplication.focusWidget()
        if here is None:
            return met, [*wrong, f"the focus is lost after {name_of(met[-1] if met else None)}"]
        if len(met) > 1 and here is met[0]:
            return met, wrong
        if here in met[:-1]:
            return met, [*wrong, f"Tab is trapped at {name_of(here)}"]
        if here not in met:  # a field of date and time has a stop for each of its parts
            met.append(here)
            wrong += frame_around(stage, window, here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
        QApplication.processEvents()
    return met, [*wrong, "Tab never comes round"]


def frame_around(stage: Stage, window: QWidget, focused: QWidget) -> list[str]:
    """The ring must lie around the visible focused widget (WCAG 2.4.7)."""
    if focused.objectName() == "page":
        return [f"the focus rests on a page that draws no ring: {name_of(focused)}"]
    if window is not stage.window:
        return []
    ring = stage.window.ring
    area = QRect(focused.mapTo(window, QPoint(0, 0)), focused.size())
    if focused.visibleRegion().isEmpty():
        return [f"out of sight with the focus: {name_of(focused)}"]
    if not ring.isVisible():
        return [f"no ring around {name_of(focused)}"]
    if not ring.geometry().contains(area.intersected(window.rect())):
        return [f"the ring {ring.geometry()} is not around {name_of(focused)} {area}"]
    return []


def unreached(window: QWidget, met: list[QWidget]) -> list[str]:
    """Enabled controls that Tab did not come to; one of an exclusive group stands for all."""
    groups = {b.group() for b in met if isinstance(b, QAbstractButton) and b.group()}
    wrong = []
    for widget in controls(window):
        grouped = isinstance(widget, QAbstractButton) and widget.group() in groups
        if widget.isEnabled() and widget not in met and not grouped:
            wrong.append(f"Tab never reaches {name_of(widget)}")
    return wrong


def examined(stage: Stage, scene: scenes.Scene) -> list[str]:
    wrong = unnamed(scene.widget) + missed_by_walk(scene.widget)
    met, problems = tab_round(stage, scene.widget)
    wrong += problems + unreached(scene.widget, met)
    return [f"{scene.name}: {words}" for words in wrong]


def test_every_control_is_named_reached_and_framed(day: Stage) -> None:
    """Names equal to labels, roles, Tab goes round through all, the ring is where the focus is."""
    wrong = [words for scene in scenes.all_scenes(day) for words in examined(day, scene)]
    assert not wrong, "\n".join(wrong)


def test_the_first_start_can_be_done_without_a_mouse(first: Stage) -> None:
    wrong = [words for scene in scenes.first_run_pages(first) for words in examined(first, scene)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.skipif(sys.platform != "linux", reason="the handler is found by its name on Linux")
def test_what_is_new_is_announced(day: Stage) -> None:
    """ux A: new facts are told to a screen reader, and so is a refusal."""
    scenes.open_door(day)
    door = day.window.door
    assert door is not None
    with listening() as heard:
        scenes.do_next(day)
        assert any("保存" in words for words in heard), heard
        heard.clear()
        scenes.press(day, Qt.Key.Key_F6)  # the wait is not over: refused
        assert door.banner.isVisible()
        assert door.banner.accessibleName() in heard
