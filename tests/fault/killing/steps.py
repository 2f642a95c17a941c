"""The named steps of a program on its way to an acknowledgement, and the kill at one of them.

Every call that changes something is a step: ``sync write-ahead log`` is the COMMIT, ``write
answer`` the acknowledgement, ``rename into vault`` the photo's last step before its row. A kill
comes before the call (nothing of it happened) or after it (it happened, the program never knew).
"""

import os
import re
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.fault.tracing.tracer import GO, KILL, SEE_END, Call, Verdict, Watcher, kill, trace

VERBS = {
    "openat": "create", "open": "create", "write": "write", "pwrite64": "write", "fsync": "sync",
    "fdatasync": "sync", "ftruncate": "resize", "rename": "rename into", "unlink": "remove",
    "mkdir": "make", "sendto": "send to",
}  # fmt: skip
ROLES = tuple(
    (re.compile(pattern), role)
    for pattern, role in (
        (r"-wal$", "write-ahead log"),
        (r"-journal$", "rollback journal"),
        (r"-shm$", "shared memory"),
        (r"/office\.db$", "office database"),
        (r"\.db$", "database"),
        (r"/vault/tmp(/|$)", "scratch"),
        (r"/vault(/..)?$", "vault folder"),
        (r"/vault/", "vault"),
        (r"/(parts|uploads?)(/|$)", "office part"),
        (r"/blobs?(/..)?$", "office folder"),
        (r"/(blobs?|thumbs?)/", "office blob"),
        (r"key", "key"),
        (r"settings", "settings"),
        (r"\.pdf", "paper"),
        (r"^socket:", "network"),
    )
)
CREATES = os.O_CREAT
OUT = 1
LONGEST = 120


@dataclass
class Steps:
    """Counts the steps of one program under ``folder``; kills it at the planned one.

    ``plan`` = {"step": name, "nth": from 1, "late": after the call}; None only counts. ``heard``
    is told the first thing the program says the moment it says it; steps count from there on.
    """

    folder: str
    plan: dict[str, Any] | None = None
    heard: Callable[[int, str], None] | None = None
    seen: Counter[str] = field(default_factory=Counter)
    at: str = ""

    def entered(self, call: Call) -> Verdict:
        """Is it a step, and is it the one?"""
        name = self._name(call)
        if not name:
            return GO
        if self.heard and name == "write answer":
            text = call.memory(call.arguments[1], call.arguments[2]).decode()
            self.heard(call.tid, text)
            self.heard = None
            return GO
        if self.heard:
            return GO  # it has not begun to serve
        self.seen[name] += 1
        plan = self.plan
        if plan is None or self.at or (name, self.seen[name]) != (plan["step"], plan["nth"]):
            return GO
        self.at = name
        return SEE_END if plan["late"] else KILL

    def left(self, call: Call, result: int) -> bool:
        """Only the call of the plan is followed to its end."""
        return True

    def _name(self, call: Call) -> str:
        if call.name == "write" and call.handle == OUT:
            return "write answer"
        if call.name in {"open", "openat"}:
            flags = call.arguments[2 if call.name == "openat" else 1]
            if not flags & CREATES:
                return ""
        path = call.target() if call.name == "rename" else call.path()
        if not path.startswith((self.folder, "socket:")):
            return ""
        role = next((role for pattern, role in ROLES if pattern.search(path)), "other file")
        return f"{VERBS[call.name]} {role}"


def attend_steps(body: Callable[[], int], steps: Steps) -> dict[str, Any]:
    """Run ``body`` step by step, kill it where it is planned, and say how it ended."""
    status, out, err = listen(body, VERBS, steps)
    return {"out": out, "err": err, "killed": os.WIFSIGNALED(status), "took": 0.0, "at": steps.at,
            "code": os.waitstatus_to_exitcode(status), "steps": dict(steps.seen)}  # fmt: skip


def listen(body: Callable[[], int], names: Iterable[str], watcher: Watcher) -> tuple[int, str, str]:
    """Run ``body`` traced: its wait status, and what it wrote to output and error."""
    ends = [os.memfd_create(name) for name in ("out", "err")]

    def child() -> int:
        for place, end in enumerate(ends, OUT):
            os.dup2(end, place)
        sys.stdout, sys.stderr = (os.fdopen(end, "w", encoding="utf-8") for end in (1, 2))
        return body()

    pids: list[int] = []
    signal.signal(signal.SIGALRM, lambda *_: [kill(pid) for pid in pids])
    signal.alarm(LONGEST)
    status = trace(child, names, watcher, pids.append)
    signal.alarm(0)
    out, err = (_all(end) for end in ends)
    return status, out, err


def _all(end: int) -> str:
    os.lseek(end, 0, os.SEEK_SET)
    data = b"".join(iter(lambda: os.read(end, 1 << 16), b""))
    os.close(end)
    return data.decode("utf-8", "replace")
