"""Photos by drop, paste and file dialog; gives paths, knows nothing of visits."""

import tempfile
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QWidget

from ui.widgets.parts import current_look, picture, text
from visitapp.marks import override
from visitapp.texts import translate as _


class PhotoDrop(QFrame):
    """A line that says how photos come in; ``files`` carries the paths that came."""

    files = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        look = current_look()
        self.setAcceptDrops(True)
        line = QHBoxLayout(self)
        line.setContentsMargins(look.px(14), 0, look.px(14), 0)
        line.addWidget(picture("photo_camera", "text2", 20))
        line.addWidget(text(_("Drop photos here, paste with Ctrl+V, or choose with F5."), "hint"))
        line.addStretch(1)

    def choose(self, parent: QWidget) -> None:
        """Ask for files; the dialog is the system's and does not block the program."""
        dialog = QFileDialog(parent, _("Choose photos"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([_("Photos (*.jpg *.jpeg *.png *.heic *.heif)"), _("All files (*)")])
        dialog.filesSelected.connect(lambda names: self.files.emit([Path(n) for n in names]))
        dialog.open()

    def paste(self) -> None:
        """Take files or a picture from the clipboard."""
        self._take(QGuiApplication.clipboard().mimeData())

    def _take(self, data: QMimeData | None) -> None:
        if data is None:
            return
        paths = [Path(url.toLocalFile()) for url in data.urls() if QUrl.isLocalFile(url)]
        if not paths and data.hasImage():
            paths = [self._from_clipboard()]
        if paths:
            self.files.emit(paths)

    @staticmethod
    def _from_clipboard() -> Path:
        """A pasted picture as a PNG file of its own; the vault keeps it, the scratch goes."""
        folder = Path(tempfile.mkdtemp(prefix="visitapp-paste-"))
        path = folder / "clipboard.png"
        QGuiApplication.clipboard().image().save(str(path), b"PNG")
        return path

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._take(event.mimeData())
        event.acceptProposedAction()
