"""出発前の確認 (ux 10): every check runs beside the window; departure is never blocked."""

from functools import partial

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from ui.models.readiness_words import ALONE_WORDS, CHECK_WORDS
from ui.printer_card import CHOSEN
from ui.printers import sheet_printers
from ui.screens.readiness_count import CountTaken
from ui.session import Session
from ui.tasks import Lane
from ui.theme import Room
from ui.widgets.banner import Banner
from ui.widgets.folding import Folding
from ui.widgets.parts import button, card, clear, current_look, hairline, row, scrolling, text
from ui.widgets.readiness_line import ReadinessLine
from ui.widgets.state_chip import StateChip
from visitapp.actions import go, readiness
from visitapp.actions.printer_check import Way
from visitapp.actions.readiness import BY_EYE, MEASURED, Check, Finding
from visitapp.actions.today_view import TodayView, VisitLine, today_view
from visitapp.domain.departure import Open
from visitapp.errors import Known
from visitapp.texts import translate as _
from visitapp.workspace import Workspace

OFFICE_LINES = tuple(ALONE_WORDS)


class ReadinessScreen(QWidget):
    """Runs the checks, keeps their results with the next visit, records the departure."""

    left = Signal()
    sync_wanted = Signal()
    backup_wanted = Signal()
    sheet_wanted = Signal()
    papers_wanted = Signal(str)

    def __init__(self, session: Session, state: QSettings | None = None) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session, self._state = session, state
        self._view: TodayView | None = None
        self._round = 0
        self._kept: tuple[str, ...] = ()
        self.found: dict[Check, Finding] = {}
        self.banner = Banner()
        self.lines = {check: ReadinessLine(_(CHECK_WORDS[check])) for check in Check}
        self._count, self.counting = button(_("Count the sheets"), "chip"), CountTaken(session)
        self.counting.counted.connect(self._read_bag)
        self.again = button(_("Check again"), "", "sync", "F9")
        self.again.clicked.connect(self.begin)
        self.depart = button(_("Record the departure"), "primary", "directions_walk")
        self.depart.clicked.connect(self._depart)
        self._fixes()
        self._lay_out()
        session.failed.connect(self._failed)

    # -- made once -----------------------------------------------------------------------------

    def _fixes(self) -> None:
        for check, line in self.lines.items():
            if check in BY_EYE:
                line.add_fix(button(_("I have looked"), "chip"), partial(self._look, check))
        for check in OFFICE_LINES:
            self.lines[check].add_fix(button(_("See the sync"), "chip"), self._see)
        self.lines[Check.PAPER].add_fix(self._count, self.counting.open, stays=True)
        papers = button(_("Papers of the day"), "chip")
        self.lines[Check.PRINTER].add_fix(papers, self._print_papers)
        sheet = button(_("Make the recovery sheet"), "chip")
        self.lines[Check.RECOVERY].add_fix(sheet, self.sheet_wanted.emit)

    def _print_papers(self) -> None:
        """The page that prints or saves today's pre-prints."""
        self.papers_wanted.emit(self._session.clock.now().date().isoformat())

    def _see(self) -> None:
        """Sync, or the backup where there is no office to send to."""
        is_joined = self._view is not None and self._view.office
        (self.sync_wanted if is_joined else self.backup_wanted).emit()

    def _name_lines(self, *, office: bool) -> None:
        """A computer that stands alone hears of its clock and its backup, never of sync (N-17)."""
        names = CHECK_WORDS if office else ALONE_WORDS
        fixes = {} if office else {Check.CLOCK: "", Check.UNSENT: _("See the backup")}
        for check in OFFICE_LINES:
            self.lines[check].rename(_(names[check]), fixes.get(check, _("See the sync")))

    def _lay_out(self) -> None:
        look = current_look()
        self._title = text("", "card")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, len(MEASURED))
        self._bar.setAccessibleName(_("Progress of the checks"))
        frame, column = card()
        head = Folding(least=480)
        head.put(self._title, 0)
        head.put(self._bar)
        column.addLayout(head)
        column.setSpacing(0)
        for check, line in self.lines.items():
            column.addWidget(hairline())
            column.addWidget(line)
            if check is Check.PAPER:
                column.addWidget(self.counting)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(look.px(16))
        self._columns.addWidget(frame, 818)
        self._columns.addWidget(self._make_side(), 336)
        body = QVBoxLayout()
        body.setContentsMargins(look.px(20), look.px(16), look.px(20), look.px(16))
        body.addWidget(self.banner)
        body.addLayout(self._columns)
        body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(body))

    def _make_side(self) -> QWidget:
        side = QWidget()
        frame, column = card()
        column.addWidget(text(_("Visits today"), "card"))
        self._visits = QVBoxLayout()
        column.addLayout(self._visits)
        whole = QVBoxLayout(side)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        whole.addStretch(1)
        calm = text(_("You can depart with open items; they are logged with the time."), "second")
        calm.setWordWrap(True)
        whole.addWidget(calm)
        self.depart.setMinimumHeight(current_look().px(56))
        whole.addWidget(self.depart)
        return side

    def show_room(self, room: Room) -> None:
        """Less room: the visits stand below the checks."""
        wide = room in {Room.WIDE, Room.NARROW}
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

    # -- the checks ----------------------------------------------------------------------------

    def come(self) -> None:
        """The screen comes to the front and starts at once."""
        self.banner.clear()
        self.again.setFocus()
        self.begin()

    def begin(self) -> None:
        """Read the day, then run every check beside the window; what was looked at stays."""
        self._round += 1
        this = self._round
        self.found = {c: f for c, f in self.found.items() if c in BY_EYE}
        for check in BY_EYE:
            self._show(self.found.get(check) or readiness.unseen(check))
        for check in MEASURED:
            self.lines[check].say_running()
        self._session.read(today_view, lambda view: self._start(this, view))

    def _start(self, this: int, view: TodayView) -> None:
        self._view = view
        self._name_lines(office=bool(view.office))
        self._show_visits(view)
        way = self._way()
        for check in MEASURED:
            self._session.read(
                partial(_checked_of, check=check, view=view, way=way),
                partial(self._checked, this),
                Lane.SLOW,
            )

    def _way(self) -> Way:
        """The printers of this computer, and the one that was chosen to print on."""
        chosen = self._state.value(CHOSEN, "") if self._state is not None else ""
        return Way(sheets=sheet_printers, chosen=str(chosen or ""))

    def _read_bag(self) -> None:
        """The papers were counted: their line alone is checked again."""
        self._count.setFocus()
        this = self._round
        self._session.read(_bag_checked, partial(self._checked, this))

    def _checked(self, this: int, found: Finding) -> None:
        if this == self._round:  # an earlier round may still end
            self._show(found)
            if self.is_done:
                self._keep()

    @property
    def is_done(self) -> bool:
        """Whether every measured check has answered."""
        return all(check in self.found for check in MEASURED)

    def _show(self, found: Finding) -> None:
        self.found[found.check] = found
        self.lines[found.check].say(_(found.words.message, **found.words.values), found.settled)
        n = len(readiness.open_checks(self.found.values()))
        done = sum(check in self.found for check in MEASURED)
        self._bar.setValue(done)
        self._title.setText(_("{n} items, {open} need attention", n=len(self.lines), open=n))

    def _look(self, check: Check) -> None:
        self._show(readiness.seen(check, self._session.clock.now()))
        if self.is_done:
            self._keep()

    # -- kept with the visit -------------------------------------------------------------------

    @property
    def _next(self) -> VisitLine | None:
        line = self._view.next_visit if self._view is not None else None
        return line if line is not None and not line.visit.arrivals else None

    def _keep(self) -> None:
        """The results become an entry of the next visit; the same results are kept once."""
        line = self._next
        checks = tuple(self.found[check].kept_as for check in Check)
        if line is None or checks == self._kept:
            return
        self._kept = checks
        missing = readiness.open_checks(self.found[check] for check in Check)
        visit_id = line.row.id
        self._session.act(lambda ws: go.prepare(ws, visit_id, missing=missing, checks=checks))

    def _depart(self) -> None:
        line = self._next
        if line is None or line.visit.departed is not None:
            self.banner.show_words(_("There is no visit to depart for."))
            return
        visit_id = line.row.id
        self._session.act(lambda ws: go.depart(ws, visit_id), lambda _done: self.left.emit())

    def _show_visits(self, view: TodayView) -> None:
        clear(self._visits)
        for line in view.visits:
            time = f"{line.promised_at:%H:%M}" if line.promised_at else ""
            name = text(line.name, "second")
            name.setWordWrap(True)
            made = row(text(time, "card"))
            made.addWidget(name, 1)
            for words in _warnings(line):
                chip = StateChip()
                chip.say(words, "warn")
                made.addWidget(chip)
            self._visits.addWidget(hairline())
            self._visits.addLayout(made)
        if not view.visits:
            self._visits.addWidget(text(_("There are no visits today."), "second"))

    def _failed(self, error: Exception) -> None:
        if self.isVisible() and isinstance(error, Known):
            self.banner.show_error(error)


def _checked_of(ws: Workspace, check: Check, view: TodayView, way: Way) -> Finding:
    return readiness.run(ws, check, view, way)


def _bag_checked(ws: Workspace) -> Finding:
    return readiness.run(ws, Check.PAPER, today_view(ws))


def _warnings(line: VisitLine) -> list[str]:
    if line.row.outcome:
        return []
    words = {Open.SECOND_PERSON: _("One person"), Open.CONSENT: _("Not yet agreed")}
    return [words[item] for item in line.open if item in words]
