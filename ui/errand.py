"""One long piece of work that can be watched and stopped; it outlives the screen that began it.

A screen may be made anew meanwhile (F11); the new one takes the errand over and hears its end.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from ui.session import Session
from ui.tasks import Lane
from visitapp.errors import Known
from visitapp.workspace import Workspace

LOOK_MS = 150
Told = Callable[[int, int], None]


class Errand(QObject):
    """``moved`` carries how much is done of how much, ``ended`` the value, ``failed`` the error."""

    moved = Signal(int, int)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.is_running = False
        self._is_unwanted = False
        self._at = (0, 0)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        session.closing.connect(self.stop)

    def run(self, call: Callable[[Workspace, Told], Any], *, writes: bool) -> None:
        """Do ``call`` off the GUI thread; nothing happens while another one is under way.

        ``writes`` = it leaves something in the records, of which every screen hears.
        """
        if self.is_running:
            return
        self._is_unwanted, self._at = False, (0, 0)
        self.is_running = self._session.is_open
        self._timer.start()
        work = self._session.act if writes else self._session.read
        work(lambda ws: call(ws, self._tell), self._end, Lane.SLOW, failed=self._fail)

    def stop(self) -> None:
        """Nobody wants it any more; the work ends at its next step."""
        self._is_unwanted = True

    def _tell(self, done: int, whole: int) -> None:
        """On the worker's thread: only remembers, the timer looks."""
        if self._is_unwanted:
            raise Known("Stopped", "It was stopped.", "Nothing was written.")
        self._at = (done, whole)

    def _look(self) -> None:
        self.moved.emit(*self._at)

    def _end(self, value: object) -> None:
        self._rest()
        self.ended.emit(value)

    def _fail(self, error: Exception) -> None:
        self._rest()
        self.failed.emit(error)

    def _rest(self) -> None:
        self.is_running = False
        self._timer.stop()
