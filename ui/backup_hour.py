"""The daily backup at its hour, by itself, while the window of a lone computer is open (N-17)."""

from pathlib import Path

from PySide6.QtCore import QObject

from ui.rounds import Round
from ui.session import Session
from visitapp.actions import keep, link
from visitapp.errors import Known
from visitapp.marks import override
from visitapp.texts import tell
from visitapp.workspace import Workspace

LOOK_MS = 60_000


class BackupHour(Round):
    """Looks every minute; ``told`` says it once when the place is not there."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(session, parent, _if_due, LOOK_MS)
        self._has_told = False

    @override
    def done(self, found: Path | None) -> None:
        if found is not None:
            self._has_told = False
            self._session.changes.tell()

    @override
    def failed(self, error: Exception) -> None:
        if isinstance(error, Known) and not self._has_told:
            self._has_told = True  # said once, not every minute
            told = tell(error)
            self.told.emit(f"{told.message} {told.advice}".strip())


def _if_due(ws: Workspace) -> Path | None:
    """The backup that was made; None when there was nothing to do."""
    if link.is_joined(ws) or not keep.is_due(ws):
        return None
    return keep.backup_to_place(ws)
