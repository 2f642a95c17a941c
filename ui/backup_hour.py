"""The daily backup at its hour, by itself, while the window of a lone computer is open (N-17)."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from ui.session import Session
from ui.tasks import Lane
from visitapp.actions import keep, link
from visitapp.errors import Known
from visitapp.texts import tell
from visitapp.workspace import Workspace

LOOK_MS = 60_000


class BackupHour(QObject):
    """Looks every minute; ``told`` carries one calm sentence when the place is not there."""

    told = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._is_busy = False
        self._has_told = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        session.closing.connect(self._timer.stop)

    def look(self) -> None:
        """Make the backup if its hour has come; once a minute it is tried again."""
        if self._is_busy or not self._session.is_open:
            return
        self._is_busy = True
        self._session.read(_if_due, self._done, Lane.SLOW, failed=self._failed)

    def _done(self, path: Path | None) -> None:
        self._is_busy = False
        if path is not None:
            self._has_told = False
            self._session.changes.tell()

    def _failed(self, error: Exception) -> None:
        self._is_busy = False
        if isinstance(error, Known) and not self._has_told:
            self._has_told = True  # said once, not every minute
            told = tell(error)
            self.told.emit(f"{told.message} {told.advice}".strip())


def _if_due(ws: Workspace) -> Path | None:
    """The backup that was made; None when there was nothing to do."""
    if link.is_joined(ws) or not keep.is_due(ws):
        return None
    return keep.backup_to_place(ws)
