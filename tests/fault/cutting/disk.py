"""A disk that keeps only what it was told to sync: what a power cut may leave of recorded writes.

The model is stricter than any real file system: without fsync of the file each write, and without
fsync of its folder each name, may or may not be there, one by one, and a write may arrive in part
(sectors of 512 bytes). What was synced is there.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

SECTOR = 512
ROOT = 0


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes into a file."""

    file: int
    at: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Resize:
    """A file cut or grown to a size."""

    file: int
    size: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a folder now means ``node``; None removes it. ``was`` = the name it had before."""

    folder: int
    name: str
    node: int | None
    was: tuple[int, str] | None = None
    is_folder: bool = False


@dataclass(frozen=True, slots=True)
class Sync:
    """What was written to a file, or the names of a folder, are on disk."""

    node: int
    is_folder: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """The program told somebody this (a JSON value): everything before it is promised."""

    value: Any


Step = Write | Resize | Name | Sync | Said
Data = Write | Resize


@dataclass
class File:
    """The bytes on disk, and how often they changed there."""

    data: bytearray = field(default_factory=bytearray)
    version: int = 0

    def take(self, step: Data) -> None:
        """A write that reached the disk."""
        self.version += 1
        put(self.data, step)


@dataclass(frozen=True, slots=True)
class Left:
    """One file after the cut; ``mark`` is equal for equal bytes of one file."""

    data: bytes | bytearray
    mark: tuple[int, int] | None


@dataclass
class Disk:
    """What is on disk for certain, and what waits for a sync, oldest first."""

    files: dict[int, File] = field(default_factory=dict)
    folders: dict[int, dict[str, int]] = field(default_factory=lambda: {ROOT: {}})
    waiting: list[Data | Name] = field(default_factory=list)

    def take(self, step: Step) -> None:
        """The next recorded step."""
        if isinstance(step, Sync):
            self._sync(step)
        elif not isinstance(step, Said):
            if isinstance(step, Name) and step.is_folder and step.node is not None:
                self.folders.setdefault(step.node, {})  # it may stand there without a name
            self.waiting.append(step)

    def _sync(self, sync: Sync) -> None:
        rest: list[Data | Name] = []
        for step in self.waiting:
            if isinstance(step, Name) and sync.is_folder and touches(step, sync.node):
                rename(self.folders, step)
            elif not isinstance(step, Name) and step.file == sync.node:
                self.files.setdefault(step.file, File()).take(step)
            else:
                rest.append(step)
        self.waiting = rest

    def cut(self, luck: random.Random) -> tuple[str, dict[str, Left]]:
        """How the cut went, and the files (path below the root) it left."""
        how = luck.choice(sorted(WAYS))
        return how, self.left(WAYS[how](self.waiting, luck))

    def left(self, arrived: list[Data | Name]) -> dict[str, Left]:
        """The files when of all that waits only this arrived."""
        folders = {node: dict(names) for node, names in self.folders.items()}
        changed: dict[int, bytearray] = {}
        for step in arrived:
            if isinstance(step, Name):
                rename(folders, step)
                continue
            if step.file not in changed:
                changed[step.file] = bytearray(self.files.get(step.file, File()).data)
            put(changed[step.file], step)
        found: dict[str, Left] = {}
        self._walk(folders, changed, (ROOT, ""), found)
        return found

    def _walk(
        self,
        folders: dict[int, dict[str, int]],
        changed: dict[int, bytearray],
        place: tuple[int, str],
        found: dict[str, Left],
    ) -> None:
        node, path = place
        for name, inner in folders[node].items():
            if inner in folders:
                self._walk(folders, changed, (inner, f"{path}{name}/"), found)
            elif inner in changed:
                found[path + name] = Left(changed[inner], None)
            else:
                file = self.files.get(inner, File())
                found[path + name] = Left(file.data, (inner, file.version))


def touches(step: Name, folder: int) -> bool:
    """Whether a sync of the folder makes the name durable; a rename is one with both its ends."""
    return folder == step.folder or (step.was is not None and step.was[0] == folder)


def rename(folders: dict[int, dict[str, int]], step: Name) -> None:
    """Do a change of names."""
    if step.was is not None:
        folder, name = step.was
        if folders.setdefault(folder, {}).get(name) == step.node:
            del folders[folder][name]
    names = folders.setdefault(step.folder, {})
    if step.node is None:
        names.pop(step.name, None)
    else:
        names[step.name] = step.node


def put(data: bytearray, step: Data) -> None:
    """Do a write or a change of size."""
    if isinstance(step, Resize):
        data[:] = data[: step.size].ljust(step.size, b"\0")
        return
    if len(data) < step.at:
        data.extend(bytes(step.at - len(data)))
    data[step.at : step.at + len(step.data)] = step.data


# -- ways to go -----------------------------------------------------------------------------------

Waiting = list[Data | Name]


def dropped(_waiting: Waiting, _luck: random.Random) -> Waiting:
    """Nothing that waited arrived."""
    return []


def ordered(waiting: Waiting, luck: random.Random) -> Waiting:
    """The first ones arrived, as with a journal."""
    return waiting[: luck.randint(0, len(waiting))]


def subset(waiting: Waiting, luck: random.Random) -> Waiting:
    """Any of them."""
    return [step for step in waiting if luck.random() < 0.5]


def names_first(waiting: Waiting, luck: random.Random) -> Waiting:
    """All names, but of the bytes only some: the file is there and empty."""
    return [step for step in waiting if isinstance(step, Name) or luck.random() < 0.3]


def torn(waiting: Waiting, luck: random.Random) -> Waiting:
    """Any of them, and of each write any sectors."""
    arrived: Waiting = []
    for step in subset(waiting, luck):
        arrived += _sectors(step, luck) if isinstance(step, Write) else [step]
    return arrived


def _sectors(write: Write, luck: random.Random) -> Waiting:
    found: Waiting = []
    first = SECTOR - write.at % SECTOR
    edges = [0, *range(first, len(write.data), SECTOR), len(write.data)]
    for start, end in pairwise(edges):
        if luck.random() < 0.5:
            found.append(Write(write.file, write.at + start, write.data[start:end]))
    return found


WAYS: dict[str, Callable[[Waiting, random.Random], Waiting]] = {
    "dropped": dropped,
    "ordered": ordered,
    "subset": subset,
    "names first": names_first,
    "torn at 512 B": torn,
}
