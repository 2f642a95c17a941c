"""The only door off the GUI thread: two executors and one long-lived bridge object.

Results come back as queued calls on the bridge, never to a lambda or plain function across threads
(those get lost: 725 to 2,081 of 3,000 arrived in a measurement; the bridge delivers 3,000).
"""

import itertools
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from visitapp.errors import Known

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

LOG = logging.getLogger(__name__)


class Lane(StrEnum):
    """Which executor does the work: writes and reads of the store, or everything slower."""

    STORE = "store"
    SLOW = "slow"


WORKERS = {Lane.STORE: 1, Lane.SLOW: 3}


@dataclass(frozen=True, slots=True)
class Answer:
    """How a call ended, on its way to the GUI thread."""

    ticket: int
    value: Any = None
    error: Exception | None = None


class Bridge(QObject):
    """Receives answers on the GUI thread; made once, never deleted while threads run."""

    arrived = Signal(object)


def bridge_to(receive: Callable[[Answer], None]) -> Bridge:
    """A bridge whose answers are queued for the thread that makes it."""
    from PySide6.QtCore import Qt  # noqa: PLC0415 - its names take 16 ms of a start

    bridge = Bridge()
    bridge.arrived.connect(receive, Qt.ConnectionType.QueuedConnection)
    return bridge


class Tasks(QObject):
    """Runs calls beside the GUI thread and hands their results to it.

    The store lane has one worker: acts happen in the order of the keys. Nothing is told to
    callbacks after ``close``. ``unexpected`` carries each mistake of ours, for the crash report.
    """

    unexpected = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pools: dict[Lane, ThreadPoolExecutor] = {}
        self._tickets = itertools.count(1)
        self._waiting: dict[int, tuple[Callable[[Any], None], Callable[[Exception], None]]] = {}
        self._bridge: Bridge | None = None
        self._is_over = False

    @property
    def pending(self) -> int:
        """How many calls have not answered yet."""
        return len(self._waiting)

    def run(
        self,
        call: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        lane: Lane = Lane.STORE,
    ) -> None:
        """Do ``call`` off the GUI thread; then ``done(value)`` or ``failed(error)`` on it.

        ``error`` is Known for what a person can mend; anything else is a bug to report. After
        ``close`` it is not done: a timer of a window that goes away may still ask.
        """
        if self._is_over:
            return
        ticket = next(self._tickets)
        self._waiting[ticket] = (done, failed)
        self._pool(lane).submit(call).add_done_callback(lambda f: self._send(ticket, f))

    def _pool(self, lane: Lane) -> "ThreadPoolExecutor":
        """The lane's executor, started with its first call: nothing of it before first paint."""
        if self._bridge is None:
            self._bridge = bridge_to(self._receive)
        if lane not in self._pools:
            from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

            self._pools[lane] = ThreadPoolExecutor(WORKERS[lane], thread_name_prefix=lane.value)
        return self._pools[lane]

    def _send(self, ticket: int, future: "Future[Any]") -> None:
        """On the worker's thread: only emits; a queued signal carries the answer over."""
        error = future.exception()
        if self._bridge is None:  # only a call that was run is answered
            return
        if error is None:
            self._bridge.arrived.emit(Answer(ticket, value=future.result()))
        elif isinstance(error, Exception):
            self._bridge.arrived.emit(Answer(ticket, error=error))

    @Slot(object)
    def _receive(self, answer: Answer) -> None:
        callbacks = self._waiting.pop(answer.ticket, None)
        if callbacks is None:
            return
        done, failed = callbacks
        if answer.error is None:
            done(answer.value)
            return
        if not isinstance(answer.error, Known):
            LOG.error("a task failed", exc_info=answer.error)
            self.unexpected.emit(answer.error)
        failed(answer.error)

    def finish(self, call: Callable[[], Any]) -> None:
        """Do a last call in the store lane and wait for it: only when the program ends."""
        self._pool(Lane.STORE).submit(call).result()

    def close(self) -> None:
        """Let running calls end, forget their callbacks, begin no other."""
        self._is_over = True
        self._waiting.clear()
        for pool in self._pools.values():
            pool.shutdown(wait=True, cancel_futures=True)


class Loop(QObject):
    """One call that goes on beside the GUI thread as long as the program: the sync.

    ``told`` carries what it says, ``failed`` the mistake that ended it; both on the GUI thread,
    over a bridge as with ``Tasks``. The thread is a daemon: a program that ends waits for it only
    as long as ``join`` says, since it may hang in a dead network.
    """

    told = Signal(object)
    failed = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._thread: threading.Thread | None = None
        self._over = False
        self._bridge = bridge_to(self._receive)

    @property
    def is_running(self) -> bool:
        """Whether the call goes on."""
        return self._thread is not None and self._thread.is_alive()

    def start(self, call: Callable[[Callable[[Any], None]], None]) -> None:
        """Run ``call(tell)`` until it returns; ``tell`` may be called from its thread."""
        self._over = False
        self._thread = threading.Thread(
            target=self._run, args=(call,), name=self._name, daemon=True
        )
        self._thread.start()

    def _run(self, call: Callable[[Callable[[Any], None]], None]) -> None:
        try:
            call(lambda value: self._bridge.arrived.emit(Answer(0, value=value)))
        except Exception as error:
            LOG.exception("%s failed", self._name)
            self._bridge.arrived.emit(Answer(0, error=error))

    @Slot(object)
    def _receive(self, answer: Answer) -> None:
        if self._over:
            return
        if answer.error is None:
            self.told.emit(answer.value)
        else:
            self.failed.emit(answer.error)

    def join(self, seconds: float) -> bool:
        """Hear nothing more, and wait at most ``seconds`` for the end; whether it came."""
        self._over = True
        if self._thread is not None:
            self._thread.join(seconds)
        return not self.is_running
