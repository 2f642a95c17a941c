"""What comes round by itself while the window is open: look after look, off the GUI thread."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from ui.session import Session
from ui.tasks import Lane
from visitapp.workspace import Workspace


class Round(QObject):
    """One ``step`` of the records every ``every_ms``, unless the last one is still at it.

    ``told`` carries one calm sentence for the strip; a step that failed is tried again.
    """

    told = Signal(str)

    def __init__(
        self, session: Session, parent: QObject, step: Callable[[Workspace], Any], every_ms: int
    ) -> None:
        super().__init__(parent)
        self._session, self._step = session, step
        self._is_busy = False
        self._timer = QTimer(self)
        self._timer.setInterval(every_ms)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        session.closing.connect(self._timer.stop)

    def look(self) -> None:
        """Do the step now, if none is under way and the records are open."""
        if not self._is_busy and self._session.is_open:
            self._is_busy = True
            self._session.read(self._step, self._came, Lane.SLOW, failed=self._went_wrong)

    def done(self, found: Any) -> None:  # noqa: ANN401 - whatever the step gives
        """A step came to its end with ``found``."""

    def failed(self, error: Exception) -> None:
        """A step could not be done."""

    def _came(self, found: Any) -> None:  # noqa: ANN401
        self._is_busy = False
        self.done(found)

    def _went_wrong(self, error: Exception) -> None:
        self._is_busy = False
        self.failed(error)
