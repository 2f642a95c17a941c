"""Departure: what is open is asked once in the card, then recorded as it is (R-02, R-32, R-33)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.models.today_words import OPEN_WORDS
from ui.session import Session
from ui.widgets.flow import flowing
from ui.widgets.parts import button, clear, current_look, hairline, picture, row, wrapped
from visitapp.actions import go
from visitapp.actions.today_view import VisitLine
from visitapp.domain.departure import Open
from visitapp.marks import override
from visitapp.texts import translate as _


class DeparturePanel(QFrame):
    """The open items of a visit with the acts that settle them; the second press departs."""

    readiness_wanted = Signal()
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._line: VisitLine | None = None
        self._asked = ""
        look = current_look()
        self._items = QVBoxLayout()
        self._items.setSpacing(look.px(4))
        self.told = button(_("The superior has been told"), "", "supervisor_account")
        self.check = button(_("Check before departure"), "", "fact_check")
        self.depart = button(_("Record the departure as it is"), "", "directions_walk")
        self.told.clicked.connect(self._superior_told)
        self.check.clicked.connect(self.readiness_wanted)
        self.depart.clicked.connect(self.record)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.px(4), 0, 0)
        column.setSpacing(look.px(8))
        column.addWidget(hairline())
        said = _("Open before departure; it is logged and stops nothing")
        column.addWidget(wrapped(said, "card"))
        column.addLayout(self._items)
        column.addLayout(flowing(self.told, self.check, 1, self.depart))
        self.hide()

    def ask(self, line: VisitLine) -> None:
        """Depart; with open items they are shown once first, the next press records them."""
        self._line = line
        if not line.open or self._asked == line.row.id:
            self.record()
            return
        self._asked = line.row.id
        self._show_items(line)
        self.show()
        self.depart.setFocus()

    def show_line(self, line: VisitLine) -> None:
        """The visit as it stands now; another visit or a departure closes the panel."""
        if self._line is None or not self.isVisible():
            return
        if line.row.id != self._line.row.id or line.visit.departed is not None:
            self.hide()
        elif line != self._line:
            self._line = line
            self._show_items(line)

    def _show_items(self, line: VisitLine) -> None:
        clear(self._items)
        for item in line.open:
            told = row(picture("warning", "warn", 18))
            told.addWidget(wrapped(_(OPEN_WORDS[item])), 1)
            self._items.addLayout(told)
        self.told.setVisible(Open.SUPERIOR in line.open)
        self.check.setVisible(Open.READINESS in line.open)

    def record(self) -> None:
        """Write the departure with whatever is open."""
        if self._line is None:
            return
        if self.isVisible():
            self.close_panel()
        visit_id = self._line.row.id
        self._session.act(lambda ws: go.depart(ws, visit_id))

    def close_panel(self) -> None:
        """Close; the keys go back to the card."""
        self.closed.emit()
        self.hide()

    def _superior_told(self) -> None:
        if self._line is not None:
            visit_id = self._line.row.id
            self._session.act(lambda ws: go.prepare(ws, visit_id, superior_told=True))
            self.depart.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._asked = ""
            self.close_panel()
        else:
            super().keyPressEvent(event)
