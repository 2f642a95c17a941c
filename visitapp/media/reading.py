"""A photo's bytes from a file somebody pointed at: ordinary files only, all of it or nothing."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from visitapp.errors import Known
from visitapp.media.shown import shown_name

LIMIT = 64 * 1024 * 1024  # bytes; a 200-MP phone photo has up to 50 MB
CHUNK = 1 << 20
COPY_AGAIN = "Copy the photo to this computer and try again."


def read_photo(path: Path, *, limit: int = LIMIT) -> bytes:
    """All bytes of an ordinary file of at most ``limit`` bytes, unchanged.

    Raises Known: missing, folder, no permission, pipe or device, too large, unreadable, or changed
    while it was read. The name is display text only; its ending means nothing (I4).
    """
    name = shown_name(str(path))
    with _told(name):
        # a pipe would block the open for ever; NONBLOCK exists where pipes do
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        _check_ordinary(os.stat(path), name, limit)
        handle = os.open(path, flags | getattr(os, "O_CLOEXEC", 0))
        try:
            about = os.fstat(handle)  # the opened file, whatever the path means by now
            _check_ordinary(about, name, limit)
            data = _read_all(handle, limit)
        finally:
            os.close(handle)
    if len(data) != about.st_size:
        raise Known(
            "Photo not taken",
            "The file {name} changed while it was being read.",
            "Wait until the camera or phone has finished copying, then try again.",
            name=name,
        )
    return data


def _read_all(handle: int, limit: int) -> bytes:
    parts: list[bytes] = []
    total = 0
    while total <= limit and (part := os.read(handle, CHUNK)):
        parts.append(part)
        total += len(part)
    return b"".join(parts)


def _check_ordinary(about: os.stat_result, name: str, limit: int) -> None:
    if stat.S_ISDIR(about.st_mode):
        raise Known(
            "Photo not taken",
            "{name} is a folder, not a photo.",
            "Choose the photos inside the folder.",
            name=name,
        )
    if not stat.S_ISREG(about.st_mode):
        raise Known(
            "Photo not taken",
            "{name} is a device or a pipe, not a file.",
            COPY_AGAIN,
            name=name,
        )
    if about.st_size > limit:
        raise Known(
            "Photo not taken",
            "The file {name} has {size} MB; the limit is {limit} MB.",
            "Take the photo again with the camera's ordinary settings; videos are not taken.",
            name=name,
            size=-(-about.st_size // 1_000_000),
            limit=limit // 1_000_000,
        )


@contextmanager
def _told(name: str) -> Iterator[None]:
    """The system's refusals as sentences with advice."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Known(
            "Photo not taken",
            "The file {name} is not there.",
            "It may have been moved or deleted, or the memory card was taken out.",
            name=name,
        ) from error
    except PermissionError as error:
        raise Known(
            "Photo not taken",
            "The file {name} may not be read by you.",
            COPY_AGAIN,
            name=name,
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL inside the path
        raise Known(
            "Photo not taken",
            "The file {name} cannot be read.",
            "Check the cable or the memory card and try again.",
            name=name,
        ) from error
