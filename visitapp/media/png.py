"""The chunks of a PNG file (ISO/IEC 15948): size, depth, EXIF, damage and text bombs."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from visitapp.media.outline import BROKEN_HEADER, CUT_OFF, TRAILING, Outline
from visitapp.media.verdict import Reason

MAGIC = b"\x89PNG\r\n\x1a\n"
MIME = "image/png"
CHUNKS = 200_000  # a 60 MB file in chunks of the smallest customary size, 8 KB, has 8,000
TEXT_LIMIT = 1 << 20  # the most a compressed text may unfold to; Pillow refuses the same
TEXTS = frozenset((b"zTXt", b"iTXt", b"iCCP"))

DEEP = Reason("The photo has 16 bits per colour, as no phone writes it; the preview has 8.")
TEXT_BOMB = Reason(
    "A text hidden in the file would unfold to more than 1 MB; no preview is made.",
    "Take the photo again with the camera if you can.",
)


@dataclass(slots=True)
class _Found:
    """What the walk has met so far."""

    header: bytes = b""
    exif: bytes = b""
    end: int = 0
    bomb: bool = False


def outline(data: bytes) -> Outline:
    """The outline of a file that begins with ``MAGIC``; damage becomes reasons, never an error."""
    found = _Found()
    for name, start, end in _chunks(data):
        if name == b"IHDR":
            found.header = data[start:end]
        elif name == b"eXIf":
            found.exif = data[start:end]
        elif name == b"IEND":
            found.end = end + 4
        elif name in TEXTS:
            found.bomb = found.bomb or _unfolds_too_far(name, data[start:end])
    width = int.from_bytes(found.header[:4], "big")
    height = int.from_bytes(found.header[4:8], "big")
    return Outline(
        mime=MIME,
        width=width,
        height=height,
        exif=found.exif,
        reasons=tuple(_complaints(data, found, width * height)),
    )


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Name, start and end of each whole chunk's content, up to IEND or the cut."""
    at = len(MAGIC)
    for _ in range(CHUNKS):
        end = at + 8 + int.from_bytes(data[at : at + 4], "big")
        if end + 4 > len(data):
            return
        name = data[at + 4 : at + 8]
        yield name, at + 8, end
        at = end + 4
        if name == b"IEND":
            return


def _unfolds_too_far(name: bytes, content: bytes) -> bool:
    """Whether a compressed text is larger than ``TEXT_LIMIT``; unfolds no further than that."""
    head, _, rest = content.partition(b"\x00")
    packed = rest[1:]
    if name == b"iTXt":  # flag, method, language NUL, translated keyword NUL, text
        if not rest.startswith(b"\x01"):
            return len(content) > TEXT_LIMIT
        packed = rest[2:].split(b"\x00", 2)[-1]
    try:
        unfolded = zlib.decompressobj().decompress(packed, TEXT_LIMIT + 1)
    except zlib.error:
        return False
    return len(head) + len(unfolded) > TEXT_LIMIT


def _complaints(data: bytes, found: _Found, pixels: int) -> Iterator[Reason]:
    if not pixels:
        yield BROKEN_HEADER
        return
    if found.header[8:9] == b"\x10":
        yield DEEP
    if found.bomb:
        yield TEXT_BOMB
    if not found.end:
        yield CUT_OFF
    elif found.end < len(data):
        yield Reason(TRAILING.message, TRAILING.advice, {"count": len(data) - found.end})
