"""The focus survives when widgets are made anew: remembered and given back by object name."""

from PySide6.QtWidgets import QApplication, QWidget


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
