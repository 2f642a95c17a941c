"""When the program itself made a mistake: a report without personal data, and a calm word."""

import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal

from visitapp import __version__

if TYPE_CHECKING:
    from datetime import datetime

    from ui.session import Session

FOLDER = "reports"
MOST = 20  # reports of one run, and files kept
LAST = "last_report"
ROOT = Path(__file__).resolve().parents[1]


def places_of(error: BaseException) -> list[str]:
    """Where an error arose, and what caused it: kind, file, line, function; nothing it says."""
    lines = []
    at: BaseException | None = error
    while at is not None:
        lines.append(f"{type(at).__module__}.{type(at).__qualname__}")
        lines += _frames(at.__traceback__)
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return lines


def _frames(trace: TracebackType | None) -> list[str]:
    found = traceback.extract_tb(trace)
    return [f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in found]


def _short(name: str) -> str:
    """A file of ours from the root of the program, another's by its last two parts."""
    path = Path(name)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else "/".join(path.parts[-2:])


def write_report(error: BaseException, folder: Path, at: "datetime") -> Path:
    """Write where ``error`` arose and which versions ran; the file's path.

    No message of the error, no local variable, no value: none may be about a customer.
    """
    import platform  # noqa: PLC0415 - not before first paint

    import PySide6  # noqa: PLC0415

    lines = [
        f"visitapp {__version__}",
        f"at {at.isoformat(timespec='seconds')}",
        f"Python {platform.python_version()}, PySide6 {PySide6.__version__}, {platform.platform()}",
        "",
        *places_of(error),
    ]
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{at:%Y%m%d-%H%M%S-%f}-{type(error).__name__}.txt"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for old in sorted(folder.glob("*.txt"))[:-MOST]:
        old.unlink()
    return file


class Crashes(QObject):
    """Writes a report for each mistake of ours, once for each place; ``written`` carries the file.

    ``install`` makes it the last resort of the GUI thread; ``session.tasks.unexpected`` brings what
    went wrong beside it.
    """

    written = Signal(object)

    def __init__(self, folder: Path, session: "Session", state: QSettings) -> None:
        super().__init__()
        self._folder, self._session, self._state = folder / FOLDER, session, state
        self._seen: set[tuple[str, ...]] = set()
        session.tasks.unexpected.connect(self.note)

    def install(self) -> None:
        """Hear of every error that nobody caught."""
        sys.excepthook = self._hook

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.note(error)

    def note(self, error: BaseException) -> None:
        """Write a report; the same mistake at the same place only once, for a timer repeats."""
        place = tuple(places_of(error))
        if place in self._seen or len(self._seen) >= MOST:
            return
        self._seen.add(place)
        try:
            file = write_report(error, self._folder, self._session.clock.now())
        except OSError:  # a full disk: the program goes on, and says so where it matters
            return
        self._state.setValue(LAST, str(file))
        self._state.sync()
        self.written.emit(file)

    def last_time(self) -> Path | None:
        """The report of an earlier run that was not mentioned yet; asked once."""
        named = self._state.value(LAST)
        self._state.remove(LAST)
        file = Path(str(named)) if named else None
        return file if file is not None and file.is_file() else None
