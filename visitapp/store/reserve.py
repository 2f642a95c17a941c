"""The reserve: a file that gives its place to the last records when the disk is full (F3).

What happened at the door must be recordable although somebody filled the disk overnight. While
there is room, ``reserve`` lies in the data folder; when little is left, first the write-ahead log
is folded into the database, then the reserve shrinks to what opening the records takes, and only
opening takes that. Photos are refused before, because one of them takes the place of a thousand
records. Small disks (a stick, a test) keep smaller reserves.
"""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

Usage = Callable[[Path], tuple[int, int, int]]
"""Bytes of the disk that holds a folder: all, used, free."""

RESERVE = "reserve"
SIZE = 8 * 1024 * 1024
OPENING = 64 * 1024  # SQLite maps 32 KiB beside the database before it reads a byte
PHOTO_ROOM = 200_000_000  # bytes that stay free of photos
PIECE = 64 * 1024


def make_room(folder: Path, shrink: Callable[[], None], usage: Usage = shutil.disk_usage) -> None:
    """Before something is written: keep the reserve, or give it up when the disk is nearly full.

    ``shrink`` frees what the store can spare. Never raises: without room the write itself says so.
    """
    size, free = _measured(folder, usage)
    if free >= 4 * size:
        _lay(folder / RESERVE, size)
    elif free < size // 2:
        shrink()
        if _measured(folder, usage)[1] < size // 2:
            _cut(folder / RESERVE, OPENING)


def before_opening(folder: Path, usage: Usage = shutil.disk_usage) -> None:
    """Opening the records writes a little: on a full disk the rest of the reserve makes room."""
    if _measured(folder, usage)[1] < OPENING:
        _cut(folder / RESERVE, 0)


def after_closing(folder: Path) -> None:
    """What opening took is free again: keep it for the next time, before others fill it."""
    _lay(folder / RESERVE, OPENING // 2)


def has_room_for_photo(folder: Path, size: int, usage: Usage = shutil.disk_usage) -> bool:
    """Whether a photo of ``size`` bytes (and its copies) leaves enough for the records."""
    try:
        total, _, free = usage(folder)
    except OSError:
        return True  # a disk that does not answer is told by the write itself
    return free - 2 * size >= min(PHOTO_ROOM, total // 50)


def _measured(folder: Path, usage: Usage) -> tuple[int, int]:
    """The size a reserve has on this disk, and the bytes that are free."""
    try:
        total, _, free = usage(folder)
    except OSError:
        return 0, SIZE
    return min(SIZE, total // 8), free


def _lay(path: Path, size: int) -> None:
    """Take ``size`` bytes of the disk, unless they are taken already."""
    try:
        if path.exists() and path.stat().st_size >= size:
            return
        with path.open("ab") as file:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(file.fileno(), 0, size)
            else:  # pragma: no cover - Windows and macOS have no such call
                while file.tell() < size:
                    file.write(bytes(PIECE))
    except OSError:
        with suppress(OSError):  # half a reserve is of no use; nor is a disk that keeps it
            path.unlink(missing_ok=True)


def _cut(path: Path, size: int) -> None:
    """Give back all but ``size`` bytes."""
    try:
        if size and path.stat().st_size > size:
            os.truncate(path, size)
        elif not size:
            path.unlink()
    except OSError:
        return  # there is none, or another program is at it
