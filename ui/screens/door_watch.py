"""The lid was closed in a wait: noticed at waking and written at once, so that its gap is true."""

from typing import TYPE_CHECKING

from visitapp.actions import watch
from visitapp.actions.door_view import DoorView
from visitapp.domain.stamps import SUSPEND_TOLERANCE

if TYPE_CHECKING:
    from ui.screens.door import DoorScreen


class DoorWatch:
    """Compares with each tick how long the computer has slept."""

    def __init__(self, screen: "DoorScreen") -> None:
        self._screen = screen
        self._slept = self._asleep()

    def look(self, view: DoorView) -> None:
        """Write a sleep that has ended since the last look, if a wait runs."""
        slept, before = self._asleep(), self._slept
        self._slept = slept
        if slept - before > SUSPEND_TOLERANCE and view.visit.running_wait is not None:
            visit_id = view.visit.id
            self._screen.session.act(lambda ws: watch.notice(ws, visit_id))

    def _asleep(self) -> int:
        clock = self._screen.session.clock
        return clock.stamp().mono - clock.awake()
