"""The weekly look at every photo, a little at a time while the window is open (F4)."""

from PySide6.QtCore import QObject

from ui.models.backup_words import damaged_words
from ui.rounds import Round
from ui.session import Session
from visitapp.actions.scrub import ScrubView, step_if_due
from visitapp.marks import override

LOOK_MS = 20_000
"""Between two steps: a vault of 30 GB takes about two and a half hours."""


class ScrubRound(Round):
    """``told`` says it when a whole look found damage."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(session, parent, step_if_due, LOOK_MS)

    @override
    def done(self, found: ScrubView | None) -> None:
        if found is not None:
            self._session.changes.tell()
            if found.damaged:
                self.told.emit(damaged_words(len(found.damaged)))
