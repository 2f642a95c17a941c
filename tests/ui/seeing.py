"""What a screen reader meets: the tree of QAccessible interfaces and the announcements."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import PySide6
import shiboken6
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
)
NO_ROLE = {QAccessible.Role.NoRole, QAccessible.Role.Client}


@dataclass(frozen=True)
class Met:
    """One interface of the tree: the widget behind it, how it is called and what it is."""

    widget: QWidget | None
    name: str
    role: QAccessible.Role
    focusable: bool
    path: str


def walk(widget: QWidget) -> Iterator[Met]:
    """The visible interfaces below ``widget``, depth first."""
    root = QAccessible.queryAccessibleInterface(widget)
    assert root is not None, widget
    yield from _below(root, type(widget).__name__)


def _below(node: QAccessibleInterface, path: str) -> Iterator[Met]:
    for place in range(node.childCount()):
        child = node.child(place)
        if child is None or not child.isValid():
            continue
        state = child.state()
        if state.invisible:
            continue
        thing = child.object()
        name = child.text(QAccessible.Text.Name)
        kind = type(thing).__name__ if thing is not None else child.role().name
        here = f"{path} > {kind}[{name or (thing.objectName() if thing else '')}]"
        widget = thing if isinstance(thing, QWidget) else None
        yield Met(widget, name, child.role(), bool(state.focusable), here)
        yield from _below(child, here)


def is_inner(widget: QWidget) -> bool:
    """Whether Qt made it inside a control that has its own name (the field of a spin box)."""
    parent = widget.parentWidget()
    return isinstance(parent, QAbstractSpinBox | QComboBox) or widget.objectName().startswith("qt_")


def shown_label(widget: QWidget | None) -> str:
    """The words a button shows on its face, without the key behind them."""
    if not isinstance(widget, QAbstractButton):
        return ""
    words = widget.text().replace("&", "").strip()
    shortcut = widget.shortcut().toString()
    if shortcut and words.endswith(shortcut):
        words = words[: -len(shortcut)].strip()
    return words


class Announcements(list[str]):
    """What was announced, in order."""


@contextmanager
def listening() -> Iterator[Announcements]:
    """Hear what a screen reader hears, by Qt's own update handler (C++, so through ctypes)."""
    heard = Announcements()
    library = ctypes.CDLL(str(Path(PySide6.__file__).parent / "Qt" / "lib" / "libQt6Gui.so.6"))
    install = library._ZN11QAccessible20installUpdateHandlerEPFvP16QAccessibleEventE
    install.restype, install.argtypes = ctypes.c_void_p, [ctypes.c_void_p]

    def hear(address: int) -> None:
        event = shiboken6.wrapInstance(address, QAccessibleEvent)
        if event.type() == QAccessible.Event.Announcement:
            told = shiboken6.wrapInstance(address, QAccessibleAnnouncementEvent)
            heard.append(told.message())

    callback = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(hear)
    before = install(ctypes.cast(callback, ctypes.c_void_p))
    QAccessible.setActive(True)
    try:
        yield heard
    finally:
        QAccessible.setActive(False)
        install(before)
