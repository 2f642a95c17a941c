"""What stands around the pages: rail, header, notice; made anew when looks or language change."""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.widgets.header import Header
from ui.widgets.notice import Notice
from ui.widgets.parts import text
from ui.widgets.rail import Rail
from ui.widgets.strip import Strip
from visitapp.texts import translate as _


class Frame(QWidget):
    """Rail at the left, header and notice above the pages, the strip below all."""

    def __init__(self, strip: Strip) -> None:
        super().__init__()
        self.setObjectName("page")
        self.rail, self.header, self.notice = Rail(), Header(), Notice()
        self.pages = QStackedWidget()
        self.pages.addWidget(text(_("The records are being opened …"), "title"))
        inner, across, column = QVBoxLayout(), QHBoxLayout(), QVBoxLayout()
        for layout in (inner, across, column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        inner.addWidget(self.header)
        inner.addWidget(self.notice)
        inner.addWidget(self.pages, 1)
        across.addWidget(self.rail)
        across.addLayout(inner, 1)
        column.addLayout(across, 1)
        column.addWidget(strip)
        self.setLayout(column)

    def bring(self, page: QWidget, *, framed: bool) -> None:
        """Put a page in front, with rail and header or alone."""
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.rail.setVisible(framed)
        self.header.setVisible(framed)
        self.pages.setCurrentWidget(page)
