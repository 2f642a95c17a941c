"""夕方の一覧 (N-16): lines of what is left, each with its act where there is one."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.models.today_words import last_backup
from ui.screens.evening_count import CountReturned
from ui.screens.evening_pen import PenForm
from ui.session import Session
from ui.widgets.ask_files import ask_new
from ui.widgets.banner import Banner
from ui.widgets.flow import flowing
from ui.widgets.focus_keeping import dress
from ui.widgets.folding import Folding
from ui.widgets.parts import button, current_look, hairline, scrolling, text
from visitapp.actions.day_report import day_report
from visitapp.actions.evening import Evening, evening_of
from visitapp.actions.handwritten import Transcribed, transcribe
from visitapp.actions.today_view import TodayView, today_view
from visitapp.domain.wording import is_allowed
from visitapp.errors import Known
from visitapp.kinds import OUTCOMES
from visitapp.texts import translate as _


class EveningScreen(QWidget):
    """What is left of the day; Esc goes back to it."""

    left = Signal()
    calls_wanted = Signal()
    plan_wanted = Signal()
    sync_wanted = Signal()
    papers_wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self.banner = Banner()
        self._returned = text("", "row")
        self.lines = {name: EveningLine() for name in LINES}
        self.report = QPlainTextEdit()
        self.report.setReadOnly(True)
        self.report.setAccessibleName(_("Report of the day"))
        self.pen = PenForm()
        self.pen.typed.connect(self.transcribe)
        self.counting = CountReturned(session)
        self.counting.counted.connect(self._counted)
        self._acts = self._make_acts()
        self._lay_out()
        session.changes.happened.connect(lambda _value: self._read_again())
        session.failed.connect(self._failed)

    def come(self) -> None:
        """The screen comes to the front."""
        self.banner.clear()
        self._session.read(today_view, self.show_view)
        self._back.setFocus()

    def _read_again(self) -> None:
        if self.isVisible() and self._session.is_open:
            self._session.read(today_view, self.show_view)

    def _failed(self, error: Exception) -> None:
        if self.isVisible() and isinstance(error, Known):
            self.banner.show_error(error)

    def _make_acts(self) -> dict[str, QPushButton]:
        acts: dict[str, tuple[str, str, Callable[[], None]]] = {
            "unsent": (_("See the sync"), "sync", self.sync_wanted.emit),
            "backup": (_("Back up now"), "usb", self.sync_wanted.emit),
            "calls": (_("Record the call results"), "call", self.calls_wanted.emit),
            "count": (_("Count what came back"), "inventory_2", self.counting.open),
            "report": (_("Copy the report"), "content_copy", self.copy_report),
            "save": (_("Save the report"), "description", self._ask_where),
            "paper": (_("See tomorrow's plan"), "calendar_view_week", self.plan_wanted.emit),
            "print": (_("Print tomorrow's papers"), "print", self._print_papers),
        }
        made = {}
        for name, (words, icon, act) in acts.items():
            made[name] = button(words, "", icon)
            made[name].clicked.connect(act)
        return made

    def _lay_out(self) -> None:
        look = current_look()
        frame = QFrame()
        frame.setProperty("card", "true")
        rows = QVBoxLayout(frame)
        rows.setContentsMargins(look.px(16), look.px(8), look.px(16), look.px(8))
        beside = {
            "unsent": ("unsent", "backup"),
            "calls": ("calls",),
            "bag": ("count",),
            "paper": ("print", "paper"),
        }
        forms: dict[str, QWidget] = {"bag": self.counting, "pen": self.pen}
        for name, line in self.lines.items():
            if name != LINES[0]:
                rows.addWidget(hairline())
            acts = [self._acts[act] for act in beside.get(name, ())]
            if name == "report":
                acts = [self._acts["report"], self._acts["save"]]
            line.setMinimumHeight(look.px(52))
            beside_it = Folding(least=480 if acts else 0)
            beside_it.put(line)
            if acts:
                beside_it.put(flowing(*acts), 0)
            rows.addLayout(beside_it)
            if name in forms:
                rows.addWidget(forms[name])
        self._back = button(_("Back to today"), "", "arrow_back", "Esc")
        self._back.clicked.connect(self.left)
        column = QVBoxLayout()
        column.setContentsMargins(look.px(20), look.px(16), look.px(20), look.px(16))
        column.setSpacing(look.px(12))
        column.addWidget(self.banner)
        column.addLayout(flowing(self._returned, 1, self._back))
        column.addWidget(frame)
        self.report.setMinimumHeight(look.px(160))
        column.addWidget(self.report, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(column))

    def show_view(self, view: TodayView) -> None:
        """The lines as the records stand."""
        left = evening_of(view)
        alone = not view.office
        self._returned.setText(_returned_words(left))
        said = (
            _unsent(view, left),
            _calls(left),
            _misprints(left),
            _bag(left),
            _by_pen(left),
            _items(left),
            _visits(left),
            _paper(left),
        )
        for line, (title, words, settled) in zip(self.lines.values(), said, strict=True):
            line.say(title, words, settled=settled)
        self._acts["unsent"].setVisible(not alone)
        self._acts["backup"].setVisible(alone)
        self._acts["calls"].setVisible(bool(left.calls))
        self._acts["print"].setVisible(bool(left.sheets))
        self.pen.show_untold(left.untold)
        self.counting.show_bag(left.bag)
        report = day_report(view, OUTCOMES)
        if report != self.report.toPlainText():
            self.report.setPlainText(report)

    def transcribe(self, visit: str, words: str) -> None:
        """Keep what the pen wrote, and say what the guard thinks of it."""
        self._session.act(lambda ws: transcribe(ws, visit, words), self._transcribed)

    def _transcribed(self, done: Transcribed) -> None:
        self.banner.show_words(
            _("It may stand on a note.")
            if is_allowed(done.findings)
            else _("It lies with the customer: tell your superior today.")
        )

    def _counted(self) -> None:
        """What the count came to stands in its line; the keys go back to its button."""
        self._acts["count"].setFocus()

    def copy_report(self) -> None:
        """The report into the clipboard; said in the banner, because nothing else shows it."""
        QApplication.clipboard().setText(self.report.toPlainText())
        self.banner.show_words(_("The report was copied."))

    def _print_papers(self) -> None:
        tomorrow = self._session.clock.now().date() + timedelta(days=1)
        self.papers_wanted.emit(tomorrow.isoformat())

    def _ask_where(self) -> None:
        ask_new(self, _("Save the report"), _("Text (*.txt)"), _("report.txt"), self.save_report)

    def save_report(self, path: Path) -> None:
        """Write the report off the GUI thread; a place that cannot be written is told."""
        said = self.report.toPlainText()
        self._session.read(
            lambda _ws: write_report(path, said),
            lambda where: self.banner.show_words(_("Saved: {path}", path=where)),
        )


LINES = ("unsent", "calls", "misprints", "bag", "pen", "items", "report", "paper")


class EveningLine(QFrame):
    """Title and words; what is not settled stands in amber and bold."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._words = text("", "card"), text("", "second")
        self._words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_look().px(2))
        column.addStretch(1)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addStretch(1)

    def say(self, title: str, words: str, *, settled: bool) -> None:
        """Show a line of the list."""
        self._title.setText(title)
        self._words.setText(words)
        self.setAccessibleName(f"{title} {words}")
        dress(self._words, "role", "second" if settled else "amber")


Said = tuple[str, str, bool]


def _returned_words(left: Evening) -> str:
    if left.returned_at is None:
        return _("No return is recorded yet.")
    return _("Back since {time}", time=f"{left.returned_at:%H:%M}")


def _unsent(view: TodayView, left: Evening) -> Said:
    if not view.office:
        return _("Backup"), last_backup(view), bool(view.last_backup_at)
    words = _("{n} on this computer only", n=left.unsent)
    return _("To send"), words if left.unsent else _("Everything is kept"), not left.unsent


def _calls(left: Evening) -> Said:
    words = _("{n} calls without a result", n=left.calls) if left.calls else _("None")
    return _("Call results"), words, not left.calls


def _misprints(left: Evening) -> Said:
    if not left.misprints:
        return _("Misprints"), _("None"), True
    sheets = "、".join(_("{number} print {k}", number=n, k=k) for n, k in left.misprints)
    n = len(left.misprints)
    if left.are_misprints_shredded:
        return _("Misprints"), _("{n}, shredded: {sheets}", n=n, sheets=sheets), True
    return _("Misprints"), _("{n} to shred: {sheets}", n=n, sheets=sheets), False


def _bag(left: Evening) -> Said:
    words = "\n".join(_(hint.message, **hint.values) for hint in left.bag.sentences)
    return _("Pre-prints and pads"), words, left.bag.is_settled


def _by_pen(left: Evening) -> Said:
    if not left.untold:
        return _("Notes by pen"), _("None to be typed"), True
    numbers = "、".join(one.note_no for one in left.untold)
    words = _("{n} to be typed: {numbers}", n=len(left.untold), numbers=numbers)
    return _("Notes by pen"), words, False


def _items(left: Evening) -> Said:
    if not left.items:
        return _("Collected items"), _("None recorded"), True
    words = _("{n} visits with photos of an item: hand in what you took along", n=left.items)
    return _("Collected items"), words, False


def _visits(left: Evening) -> Said:
    words = _("{n} visits, {ended} over", n=left.visits, ended=left.ended)
    return _("Report of the day"), words, left.visits == left.ended


def _paper(left: Evening) -> Said:
    words = _("{n} visits tomorrow: notes and cards are needed", n=left.sheets)
    return _("Tomorrow's paper"), words if left.sheets else _("No visits tomorrow"), True


def write_report(path: Path, words: str) -> Path:
    """The report as UTF-8; raises Known where the place cannot be written."""
    try:
        path.write_text(words, encoding="utf-8")
    except OSError as error:
        raise Known(
            "Report cannot be saved",
            "The report cannot be written to {path} ({what}).",
            "Choose another place, or copy the text.",
            path=path,
            what=error.strerror or error,
        ) from error
    return path
