"""The only place that reads time: wall clock, monotonic time that counts suspend, boot id.

``time.monotonic()`` stops while a laptop sleeps; on Linux CLOCK_BOOTTIME and on Windows
QueryUnbiasedInterruptTime's biased sister do not. A wait must go on counting under a closed lid.
"""

import ctypes
import json
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Protocol
from uuid import uuid4
from zoneinfo import ZoneInfo

from visitapp.domain.stamps import Anchor, Stamp
from visitapp.errors import Known

HOME_ZONE = "Asia/Tokyo"
NANOS = 1_000


class Clock(Protocol):
    """What the program may ask about time."""

    @property
    def rehearsal(self) -> bool:
        """Whether the time is scripted: what is written under it proves nothing."""

    def now(self) -> datetime:
        """The wall clock, aware, in the clock's zone."""

    def stamp(self, anchor: Anchor | None = None) -> Stamp:
        """What an entry carries; ``anchor`` is the last office time heard."""

    def awake(self) -> int:
        """µs of a monotonic clock that stops in suspend, same origin as ``stamp().mono``."""


class SystemClock:
    """The time of this computer."""

    rehearsal = False

    def __init__(self, zone: str = HOME_ZONE) -> None:
        self._zone = ZoneInfo(zone)
        self._boot = boot_id()

    def now(self) -> datetime:
        """The wall clock, aware, in the clock's zone."""
        return datetime.now(self._zone)

    def stamp(self, anchor: Anchor | None = None) -> Stamp:
        """Wall, monotonic and boot of this moment."""
        return _stamp(
            time.time_ns() // NANOS, _counting()() // NANOS, self._boot, self._zone, anchor
        )

    def awake(self) -> int:
        """µs the computer was awake since it started."""
        return _awake()() // NANOS


class ScriptedClock:
    """A clock that stands where a file says: ``wall``, ``mono`` and ``slept`` in µs (rehearsals).

    Laptop and office of a demo read the same file; boot ids begin with ``rehearsal-`` and receipts
    made under it say so.
    """

    rehearsal = True

    def __init__(self, path: Path, zone: str = HOME_ZONE) -> None:
        self._path = path
        self._zone = ZoneInfo(zone)

    def now(self) -> datetime:
        """The scripted wall clock."""
        wall, _mono, _slept = self._read()
        return datetime.fromtimestamp(wall / 1_000_000, self._zone)

    def stamp(self, anchor: Anchor | None = None) -> Stamp:
        """Wall and monotonic as scripted."""
        wall, mono, _slept = self._read()
        return _stamp(wall, mono, f"rehearsal-{self._path.stem}", self._zone, anchor)

    def awake(self) -> int:
        """Monotonic time without what was slept through."""
        _wall, mono, slept = self._read()
        return mono - slept

    def set(self, at: datetime) -> None:
        """Move the script to ``at``; monotonic time moves along, never back."""
        self._go_to(at, asleep=False)

    def sleep_until(self, at: datetime) -> None:
        """The lid is closed until ``at``."""
        self._go_to(at, asleep=True)

    def _go_to(self, at: datetime, *, asleep: bool) -> None:
        wall = int(at.timestamp() * 1_000_000)
        mono = slept = 0
        if self._path.exists():
            old, mono, slept = self._read()
            passed = max(0, wall - old)
            mono += passed
            slept += passed if asleep else 0
        value = {"wall": wall, "mono": mono, "slept": slept}
        scratch = self._path.with_suffix(f".{os.getpid()}.tmp")
        scratch.write_text(json.dumps(value), encoding="utf-8")
        scratch.replace(self._path)

    def _read(self) -> tuple[int, int, int]:
        try:
            value = json.loads(self._path.read_text(encoding="utf-8"))
            return int(value["wall"]), int(value["mono"]), int(value.get("slept", 0))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Known(
                "No rehearsal clock",
                "The clock of this rehearsal cannot be read from {path}.",
                "Start the demo again.",
                path=self._path,
            ) from error


def _stamp(wall: int, mono: int, boot: str, zone: ZoneInfo, anchor: Anchor | None) -> Stamp:
    offset = datetime.fromtimestamp(wall // 1_000_000, UTC).astimezone(zone).utcoffset()
    minutes = 0 if offset is None else int(offset.total_seconds() // 60)
    return Stamp(wall=wall, tz=minutes, mono=mono, boot=boot, anchor=anchor)


def first_clock(*names: str) -> Callable[[], int]:
    """Reads, in ns, the first of the named POSIX clocks that this system has, or the steady one."""
    which = next((getattr(time, name) for name in names if hasattr(time, name)), None)
    return time.monotonic_ns if which is None else lambda: time.clock_gettime_ns(which)


@cache
def _counting() -> Callable[[], int]:
    """A monotonic clock in ns that counts suspend, by operating system."""
    if sys.platform == "win32":  # pragma: no cover - Windows: kernel32 is nowhere else
        read = ctypes.windll.kernel32.GetTickCount64
        read.restype = ctypes.c_ulonglong
        return lambda: int(read()) * 1_000_000
    # macOS: CLOCK_MONOTONIC_RAW counts sleep there; Linux: CLOCK_BOOTTIME
    return first_clock("CLOCK_BOOTTIME", "CLOCK_MONOTONIC_RAW")


@cache
def _awake() -> Callable[[], int]:
    """A monotonic clock in ns that stops in suspend, with the origin of ``_counting``."""
    if sys.platform == "win32":  # pragma: no cover - Windows: kernel32 is nowhere else
        kernel = ctypes.windll.kernel32

        def unbiased() -> int:
            value = ctypes.c_ulonglong()
            kernel.QueryUnbiasedInterruptTime(ctypes.byref(value))
            return value.value * 100

        return unbiased
    return first_clock("CLOCK_UPTIME_RAW")


@cache
def boot_id() -> str:
    """An id of this start of the computer, the same for every process until the next start."""
    return read_boot(Path("/proc/sys/kernel/random/boot_id"), sys.platform)


def read_boot(kernel: Path, platform: str) -> str:
    """The id in the file of a Linux kernel; elsewhere from the minute the computer was started."""
    if kernel.exists():
        return kernel.read_text(encoding="ascii").strip().replace("-", "")
    if platform in {"win32", "darwin"}:
        started = time.time_ns() // NANOS - _counting()() // NANOS
        # the wall clock may be moved while running: a minute is fine enough for one boot
        return f"{platform}-{started // 60_000_000}"
    return uuid4().hex


def idle() -> float:
    """Seconds on a steady clock: for pacing and timeouts, never for records."""
    return time.monotonic()
