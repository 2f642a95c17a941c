"""Several printers asked at once, and none waited for longer than a few seconds.

Each is asked in a thread that nobody joins when its time is over: a name that is looked up, or a
driver of the system, knows no time-out of ours.
"""

import threading
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from typing import TypeVar

from visitapp.clock import idle
from visitapp.errors import Known
from visitapp.printing.job import Abilities, Printer

Value = TypeVar("Value")


def abilities_of(printers: Sequence[Printer], seconds: float) -> tuple[Abilities | None, ...]:
    """What each printer can, in their order; None for one that does not answer in time."""
    return answers([printer.abilities for printer in printers], seconds)


def answers(calls: Sequence[Callable[[], Value]], seconds: float) -> tuple[Value | None, ...]:
    """What the calls give, all within so many seconds; None where one is late or raises Known."""
    told: SimpleQueue[tuple[int, Value | None]] = SimpleQueue()
    for place, call in enumerate(calls):
        threading.Thread(target=_ask, args=(call, place, told), daemon=True).start()
    found: dict[int, Value | None] = {}
    end = idle() + seconds
    while len(found) < len(calls):
        try:
            place, value = told.get(timeout=max(end - idle(), 0))
        except Empty:
            break
        found[place] = value
    return tuple(found.get(place) for place in range(len(calls)))


def _ask(
    call: Callable[[], Value], place: int, told: SimpleQueue[tuple[int, Value | None]]
) -> None:
    try:
        told.put((place, call()))
    except Known:
        told.put((place, None))
