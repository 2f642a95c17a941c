"""A careful reader of the TIFF structure inside EXIF (TIFF 6.0 section 2, CIPA DC-008).

Python only and bounded: at most three directories are visited, each once, and no offset is followed
out of the block. It reads on the caller's side in well under a millisecond, so the facts about
a photo never wait behind the decoding of another one.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

ENTRIES = 6_000  # per directory; more would not fit into a JPEG segment
VALUE_LIMIT = 4_096  # bytes; longer values (maker notes, comments) are none of our business
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
ORDERS = {b"II*\x00": "<", b"MM\x00*": ">"}


class Tag(IntEnum):
    """The few tags we look at; everything else is passed over."""

    GPS_LATITUDE = 0x0002
    GPS_LONGITUDE = 0x0004
    MAKE = 0x010F
    MODEL = 0x0110
    ORIENTATION = 0x0112
    SOFTWARE = 0x0131
    DATE = 0x0132
    EXIF = 0x8769
    GPS = 0x8825
    DATE_ORIGINAL = 0x9003
    DATE_DIGITIZED = 0x9004
    OFFSET = 0x9010
    OFFSET_ORIGINAL = 0x9011
    OFFSET_DIGITIZED = 0x9012
    FRACTION_ORIGINAL = 0x9291
    FRACTION_DIGITIZED = 0x9292


WANTED = frozenset(Tag)


@dataclass(slots=True)
class Directories:
    """Raw values of the wanted tags by directory; ``broken`` when an offset led nowhere."""

    order: str = "<"
    main: Mapping[int, bytes] = field(default_factory=dict)
    exif: Mapping[int, bytes] = field(default_factory=dict)
    gps: Mapping[int, bytes] = field(default_factory=dict)
    broken: bool = False

    def number(self, raw: bytes) -> int:
        """A SHORT or LONG value; 0 when there is none."""
        if len(raw) >= 4:
            return int(struct.unpack_from(self.order + "I", raw)[0])
        return int(struct.unpack_from(self.order + "H", raw)[0]) if len(raw) >= 2 else 0


def read(block: bytes) -> Directories:
    """The wanted values of an EXIF block; b"" gives empty directories; never raises."""
    found = Directories()
    if not block:
        return found
    found.order = ORDERS.get(block[:4], "")
    if not found.order or len(block) < 8:
        return Directories(broken=True)
    found.main = _directory(block, found.number(block[4:8]), found)
    for tag in (Tag.EXIF, Tag.GPS):
        if tag in found.main:
            values = _directory(block, found.number(found.main[tag]), found)
            if tag == Tag.EXIF:
                found.exif = values
            else:
                found.gps = values
    return found


def _directory(block: bytes, at: int, found: Directories) -> dict[int, bytes]:
    if not 8 <= at <= len(block) - 2:
        found.broken = True
        return {}
    count = int(struct.unpack_from(found.order + "H", block, at)[0])
    room = (len(block) - at - 2) // 12
    if count > room:
        found.broken = True
    values: dict[int, bytes] = {}
    end = at + 2 + 12 * min(count, room, ENTRIES)
    for tag, kind, number, raw in struct.iter_unpack(found.order + "HHI4s", block[at + 2 : end]):
        if tag in WANTED and tag not in values:
            value = _value(block, SIZES.get(kind, 0) * number, raw, found)
            if value:
                values[tag] = value
    return values


def _value(block: bytes, size: int, raw: bytes, found: Directories) -> bytes:
    """The bytes of one value: in the entry itself up to four, otherwise where it points."""
    if size <= 4:
        return bytes(raw[:size])
    place = found.number(raw)
    if place + size > len(block):
        found.broken = True
        return b""
    return block[place : place + min(size, VALUE_LIMIT)]
