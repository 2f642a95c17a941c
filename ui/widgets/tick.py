"""A box to tick; the mark is drawn by us, because a style sheet that frames the box loses it."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from ui import theme
from ui.widgets.parts import current_look
from visitapp.marks import override

MARK = 16  # px at 100 %


class Tick(QCheckBox):
    """Empty frame or filled box with a mark: told by shape as well as by colour."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        look = current_look()
        mark = theme.pixmap("check", theme.tokens(look.scheme)["on_primary"], look.px(MARK))
        size = mark.deviceIndependentSize().toSize()
        painter = QPainter(self)
        painter.drawPixmap(
            box.center() - QPoint(size.width() // 2 - 1, size.height() // 2 - 1), mark
        )
        painter.end()
