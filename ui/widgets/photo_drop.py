"""Photos by drop, paste and file dialog; gives paths, knows nothing of visits."""

import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.widgets.ask_files import ask_files
from visitapp.texts import translate as _

SCRATCH = "visitapp-paste-"
PASTED = "pasted"


def discard(file: Path) -> None:
    """Remove a pasted picture's scratch; a file of the user's is never touched."""
    if file.parent.name.startswith(SCRATCH):
        shutil.rmtree(file.parent, ignore_errors=True)


def sweep(records: Path) -> None:
    """Remove what a program left that was killed while a pasted picture was on its way."""
    shutil.rmtree(records / PASTED, ignore_errors=True)


class PhotoDrop(QObject):
    """``files`` carries the paths that came, by whatever way.

    ``place`` is where a pasted picture lies until the vault has it: below the records, so that the
    next start finds what a kill left there in clear.
    """

    files = Signal(object)
    place = Path(tempfile.gettempdir())

    def choose(self, parent: QWidget) -> None:
        """Ask for files by the system's dialog."""
        filters = [_("Photos (*.jpg *.jpeg *.png *.heic *.heif)")]
        ask_files(parent, _("Choose photos"), filters, self.files.emit)

    def paste(self) -> None:
        """Take files or a picture from the clipboard."""
        self.take(QGuiApplication.clipboard().mimeData())

    def take(self, data: QMimeData | None) -> None:
        """Take what was dropped or pasted: files, else a picture."""
        if data is None:
            return
        paths = [Path(url.toLocalFile()) for url in data.urls() if QUrl.isLocalFile(url)]
        if not paths and data.hasImage():
            paths = [self._from_clipboard()]
        if paths:
            self.files.emit(paths)

    def _from_clipboard(self) -> Path:
        """A pasted picture as a PNG file of its own, gone once the vault has it (``discard``)."""
        self.place.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=self.place))
        path = folder / "clipboard.png"
        QGuiApplication.clipboard().image().save(str(path))
        return path
