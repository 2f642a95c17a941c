"""``visitapp`` alone: hand over to the desktop program, or say what to do without one."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from visitapp.errors import Known

PROGRAM = "visitapp-desktop"


def open_desktop(folder: Path, variable: str) -> int:
    """Run the desktop program on ``folder`` until it ends; returns its exit code.

    The core never imports the desktop: it is started as a program of its own. Raises Known when
    there is no screen or no desktop program here.
    """
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        raise Known(
            "No screen here",
            "The desktop program needs a screen, and there is none here.",
            "Use “visitapp --help” for the commands, or “visitapp demo” to see the whole story.",
        )
    command = _command()
    if not command:
        raise Known(
            "Desktop program missing",
            "The desktop program is not installed.",
            "Install visitapp with its desktop part (pip install 'visitapp[desktop]'), or use "
            "“visitapp --help” for the commands.",
        )
    environment = {**os.environ, variable: str(folder)}
    return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603 - our own program


def _command() -> list[str]:
    beside = shutil.which(PROGRAM, path=str(Path(sys.executable).parent))
    found = beside or shutil.which(PROGRAM)
    if found and importlib.util.find_spec("PySide6"):
        return [found]
    if importlib.util.find_spec("ui") and importlib.util.find_spec("PySide6"):
        return [sys.executable, "-m", "ui.main"]
    return []
