"""Bytes and names that have reached the disk: after a power cut the old is there or the new."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from visitapp.errors import Known

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


@contextmanager
def laid_out(folder: Path) -> Iterator[Path]:
    """A private folder to lay a backup out in, which becomes ``folder`` once all is there.

    Raises Known unless that is empty or absent; after any error it is as it was.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Known(
            "Folder is not empty",
            "A backup is restored into an empty folder; {folder} has files in it.",
            "Give another folder with --data; nothing was changed.",
            folder=folder,
        )
    scratch = folder.absolute().with_name(f"{folder.name}.{os.urandom(4).hex()}.tmp")
    try:
        scratch.mkdir(mode=PRIVATE_FOLDER, parents=True)
        yield scratch
        if folder.exists():
            folder.rmdir()
        scratch.replace(folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
