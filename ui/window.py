"""The bare window: one sentence until it is furnished; its geometry and its room."""

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QMainWindow

from ui.theme import Room, current_look
from visitapp.marks import override
from visitapp.texts import translate as _


class Window(QMainWindow):
    """All that is on the way to first paint (P6).

    ``painted`` says once that it has been seen for the first time; ``room_changed`` tells how much
    stands side by side.
    """

    painted = Signal()
    room_changed = Signal(object)

    def __init__(self, state: QSettings) -> None:
        super().__init__()
        self.state = state
        self._room: Room | None = None
        self._is_painted = False
        self.setWindowTitle("visitapp")
        self.setMinimumSize(900, 500)
        first = QLabel(_("The records are being opened …"))
        first.setContentsMargins(28, 28, 28, 28)
        self.setCentralWidget(first)
        self._restore()

    @property
    def room(self) -> Room:
        """How much this window can show side by side at the present scale."""
        return current_look().room(self.width())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.room is not self._room:
            self._room = self.room
            self.room_changed.emit(self._room)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            self.painted.emit()

    def _restore(self) -> None:
        geometry = self.state.value("geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(1366, 768)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.state.setValue("geometry", self.saveGeometry())
        super().closeEvent(event)
