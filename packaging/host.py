"""The computer run.py stands on: what it has, what it lacks, and how a step on it is told.

Standard library only; an older Python or a bare system may meet it before anything is set up.
"""

from __future__ import annotations

import ctypes
import locale
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# Shared libraries Qt loads on Linux, and the Debian package of each.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
}


class Halt(Exception):
    """A step that cannot go on: what failed, what to do now, and the last lines it printed."""

    def __init__(self, what: str, remedy: str, output: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.last_lines = [line for line in output.splitlines() if line.strip()][-8:]


def in_japanese() -> bool:
    """Whether to speak Japanese: by environment first, then by the system's setting."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return os.environ[name].lower().startswith("ja")
    return (locale.getlocale()[0] or "").lower().startswith("ja")


def choose(english: str, japanese: str) -> str:
    """The text in the user's language, or English where the terminal cannot show Japanese."""
    if not in_japanese():
        return english
    try:
        japanese.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return english
    return japanese


def say(english: str, japanese: str) -> None:
    """One line for the user, at once."""
    print(choose(english, japanese), flush=True)


class Step:
    """One line per step: what is done, then how long it took."""

    def __init__(self, english: str, japanese: str) -> None:
        self.name = choose(english, japanese)

    def __enter__(self) -> Step:
        print(f"  {self.name} … ", end="", flush=True)
        self.started = time.monotonic()
        return self

    def __exit__(self, failure: object, *_: object) -> None:
        seconds = f"{time.monotonic() - self.started:.1f}"
        print(choose("failed", "失敗") if failure else choose(f"{seconds} s", f"{seconds} 秒"))

    def run(self, command: list[str], english: str, japanese: str) -> None:
        """Run a command quietly; raises Halt with its last lines and the remedy when it fails."""
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        out, null = subprocess.PIPE, subprocess.DEVNULL
        try:
            with subprocess.Popen(
                command, cwd=ROOT, env=quiet, stdin=null, stdout=out, stderr=subprocess.STDOUT
            ) as process:
                output = process.communicate()[0].decode("utf-8", "replace")
        except OSError as problem:
            raise Halt(self.name, choose(english, japanese), str(problem)) from None
        if process.returncode:
            raise Halt(self.name, choose(english, japanese), output)


def missing_qt_packages() -> list[str]:
    """Debian packages of the shared libraries Qt needs and this Linux does not have."""
    if not sys.platform.startswith("linux"):
        return []
    missing = []
    for library, package in QT_LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def host_pip() -> tuple[int, ...]:
    """The version of this Python's pip; () when there is none."""
    asked = subprocess.run(
        [sys.executable, "-m", "pip", "--version"], capture_output=True, text=True, check=False
    )
    words = asked.stdout.split()
    if asked.returncode or len(words) < 2:
        return ()
    return tuple(int(part) for part in words[1].split(".") if part.isdigit())


def has_display() -> bool:
    """Whether a window can be shown here."""
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(screen) or not sys.platform.startswith("linux")


def install_by_apt(packages: list[str], needed: bool) -> None:
    """Install Debian packages as root; otherwise show the line to type (and stop if needed)."""
    line = f"apt-get install {' '.join(packages)}"
    pip = f"{Path(sys.executable).name} -m ensurepip --upgrade"
    sudo = f"sudo {line}" if sys.platform.startswith("linux") else pip
    if not (shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0):
        if needed:
            what = choose("Looking for pip", "pip の確認")
            raise Halt(what, choose(f"Please type: {sudo}", f"次を入力してください: {sudo}"))
        say(f"  Please install: {sudo}", f"  次の部品を入れてください: {sudo}")
        return
    with Step(
        f"System packages ({len(packages)})", f"システムの部品（{len(packages)} 個）"
    ) as step:
        remedy = (f"Check the network, then: {line}", f"ネットワークを確認してください: {line}")
        step.run(["apt-get", "update", "-q"], *remedy)
        step.run(["apt-get", "install", "-qy", "--no-install-recommends", *packages], *remedy)
