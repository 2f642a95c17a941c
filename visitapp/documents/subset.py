"""A small TrueType file with only the glyphs of one document, renumbered from 0, without hints.

A PDF's CIDFontType2 needs glyf, head, hhea, hmtx, loca and maxp and nothing else (ISO 32000-1,
9.9). Hints go, together with the programs they call: at print resolutions they do nothing, and
they are two thirds of what a subset of these fonts would weigh.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from visitapp.documents.typeface import Typeface

_WORDS, _SCALE, _MORE, _XY_SCALE, _TWO_BY_TWO, _HINTED = 0x1, 0x8, 0x20, 0x40, 0x80, 0x100
_XY_VALUES, _UNSCALED = 0x2, 0x1000
_ONE = 0x4000
"""1 as a number of 2.14 bits."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A glyph laid on its left side: its top to where a line comes from, its foot ahead.

    Scaled by ``scale``, its own origin at (``x``, ``y``) in font units.
    """

    glyph: int
    x: int
    y: int
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Composed:
    """A new glyph of others that are laid; ``advance`` in font units."""

    parts: tuple[Laid, ...]
    advance: int


Wanted = int | Composed


def subset(face: Typeface, glyphs: Sequence[Wanted]) -> bytes:
    """The font file whose glyph n is ``glyphs[n]`` of ``face``; parts of composites follow after.

    ``glyphs[0]`` must be 0 (.notdef). A glyph may be named more than once.
    """
    order = list(glyphs)
    places = {glyph: place for place, glyph in reversed(list(enumerate(order)))}
    outlines: list[bytes] = []
    while len(outlines) < len(order):
        outlines.append(_outline(face, order[len(outlines)], order, places))
    glyf, loca = _glyphs(outlines)
    metrics = b"".join(
        struct.pack(">HH", *_metrics(face, *pair)) for pair in zip(order, outlines, strict=True)
    )
    count = len(order)
    return _file(
        {
            "glyf": glyf,
            "head": _patched(face.table("head"), 50, 1),
            "hhea": _patched(face.table("hhea"), 34, count),
            "hmtx": metrics,
            "loca": loca,
            "maxp": _limits(_patched(face.table("maxp"), 4, count), order),
        }
    )


def _outline(
    face: Typeface, glyph: Wanted, order: list[Wanted], places: dict[Wanted, int]
) -> bytes:
    if isinstance(glyph, Composed):
        return _composite(face, glyph, order, places)
    return _renumbered(face.outline(glyph), order, places)


def _metrics(face: Typeface, glyph: Wanted, outline: bytes) -> tuple[int, int]:
    """Advance and left side bearing."""
    if isinstance(glyph, Composed):
        return glyph.advance, int.from_bytes(outline[2:4])
    return face.metrics(glyph)


def _composite(
    face: Typeface, made: Composed, order: list[Wanted], places: dict[Wanted, int]
) -> bytes:
    parts = [part for part in made.parts if face.outline(part.glyph)]
    if not parts:
        return b""
    boxes, rows = [], []
    for part in parts:
        place = places.setdefault(part.glyph, len(order))
        if place == len(order):
            order.append(part.glyph)
        boxes.append(_box(part, face.outline(part.glyph)))
        flags = _WORDS | _XY_VALUES | _TWO_BY_TWO | _UNSCALED
        scale = round(part.scale * _ONE)
        more = 0 if part is parts[-1] else _MORE
        laid = (0, scale, -scale, 0)
        rows.append(struct.pack(">HHhh4h", flags | more, place, part.x, part.y, *laid))
    lefts, lows, rights, highs = zip(*boxes, strict=True)
    head = struct.pack(">5h", -1, min(lefts), min(lows), max(rights), max(highs))
    return head + b"".join(rows)


def _box(part: Laid, outline: bytes) -> tuple[int, int, int, int]:
    """What the laid part covers: left, lower, right and upper edge."""
    left, low, right, high = (edge * part.scale for edge in struct.unpack_from(">4h", outline, 2))
    return (
        floor(part.x - high),
        floor(part.y + left),
        ceil(part.x - low),
        ceil(part.y + right),
    )


def _renumbered(outline: bytes, order: list[Wanted], places: dict[Wanted, int]) -> bytes:
    """The outline without hints; parts get their new numbers, new parts are put into ``order``."""
    if not outline:
        return outline
    contours = struct.unpack_from(">h", outline)[0]
    if contours >= 0:
        end = 10 + 2 * contours
        hints = int.from_bytes(outline[end : end + 2])
        return outline[:end] + b"\0\0" + outline[end + 2 + hints :]
    data, at, flags = bytearray(outline), 10, _MORE
    while flags & _MORE:
        flags, part = struct.unpack_from(">HH", data, at)
        if part not in places:
            places[part] = len(order)
            order.append(part)
        struct.pack_into(">HH", data, at, flags & ~_HINTED, places[part])
        at += _part_length(flags)
    return bytes(data[:at])


def _part_length(flags: int) -> int:
    length = 8 if flags & _WORDS else 6
    if flags & _SCALE:
        return length + 2
    if flags & _XY_SCALE:
        return length + 4
    return length + 8 if flags & _TWO_BY_TWO else length


def _glyphs(outlines: list[bytes]) -> tuple[bytes, bytes]:
    """The glyf table (each entry on a multiple of four) and its long loca table."""
    padded = [outline + b"\0" * (-len(outline) % 4) for outline in outlines]
    offsets = [0]
    for outline in padded:
        offsets.append(offsets[-1] + len(outline))
    return b"".join(padded), struct.pack(f">{len(offsets)}L", *offsets)


def _limits(maxp: bytes, order: Sequence[Wanted]) -> bytes:
    """The table's limits with room for new composites, for readers that set memory aside by them.

    Each part may be as large as the largest glyph of the font, itself a composite or not.
    """
    most = max((len(one.parts) for one in order if isinstance(one, Composed)), default=0)
    if not most:
        return maxp
    for plain, composed in ((6, 10), (8, 12)):  # points, contours
        largest = max(_short(maxp, plain), _short(maxp, composed))
        maxp = _patched(maxp, composed, most * largest)
    maxp = _patched(maxp, 28, max(most, _short(maxp, 28)))
    return _patched(maxp, 30, _short(maxp, 30) + 1)


def _short(table: bytes, place: int) -> int:
    return int.from_bytes(table[place : place + 2])


def _patched(table: bytes, place: int, value: int) -> bytes:
    return table[:place] + struct.pack(">H", value) + table[place + 2 :]


def _file(tables: dict[str, bytes]) -> bytes:
    power = len(tables).bit_length() - 1
    search = 16 << power
    head = struct.pack(">LHHHH", 0x00010000, len(tables), search, power, 16 * len(tables) - search)
    offset = len(head) + 16 * len(tables)
    rows, bodies = [head], []
    for tag, body in tables.items():
        padded = body + b"\0" * (-len(body) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF
        rows.append(struct.pack(">4sLLL", tag.encode(), total, offset, len(body)))
        bodies.append(padded)
        offset += len(padded)
    return b"".join(rows + bodies)
