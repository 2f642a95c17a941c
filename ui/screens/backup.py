"""バックアップ: the place of 同期 on a computer that stands alone (N-17)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from ui.models.backup_words import day_and_time, scrub_words
from ui.session import Session
from ui.tasks import Lane
from ui.widgets.backup_form import BackupForm
from ui.widgets.banner import Banner
from ui.widgets.join_form import JoinForm
from ui.widgets.parts import (
    button,
    card,
    current_look,
    hairline,
    picture,
    row,
    scrolling,
    text,
    wrapped,
)
from visitapp.actions import keep
from visitapp.actions.keep import BackupView, Drill
from visitapp.actions.scrub import scrub_view
from visitapp.errors import Known
from visitapp.texts import translate as _


class BackupScreen(QWidget):
    """Last and next backup, the place, a restore to try, and the way to an office."""

    joined = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._view: BackupView | None = None
        self.banner = Banner()
        self.now = button(_("Back up now"), "primary", "usb")
        self.drill = button(_("Try a restore"), "", "history", "Alt+T")
        self.to_office = button(_("Connect to an office"), "", "handshake", "Alt+O")
        self.to_office.setCheckable(True)
        self.now.clicked.connect(self.back_up)
        self.drill.clicked.connect(self.try_restore)
        self.form, self.join = BackupForm(session), JoinForm(session)
        self.join.joined.connect(self.joined)
        self.join.hide()
        self.to_office.toggled.connect(self.join.setVisible)
        self._last, self._next, self._tried = wrapped("", "card"), wrapped("", "card"), wrapped("")
        self._photos = wrapped("", "card")
        self._lay_out()
        session.changes.happened.connect(lambda _value: self._refresh_if_seen())
        session.failed.connect(self._failed)

    def header_actions(self) -> tuple[QPushButton, ...]:
        """What stands in the header."""
        return (self.now,)

    def _lay_out(self) -> None:
        look = current_look()
        facts, column = card()
        column.addLayout(row(picture("schedule"), text(_("Daily backup"), "card"), 1))
        column.addWidget(hairline())
        grid = QGridLayout()
        for place, (head, value) in enumerate(
            (
                (_("Last backup"), self._last),
                (_("Next backup"), self._next),
                (_("Photos and papers"), self._photos),
            )
        ):
            grid.addWidget(text(head, "second"), place, 0)
            grid.addWidget(value, place, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        column.addLayout(row(self.drill, 1))
        column.addWidget(self._tried)
        chosen, inside = card()
        inside.addWidget(self.form)
        office, below = card()
        below.addLayout(row(self.to_office, 1))
        below.addWidget(wrapped(_("Nothing is lost: all records come along."), "second"))
        below.addWidget(self.join)
        outer = QVBoxLayout()
        outer.setContentsMargins(look.px(16), look.px(14), look.px(16), look.px(14))
        outer.setSpacing(look.px(12))
        for widget in (self.banner, facts, chosen, office):
            outer.addWidget(widget)
        outer.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(outer))

    def open_page(self) -> None:
        """The page comes to the front."""
        self.banner.clear()
        self.refresh()
        self.now.setFocus()

    def _refresh_if_seen(self) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read again when the last backup was, and whether its place is there."""
        if self._session.is_open:
            self._session.read(keep.backup_view, self._show, Lane.SLOW)
            self._session.read(scrub_view, lambda view: self._photos.setText(scrub_words(view)))

    def _show(self, view: BackupView) -> None:
        self._view = view
        self.form.show_view(view)
        last = day_and_time(view.last_at, view.now) if view.last_at else _("No backup yet")
        self._last.setText(last)
        upcoming = day_and_time(view.next_at, view.now) if view.next_at else _("no place chosen")
        self._next.setText(upcoming)
        self.drill.setEnabled(view.newest is not None)

    def back_up(self) -> None:
        """A backup at once."""
        self.banner.clear()
        self.now.setEnabled(False)
        self._session.act(keep.backup_to_place, self._backed_up, Lane.SLOW, failed=self._failed)

    def _backed_up(self, _path: object) -> None:
        self.now.setEnabled(True)
        self.refresh()

    def try_restore(self) -> None:
        """Restore the newest backup into a folder that goes away again, and check all of it."""
        path = self._view.newest if self._view is not None else None
        if path is None:
            return
        self.banner.clear()
        self.drill.setEnabled(False)
        self._tried.setText(_("The backup is being restored and checked …"))
        self._session.read(
            lambda ws: keep.drill(ws, path), self._drilled, Lane.SLOW, failed=self._failed
        )

    def _drilled(self, drill: Drill) -> None:
        self.drill.setEnabled(True)
        if drill.report.is_ok:
            words = _(
                "{file} can be restored: {n} records, all in order.",
                file=drill.path.name,
                n=drill.entries,
            )
        else:
            words = _(
                "{file} has {n} problems; make a new backup.",
                file=drill.path.name,
                n=len(drill.report.problems),
            )
        self._tried.setText(words)

    def _failed(self, error: Exception) -> None:
        self.now.setEnabled(True)
        if self._tried.text().endswith("…"):
            self._tried.setText("")
        if self.isVisible() and isinstance(error, Known):
            self.banner.show_error(error)
