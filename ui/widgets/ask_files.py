"""Which file or folder: the system's dialog, which never blocks the program.

A dialog that blocks holds the whole window: no timer of the wait, no banner, no change from
outside would be shown behind it. The answer comes to ``then`` and never when the user gave up.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from visitapp.texts import translate as _

Mode = QFileDialog.FileMode


def ask_file(
    parent: QWidget, title: str, filters: Sequence[str], then: Callable[[Path], None]
) -> None:
    """One file that is there."""
    ask_files(parent, title, filters, lambda paths: then(paths[0]), mode=Mode.ExistingFile)


def ask_files(
    parent: QWidget,
    title: str,
    filters: Sequence[str],
    then: Callable[[list[Path]], None],
    *,
    mode: QFileDialog.FileMode = Mode.ExistingFiles,
) -> None:
    """One or more files that are there."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(mode)
    dialog.setNameFilters([*filters, _("All files (*)")])
    _open(dialog, then)


def ask_folder(parent: QWidget, title: str, then: Callable[[Path], None]) -> None:
    """A folder that is there."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(Mode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    _open(dialog, lambda paths: then(paths[0]))


def ask_new(
    parent: QWidget, title: str, kind: str, name: str, then: Callable[[Path], None]
) -> None:
    """Where to save; ``kind`` is the filter, ``Dossiers (*.zip)``; ``name`` is proposed."""
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([kind])
    dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    dialog.selectFile(name)
    _open(dialog, lambda paths: then(paths[0]))


def _open(dialog: QFileDialog, then: Callable[[list[Path]], None]) -> None:
    dialog.filesSelected.connect(lambda names: then([Path(name) for name in names]))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
