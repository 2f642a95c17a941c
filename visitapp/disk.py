"""Bytes and names that have reached the disk: after a power cut the old is there or the new."""

import os
from contextlib import suppress
from pathlib import Path

PRIVATE = 0o600
PUBLIC = 0o666
PRIVATE_FOLDER = 0o700


def sync_folder(folder: Path) -> None:
    """Flush a folder's names to disk; Windows has no such call and needs none after a rename."""
    if os.name == "nt":  # pragma: no cover - Windows: a folder cannot be opened there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """A folder with all that is missing above it, each name on disk; none made is none flushed."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(mode=mode, parents=True, exist_ok=True)
    for path in missing:
        sync_folder(path.parent)


def drop(scratch: Path) -> None:
    """Remove a file that nobody needs; one that cannot be removed does no harm and is left."""
    with suppress(OSError):
        scratch.unlink()


def settle(scratch: Path, final: Path, mode: int = PRIVATE_FOLDER) -> None:
    """Give a flushed file its final name, and its folder one; both folders lie on one disk."""
    final.parent.mkdir(mode=mode, parents=True, exist_ok=True)
    scratch.replace(final)
    sync_folder(final.parent)
    sync_folder(final.parent.parent)  # a program that was killed may have left it unflushed


def write_whole(final: Path, data: bytes, mode: int = PRIVATE) -> None:
    """Write ``data`` as ``final`` so that a power cut leaves the old file or the new one."""
    make_folder(final.parent, PRIVATE_FOLDER)
    scratch = final.with_name(f".{final.name}.{os.getpid()}.{os.urandom(4).hex()}.tmp")
    handle = os.open(scratch, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(final)
        sync_folder(final.parent)
    finally:
        drop(scratch)
