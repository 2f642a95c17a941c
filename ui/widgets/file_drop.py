"""One file by drop or by dialog; a field shows which."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.widgets.ask_files import ask_file
from ui.widgets.parts import button, row
from visitapp.marks import override
from visitapp.texts import translate as _


class FileDrop(QWidget):
    """``given`` carries the Path that came."""

    given = Signal(object)

    def __init__(self, name: str, filters: tuple[str, ...]) -> None:
        super().__init__()
        self._name, self._filters = name, filters
        self.setAcceptDrops(True)
        self.field = QLineEdit()
        self.field.setObjectName("dropped_file")
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(_("Drop the file here, or choose it"))
        self.field.setAcceptDrops(False)
        self.choose = button(_("Choose a file"), "", "description")
        self.choose.clicked.connect(self.ask)
        line = row(self.field, self.choose)
        line.setStretch(0, 1)
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)
        self.setFocusProxy(self.field)

    @property
    def path(self) -> Path | None:
        """The file named, None for nothing."""
        words = self.field.text().strip()
        return Path(words) if words else None

    def ask(self) -> None:
        """By the system's dialog."""
        ask_file(self, self._name, self._filters, self.take)

    def take(self, path: Path) -> None:
        """This file."""
        self.field.setText(str(path))
        self.given.emit(path)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.take(Path(files[0]))
