"""The next-visit card: made once and changed in place, so that no key is ever lost."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.keys import bind
from ui.models.today_words import agreed_chip, count_down, is_late_likely, office_chip, preparation
from ui.screens.today_departure import DeparturePanel
from ui.screens.today_late import LatePanel
from ui.session import Session
from ui.widgets.flow import Flow, flowing
from ui.widgets.focus_keeping import dress
from ui.widgets.folding import Folding
from ui.widgets.parts import button, current_look, picture, row, text, wrapped
from ui.widgets.staff_marks import StaffMarks
from ui.widgets.state_chip import StateChip
from visitapp.actions.today_view import VisitLine
from visitapp.texts import translate as _

BEFORE_THE_DOOR = frozenset({"planned", "prepared"})
PREPARATION_LINES = 4


class NextCard(QFrame):
    """The first visit that has not ended; its panels for lateness and departure open inside."""

    door_wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.line: VisitLine | None = None
        self._clock_said: object = None
        look = current_look()
        self.setProperty("card", "next")
        self.late = LatePanel(session)
        self.departure = DeparturePanel(session)
        across = Folding(spacing=0)
        across.put(self._make_time(), 0)
        body = QVBoxLayout()
        body.setContentsMargins(look.px(16), look.px(12), look.px(14), look.px(12))
        body.setSpacing(look.px(10))
        top = Folding(spacing=6)
        top.put(self._make_who(), 1)
        top.put(self._make_preparation(), 0)
        body.addLayout(top)
        body.addLayout(self._make_buttons())
        body.addWidget(self.late)
        body.addWidget(self.departure)
        across.put(body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.addLayout(across)
        self.late.closed.connect(self.be_late_button.setFocus)
        self.departure.closed.connect(self._after_asking)
        self.hide()  # until the day has been read

    # -- made once -----------------------------------------------------------------------------

    def _make_time(self) -> QFrame:
        look = current_look()
        left = QFrame()
        left.setProperty("card", "soft")
        left.setMinimumWidth(look.px(150))
        left.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._left = left
        self._time = text("", "promise")
        self._above = wrapped("", "second")
        self._big = text("", "until2")
        self._big.setWordWrap(True)
        self._now = text("", "meta")
        self.call = button(_("Call"), "", "call")
        self.call.clicked.connect(self.be_late)
        column = QVBoxLayout(left)
        column.setContentsMargins(look.px(16), look.px(14), look.px(8), look.px(12))
        column.setSpacing(look.px(2))
        column.addWidget(text(_("Next visit"), "card"))
        for label in (self._time, self._above, self._big):
            column.addWidget(label)
        column.addStretch(1)
        column.addWidget(self.call)
        column.addWidget(self._now)
        return left

    def _make_who(self) -> QVBoxLayout:
        self._name = text("", "name")
        self._name.setWordWrap(True)
        self._agreed, self._office = StateChip(), StateChip()
        self._address, self._phone = text("", "second"), text("", "second")
        self._address.setWordWrap(True)
        self._staff = StaffMarks(named=True)
        who = QVBoxLayout()
        who.setSpacing(current_look().px(4))
        who.addWidget(self._name)
        who.addLayout(row(self._agreed, self._office, 1))
        who.addLayout(_with_icon("location_on", self._address))
        who.addLayout(_with_icon("call", self._phone))
        who.addWidget(self._staff)
        return who

    def _make_preparation(self) -> QWidget:
        look = current_look()
        self._preparation = [(text(""), text("", "meta")) for _k in range(PREPARATION_LINES)]
        box = QFrame()
        box.setObjectName("beside")
        column = QVBoxLayout(box)
        column.setContentsMargins(look.px(14), 0, 0, 0)
        column.setSpacing(look.px(5))
        column.addWidget(text(_("Preparation of this visit"), "card"))
        for icon, words in self._preparation:
            column.addLayout(row(icon, words, 1, spacing=6))
        column.addStretch(1)
        return box

    def _make_buttons(self) -> Flow:
        self.door = button(_("Open the door screen"), "primary", "door_front")
        self.door.setText(f"{self.door.text()}  Ctrl+Enter")  # the key is the frame's
        self.door.setAccessibleName(" ".join(self.door.text().split()))
        self.depart = button(_("Record the departure"), "", "directions_walk")
        words = self.depart.accessibleName()
        self.depart.setToolTip(_("{words} ({key})", words=words, key="Alt+D"))
        self.be_late_button = button(_("Running late"), "", "schedule")
        self.be_late_button.setText(f"{self.be_late_button.text()}  Alt+L")
        self.be_late_button.setAccessibleName(" ".join(self.be_late_button.text().split()))
        # a button's own shortcut acts 100 ms later, and never when a refresh comes between
        bind(self.depart, "Alt+D", self.leave_for_it)
        bind(self.be_late_button, "Alt+L", self.be_late)
        for made, name in (
            (self.door, "open_door"),
            (self.depart, "depart"),
            (self.be_late_button, "late"),
        ):
            made.setObjectName(name)
            made.setMinimumHeight(current_look().px(48))
        self.door.clicked.connect(self._open_door)
        self.depart.clicked.connect(self.leave_for_it)
        self.be_late_button.clicked.connect(self.be_late)
        return flowing(self.door, self.depart, self.be_late_button)

    # -- acts ----------------------------------------------------------------------------------

    def _open_door(self) -> None:
        if self.line is not None:
            self.door_wanted.emit(self.line.row.id)

    def leave_for_it(self) -> None:
        """Departure: asks once for what is open (never blocks)."""
        if self.line is not None:
            self.late.hide()
            self.departure.ask(self.line)

    def _after_asking(self) -> None:
        (self.depart if self.depart.isVisible() else self.door).setFocus()

    def be_late(self) -> None:
        """Open or close the panel of 遅れそう."""
        if self.line is None:
            return
        if self.late.isVisible():
            self.late.hide()
            return
        self.departure.hide()
        self.late.open_for(self.line, self._session.clock.now())

    # -- shown ---------------------------------------------------------------------------------

    def show_line(self, line: VisitLine | None, *, opened: bool) -> None:
        """The visit as it stands; only what differs is touched."""
        self.setVisible(line is not None)
        if line is None:
            self.line = None
            return
        if line != self.line:
            self._show_visit(line)
        self.line = line
        self.late.show_line(line)
        self.departure.show_line(line)
        news = None if opened else office_chip(line)
        self._office.say(*(news.words, news.kind, news.icon) if news else ("",))
        self._clock_said = None
        self.tick(self._session.clock.now())

    def _show_visit(self, line: VisitLine) -> None:
        zone = self._session.clock.now().tzinfo
        self._name.setText(line.name)
        agreed = agreed_chip(line)
        self._agreed.say(agreed.words, agreed.kind, agreed.icon)
        self._address.setText(line.address)
        self._phone.setText(line.phone or _("No telephone number is stored"))
        self._staff.show_staff(line.staff)
        lines = preparation(line, zone)
        for place, (icon, words) in enumerate(self._preparation):
            there = place < len(lines)
            icon.setVisible(there)
            words.setVisible(there)
            if there:
                _settled(icon, words, *lines[place])
        self.depart.setVisible(line.row.state in BEFORE_THE_DOOR)
        self.be_late_button.setVisible(not line.visit.arrivals)

    def tick(self, now: datetime) -> None:
        """The time goes on between two reads of the records."""
        if self.line is None:
            return
        said = count_down(self.line, now)
        likely = is_late_likely(self.line, now)
        if self._clock_said == (said, likely, now.minute):
            return
        self._clock_said = (said, likely, now.minute)
        self._time.setText(said.time)
        self._above.setText(said.above)
        self._above.setVisible(bool(said.above))
        self._big.setText(said.big)
        self._now.setText(_("Now {time}", time=f"{now:%H:%M}"))
        self.call.setVisible(said.past)
        dress(self._big, "role", "until3" if said.amber else "until2")
        dress(self._left, "card", "warn" if said.amber else "soft")
        dress(self.be_late_button, "kind", "warn" if likely else "")
        self._left.setAccessibleName(" ".join((said.time, said.above, said.big)))


def _with_icon(icon: str, label: QLabel) -> QHBoxLayout:
    line = row(picture(icon, "text2", 18), spacing=6)
    line.addWidget(label, 1)
    return line


def _settled(icon: QLabel, words: QLabel, said: str, is_settled: bool) -> None:
    look = current_look()
    token = "ok" if is_settled else "warn"
    name = "check_circle" if is_settled else "warning"
    icon.setPixmap(theme.pixmap(name, theme.tokens(look.scheme)[token], look.px(18)))
    words.setText(said)
    dress(words, "role", "meta" if is_settled else "amber")
