"""A mistaken key can be taken back for ten seconds; the taking back is itself in the records."""

from typing import TYPE_CHECKING

from ui.screens import door_acts as acts

if TYPE_CHECKING:
    from ui.screens.door import DoorScreen

OPEN_US = 10_000_000


class DoorUndo:
    """Knows the entries of the last act at the door and until when they may be withdrawn."""

    def __init__(self, screen: "DoorScreen") -> None:
        self._screen = screen
        self.entries: tuple[str, ...] = ()
        self.until = 0

    def remember(self, done: object) -> None:
        """An act was written."""
        self.entries = acts.entries_of(done)
        self.until = self._screen.session.clock.stamp().mono + OPEN_US

    def follow(self, old: "DoorUndo") -> None:
        """Take over what another screen could take back."""
        self.entries, self.until = old.entries, old.until

    def forget(self) -> None:
        """Nothing can be taken back any more."""
        self.entries = ()

    def is_open(self, mono: int) -> bool:
        """Whether the last act can be taken back at this monotonic time (µs)."""
        return bool(self.entries) and mono <= self.until

    def take_back(self) -> None:
        """Withdraw the last act; nothing happens after ten seconds."""
        screen, view = self._screen, self._screen.view
        if view is None or not self.is_open(screen.session.clock.stamp().mono):
            return
        entries, self.entries = self.entries, ()
        screen.open_panel("")
        screen.questions.photo_settled()
        screen.session.act(acts.take_back(view.visit.id, entries))
