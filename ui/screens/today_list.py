"""今日の訪問: by promised time, finished ones in their place; rows changed in place."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.widgets.flow import flowing
from ui.widgets.parts import button, clear, current_look, hairline, key_cap, row, text
from ui.widgets.visit_line import VisitLineButton
from visitapp.actions.today_view import TodayView
from visitapp.texts import translate as _


class VisitList(QFrame):
    """``chosen`` carries the visit of a pressed row; ↑ and ↓ go from row to row."""

    chosen = Signal(str)
    sample_over = Signal()
    filled = Signal()

    def __init__(self) -> None:
        super().__init__()
        look = current_look()
        self.setProperty("card", "true")
        self.setObjectName("visits")
        self.opened: set[str] = set()
        self.rows: list[VisitLineButton] = []
        head = flowing(
            text(_("Visits today"), "card"),
            text(_("by promised time"), "meta"),
            1,
            key_cap("↑"),
            key_cap("↓"),
            text(_("choose"), "meta"),
            key_cap("Enter"),
            text(_("open"), "meta"),
        )
        above = QVBoxLayout()
        above.setContentsMargins(look.px(14), look.px(8), look.px(14), look.px(8))
        above.addLayout(head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, look.px(4))
        column.setSpacing(0)
        column.addLayout(above)
        column.addLayout(self._rows)
        column.addWidget(self._make_sample())

    def _make_sample(self) -> QWidget:
        """Below the rows while the visit of the first day is among them."""
        look = current_look()
        self.sample_line = QWidget()
        self.remove_sample = button(_("Remove the sample"), "chip")
        self.remove_sample.setObjectName("remove_sample")
        self.remove_sample.clicked.connect(self.sample_over)
        words = text(_("The sample visit is there to try everything with."), "meta")
        words.setWordWrap(True)
        line = row()
        line.setContentsMargins(look.px(14), look.px(6), look.px(14), look.px(6))
        line.addWidget(words, 1)
        line.addWidget(self.remove_sample)
        column = QVBoxLayout(self.sample_line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline())
        column.addLayout(line)
        self.sample_line.hide()
        return self.sample_line

    @property
    def selected(self) -> str:
        """The visit whose row has the focus, "" when none has it."""
        return next((made.visit_id for made in self.rows if made.hasFocus()), "")

    def show_view(self, view: TodayView) -> None:
        """The day as it stands; other rows only when other visits are promised."""
        self.setVisible(bool(view.visits))
        wanted = [line.row.id for line in view.visits]
        if [made.visit_id for made in self.rows] != wanted:
            self._make_rows(wanted)
        self.sample_line.setVisible(view.sample in wanted)
        coming = view.next_visit
        for made, line in zip(self.rows, view.visits, strict=True):
            made.show_line(
                line,
                is_next=line is coming,
                with_office=bool(view.office),
                opened=line.row.id in self.opened,
            )

    def _make_rows(self, wanted: list[str]) -> None:
        keep = self.selected
        clear(self._rows)
        self.rows = []
        for visit_id in wanted:
            made = VisitLineButton(visit_id)
            made.clicked.connect(lambda _c=False, v=visit_id: self.chosen.emit(v))
            made.step_wanted.connect(lambda step, m=made: self._go(m, step))
            self._rows.addWidget(hairline())
            self._rows.addWidget(made)
            self.rows.append(made)
        self.filled.emit()
        for made in self.rows:
            if keep and made.visit_id == keep:
                made.setFocus()

    def _go(self, made: VisitLineButton, step: int) -> None:
        place = self.rows.index(made) + step
        if 0 <= place < len(self.rows):
            self.rows[place].setFocus()
