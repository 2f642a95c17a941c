"""One object, one signal: something happened; screens re-read what they show."""

from typing import TYPE_CHECKING

from PySide6.QtCore import SIGNAL, QObject, Signal

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

    def forget_screens(self) -> None:
        """The screens are about to be made anew: none of those that were hears any more."""
        if self.receivers(SIGNAL("happened(PyObject)")):
            self.happened.disconnect()
