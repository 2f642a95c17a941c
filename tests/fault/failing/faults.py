"""One call on one file fails once: the n-th of a program, with an error or cut short."""

import errno
import os
from dataclasses import dataclass, field

from tests.fault.tracing.tracer import GO, Call, Verdict

SHORT = "short write"
FULL, BROKEN, FORBIDDEN = "ENOSPC", "EIO", "EACCES"
WRITES = (FULL, BROKEN, SHORT)
FAULTS = {
    "open": (FORBIDDEN, BROKEN), "openat": (FORBIDDEN, BROKEN), "creat": (FORBIDDEN, FULL),
    "read": (BROKEN,), "pread64": (BROKEN,),
    "write": WRITES, "pwrite64": WRITES,
    "fsync": (BROKEN, FULL), "fdatasync": (BROKEN, FULL),
    "ftruncate": (FULL, BROKEN), "truncate": (FULL, BROKEN), "fallocate": (FULL, BROKEN),
    "rename": (FORBIDDEN, FULL, BROKEN), "mkdir": (FORBIDDEN, FULL, BROKEN),
    "unlink": (FORBIDDEN, BROKEN), "rmdir": (FORBIDDEN, BROKEN),
}  # fmt: skip
"""What each call may fail with; a created file may find no space as well."""


@dataclass
class Failing:
    """Counts the file calls of one program below ``folders`` and lets number ``nth`` fail.

    Or the first after it that can fail so: a program need not make the same calls twice. ``failed``
    is what failed; ``nth`` 0 only counts; ``calls`` holds each call and what it may fail with.
    """

    folders: tuple[str, ...]
    nth: int = 0
    how: str = ""
    calls: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    failed: str = ""

    def entered(self, call: Call) -> Verdict:
        """Is it the one?"""
        if not call.path().startswith(self.folders):
            return GO
        ways = self._ways(call)
        self.calls.append((call.name, ways))
        if self.failed or not 0 < self.nth <= len(self.calls) or self.how not in ways:
            return GO
        self.failed = call.name
        if self.how == SHORT:
            return Verdict(shorten_to=call.arguments[2] // 2)
        return Verdict(error=getattr(errno, self.how))

    def left(self, call: Call, result: int) -> bool:
        """A short write is over: the program goes on and has to notice."""
        return False

    @staticmethod
    def _ways(call: Call) -> tuple[str, ...]:
        ways = FAULTS[call.name]
        if call.name in {"open", "openat"}:
            flags = call.arguments[2 if call.name == "openat" else 1]
            return (*ways, FULL) if flags & os.O_CREAT else ways
        if SHORT in ways and call.arguments[2] < 2:
            return tuple(way for way in ways if way != SHORT)
        return ways
