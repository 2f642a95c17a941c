"""Waves under doubtful words: red where they may not stand, amber where they need a look."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ui import theme
from ui.widgets.parts import current_look


def underline(painter: QPainter, left: int, right: int, y: int, *, blocks: bool) -> None:
    """A zigzag below a word. Qt's own wave is not drawn below faces of so small a descent."""
    look = current_look()
    token = "danger_ink" if blocks else "warn_ink"
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.tokens(look.scheme)[token]), look.px(1.4)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    step = look.px(3)
    painter.drawPolyline(
        [QPoint(x, y + (step // 2 if k % 2 else 0)) for k, x in enumerate(range(left, right, step))]
    )
    painter.restore()
