"""One visit of the day as a row that can be reached and pressed by key; changed in place."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.models.today_words import office_chip, state_chip, sync_words
from ui.widgets.focus_keeping import dress
from ui.widgets.folding import Folding
from ui.widgets.parts import current_look, picture, row, text
from ui.widgets.row_button import RowButton
from ui.widgets.staff_marks import StaffMarks
from ui.widgets.state_chip import StateChip
from visitapp.actions.today_view import VisitLine

CHIPS = 210  # px at 100 %: the longest usual state
LEAST = 560  # px at 100 % for a row in one line


class VisitLineButton(RowButton):
    """Time, customer, who goes, state, and one of the three sync words."""

    def __init__(self, visit_id: str) -> None:
        super().__init__()
        look = current_look()
        self.visit_id = visit_id
        self.setObjectName(f"visit-{visit_id}")
        self._shown: object = None
        self._time, self._name = text("", "time"), text("", "row")
        self._second = text("", "meta")
        self._staff = StaffMarks(named=False)
        self._state, self._office = StateChip(), StateChip()
        self._sync_icon, self._sync = text(""), text("", "meta")
        across = QHBoxLayout(self)
        across.setContentsMargins(look.px(14), look.px(4), look.px(10), look.px(4))
        across.setSpacing(look.px(12))
        across.addStrut(look.px(52))
        self._time.setFixedWidth(look.px(66))
        self._staff.setFixedWidth(look.px(60))
        chips = QWidget()
        chips.setLayout(row(self._state, self._office, 1))
        chips.setMinimumWidth(look.px(CHIPS))
        who = row(self._time, spacing=12)
        who.addWidget(self._make_who(), 1)
        state = row(self._staff, chips, spacing=12)
        state.addLayout(row(self._sync_icon, self._sync, spacing=4))
        inside = Folding(spacing=12, least=LEAST)
        inside.put(who)
        inside.put(state, 0)
        across.addLayout(inside, 1)
        across.addWidget(picture("chevron_right", "text2", 20))

    def _make_who(self) -> QWidget:
        """Name and address take the width that is left, in every row the same."""
        who = QWidget()
        who.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(who)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_look().px(4))
        column.addStretch(1)
        for label in (self._name, self._second):
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(1)
        return who

    def show_line(self, line: VisitLine, *, is_next: bool, with_office: bool, opened: bool) -> None:
        """Show a visit; ``with_office`` = sync words make sense, ``opened`` = news were seen."""
        shown = (line, is_next, with_office, opened)
        if shown == self._shown:
            return
        self._shown = shown
        zone = line.promised_at.tzinfo if line.promised_at else None
        time = f"{line.promised_at:%H:%M}" if line.promised_at else ""
        state = state_chip(line, is_next=is_next, zone=zone)
        news = None if opened else office_chip(line)
        sync, icon = sync_words(line) if with_office and line.visit.arrivals else ("", "")
        self._time.setText(time)
        self._name.setText(line.name)
        self._second.setText(line.address)
        self._staff.show_staff(line.staff)
        self._state.say(state.words, state.kind, state.icon)
        self._office.say(*(news.words, news.kind, news.icon) if news else ("",))
        self._say_sync(sync, icon)
        dress(self, "next", is_next)
        said = (time, line.name, state.words, news.words if news else "", sync)
        self.setAccessibleName(" ".join(part for part in said if part))

    def _say_sync(self, words: str, icon: str) -> None:
        look = current_look()
        self._sync.setText(words)
        self._sync.setVisible(bool(words))
        self._sync_icon.setVisible(bool(icon))
        if icon:
            tint = theme.tokens(look.scheme)["text2"]
            self._sync_icon.setPixmap(theme.pixmap(icon, tint, look.px(18)))
