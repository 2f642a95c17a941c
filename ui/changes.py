"""One object, one signal: something happened; screens re-read what they show."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:  # on the way to first paint
    from visitapp.actions.act import Happened


class Changes(QObject):
    """Lives as long as the program; ``happened`` carries one frozen value.

    ``Happened`` when an act of this program wrote something, None when another program (the
    command line) or a sync changed the store.
    """

    happened = Signal(object)

    def tell(self, value: "Happened | None" = None) -> None:
        """Say to every screen that the store changed."""
        self.happened.emit(value)
