"""What a person typed and chose goes over to a screen that is made anew, and so does the focus."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDateTimeEdit,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTabWidget,
    QWidget,
)

if TYPE_CHECKING:
    from ui.page import Carries

PARTS: dict[type[QWidget], tuple[str, ...]] = {
    QLineEdit: ("text", "cursorPosition"),
    QPlainTextEdit: ("plainText",),
    QComboBox: ("currentIndex",),
    QDateTimeEdit: ("dateTime",),
    QSpinBox: ("value",),
    QTabWidget: ("currentIndex",),
    QAbstractButton: ("checked",),
}


def carry_typed(old: QWidget, new: QWidget) -> None:
    """Fill the fields of ``new`` from those of ``old``, a screen of the same class.

    Fields are matched by kind and order; what only one of the two has is left alone.
    """
    for kind, parts in PARTS.items():
        for before, after in zip(_fields(old, kind), _fields(new, kind), strict=False):
            if before.objectName() == after.objectName():
                _carry(before, after, parts)


def carry_over(old: QWidget, new: QWidget) -> None:
    """What was typed, and what a screen hands over itself (``Carries``)."""
    carry_typed(old, new)
    if hasattr(new, "carry"):
        cast("Carries", new).carry(old)


def _fields(screen: QWidget, kind: type[QWidget]) -> list[QWidget]:
    """Fields of one kind in the order they were made, without those inside another field."""
    found = [w for w in screen.findChildren(kind) if not w.objectName().startswith("qt_")]
    return [w for w in found if not isinstance(w.parent(), QAbstractSpinBox | QComboBox)]


def _carry(before: QWidget, after: QWidget, parts: Sequence[str]) -> None:
    """Hand the named Qt properties over."""
    for part in parts:
        after.setProperty(part, before.property(part))


class Focus:
    """Where the focus is in a window, found again in the widgets that take their place."""

    def __init__(self, window: QWidget) -> None:
        at = QApplication.focusWidget()
        self._kind: type[QWidget] | None = None
        self._place = 0
        if at is not None and at.window() is window:
            self._kind, self._names = type(at), (at.objectName(), at.accessibleName())
            alike = self._alike(window)
            self._place = alike.index(at) if at in alike else 0

    def _alike(self, window: QWidget) -> list[QWidget]:
        """Widgets of the same kind that can be seen; those of the same name if there are any."""
        kind = self._kind or QWidget
        seen = [w for w in window.findChildren(kind) if type(w) is kind and w.isVisible()]
        named = [w for w in seen if (w.objectName(), w.accessibleName()) == self._names]
        return named or seen

    def put_back(self, window: QWidget) -> None:
        """Give the focus to the widget in the same place, once it is there."""
        found = self._alike(window) if self._kind is not None else []
        if self._place < len(found):
            found[self._place].setFocus()
