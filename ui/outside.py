"""What other programs do to the records: the command line beside us."""

from PySide6.QtCore import QObject, QTimer

from ui.session import Session
from visitapp.actions import look

POLL_MS = 1000


class Outside(QObject):
    """Tells every screen when another program, or the way to the office, wrote."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._data_version = -1
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._ask)
        self._poll.start()

    def _ask(self) -> None:
        self._session.read(look.data_version, self._compare)

    def _compare(self, version: int) -> None:
        """Another program wrote: every screen reads again (invariant 3)."""
        if self._data_version not in {-1, version}:
            self._session.changes.tell()
        self._data_version = version
