"""What others do to the records: the command line beside us, and the office far away."""

from PySide6.QtCore import QObject, QTimer, Signal

from ui.session import Session
from visitapp.actions import link, look
from visitapp.texts import translate as _

POLL_MS = 1000


class Outside(QObject):
    """Tells every screen when another program wrote, and runs a pass to the office when asked.

    ``told`` carries what is to stand in the strip: online (None: not known yet) and words.
    """

    told = Signal(object, str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._data_version = -1
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._ask)
        self._poll.start()

    def sync_now(self) -> None:
        """One pass; while it runs the strip says so."""
        self.told.emit(None, _("Being sent"))
        self._session.read(lambda ws: link.sync(ws, lambda _p: None).online, self._synced)

    def _synced(self, online: bool) -> None:
        words = "" if online else _("The office cannot be reached; it is sent later by itself.")
        self.told.emit(online, words)
        self._session.changes.tell()

    def _ask(self) -> None:
        self._session.read(look.data_version, self._compare)

    def _compare(self, version: int) -> None:
        """Another program wrote: every screen reads again (invariant 3)."""
        if self._data_version not in {-1, version}:
            self._session.changes.tell()
        self._data_version = version
