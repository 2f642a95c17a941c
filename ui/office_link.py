"""The way to the office while the window is open: one loop of passes beside both lanes.

It starts when this computer belongs to an office; a saved act, a person, and waking up from sleep
ring for a pass at once. It never blocks a key: progress arrives as one frozen value on the GUI
thread, and an answer in words comes only to a person who asked.
"""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ui.models.sync_words import answer_words
from ui.session import Session
from ui.tasks import Loop
from visitapp.actions import link
from visitapp.actions.link import LinkState
from visitapp.domain.stamps import SECOND
from visitapp.errors import Known
from visitapp.texts import translate as _
from visitapp.workspace import Workspace

PATIENCE_SECONDS = 3.0
LISTEN_MS = 5_000
SLEPT_MICROS = 10 * SECOND


class OfficeLink(QObject):
    """``changed`` carries each ``LinkState``; ``answered`` words for whoever asked, "" = done."""

    changed = Signal(object)
    answered = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._bell = link.Bell()
        self._loop = Loop("office", self)
        self._loop.told.connect(self._hear)
        self._loop.failed.connect(self._broken)
        self._asked = 0
        self._slept = self._asleep()
        self.state = LinkState()
        self._timer = QTimer(self)
        self._timer.setInterval(LISTEN_MS)
        self._timer.timeout.connect(self._listen)
        session.saved.connect(self._ring)
        session.closing.connect(self.close)

    @property
    def is_running(self) -> bool:
        """Whether passes are made by themselves."""
        return self._loop.is_running

    def begin(self) -> None:
        """Start when this computer belongs to an office; called after opening and after joining."""
        self._session.read(_joined, self._start)

    def _start(self, workspace: Workspace | None) -> None:
        self._timer.start()
        if workspace is None or self._loop.is_running:
            return
        self._loop.start(lambda tell: link.accompany(workspace, self._bell, tell))

    def sync_now(self) -> None:
        """A person asks: a pass at once, and an answer when it is over."""
        if not self._loop.is_running:
            self.begin()
        self._bell.ring()
        self._asked = self._bell.rings  # a pass that runs already does not answer this

    @Slot()
    def _ring(self) -> None:
        self._bell.ring()

    def _listen(self) -> None:
        """The computer slept since the last look: the network may be another one."""
        slept = self._asleep()
        if slept - self._slept > SLEPT_MICROS:
            self._bell.ring()
        self._slept = slept

    def _asleep(self) -> int:
        clock = self._session.clock
        return clock.stamp().mono - clock.awake()

    def _hear(self, state: LinkState) -> None:
        is_new_pass = state.passes != self.state.passes
        self.state = state
        self.changed.emit(state)
        if not is_new_pass:
            return
        if 0 < self._asked <= state.answers:
            self._asked = 0
            self.answered.emit(answer_words(state))
        self._session.changes.tell()

    def _broken(self, error: Exception) -> None:
        """A mistake of ours ended the loop; the next start of the program tries again."""
        if isinstance(error, Known):
            self._session.failed.emit(error)
        self.state = LinkState(online=False, attempts=1, passes=self.state.passes)
        self.changed.emit(self.state)
        self.answered.emit(_("visitapp has made a mistake of its own."))

    @Slot()
    def close(self) -> bool:
        """End within ``PATIENCE_SECONDS``, also in a dead network; whether the pass ended."""
        self._timer.stop()
        self._bell.end()
        return self._loop.join(PATIENCE_SECONDS)


def _joined(workspace: Workspace) -> Workspace | None:
    return workspace if link.is_joined(workspace) else None
