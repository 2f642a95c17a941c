"""Keeping at it: when to try again, and the loop of ``sync --watch`` and the desktop.

After a pass that worked the laptop looks again soon; after a failure it waits a random time below
a ceiling that doubles from 2 s to 5 min ("full jitter"), so that two hundred laptops coming back
to one network do not knock at the same second. A person's click, a wake-up or a hint of the network
sets the ceiling back. The wait never depends on somebody making another entry: what is left over
goes out by itself.
"""

from collections.abc import Callable
from enum import Enum
from threading import Event

from visitapp.sync.report import SyncReport

FIRST_SECONDS = 2.0
LONGEST_SECONDS = 300.0
IDLE_SECONDS = 30.0
DOUBLINGS = 20


class Rung(Enum):
    """How a wait ended: the time was up, somebody wants a try at once, or it is over."""

    TIME = "time"
    NOW = "now"
    OVER = "over"


class Doorbell:
    """Ends a wait early; ``ring`` and ``end`` come from another thread; ``rings`` counts."""

    def __init__(self) -> None:
        self._rung = Event()
        self._over = Event()
        self.rings = 0

    def ring(self) -> None:
        """Try at once: a click, a wake-up, a hint of the network. Rung from one thread only."""
        self.rings += 1  # first, so that the pass which this wakes knows of it
        self._rung.set()

    def end(self) -> None:
        """No more passes."""
        self._over.set()
        self._rung.set()

    def is_over(self) -> bool:
        """Whether it was ended: the ``stop`` of a running pass."""
        return self._over.is_set()

    def wait(self, seconds: float) -> Rung:
        """Wait at most ``seconds``."""
        rung = self._rung.wait(seconds)
        if self._over.is_set():
            return Rung.OVER
        self._rung.clear()
        return Rung.NOW if rung else Rung.TIME


def ceiling(failures: int) -> float:
    """Seconds that a wait after ``failures`` (at least 1) failed passes in a row stays below."""
    return min(LONGEST_SECONDS, FIRST_SECONDS * 2.0 ** min(failures - 1, DOUBLINGS))


def next_delay(failures: int, luck: float) -> float:
    """Seconds until the next pass; ``luck`` is a random number in [0, 1)."""
    return ceiling(failures) * luck if failures else IDLE_SECONDS


def watch(
    once: Callable[[], SyncReport], wait: Callable[[float], Rung], luck: Callable[[], float]
) -> SyncReport:
    """Sync again and again until ``wait`` says that it is over; returns the last report.

    ``once`` makes a pass (and tells whom it concerns), ``wait`` takes seconds, ``luck`` gives a
    random number in [0, 1). Where only a person can help it goes on too, at the longest interval:
    an unsigned "no" may come from anybody in the network.
    """
    failures = 0
    while True:
        report = once()
        failures = 0 if report.online else failures + 1
        delay = LONGEST_SECONDS if report.needs_person else next_delay(failures, luck())
        rung = wait(delay)
        if rung is Rung.OVER:
            return report
        if rung is Rung.NOW:
            failures = 0
