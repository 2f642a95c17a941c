"""The focus survives when widgets are made anew: remembered and given back by object name."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget


class FocusInSight(QObject):
    """Keys that come from outside find their control in sight, however far one scrolled."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        inside = now is not None and self._area.isAncestorOf(now)
        if now is not None and inside and now.visibleRegion().isEmpty():
            self._area.ensureWidgetVisible(now)


def focus_name(part: QWidget) -> str:
    """The name of what has the focus inside ``part``, "" when nothing there has it."""
    focused: QWidget | None = QApplication.focusWidget()
    if focused is None or not part.isAncestorOf(focused):
        return ""
    return focused.objectName()


def give_focus(part: QWidget | None, name: str) -> bool:
    """Give the focus to the widget of that name; False when there is none."""
    found = part.findChild(QWidget, name) if part is not None and name else None
    if not isinstance(found, QWidget):
        return False
    found.setFocus()
    return True


def dress(widget: QWidget, name: str, value: object) -> None:
    """Change what the style sheet knows of a widget; nothing happens when it is the same."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
