"""Paper on the screen, painted from the very list of commands that makes the PDF."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QTransform
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.widgets.parts import current_look
from visitapp.actions.set_up import Code, Drawn, Lettering, Rule
from visitapp.marks import override

POINT_MM = 25.4 / 72
UNIT = 100.0  # font pixels a line is set with before it is scaled: hinting must not move it


class PaperView(QWidget):
    """A page at the largest size that fits; blank until there is one."""

    def __init__(self, name: str, width: int, height: int) -> None:
        super().__init__()
        look = current_look()
        self.setAccessibleName(name)
        self._hint = QSize(look.px(width), look.px(height))
        self.setMinimumSize(self._hint / 2)  # a large scale in a small window
        self._page: Drawn | None = None

    def show_page(self, page: Drawn | None) -> None:
        """Show this page."""
        self._page = page
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return self._hint

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        page = self._page
        if page is None:
            return
        scale = min((self.width() - 2) / page.width, (self.height() - 2) / page.height)
        left = (self.width() - page.width * scale) / 2
        painter.setTransform(QTransform.fromTranslate(left, 1))
        painter.setPen(QPen(theme.colour(current_look().scheme, "line_strong"), 1))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRect(QRectF(0, 0, page.width * scale, page.height * scale))
        painter.scale(scale, scale)
        for command in page.commands:
            match command:
                case Lettering():
                    _letters(painter, command)
                case Rule():
                    pen = QPen(QColor(f"#{command.colour:06x}"), command.width)
                    painter.setPen(pen)
                    painter.drawLine(QPointF(*command.start), QPointF(*command.end))
                case Code():
                    _code(painter, command)


def _letters(painter: QPainter, line: Lettering) -> None:
    """One line at its baseline, stretched to the width that the paper gives it."""
    painter.save()
    painter.setTransform(QTransform.fromTranslate(line.x, line.y), combine=True)
    factor = line.size * POINT_MM / UNIT
    painter.scale(factor, factor)
    painter.setPen(QPen(Qt.GlobalColor.black))
    left = 0.0
    for run in line.runs:
        font = QFont()
        is_number = "NUMBER" in run.family.name
        font.setFamilies(theme.DIGIT_FACES if is_number else theme.TEXT_FACES)
        font.setPixelSize(int(UNIT))
        font.setBold("BOLD" in run.family.name or is_number or run.heavy)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, line.tracking * UNIT)
        painter.setFont(font)
        painter.drawText(QPointF(left, 0), run.text)
        left += painter.fontMetrics().horizontalAdvance(run.text)
    painter.restore()


def _code(painter: QPainter, code: Code) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for column, row, length in code.bars:
        box = QRectF(
            code.x + column * code.module,
            code.y + row * code.module,
            length * code.module,
            code.module,
        )
        painter.fillRect(box, Qt.GlobalColor.black)
    painter.restore()
