"""Contrast of what is really drawn: sampled from the pixels of every page (WCAG 2 1.4.3, 1.4.11).

Drawn at 200 %, where a stroke has pixels of its full ink. Icons and other parts need 3.
"""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from tests.ui import scenes, staging
from ui import theme
from ui.theme import Look, Scheme
from visitapp.texts import use_language

NEEDED = {Scheme.LIGHT: 4.5, Scheme.DARK: 4.5, Scheme.OUTDOOR: 7.0}
PART = 3.0
SIZE = (2400, 1700)  # everything fits
SCALE = 200
EDGE = 8  # px of a border at this scale, which is not text
RARE = 3  # pixels: fewer are the soft rim of a stroke


def shown(widget: QWidget) -> str:
    """The words that are drawn in the widget itself."""
    if isinstance(widget, QLineEdit):
        return widget.text() or widget.placeholderText()
    return widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""


def drawn(window: QWidget) -> Iterator[tuple[QWidget, QRect]]:
    """What shows words or an icon now, and the part of the picture it lies in."""
    for kind in (QLabel, QAbstractButton, QLineEdit):
        for widget in window.findChildren(kind):
            picture = isinstance(widget, QLabel) and not widget.pixmap().isNull()
            if not widget.isVisible() or not (shown(widget).strip() or picture):
                continue
            seen = widget.visibleRegion().boundingRect()
            area = QRect(widget.mapTo(window, seen.topLeft()), seen.size())
            edge = 0 if isinstance(widget, QLabel) and not widget.styleSheet() else EDGE
            yield widget, area.adjusted(edge, edge, -edge, -edge)


def contrast_in(picture: QImage, area: QRect) -> float:
    """The ground is the commonest colour; the ink the one that differs most from it."""
    part = picture.copy(area).convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(part.constBits()).cast("I"))
    colours = {f"#{value & 0xFFFFFF:06X}": times for value, times in counted.items()}
    ground = max(colours, key=lambda name: colours[name])
    inks = [name for name, times in colours.items() if times >= RARE]
    return max((theme.contrast(ink, ground) for ink in inks), default=1.0)


def too_weak(window: QWidget, scheme: Scheme, seen: set[tuple[str, ...]]) -> Iterator[str]:
    """Texts and icons with too little contrast; each kind of text once."""
    focused = QApplication.focusWidget()
    if focused is not None:
        focused.clearFocus()
    QApplication.processEvents()
    picture = window.grab().toImage()
    for widget, area in drawn(window):
        words = shown(widget).strip()
        parent = widget.parentWidget()
        role = str(widget.property("role") or widget.property("kind") or "")
        key = (words, role, parent.styleSheet() if parent else "", str(widget.isEnabled()))
        if key in seen or area.width() < 4 or area.height() < 4:
            continue
        seen.add(key)
        found = contrast_in(picture, area)
        needed = NEEDED[scheme] if words else PART
        if found < needed:
            name = words or widget.accessibleName() or "an icon"
            above = type(parent).__name__
            yield f"{name!r} ({type(widget).__name__} in {above}) {found:.1f} < {needed}"


@pytest.mark.parametrize("scheme", Scheme)
def test_everything_drawn_can_be_read(
    qapp: QApplication, tmp_path: Path, day_records: tuple[Path, str], scheme: Scheme
) -> None:
    """AA 4.5; outdoor AAA 7; in every page and door state."""
    made, visit_id = day_records
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    (tmp_path / "empty").mkdir()
    clock = staging.ScriptedClock(tmp_path / "clock")
    look = Look(scheme, SCALE)
    use_language("ja")
    weak: list[str] = []
    seen: set[tuple[str, ...]] = set()
    records = tmp_path / "records"
    with staging.window_over(records, clock, visit_id=visit_id, wanted=look, size=SIZE) as stage:
        for scene in scenes.all_scenes(stage):
            weak += [f"{scene.name}: {w}" for w in too_weak(scene.widget, scheme, seen)]
    with staging.window_over(tmp_path / "empty", clock, wanted=look, size=SIZE) as stage:
        for scene in scenes.first_run_pages(stage):
            weak += [f"{scene.name}: {w}" for w in too_weak(scene.widget, scheme, seen)]
    use_language("auto")
    assert not weak, "\n".join(weak)
