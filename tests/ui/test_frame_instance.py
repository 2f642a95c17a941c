"""One window a folder, with real processes: the second start ends, the first comes to the front."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.staging import wait_until
from ui.instance import address
from ui.main import _lock

ROOT = Path(__file__).resolve().parents[2]
# The program itself; it writes a line when a second start has called its window forward.
FIRST = """
import sys
from ui import main as program
class Window(program.Shell):
    def come_forward(self):
        super().come_forward()
        print("forward", self.isActiveWindow(), flush=True)
program.Shell = Window
sys.exit(program.main(sys.argv[1:]))
"""


def environment() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}


def start(folder: Path, *options: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", FIRST, "--data", str(folder), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
        cwd=ROOT,
    )


@pytest.fixture
def first(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """A window that is open and listens."""
    program = start(tmp_path / "data")
    wait_until(lambda: listens(tmp_path / "data"), "a first window")
    yield program
    program.send_signal(signal.SIGCONT)
    program.kill()
    program.communicate()


def listens(folder: Path) -> bool:
    """Whether the socket of the folder is there."""
    if not folder.exists():
        return False
    return (Path(os.environ.get("TMPDIR", "/tmp")) / address(folder)).exists()


@pytest.mark.skipif(sys.platform != "linux", reason="looks at the socket's file")
def test_a_second_start_calls_the_first_window_forward(
    first: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "ui.main", "--data", str(tmp_path / "data")],
        capture_output=True,
        text=True,
        env=environment(),
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert (second.returncode, second.stdout) == (0, "")
    assert first.stdout is not None
    assert first.stdout.readline().startswith("forward")
    assert first.poll() is None


@pytest.mark.skipif(sys.platform != "linux", reason="stops a process by a signal")
@pytest.mark.parametrize(("language", "words"), [("ja", "応答しません"), ("en", "does not answer")])
def test_a_first_window_that_hangs_is_told_in_the_chosen_language(
    first: "subprocess.Popen[str]", tmp_path: Path, language: str, words: str
) -> None:
    """Bad input: two windows."""
    first.send_signal(signal.SIGSTOP)
    second = start(tmp_path / "data", "--lang", language)
    assert second.stderr is not None
    lines = [second.stderr.readline()]
    while words not in lines[-1] and lines[-1]:
        lines.append(second.stderr.readline())
    second.kill()
    second.communicate()
    assert words in lines[-1], lines


def an_hour_older(file: Path) -> None:
    at = file.stat().st_mtime - 3_600
    os.utime(file, (at, at))


def test_the_lock_of_a_killed_program_is_taken_over(tmp_path: Path) -> None:
    """Killing the program never locks a person out, also not while it was taking the lock."""
    place = tmp_path / "data" / "desktop.lock"
    program = start(place.parent)
    wait_until(lambda: place.exists() and place.stat().st_size > 0, "a lock")
    program.kill()
    program.communicate()
    lock = _lock(place.parent)
    assert lock is not None
    lock.unlock()
    place.touch()
    an_hour_older(place)
    again = _lock(place.parent)
    assert again is not None
    again.unlock()


def test_a_living_program_never_loses_its_lock(tmp_path: Path) -> None:
    mine = _lock(tmp_path)
    assert mine is not None
    an_hour_older(tmp_path / "desktop.lock")
    assert _lock(tmp_path) is None
    mine.unlock()
