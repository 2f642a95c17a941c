"""Run a forked child under ptrace: a watcher sees each watched call and may fail or kill it.

The watcher decides at the entry of a call (nothing of it has happened yet) and, where it asks for
it, at its end (it has happened, and the program does not know yet).
"""

import ctypes
import os
import signal
import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from tests.fault.tracing.calls import AT_FOLDER, NAMES, WITH_PATH, WITH_TWO_PATHS, stop_at

TRACE_ME, GO_ON, GET_REGISTERS, SET_REGISTERS, TO_CALL, SET_OPTIONS = 0, 7, 12, 13, 24, 0x4200
OPTIONS = 0x1 | 0x2 | 0x4 | 0x8 | 0x10 | 0x80 | 0x100000
"""Mark call stops; follow fork, vfork, threads, exec; stop at the filter; die with the tracer."""
AT_FILTER, ALL_KINDS, CALL_STOP = 7, 0x40000000, signal.SIGTRAP | 0x80
REGISTERS = struct.Struct("27Q")
RDX, RAX, ORIGINAL = 12, 10, 15
ARGUMENTS = (14, 13, 12, 7, 9, 8)
NOWHERE = (1 << 64) - 1
HERE = -100
LONGEST_PATH = 4096

_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.restype = ctypes.c_long
_libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]


@dataclass(slots=True)
class Call:
    """One call of one thread, stopped at its entry or its end."""

    tid: int
    name: str
    arguments: tuple[int, ...]
    registers: list[int]

    def memory(self, address: int, size: int) -> bytes:
        """Bytes of the program's memory."""
        handle = os.open(f"/proc/{self.tid}/mem", os.O_RDONLY)
        try:
            return os.pread(handle, size, address)
        finally:
            os.close(handle)

    def text(self, address: int) -> str:
        """A path in the program's memory."""
        data = self.memory(address, LONGEST_PATH - address % LONGEST_PATH)
        if b"\0" not in data:
            data += self.memory(address + len(data), LONGEST_PATH)
        return os.fsdecode(data.split(b"\0", 1)[0])

    @property
    def handle(self) -> int:
        """The file handle of a call that works on one."""
        return self.arguments[0]

    def opened(self, handle: int) -> str:
        """What a handle of the program is open on: a path, or ``pipe:[…]`` and the like."""
        try:
            return str(Path(f"/proc/{self.tid}/fd/{handle}").readlink())
        except OSError:
            return ""

    def path(self) -> str:
        """The path the call is about, absolute; that of its handle for a call on one."""
        if self.name in AT_FOLDER:
            return self._absolute(self.arguments[1], self.arguments[0])
        if self.name in WITH_PATH | WITH_TWO_PATHS:
            return self._absolute(self.arguments[1 if self.name.startswith("renameat") else 0])
        return self.opened(self.handle)

    def target(self) -> str:
        """The second path of a rename or link."""
        place = 3 if self.name in {"renameat", "renameat2", "linkat"} else 1
        return self._absolute(self.arguments[place])

    def _absolute(self, address: int, folder: int = HERE) -> str:
        path = self.text(address)
        if path.startswith("/"):
            return os.path.normpath(path)
        here = ctypes.c_int32(folder).value
        base = os.readlink(f"/proc/{self.tid}/cwd") if here == HERE else self.opened(folder)
        return os.path.normpath(os.path.join(base, path))


class Watcher(Protocol):
    """Who decides what becomes of a call."""

    def entered(self, call: Call) -> "Verdict": ...

    def left(self, call: Call, result: int) -> bool:
        """The call is done; True kills the program before it hears of it."""
        ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do with a call: let it be, see its end, fail it, shorten it, or kill the program."""

    see_end: bool = False
    error: int = 0
    shorten_to: int = -1
    kill: bool = False


GO = Verdict()
SEE_END = Verdict(see_end=True)
KILL = Verdict(kill=True)


@dataclass
class Tracing:
    """The loop over all threads and children of one traced program."""

    pid: int
    watcher: Watcher
    seen: set[int] = field(default_factory=set)
    inside: dict[int, tuple[Call, int | None]] = field(default_factory=dict)

    def run(self) -> int:
        """Until the program has ended; returns its wait status."""
        ended = 0
        while self.seen:
            tid, status = os.waitpid(-1, ALL_KINDS)
            if os.WIFSTOPPED(status):
                self._stopped(tid, os.WSTOPSIG(status), status >> 16)
                continue
            self.inside.pop(tid, None)
            self.seen.discard(tid)
            if tid == self.pid:
                ended = status
                for other in self.seen:  # what it started ends with it
                    kill(other)
        return ended

    def _stopped(self, tid: int, stop: int, event: int) -> None:
        if event == AT_FILTER:
            self._enter(tid)
        elif stop == CALL_STOP:
            self._leave(tid)
        elif event or (tid not in self.seen and stop == signal.SIGSTOP):
            self.seen.add(tid)
            _ptrace(GO_ON, tid)
        else:
            _ptrace(GO_ON, tid, 0 if stop == signal.SIGTRAP else stop)
        self.seen.add(tid)

    def _enter(self, tid: int) -> None:
        registers = _registers(tid)
        if registers is None:
            return
        arguments = tuple(registers[place] for place in ARGUMENTS)
        call = Call(tid, NAMES[registers[ORIGINAL]], arguments, registers)
        verdict = self.watcher.entered(call)
        if verdict.kill:
            kill(self.pid)
            return
        if verdict.error:
            changed = [*registers]
            changed[ORIGINAL], changed[RAX] = NOWHERE, (1 << 64) - verdict.error
            _set_registers(tid, changed)
            _ptrace(GO_ON, tid)
        elif verdict.shorten_to >= 0:
            changed = [*registers]
            changed[RDX] = verdict.shorten_to
            _set_registers(tid, changed)
            self.inside[tid] = (call, registers[RDX])
            _ptrace(TO_CALL, tid)
        elif verdict.see_end:
            self.inside[tid] = (call, None)
            _ptrace(TO_CALL, tid)
        else:
            _ptrace(GO_ON, tid)

    def _leave(self, tid: int) -> None:
        call, given = self.inside.pop(tid, (None, None))
        registers = _registers(tid)
        if call is None or registers is None:
            _ptrace(GO_ON, tid)
            return
        if given is not None:  # the program takes its registers for untouched
            registers[RDX] = given
            _set_registers(tid, registers)
        result = registers[RAX]
        if self.watcher.left(call, result - (1 << 64) if result >> 63 else result):
            kill(self.pid)
            return
        _ptrace(GO_ON, tid)


def trace(
    body: Callable[[], int],
    names: Iterable[str],
    watcher: Watcher,
    started: Callable[[int], object] = int,
) -> int:
    """Run ``body`` in a traced child, whose id ``started`` hears; returns its wait status."""
    pid = os.fork()
    if pid == 0:
        os.setsid()
        _ptrace(TRACE_ME, 0)
        os.kill(os.getpid(), signal.SIGSTOP)
        stop_at(names)
        os._exit(body())
    os.waitpid(pid, 0)
    started(pid)
    _ptrace(SET_OPTIONS, pid, OPTIONS)
    tracing = Tracing(pid, watcher, {pid})
    _ptrace(GO_ON, pid)
    return tracing.run()


def kill(pid: int) -> None:
    """SIGKILL, also to one that is gone already."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def _ptrace(what: int, tid: int, data: int = 0) -> None:
    if _libc.ptrace(what, tid, None, data) < 0 and what not in {GO_ON, TO_CALL}:
        raise OSError(ctypes.get_errno(), f"ptrace {what}")


def _registers(tid: int) -> list[int] | None:
    """None for a thread that was killed meanwhile."""
    room = ctypes.create_string_buffer(REGISTERS.size)
    if _libc.ptrace(GET_REGISTERS, tid, None, room) < 0:
        return None
    return list(REGISTERS.unpack(room.raw))


def _set_registers(tid: int, registers: list[int]) -> None:
    room = ctypes.create_string_buffer(REGISTERS.pack(*registers))
    _libc.ptrace(SET_REGISTERS, tid, None, room)
