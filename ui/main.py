"""Start-up as a numbered list: the window first, the records after."""

import argparse
import gc
import logging
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QLockFile, QSettings, Qt
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.changes import Changes
from ui.session import Session
from ui.shell import Shell
from ui.tasks import Tasks
from ui.theme import Look, Scheme
from visitapp.texts import use_language

LOG = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the desktop; returns its exit code."""
    gc.disable()  # a start makes no garbage, and looking for it takes its time
    wished = _wishes(arguments)
    use_language(wished.lang)  # 1. words
    _input_method()  # 2. Japanese input where the wheel lacks the system's plugin
    app = QApplication(sys.argv[:1])  # 3. Qt
    app.setApplicationName("visitapp")
    app.setDesktopFileName("visitapp")
    theme.load_fonts(theme.FIRST_FONTS)  # 4. the same faces on screen and paper
    chosen = Look(Scheme(wished.theme), wished.scale)
    app.setProperty("look", chosen)
    theme.apply(app, chosen)
    folder = wished.data or default_folder()
    folder.mkdir(parents=True, exist_ok=True)
    lock = QLockFile(str(folder / "desktop.lock"))  # 5. one window a folder
    lock.setStaleLockTime(0)
    if not lock.tryLock(100):
        sys.stderr.write("visitapp is open already with these records.\n")
        return 1
    tasks = Tasks()
    session = Session(tasks, Changes())
    state = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    window = Shell(session, state)  # 6. the window, before anything is read
    window.painted.connect(  # 7. the records, once the window has been seen
        lambda: _open(window, session, folder), Qt.ConnectionType.QueuedConnection
    )
    window.show()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    code = app.exec()  # 8. until it is closed
    _close(session, tasks)
    return code


def _wishes(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="visitapp-desktop")
    parser.add_argument("--data", type=Path, default=None)
    parser.add_argument("--lang", choices=("auto", "ja", "en"), default="auto")
    parser.add_argument("--theme", choices=[s.value for s in Scheme], default="light")
    parser.add_argument("--scale", type=int, choices=theme.SCALES, default=100)
    return parser.parse_args(arguments)


def default_folder() -> Path:
    """``VISITAPP_DATA``, else the user's data folder."""
    import platformdirs  # noqa: PLC0415 - only when no folder was named

    named = os.environ.get("VISITAPP_DATA")
    return Path(named) if named else Path(platformdirs.user_data_dir("visitapp", appauthor=False))


def _input_method() -> None:
    """WORKAROUND PySide6: its wheel has no fcitx plugin; fcitx5 answers as ibus too."""
    if sys.platform == "linux" and os.environ.get("QT_IM_MODULE", "").startswith("fcitx"):
        os.environ["QT_IM_MODULE"] = "ibus"


def _open(window: Shell, session: Session, folder: Path) -> None:
    """Open the records off the GUI thread, or begin with the first run.

    The screens and the store behind them are imported after first paint and off the GUI thread:
    half a second in which the window already answers.
    """
    gc.enable()
    theme.load_fonts([name for name in theme.FONT_FILES if name not in theme.FIRST_FONTS])
    session.tasks.run(
        lambda: import_module("ui.opening"),
        lambda opening: opening.open_or_set_up(window, session, folder),
        session.failed.emit,
    )


def _close(session: Session, tasks: Tasks) -> None:
    session.close()
    tasks.close()


if __name__ == "__main__":
    sys.exit(main())
