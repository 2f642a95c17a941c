"""The small cards of Today: promises near, what lies on this computer only, back at the office."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.keys import bind
from ui.models.call_words import PROMISE_WORDS, promise_day
from ui.models.today_words import last_backup
from ui.widgets.parts import button, clear, current_look, hairline, picture, row, text
from ui.widgets.state_chip import StateChip
from visitapp.actions.evening import Evening
from visitapp.actions.today_calls import PromiseLine
from visitapp.actions.today_view import TodayView
from visitapp.texts import translate as _

SHOWN = 5
MB = 1_000_000


class PromisesCard(QFrame):
    """期限の近い約束: what is promised for the coming days; not agreed in words."""

    def __init__(self) -> None:
        super().__init__()
        look = current_look()
        self.setProperty("card", "true")
        self._shown: tuple[PromiseLine, ...] | None = None
        self._count = text("", "second")
        title = text(_("Promises near"), "card")
        head = row(picture("flag", "text", 20), title, 1, self._count)
        head.setContentsMargins(look.px(14), look.px(8), look.px(14), look.px(6))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, look.px(6))
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self._rows)

    def show_view(self, view: TodayView) -> None:
        """The next few, with how many there are."""
        if view.promises == self._shown:
            return
        self._shown = view.promises
        look = current_look()
        self._count.setText(_("{n} in all", n=len(view.promises)))
        clear(self._rows)
        for line in view.promises[:SHOWN]:
            self._rows.addWidget(hairline())
            what = text(_(PROMISE_WORDS[line.what]), "meta")
            missing = StateChip()
            missing.say("" if line.agreed else _("Not yet agreed"), "warn", "warning")
            if not line.agreed:
                what.hide()
            day = text(promise_day(line), "second")
            name = text(line.name, "second")
            name.setWordWrap(True)
            made = row(day)
            made.addWidget(name, 1)
            made.addWidget(what)
            made.addWidget(missing)
            made.setContentsMargins(look.px(14), look.px(5), look.px(14), look.px(5))
            self._rows.addLayout(made)
        if not view.promises:
            nothing = row(text(_("No promise in the coming days."), "second"))
            nothing.setContentsMargins(look.px(14), 0, look.px(14), look.px(4))
            self._rows.addLayout(nothing)


class HereCard(QFrame):
    """このパソコンだけ, or the last backup on a computer that stands alone (01b).

    ``sync_wanted``: the page of the sync, which is the page of backups where no office is joined.
    """

    sync_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "true")
        look = current_look()
        self._first, self._second = text("", "card"), text("", "meta")
        for label in (self._first, self._second):
            label.setWordWrap(True)
        self.sync = button(_("See the sync"), "", "sync")
        self.sync.setToolTip("Ctrl+6")
        self.backup = button(_("Back up now"))
        self.sync.clicked.connect(self.sync_wanted)
        self.backup.clicked.connect(self.sync_wanted)
        words = QVBoxLayout()
        words.setSpacing(look.px(2))
        words.addWidget(self._first)
        words.addWidget(self._second)
        line = row(picture("computer", "text", 20), spacing=10)
        line.addLayout(words, 1)
        line.addWidget(self.sync)
        line.addWidget(self.backup)
        line.setContentsMargins(look.px(14), look.px(8), look.px(14), look.px(8))
        self.setLayout(line)

    def show_view(self, view: TodayView) -> None:
        """The same number as rail and strip: all of them read ``view.pending``."""
        alone = not view.office
        self.sync.setVisible(not alone)
        self.backup.setVisible(alone)
        pending = view.pending
        if alone:
            self._first.setText(last_backup(view))
            self._second.setText(_("Everything stays on this computer."))
            return
        n = pending.local
        self._first.setText(_("On this computer only: {n}", n=n))
        size = f"{pending.bytes / MB:.1f}"
        self._second.setText(
            _(
                "records {entries}, photos {photos} ({size} MB)",
                entries=pending.entries,
                photos=pending.originals,
                size=size,
            )
        )


class EveningCard(QFrame):
    """帰社・直帰: one line of what is left, and the two buttons (N-16)."""

    back_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "true")
        look = current_look()
        self._words = text("", "meta")
        self._words.setWordWrap(True)
        self.office = button(_("At the office"))
        self.home = button(_("Straight home"))
        bind(self.office, "Alt+B", lambda: self.back_wanted.emit(False))
        self.office.setToolTip(_("{words} ({key})", words=self.office.text(), key="Alt+B"))
        self.office.clicked.connect(lambda: self.back_wanted.emit(False))
        self.home.clicked.connect(lambda: self.back_wanted.emit(True))
        line = row(picture("inventory_2", "text", 20), text(_("End of the day"), "card"))
        line.addWidget(self._words, 1)
        line.addWidget(self.office)
        line.addWidget(self.home)
        line.setContentsMargins(look.px(14), look.px(8), look.px(14), look.px(8))
        self.setLayout(line)

    def show_evening(self, left: Evening, *, alone: bool) -> None:
        """What is left, with counts."""
        first = _("Backup") if alone else _("to send {n}", n=left.unsent)
        words = " / ".join(
            (
                first,
                _("call results {n}", n=left.calls),
                _("misprints {n}", n=len(left.misprints)),
                _("items {n}", n=left.items),
                _("report of the day"),
                _("tomorrow's paper {n}", n=left.sheets),
            )
        )
        self._words.setText(words)
        self._words.setAccessibleName(words)
