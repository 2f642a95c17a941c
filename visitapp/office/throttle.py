"""Wrong one-time codes are counted: a guesser soon waits, everybody else doesn't."""

import threading

from visitapp import clock
from visitapp.office.refusals import Refused

MISSES = 10
WINDOW = 60.0
REMEMBERED = 10_000


class Throttle:
    """Misses per address within the last ``WINDOW`` seconds of a steady clock."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._missed: dict[str, list[float]] = {}

    def demand(self, address: str) -> None:
        """Refused 429 when this address, or all together, missed too often lately."""
        with self._lock:
            recent = self._recent(address)
            everybody = sum(len(times) for times in self._missed.values())
        if len(recent) >= MISSES or everybody >= REMEMBERED:
            raise Refused(429, "throttled", "Too many wrong codes; wait a minute.")

    def missed(self, address: str) -> None:
        """Count a wrong code from this address."""
        with self._lock:
            self._missed[address] = [*self._recent(address), clock.idle()]

    def _recent(self, address: str) -> list[float]:
        now = clock.idle()
        self._missed = {
            who: kept
            for who, times in self._missed.items()
            if (kept := [at for at in times if now - at < WINDOW])
        }
        return self._missed.get(address, [])
