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

from PySide6.QtCore import QLockFile, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.changes import Changes
from ui.choices import LANGUAGES, THEMES, Choices, first_look, overridden, read_choices
from ui.crash import Crashes
from ui.session import Session
from ui.shell import Shell
from ui.tasks import Tasks
from ui.theme import current_look
from visitapp.errors import Known
from visitapp.texts import tell, use_language

HALF_A_LOCK_MS = 5_000
LOG = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the desktop; returns its exit code."""
    gc.disable()  # a start makes no garbage, and looking for it takes its time
    wished = _wishes(arguments)
    folder = wished.data or default_folder()
    folder.mkdir(parents=True, exist_ok=True)
    state = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    _input_method()  # 1. Japanese input where the wheel lacks the system's plugin
    app = QApplication(sys.argv[:1])  # 2. Qt
    app.setApplicationName("visitapp")
    app.setDesktopFileName("visitapp")
    choices = overridden(read_choices(state), wished.lang, wished.theme, wished.scale)
    use_language(choices.language)  # 3. words
    theme.load_fonts(theme.FIRST_FONTS)  # 4. the same faces on screen and paper
    look = first_look(choices)
    app.setProperty("look", look)
    theme.colour_ground(app, look)
    lock = _lock(folder)  # 5. one window a folder
    if lock is None:
        return _second_start(folder)
    tasks = Tasks()
    session = Session(tasks, Changes())
    crashes = Crashes(folder, session, state)  # 6. what is left of a mistake of ours
    crashes.install()
    window = Shell(session, state)  # 7. the window, before anything is read
    window.painted.connect(  # 8. the records, once the window has been seen
        lambda: QTimer.singleShot(0, lambda: _open(window, crashes, folder, choices))
    )
    window.show()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    code = app.exec()  # 9. until it is closed
    _close(session, tasks)
    return code


def _wishes(arguments: Sequence[str] | None) -> argparse.Namespace:
    """What the command line asks for; what it does not name is as it was kept."""
    parser = argparse.ArgumentParser(prog="visitapp-desktop")
    parser.add_argument("--data", type=Path, default=None)
    parser.add_argument("--lang", choices=LANGUAGES, default=None)
    parser.add_argument("--theme", choices=THEMES, default=None)
    parser.add_argument("--scale", type=int, choices=theme.SCALES, default=None)
    return parser.parse_args(arguments)


def _lock(folder: Path) -> QLockFile | None:
    """The lock of a folder, kept until the program ends; None when another window has it.

    The lock of a program that was killed is taken over at once, one that was never written to its
    end after a while; a living program holds the file itself and never loses it.
    """
    lock = QLockFile(str(folder / "desktop.lock"))
    lock.setStaleLockTime(HALF_A_LOCK_MS)
    return lock if lock.tryLock(100) else None


def _second_start(folder: Path) -> int:
    """Bring the window that is open to the front; where it does not answer, say so in a window."""
    from ui.instance import call_first  # noqa: PLC0415 - only for a second start
    from ui.widgets.banner import Banner  # noqa: PLC0415

    try:
        call_first(folder)
    except Known as error:
        sys.stderr.write(f"{tell(error).sentence}\n")
        sys.stderr.flush()
        theme.wear(current_look())
        page = Banner()
        page.show_error(error)
        QApplication.exec()
        return 1
    return 0


def default_folder() -> Path:
    """``VISITAPP_DATA``, else the user's data folder."""
    import platformdirs  # noqa: PLC0415 - only when no folder was named

    named = os.environ.get("VISITAPP_DATA")
    return Path(named) if named else Path(platformdirs.user_data_dir("visitapp", appauthor=False))


def _input_method() -> None:
    """WORKAROUND PySide6: its wheel has no fcitx plugin; fcitx5 answers as ibus too."""
    if sys.platform == "linux" and os.environ.get("QT_IM_MODULE", "").startswith("fcitx"):
        os.environ["QT_IM_MODULE"] = "ibus"


def _open(window: Shell, crashes: Crashes, folder: Path, choices: Choices) -> None:
    """Open the records off the GUI thread, or begin with the first run.

    The screens and the store behind them are imported after first paint and off the GUI thread:
    half a second in which the window already answers.
    """
    from ui.instance import Doorkeeper  # noqa: PLC0415 - not before first paint
    from ui.log_file import start_log  # noqa: PLC0415

    gc.enable()
    session = window.session
    theme.wear(choices.look)
    window.furnish()
    crashes.written.connect(window.notice.show_report)
    theme.load_fonts([name for name in theme.FONT_FILES if name not in theme.FIRST_FONTS])
    start_log(folder)
    Doorkeeper(folder, window).knocked.connect(window.come_forward)
    window.notice.show_last_report(crashes.last_time())
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
