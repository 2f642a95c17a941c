"""Watches a program and writes down every step it takes on one folder, as a disk would see it."""

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.fault.cutting.disk import ROOT, Name, Resize, Said, Step, Sync, Write
from tests.fault.tracing.tracer import GO, SEE_END, Call, Verdict

OUT = 1
APPENDS = os.O_APPEND


@dataclass
class Recorder:
    """The steps so far; ``folder`` is the disk: what lies elsewhere is not recorded."""

    folder: Path
    steps: list[Step] = field(default_factory=list)
    folders: dict[int, dict[str, int]] = field(default_factory=lambda: {ROOT: {}})
    nodes: int = ROOT
    said: bytes = b""
    before: dict[int, tuple[str, int]] = field(default_factory=dict)

    def entered(self, call: Call) -> Verdict:
        """Look what is there before the call; one that is not about our disk goes its way."""
        if call.name == "write" and call.handle == OUT:
            return SEE_END
        path = call.path()
        if not f"{path}/".startswith(f"{self.folder}/"):
            return GO
        if call.name in {"open", "openat"}:
            state = int(os.path.lexists(path))
        else:
            state = position(call, path) if call.name == "write" else 0
        self.before[call.tid] = (path, state)
        return SEE_END

    def left(self, call: Call, result: int) -> bool:
        """Write down what the call did."""
        path, state = self.before.pop(call.tid, ("", 0))
        if not path:
            self._hear(call.memory(call.arguments[1], max(0, result)))
        elif result >= 0 and not path.endswith(" (deleted)"):
            NOTES[call.name](self, Seen(call, self.below(path), state, result))
        return False

    def _hear(self, data: bytes) -> None:
        """A whole JSON value is an acknowledgement; what it says of files is looked up."""
        self.said += data
        try:
            value = json.loads(self.said)
        except ValueError:
            return
        self.said = b""
        named = Path(value["file"]) if isinstance(value, dict) and "file" in value else None
        if named is not None and named.is_relative_to(self.folder):
            value["file"] = str(named.relative_to(self.folder))
            value["bytes_then"] = hashlib.sha256(named.read_bytes()).hexdigest()
        self.steps.append(Said(value))

    def below(self, path: str) -> str:
        """A path of the program as one of the disk; "" for its root."""
        return path.removeprefix(str(self.folder)).removeprefix("/")

    def place(self, path: str) -> tuple[int, str]:
        """The folder and name of a path."""
        *above, name = path.split("/")
        node = ROOT
        for part in above:
            node = self.folders[node][part]
        return node, name

    def node(self, path: str) -> int:
        """The file or folder a path means."""
        if not path:
            return ROOT
        folder, name = self.place(path)
        return self.folders[folder][name]

    def new(self, path: str, is_folder: bool) -> None:
        """A file or folder that was not there."""
        self.nodes += 1
        if is_folder:
            self.folders[self.nodes] = {}
        self.name(path, self.nodes)

    def name(self, path: str, node: int | None, was: tuple[int, str] | None = None) -> None:
        """A name changes its meaning."""
        folder, name = self.place(path)
        if was is not None:
            del self.folders[was[0]][was[1]]
        if node is None:
            del self.folders[folder][name]
        else:
            self.folders[folder][name] = node
        self.steps.append(Name(folder, name, node, was, is_folder=node in self.folders))


@dataclass(frozen=True, slots=True)
class Seen:
    """A call that went well: on which path, what was there before, what came of it."""

    call: Call
    path: str
    state: int
    result: int


def position(call: Call, path: str) -> int:
    """Where the next write of a handle goes."""
    told = Path(f"/proc/{call.tid}/fdinfo/{call.handle}").read_text("ascii").split()
    at, flags = int(told[1]), int(told[3], 8)
    return Path(path).stat().st_size if flags & APPENDS else at


def _opened(recorder: Recorder, seen: Seen) -> None:
    flags = seen.call.arguments[2 if seen.call.name == "openat" else 1]
    if not seen.state:
        recorder.new(seen.path, is_folder=False)
    elif flags & os.O_TRUNC:
        recorder.steps.append(Resize(recorder.node(seen.path), 0))


def _written(recorder: Recorder, seen: Seen) -> None:
    at = seen.call.arguments[3] if seen.call.name == "pwrite64" else seen.state
    data = seen.call.memory(seen.call.arguments[1], seen.result)
    recorder.steps.append(Write(recorder.node(seen.path), at, data))


def _resized(recorder: Recorder, seen: Seen) -> None:
    recorder.steps.append(Resize(recorder.node(seen.path), seen.call.arguments[1]))


def _allocated(recorder: Recorder, seen: Seen) -> None:
    size = os.stat(f"/proc/{seen.call.tid}/fd/{seen.call.handle}").st_size
    recorder.steps.append(Resize(recorder.node(seen.path), size))


def _synced(recorder: Recorder, seen: Seen) -> None:
    node = recorder.node(seen.path)
    recorder.steps.append(Sync(node, is_folder=node in recorder.folders))


def _renamed(recorder: Recorder, seen: Seen) -> None:
    target = recorder.below(seen.call.target())
    recorder.name(target, recorder.node(seen.path), recorder.place(seen.path))


def _removed(recorder: Recorder, seen: Seen) -> None:
    recorder.name(seen.path, None)


def _made(recorder: Recorder, seen: Seen) -> None:
    recorder.new(seen.path, is_folder=True)


NOTES: dict[str, Callable[[Recorder, Seen], None]] = {
    "open": _opened,
    "openat": _opened,
    "write": _written,
    "pwrite64": _written,
    "ftruncate": _resized,
    "truncate": _resized,
    "fallocate": _allocated,
    "fsync": _synced,
    "fdatasync": _synced,
    "rename": _renamed,
    "unlink": _removed,
    "unlinkat": _removed,
    "rmdir": _removed,
    "mkdir": _made,
}
NEVER = ("creat", "writev", "pwritev", "sendfile", "copy_file_range", "link", "linkat",
         "symlink", "renameat", "renameat2", "mkdirat")  # fmt: skip
WATCHED = (*NOTES, *NEVER)
"""Calls the product does not make today are stopped at too: one that appears stops the campaign."""
