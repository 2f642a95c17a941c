"""Bytes that have reached the disk: write, flush, rename, flush the folder."""

import os
from pathlib import Path

PRIVATE = 0o600
PRIVATE_FOLDER = 0o700


def sync_folder(folder: Path) -> None:
    """Flush a folder's names to disk; Windows has no such call and needs none after a rename."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def settle(scratch: Path, final: Path) -> None:
    """Give a flushed file its final name; both folders lie on one disk."""
    final.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    scratch.replace(final)
    sync_folder(final.parent)
    sync_folder(final.parent.parent)


def write_whole(final: Path, data: bytes) -> None:
    """Write ``data`` as ``final`` so that a power cut leaves the old file or the new one."""
    final.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    scratch = final.with_name(f".{final.name}.{os.getpid()}.{os.urandom(4).hex()}.tmp")
    handle = os.open(scratch, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        settle(scratch, final)
    finally:
        scratch.unlink(missing_ok=True)
