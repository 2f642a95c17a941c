"""SIGKILL at the door in a wait, with the real program: the next start stands where it stood."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.ui import staging
from visitapp.actions import look
from visitapp.clock import ScriptedClock
from visitapp.workspace import open_workspace

ROOT = Path(__file__).resolve().parents[2]
Program = subprocess.Popen[str]
Start = Callable[..., Program]


@pytest.fixture
def clock(tmp_path: Path) -> ScriptedClock:
    return staging.new_clock(tmp_path)


@pytest.fixture
def visit_id(tmp_path: Path, clock: ScriptedClock) -> str:
    return staging.make_records(tmp_path / "records", tmp_path / "keys", clock)


@pytest.fixture
def start(tmp_path: Path, clock: ScriptedClock, visit_id: str) -> Iterator[Start]:
    """Starts the desktop that plays these steps; every one of them is killed at the end."""
    started: list[Program] = []

    def run(*steps: str) -> Program:
        words = (str(tmp_path / "records"), str(clock._path), visit_id, *steps)
        program = subprocess.Popen(
            [sys.executable, "-m", "tests.ui.killed_door", *words],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
        )
        started.append(program)
        return program

    yield run
    for program in started:
        program.kill()
        program.communicate()


def at(clock: ScriptedClock, hour: int, minute: int, second: int) -> None:
    clock.set(datetime(*staging.DAY, hour, minute, second, tzinfo=clock.now().tzinfo))


def shown(program: Program, until: str) -> dict[str, Any]:
    """What the door shows as soon as ``until`` stands in its time card."""
    assert program.stdout is not None
    for line in program.stdout:
        told: dict[str, Any] = json.loads(line)
        if until in told["time"]:
            return told
    raise AssertionError(f"the program ended without showing {until}")


def kill(program: Program) -> None:
    program.kill()
    program.wait()


def test_a_program_killed_in_a_wait_opens_on_this_door_again(
    start: Start, clock: ScriptedClock, visit_id: str, tmp_path: Path
) -> None:
    """ux 3 accept, R-35: same door, same logs open, the wait goes on by elapsed time."""
    at(clock, 14, 30, 4)
    first = start("door", "F1", "F2", "F4", "Q", "E")
    assert shown(first, "30:00")["opened"] == ["rings", "photos"]
    at(clock, 14, 40, 4)
    before = shown(first, "20:00")
    kill(first)
    with open_workspace(tmp_path / "records", clock=clock) as ws:
        kept = look.visit(ws, visit_id)
    assert (len(kept.arrivals), len(kept.rings), len(kept.waits)) == (1, 1, 1)
    second = start()
    assert shown(second, "20:00") == before
    kill(second)
    with open_workspace(tmp_path / "records", clock=clock) as ws:
        assert look.visit(ws, visit_id) == kept
    at(clock, 14, 46, 0)
    third = start()
    assert shown(third, "14:04") == {**before, "time": shown_later(before["time"])}


def shown_later(time: list[str]) -> list[str]:
    """The same card six minutes on."""
    return ["14:04" if words == "20:00" else words for words in time]
