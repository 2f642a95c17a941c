"""The keys of the program: one table, from which the shortcuts and the list of keys are made."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from visitapp.texts import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key: its code, the sequence, what it does."""

    code: str
    sequence: str
    words: str


FRAME_KEYS = (
    Key(code="door", sequence="Ctrl+Return", words=N_("Open the door screen of the next visit")),
    Key(code="add", sequence="Ctrl+K", words=N_("Add a visit quickly")),
    Key(code="find", sequence="Ctrl+F", words=N_("Search")),
    Key(code="sync", sequence="Ctrl+R", words=N_("Sync now")),
    Key(code="outdoor", sequence="F11", words=N_("Outdoor view on and off")),
)


def bind(owner: QWidget, sequence: str, do: Callable[[], object], *, inside: bool = False) -> None:
    """Let a key do something while the window of ``owner`` is active.

    ``inside``: only while the focus is in ``owner``. A key held down counts once.
    """
    made = QShortcut(QKeySequence(sequence), owner)
    if inside:
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    made.setAutoRepeat(False)
    made.activated.connect(do)
