"""Measuring beside each other: all sides in turns in one run, medians, CPU time first.

The machine is shared: a figure alone says little, a ratio of two sides that ran in turns says more.
The spread of a ratio is that of the medians of five stretches of the run.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[2]
STRETCHES = 5
Act = Callable[[int], object]
Turn = TypeVar("Turn")


@dataclass(frozen=True, slots=True)
class Sample:
    """One turn: CPU seconds of everything that worked for it, and wall seconds."""

    cpu: float
    wall: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What ran, and how long each of its turns took."""

    label: str
    samples: tuple[Sample, ...]

    @property
    def cpu(self) -> float:
        return statistics.median(sample.cpu for sample in self.samples)

    @property
    def wall(self) -> float:
        return statistics.median(sample.wall for sample in self.samples)

    @property
    def stretches(self) -> list[float]:
        """CPU medians of the run's parts, in their order."""
        length = max(1, len(self.samples) // STRETCHES)
        parts = [self.samples[at : at + length] for at in range(0, len(self.samples), length)]
        return [statistics.median(s.cpu for s in part) for part in parts[:STRETCHES]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table: ``goal`` is a ratio to ``limit``, or with ``unit`` ms a time of ours.

    ``peers`` ran in the same turns. ``found`` replaces the measured value where it is no CPU time.
    """

    row: str
    what: str
    ours: Side
    limit: Side | None
    goal: float
    unit: str = "x"
    peers: tuple[Side, ...] = ()
    found: float | None = None

    @property
    def value(self) -> float:
        if self.found is not None:
            return self.found
        if self.unit == "ms" or self.limit is None:
            return 1000 * self.ours.cpu
        return self.ours.cpu / self.limit.cpu

    @property
    def spread(self) -> tuple[float, float]:
        """The least and the greatest value among the stretches of the run."""
        ours = self.ours.stretches
        if self.found is not None:
            return self.found, self.found
        if self.unit == "ms" or self.limit is None:
            return 1000 * min(ours), 1000 * max(ours)
        ratios = [a / b for a, b in zip(ours, self.limit.stretches, strict=True)]
        return min(ratios), max(ratios)

    @property
    def is_held(self) -> bool:
        return self.value <= self.goal


def in_turns(sides: dict[str, Act], rounds: int, warm: int | None = None) -> list[Side]:
    """Every side once a round, in this process; the first tenth of the rounds is warming up."""
    warm = rounds // 10 if warm is None else warm
    found: dict[str, list[Sample]] = {label: [] for label in sides}
    for k in range(rounds + warm):
        for label, act in _order(sides, k):
            wall, cpu = time.perf_counter(), time.process_time()
            act(k)
            sample = Sample(time.process_time() - cpu, time.perf_counter() - wall)
            if k >= warm:
                found[label].append(sample)
    return [Side(label=label, samples=tuple(samples)) for label, samples in found.items()]


def _order(sides: dict[str, Turn], k: int) -> list[tuple[str, Turn]]:
    """Forwards and backwards by turns: nobody always follows the same one."""
    order = list(sides.items())
    return order[::-1] if k % 2 else order


def processes_in_turns(sides: dict[str, Sequence[str]], rounds: int) -> list[Side]:
    """The same for programs: a fresh Python each, from its start to its end; one round of warmth.

    Arguments are those of Python. Raises CalledProcessError when one of them fails.
    """
    found: dict[str, list[Sample]] = {label: [] for label in sides}
    for k in range(rounds + 1):
        for label, arguments in _order(sides, k):
            sample = _process(arguments)
            if k:
                found[label].append(sample)
    return [Side(label=label, samples=tuple(samples)) for label, samples in found.items()]


def _process(arguments: Sequence[str]) -> Sample:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as on a user's machine: compiled once
    wall = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    took = time.perf_counter() - wall
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(arguments))
    return Sample(used.ru_utime + used.ru_stime, took)


def cpu_of(pid: int) -> float:
    """CPU seconds another process has used so far (Linux: its clock id is made from its number)."""
    return time.clock_gettime(~pid << 3 | 2)
