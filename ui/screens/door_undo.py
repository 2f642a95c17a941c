"""A mistaken key can be taken back for ten seconds; the taking back is itself in the records."""

from typing import TYPE_CHECKING

from ui.screens import door_acts as acts
from visitapp.actions.photo import AddedPhoto

if TYPE_CHECKING:
    from ui.screens.door import DoorScreen

OPEN_US = 10_000_000


class DoorUndo:
    """Knows the entries of the last act at the door and until when they may be withdrawn."""

    def __init__(self, screen: "DoorScreen") -> None:
        self._screen = screen
        self.entries: tuple[str, ...] = ()
        self.until = 0
        self.act = 0
        self.withdrawn = 0

    def photo(self, added: AddedPhoto, act: int) -> None:
        """A photo was kept: all photos of one act are taken back together, also the late ones."""
        before = self.entries if act == self.act else ()
        self.remember(added)
        self.entries, self.act = (*before, *self.entries), act
        if act == self.withdrawn:
            self.take_back()

    def remember(self, done: object) -> None:
        """An act was written."""
        self.entries, self.act = acts.entries_of(done), 0
        self.until = self._screen.session.clock.stamp().mono + OPEN_US

    def follow(self, old: "DoorUndo") -> None:
        """Take over what another screen could take back."""
        self.entries, self.until = old.entries, old.until
        self.act, self.withdrawn = old.act, old.withdrawn

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
        if self.act:
            self.withdrawn = self.act
            screen.photos.drop(self.act)
        screen.open_panel("")
        screen.questions.photo_settled()
        screen.session.act(acts.take_back(view.visit.id, entries))
