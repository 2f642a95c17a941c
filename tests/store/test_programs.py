"""Several programs at one store, and programs that are killed: nothing acknowledged is lost."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from visitapp.clock import ScriptedClock
from visitapp.store.check import check
from visitapp.store.store import Store, open_store

KEY = bytes(range(32))
WORKER = Path(__file__).with_name("worker.py")
ROOT = Path(__file__).resolve().parents[2]
Start = Callable[[str], "subprocess.Popen[str]"]


@pytest.fixture
def start(store: Store, tmp_path: Path) -> Iterator[Start]:
    """Start a program at the store of the test; it ends with the test."""
    started = []

    def run(what: str) -> "subprocess.Popen[str]":
        words = [sys.executable, str(WORKER), str(store.folder), str(tmp_path / "clock.json"), what]
        program = subprocess.Popen(
            words,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        started.append(program)
        return program

    yield run
    for program in started:
        program.kill()
        program.communicate()


def heard(program: "subprocess.Popen[str]", lines: int) -> list[str]:
    assert program.stdout is not None
    return [program.stdout.readline().strip() for _ in range(lines)]


def after_kill(program: "subprocess.Popen[str]", acked: list[str]) -> list[str]:
    program.kill()
    rest, _ = program.communicate()
    return [*acked, *(line for line in rest.splitlines() if len(line) == 64)]


def lost(store: Store, clock: ScriptedClock, acked: list[str]) -> list[str]:
    """Acknowledged entries that are not there, and what the check has to say."""
    again = open_store(store.folder, KEY, clock)
    try:
        there = {row[0] for row in again.db.execute("SELECT hash FROM journal")}
        wrong = [f"{finding.where} {finding.what}" for finding in check(again).problems]
        return [entry for entry in acked if entry not in there] + wrong
    finally:
        again.close()


def test_two_programs_at_once_write_one_chain(store: Store, start: Start) -> None:
    """Invariant 3: each re-reads the head inside its transaction."""
    programs = [start("append"), start("append")]
    acked = [line for program in programs for line in program.communicate()[0].split()]
    assert len(set(acked)) == 80
    assert store.journal.head().n == 82
    assert check(store).is_ok


def test_two_programs_that_keep_the_same_photos_part_no_file_from_its_key(
    store: Store, start: Start
) -> None:
    programs = [start("same_photos"), start("same_photos")]
    kept = [program.communicate()[0].split() for program in programs]
    assert kept[0] == kept[1]
    assert all(store.vault.read(sha256) for sha256 in kept[0])
    assert check(store).is_ok


def test_a_sweep_while_another_program_writes_loses_nothing(store: Store, start: Start) -> None:
    """The reconciler may take a scratch file from under a writer: it writes again."""
    program = start("same_photos")
    assert program.stdout is not None
    for line in program.stdout:
        assert check(store).is_ok
        assert store.vault.has(line.strip())
    assert program.wait() == 0


@pytest.mark.parametrize("seed", range(6))
def test_a_killed_program_loses_nothing_it_acknowledged(
    store: Store, start: Start, clock: ScriptedClock, seed: int
) -> None:
    """G1 at the store: SIGKILL while a photo is kept, an entry appended, or between."""
    program = start("photos")
    acked = heard(program, Random(seed).randrange(1, 6))
    acked = after_kill(program, acked)
    assert lost(store, clock, acked) == []
    assert list(store.vault.scratch()) == []


@pytest.mark.parametrize("control", ["ack_before_commit", "row_before_file"])
def test_a_program_that_speaks_too_early_is_found_out(
    store: Store, start: Start, clock: ScriptedClock, control: str
) -> None:
    """The negative controls: the harness above must fail on these."""
    program = start(control)
    acked = after_kill(program, heard(program, 1))
    assert lost(store, clock, acked) != []
