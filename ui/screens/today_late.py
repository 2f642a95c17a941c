"""遅れそう (N-01): a panel in the next-visit card, never a dialog: call, new time, the answer."""

from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.session import Session
from ui.widgets.flow import flowing
from ui.widgets.parts import button, current_look, hairline, paragraph, text, write
from ui.widgets.time_stepper import TimeStepper
from visitapp.actions import go
from visitapp.actions.today_view import VisitLine
from visitapp.domain.call_script import late_line
from visitapp.lexicon import call_texts
from visitapp.marks import override
from visitapp.texts import translate as _

STEP = timedelta(minutes=5)
USUAL = timedelta(minutes=15)


class LatePanel(QFrame):
    """Number, script, new time in steps of five minutes, three answers; Esc closes."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._line: VisitLine | None = None
        look = current_look()
        self._phone = text("", "time")
        self._script = paragraph("", "second")
        self.time = TimeStepper(STEP)
        self.time.changed.connect(lambda _at: self._say_script())
        self.agreed = button(_("The customer agrees"), "", "check")
        self.refused = button(_("Does not agree"), "")
        self.unreached = button(_("Not reached"), "")
        self.close_button = button(_("Close"), "quiet")
        self.agreed.clicked.connect(lambda: self._record(agreed=True, reached=True))
        self.refused.clicked.connect(lambda: self._record(agreed=False, reached=True))
        self.unreached.clicked.connect(lambda: self._record(agreed=False, reached=False))
        self.close_button.clicked.connect(self.close_panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.px(4), 0, 0)
        column.setSpacing(look.px(8))
        column.addWidget(hairline())
        call = text(_("Call the customer"), "card")
        column.addLayout(flowing(call, self._phone, 1, text(_("New time"), "second"), self.time))
        column.addWidget(self._script)
        column.addLayout(flowing(self.agreed, self.refused, self.unreached, 1, self.close_button))
        self.hide()

    def open_for(self, line: VisitLine, now: datetime) -> None:
        """Begin with a quarter of an hour after the time, in whole steps, not in the past."""
        self._line = line
        promised = line.promised_at or now
        start = promised + STEP
        while start <= now:
            start += STEP
        self._phone.setText(line.phone or _("No telephone number is stored"))
        self.time.begin(max(promised + USUAL, start), start, now)
        self.show()
        self.time.later.setFocus()

    def show_line(self, line: VisitLine) -> None:
        """Another visit is next: an open panel of the old one closes."""
        if self._line is not None and self._line.row.id != line.row.id:
            self.hide()

    def close_panel(self) -> None:
        """Close; the keys go back to the button that opened it."""
        self.closed.emit()
        self.hide()

    def _say_script(self) -> None:
        line, at = self._line, self.time.at
        if line is None or at is None or line.promised_at is None:
            return
        minutes = round((at - line.promised_at).total_seconds() / 60)
        said = late_line(minutes, call_texts())
        write(self._script, said)

    def _record(self, *, agreed: bool, reached: bool) -> None:
        line, at = self._line, self.time.at
        if line is None or at is None:
            return
        self.close_panel()
        visit_id = line.row.id
        self._session.act(
            lambda ws: go.running_late(ws, visit_id, new_time=at, agreed=agreed, reached=reached)
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)
