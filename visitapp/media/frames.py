"""What intake and its worker say to each other over two pipes: length, then one msgpack value."""

import struct
from enum import StrEnum
from typing import BinaryIO

import msgspec

LENGTH = struct.Struct(">I")
FRAME_LIMIT = 96 * 1024 * 1024  # a photo at its size limit, or two copies, with room to spare


class Trouble(StrEnum):
    """What the worker noticed about a picture."""

    NO_PREVIEW = "no_preview"
    DAMAGED = "damaged"
    DARK = "dark"
    BLANK = "blank"


class Look(msgspec.Struct, frozen=True):
    """A request: make copies, search codes, or both; ``orientation`` is EXIF's 1 to 8."""

    data: bytes
    copies: bool
    codes: bool
    orientation: int = 1
    seconds: int = 30  # processor time this request may use
    search_seconds: float = 0.8  # from the request on; the search for codes begins no try after it


class Seen(msgspec.Struct, frozen=True):
    """The answer: b"" for a copy that was not made; sizes in pixels of the working copy."""

    working: bytes = b""
    thumbnail: bytes = b""
    width: int = 0
    height: int = 0
    codes: tuple[str, ...] = ()
    searched: bool = False
    troubles: tuple[Trouble, ...] = ()


def send(pipe: BinaryIO, message: Look | Seen) -> None:
    """Write one frame and flush it; raises OSError when the other side is gone."""
    body = msgspec.msgpack.encode(message)
    pipe.write(LENGTH.pack(len(body)))
    pipe.write(body)
    pipe.flush()


def receive(pipe: BinaryIO) -> bytes:
    """The body of the next frame; raises EOFError at the end and for an impossible length."""
    length = int.from_bytes(_exactly(pipe, LENGTH.size), "big")
    if length > FRAME_LIMIT:
        raise EOFError(length)
    return _exactly(pipe, length)


def _exactly(pipe: BinaryIO, count: int) -> bytes:
    data = pipe.read(count)
    if len(data) != count:
        raise EOFError(count)
    return data
