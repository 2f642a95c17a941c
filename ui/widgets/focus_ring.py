"""The focus ring: a frame widget that follows the focus, always visible, also after a click."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from ui import theme
from ui.widgets.parts import current_look
from visitapp.marks import override

WIDTH = 3


class FocusRing(QWidget):
    """Draws a ring of token ``focus`` outside whatever has the focus in ``window``."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        for widget in filter(isValid, self._watched):  # a child goes with its parent, silently
            widget.removeEventFilter(self)
        here = new is not None and new.window() is self.window()
        self._target = new if here and new is not None and new.objectName() != "page" else None
        self._watched = _line_of(self._target)
        if self._target is None:
            self.hide()
            return
        for widget in self._watched:  # a parent may move while its child stays where it is in it
            widget.installEventFilter(self)
        self._place()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show}:
            self._place()
        gone = event.type() is QEvent.Type.DeferredDelete
        if gone and isinstance(watched, QWidget) and watched in self._watched:
            self._watched.remove(watched)
        if event.type() in {QEvent.Type.Hide, QEvent.Type.DeferredDelete}:
            self.hide()
        return False

    def _place(self) -> None:
        if self._target is None or not isValid(self._target):
            self.hide()
            return
        gap = current_look().px(WIDTH + 1)
        corner = self._target.mapTo(self.window(), self._target.rect().topLeft())
        area = QRect(corner, self._target.size()).adjusted(-gap, -gap, gap, gap)
        seen = area & _seen_in(self._target, self.window())
        if seen.isEmpty():
            self.hide()
            return
        self.setGeometry(area)
        self.setMask(QRegion(seen.translated(-area.topLeft())))
        self.show()
        self.raise_()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = current_look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = look.px(WIDTH)
        painter.setPen(QPen(theme.colour(look.scheme, "focus"), width))
        inner = self.rect().adjusted(width // 2, width // 2, -width // 2 - 1, -width // 2 - 1)
        painter.drawRoundedRect(inner, look.px(10), look.px(10))
        painter.end()


def _seen_in(target: QWidget, window: QWidget) -> QRect:
    """Where the ring may be drawn: not over what stands beside a page that scrolls."""
    seen = window.rect()
    for parent in _line_of(target)[1:]:
        if isinstance(parent.parentWidget(), QAbstractScrollArea):
            seen &= QRect(parent.mapTo(window, parent.rect().topLeft()), parent.size())
    return seen


def _line_of(target: QWidget | None) -> list[QWidget]:
    """A widget and its parents up to the window."""
    line: list[QWidget] = []
    while target is not None and not target.isWindow():
        line.append(target)
        target = target.parentWidget()
    return line
