"""The weekly look at every photo, a little at a time while the window is open (F4)."""

from PySide6.QtCore import QObject, QTimer, Signal

from ui.models.backup_words import damaged_words
from ui.session import Session
from ui.tasks import Lane
from visitapp.actions.scrub import ScrubView, step_if_due

LOOK_MS = 20_000
"""Between two steps: a vault of 30 GB takes about two and a half hours."""


class ScrubRound(QObject):
    """``told`` carries one calm sentence when a whole look found damage."""

    told = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._is_busy = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        session.closing.connect(self._timer.stop)

    def look(self) -> None:
        """One step, unless the last one is still at it; a failed step is tried again."""
        if not self._is_busy and self._session.is_open:
            self._is_busy = True
            self._session.read(step_if_due, self._done, Lane.SLOW, failed=self._failed)

    def _done(self, view: ScrubView | None) -> None:
        self._is_busy = False
        if view is not None:
            self._session.changes.tell()
            if view.damaged:
                self.told.emit(damaged_words(len(view.damaged)))

    def _failed(self, _error: Exception) -> None:
        self._is_busy = False
