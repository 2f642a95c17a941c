"""The segments of a JPEG file (ITU-T T.81 annex B): size, EXIF, damage and trailing bytes.

Only lengths are followed, nothing is decoded; every step moves forward, so no file can hold us up.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from visitapp.media.outline import BROKEN_HEADER, CUT_OFF, TRAILING, Outline
from visitapp.media.verdict import Reason

MAGIC = b"\xff\xd8"
MIME = "image/jpeg"
SEGMENTS = 2_000  # real files have 10 to 100
EXIF = b"Exif\x00\x00"
MULTI_PICTURE = b"MPF\x00"  # CIPA DC-007: more pictures follow the first one on purpose
NOT_FRAMES = frozenset((0xC4, 0xC8, 0xCC))  # DHT, JPG, DAC lie among the SOF markers
SOS = 0xDA
APP1 = 0xE1
APP2 = 0xE2

JUNK = Reason("There are damaged bytes between the parts of the photo.", CUT_OFF.advice)
FOUR_COLOURS = Reason("The photo is in printing colours (CMYK), as no camera writes it.", "")


@dataclass(slots=True)
class _Found:
    """What the walk has met so far."""

    size: tuple[int, int] = (0, 0)
    components: int = 0
    exif: bytes = b""
    multi: bool = False
    scan: int = 0  # where the coded picture begins; 0: never reached
    junk: bool = False
    reasons: list[Reason] = field(default_factory=list)


def outline(data: bytes) -> Outline:
    """The outline of a file that begins with ``MAGIC``; damage becomes reasons, never an error."""
    found = _Found()
    for marker, start, end in _segments(data, found):
        _take(found, marker, data[start:end])
        if marker == SOS:
            found.scan = end
    found.reasons.extend(_complaints(data, found))
    return Outline(
        mime=MIME,
        width=found.size[0],
        height=found.size[1],
        exif=found.exif,
        reasons=tuple(found.reasons),
    )


def _segments(data: bytes, found: _Found) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each segment's content, up to the first scan."""
    at = 2
    for _ in range(SEGMENTS):
        mark = data.find(b"\xff", at)
        if mark < 0:
            return
        found.junk = found.junk or mark != at
        at = mark + 1
        while data[at : at + 1] == b"\xff":  # fill bytes are allowed before a marker
            at += 1
        if at + 3 > len(data):
            return
        marker, length = data[at], int.from_bytes(data[at + 1 : at + 3], "big")
        if marker in {0x00, 0x01} or 0xD0 <= marker <= 0xD9 or length < 2:
            found.junk, at = True, at + 1
            continue
        yield marker, at + 3, min(at + 1 + length, len(data))
        at += 1 + length
        if marker == SOS:
            return


def _take(found: _Found, marker: int, content: bytes) -> None:
    if 0xC0 <= marker <= 0xCF and marker not in NOT_FRAMES and len(content) >= 6:
        height, width = int.from_bytes(content[1:3], "big"), int.from_bytes(content[3:5], "big")
        found.size, found.components = (width, height), content[5]
    elif marker == APP1 and content.startswith(EXIF) and not found.exif:
        found.exif = content[len(EXIF) :]
    elif marker == APP2 and content.startswith(MULTI_PICTURE):
        found.multi = True


def _complaints(data: bytes, found: _Found) -> Iterator[Reason]:
    if found.junk:
        yield JUNK
    if not (found.scan and found.size[0] and found.size[1]):
        yield BROKEN_HEADER
        return
    if found.components == 4:
        yield FOUR_COLOURS
    # FF D9 cannot occur inside coded data (every FF there is followed by 00 or a restart marker)
    end = data.find(b"\xff\xd9", found.scan) + 2
    if end < 2:
        yield CUT_OFF
    elif not found.multi and (rest := len(data[end:].rstrip(b"\x00"))):
        yield Reason(TRAILING.message, TRAILING.advice, {"count": rest})
