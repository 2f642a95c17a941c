"""Script and results of the opened call: eight chips by key 1 to 8, 後ほど with its time (R-39)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from ui.models.call_words import RESULT_WORDS, RESULTS, rings
from ui.session import Session
from ui.widgets.parts import button, current_look, key_cap, paragraph, picture, row, text, write
from ui.widgets.time_stepper import TimeStepper
from visitapp.actions import correct, follow_up
from visitapp.actions.act import Happened
from visitapp.actions.today_calls import CallLine
from visitapp.domain.words import CallResult
from visitapp.lexicon import call_texts
from visitapp.marks import override
from visitapp.texts import translate as _

STEP = timedelta(minutes=30)
PER_LINE = 3


class ResultPanel(QFrame):
    """``told`` carries the words of a result on disk and the act that takes it back."""

    told = Signal(str, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._line: CallLine | None = None
        look = current_look()
        self.setObjectName("results")
        self._script = paragraph("", "script")
        self._head = row(
            picture("call", "text2", 18), text(_("Record the result"), "meta"), key_cap("Alt+R"), 1
        )
        self.chips = self._make_chips()
        self.sent = button(_("Letter sent"), "chip", "mail")
        self.sent.clicked.connect(lambda: self._record(CallResult.LETTER_SENT))
        self.later = self._make_later()
        self.crossed = self._make_crossed()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(14), 0, look.px(14), look.px(8))
        column.setSpacing(look.px(6))
        column.addWidget(self._script)
        column.addLayout(self._head)
        column.addWidget(self._chip_box)
        column.addWidget(self.sent)
        column.addWidget(self.later)
        column.addWidget(self.crossed)

    def _make_chips(self) -> list[QPushButton]:
        look = current_look()
        self._chip_box = QFrame()
        made = []
        for place, (result, words) in enumerate(RESULTS):
            chip = button(f"{place + 1} {_(words)}", "chip")
            chip.setAccessibleName(_(words))
            chip.setObjectName(f"result-{result.value}")
            chip.clicked.connect(lambda _c=False, r=result: self.choose(r))
            made.append(chip)
        lines = QVBoxLayout(self._chip_box)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(look.px(5))
        for first in range(0, len(made), PER_LINE):
            lines.addLayout(row(*made[first : first + PER_LINE], 1, spacing=5))
        return made

    def _make_later(self) -> QFrame:
        self.time = TimeStepper(STEP, with_day=True)
        self._later_button = button(_("Call again then"), "", "schedule")
        self._later_button.clicked.connect(self._record_later)
        box = QFrame()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(text(_("When does the customer want the call?"), "second"))
        column.addWidget(self.time)
        column.addWidget(self._later_button)
        box.hide()
        return box

    def _make_crossed(self) -> QFrame:
        self._rings = paragraph("", "second")
        self._crossed_button = button(_("Record: crossed"), "", "check")
        self._crossed_button.clicked.connect(lambda: self._record(CallResult.DISPUTED))
        box = QFrame()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._rings)
        column.addWidget(self._crossed_button)
        box.hide()
        return box

    # -- shown ---------------------------------------------------------------------------------

    def show_line(self, line: CallLine) -> None:
        """The script and the chips of this call; a letter has one act."""
        self._line = line
        is_call = line.by == "call"
        script = line.script
        if not is_call:
            script = _("No telephone number or no full name: write a letter.")
        write(self._script, script)
        self._chip_box.setVisible(is_call)
        self.sent.setVisible(not is_call)
        self.later.hide()
        self.crossed.hide()

    def focus_first(self) -> None:
        """The keys go to the chips (or to the act of a letter)."""
        if self._line is not None:
            (self.chips[0] if self._line.by == "call" else self.sent).setFocus()

    # -- acts ----------------------------------------------------------------------------------

    def choose(self, result: CallResult) -> None:
        """A chip: written at once; 後ほど asks for the time, 行き違い shows our rings first."""
        self.later.setVisible(result is CallResult.CALL_LATER)
        self.crossed.setVisible(result is CallResult.DISPUTED)
        if result is CallResult.CALL_LATER:
            now = self._session.clock.now()
            first = _half_hour(now)
            self.time.begin(first + STEP, first, now)
            self.time.later.setFocus()
        elif result is CallResult.DISPUTED and self._line is not None:
            told = _("Apologise for the crossing, never argue; your superior is told.")
            words = "\n".join((call_texts().crossed, told, rings(self._line)))
            write(self._rings, words)
            self._crossed_button.setFocus()
        else:
            self._record(result)

    def _record_later(self) -> None:
        self._record(CallResult.CALL_LATER, self.time.at)

    def _record(self, result: CallResult, again_at: datetime | None = None) -> None:
        line = self._line
        if line is None:
            return
        name = line.name
        self._session.act(
            lambda ws: follow_up.done(ws, line.visit_id, result, again_at=again_at),
            lambda happened: self._recorded(happened, name, result),
        )

    def _recorded(self, happened: Happened, name: str, result: CallResult) -> None:
        words = _("Recorded: {name} {result}", name=name, result=_(RESULT_WORDS[result]))
        self.told.emit(words, self._way_back(happened))

    def _way_back(self, happened: Happened) -> Callable[[], None]:
        """A wrong result is withdrawn by a new entry; the first one stays visible (T6)."""
        visit_id, entry = happened.visit.id, happened.events[-1].entry.id
        reason = _("The wrong result was chosen")
        return lambda: self._session.act(
            lambda ws: correct.withdraw(ws, visit_id, entry, reason=reason)
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = event.key() - Qt.Key.Key_1
        if event.key() == Qt.Key.Key_Escape:
            self.later.hide()
            self.crossed.hide()
            self.focus_first()
        elif 0 <= place < len(RESULTS) and self._chip_box.isVisible() and not event.isAutoRepeat():
            self.choose(RESULTS[place][0])
        else:
            super().keyPressEvent(event)


def _half_hour(now: datetime) -> datetime:
    """The next full half hour."""
    start = now.replace(minute=0, second=0, microsecond=0)
    while start <= now:
        start += STEP
    return start
