"""The boxes of a HEIC/HEIF file (ISO/IEC 14496-12, 23008-12): size and EXIF, nothing decoded."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from visitapp.media.outline import BROKEN_HEADER, CUT_OFF, Outline
from visitapp.media.verdict import Reason

MIME = "image/heic"
BRANDS = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"))
BOXES = 5_000  # an iPhone picture in tiles has about 150
EXIF_LIMIT = 1 << 20


class Box(NamedTuple):
    """One box: its four-letter name and where its content lies."""

    name: bytes
    start: int
    end: int


@dataclass(slots=True)
class _Found:
    """What the walk has met so far."""

    size: tuple[int, int] = (0, 0)
    exif_item: int = -1
    places: dict[int, tuple[int, int]] = field(default_factory=dict)
    idat: int = 0
    cut: bool = False


def is_heif(data: bytes) -> bool:
    """Whether the file announces itself as a still picture in HEVC (major brand only)."""
    return data[4:8] == b"ftyp" and data[8:12] in BRANDS


def outline(data: bytes) -> Outline:
    """The outline of a file that ``is_heif``; damage becomes reasons, never an error."""
    found = _Found()
    for box in _boxes(data, 0, len(data), found):
        if box.name == b"meta":
            _read_meta(data, box, found)
    return Outline(
        mime=MIME,
        width=found.size[0],
        height=found.size[1],
        exif=_exif(data, found),
        reasons=tuple(_complaints(found)),
    )


def _number(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(data[at : at + size], "big")


def _boxes(data: bytes, start: int, end: int, found: _Found) -> Iterator[Box]:
    """The boxes between two places; one that reaches too far marks the file as cut off."""
    at = start
    for _ in range(BOXES):
        if at + 8 > end:
            return
        size, head = _number(data, at, 4), 8
        if size == 1:
            size, head = _number(data, at + 8, 8), 16
        elif size == 0:  # to the end of the file
            size = end - at
        if size < head:
            found.cut = True
            return
        found.cut = found.cut or at + size > end
        yield Box(data[at + 4 : at + 8], at + head, min(at + size, end))
        at += size


def _read_meta(data: bytes, meta: Box, found: _Found) -> None:
    for box in _boxes(data, meta.start + 4, meta.end, found):
        if box.name == b"iprp":
            _read_sizes(data, box, found)
        elif box.name == b"iinf":
            wide = 6 if data[box.start : box.start + 1] == b"\x00" else 8
            for entry in _boxes(data, box.start + wide, box.end, found):
                _read_item(data, entry, found)
        elif box.name == b"iloc":
            found.places = dict(_places(data, box))
        elif box.name == b"idat":
            found.idat = box.start


def _read_sizes(data: bytes, iprp: Box, found: _Found) -> None:
    """The largest ``ispe``: a picture in tiles lists the tiles' sizes beside its own."""
    for ipco in _boxes(data, iprp.start, iprp.end, found):
        if ipco.name != b"ipco":
            continue
        for box in _boxes(data, ipco.start, ipco.end, found):
            if box.name == b"ispe":
                size = _number(data, box.start + 4, 4), _number(data, box.start + 8, 4)
                found.size = max(found.size, size, key=lambda pair: pair[0] * pair[1])


def _read_item(data: bytes, entry: Box, found: _Found) -> None:
    """Item info entry version 2 has a 16-bit, version 3 a 32-bit number, then protection, type."""
    if entry.name != b"infe":
        return
    wide = 4 if data[entry.start : entry.start + 1] == b"\x03" else 2
    at = entry.start + 4
    if data[at + wide + 2 : at + wide + 6] == b"Exif":
        found.exif_item = _number(data, at, wide)


def _places(data: bytes, iloc: Box) -> Iterator[tuple[int, tuple[int, int]]]:
    """Item number to (place of its first piece, length); places inside idat are negative - 1."""
    version = _number(data, iloc.start, 1)
    sizes = _number(data, iloc.start + 4, 2)
    offset_size, length_size, base_size = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    index_size = sizes & 15 if version else 0
    wide = 4 if version == 2 else 2
    at = iloc.start + 6
    count, at = _number(data, at, wide), at + wide
    for _ in range(min(count, BOXES)):
        item, at = _number(data, at, wide), at + wide
        method = _number(data, at, 2) & 15 if version else 0
        at += 4 if version else 2
        base, at = _number(data, at, base_size), at + base_size
        pieces, at = _number(data, at, 2), at + 2
        place = base + _number(data, at + index_size, offset_size)
        length = _number(data, at + index_size + offset_size, length_size)
        at += pieces * (index_size + offset_size + length_size)
        if at > iloc.end:
            return
        yield item, (-place - 1 if method == 1 else place, length)


def _exif(data: bytes, found: _Found) -> bytes:
    """The TIFF structure of the Exif item; its first four bytes say how far in it begins."""
    place, length = found.places.get(found.exif_item, (0, 0))
    if place < 0:
        place = found.idat - place - 1
    item = data[place : place + min(length, EXIF_LIMIT)]
    return item[4 + _number(item, 0, 4) :]


def _complaints(found: _Found) -> Iterator[Reason]:
    if found.cut:
        yield CUT_OFF
    elif not (found.size[0] and found.size[1]):
        yield BROKEN_HEADER
