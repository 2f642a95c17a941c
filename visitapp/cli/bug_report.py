"""A report of our own mistake, in a file the person may send us: no customer data, no arguments."""

import platform
import sys
import tempfile
import traceback
from pathlib import Path

from visitapp import __version__
from visitapp.clock import SystemClock


def write_report(folder: Path, error: BaseException, command: str) -> Path:
    """Write the report below ``folder`` (or, when that can't be written, a temporary folder).

    It names versions, the command's own words and where in the program it happened. The error's
    text is left out: it may quote what a person typed.
    """
    now = SystemClock().now()
    frames = traceback.format_list(traceback.extract_tb(error.__traceback__))
    text = "\n".join(
        (
            f"visitapp {__version__}",
            f"Python {platform.python_version()} on {platform.platform()}",
            f"command: {command}",
            f"error: {type(error).__module__}.{type(error).__qualname__}",
            "",
            *frames,
        )
    )
    name = f"bug-{now:%Y%m%d-%H%M%S-%f}.txt"
    for place in (folder / "reports", Path(tempfile.gettempdir())):
        try:
            place.mkdir(parents=True, exist_ok=True)
            (place / name).write_text(text, encoding="utf-8")
        except OSError:
            continue
        return place / name
    sys.stderr.write(text)
    return Path()
