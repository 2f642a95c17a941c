"""How text lies in a column, and what a font has for it: the alternates of its feature ``vert``.

Only single substitutions are read; the fonts of ours have no others there (a test looks).
"""

import struct
from collections.abc import Iterator
from enum import Enum
from functools import cache

from visitapp.documents.typeface import Typeface

_FEATURE = b"vert"
_SINGLE, _EXTENSION = 1, 7
NARROW = " \u00a0"
"""Spaces that are no square."""
_REACH = 1.16
"""How wide a pair of figures may be, in em: a little out of the column, and as large as others."""
_SAME_FORM = (("-", "‐"), ("\u2011", "‐"), ("−", "‐"), ("–", "‐"), ("—", "―"))
"""Dashes that the fonts leave as they are, and the one whose vertical form they take."""


class Way(Enum):
    """How a piece of text lies in its column, or that it lies along a line like any text."""

    STANDS = "stands"
    ACROSS = "across"
    LIES = "lies"


def narrowed(em: float) -> float:
    """How much smaller a text of that width is set to share one square."""
    return min(1.0, _REACH / em)


def form(face: Typeface, piece: str) -> int:
    """The glyph that stands for a piece in vertical text."""
    glyph = face.glyph(piece)
    return vertical_forms(face).get(glyph, glyph)


def fall(face: Typeface, piece: str) -> float:
    """How far a piece leads down, in em; a space by its own width, since it is no square."""
    return face.width(piece) if piece in NARROW else face.fall(form(face, piece))


@cache
def vertical_forms(face: Typeface) -> dict[int, int]:
    """From a glyph to the one that stands for it in vertical text; read once per font."""
    start = face.tables["GSUB"][0]
    features, lookups = (start + _short(face, start + at) for at in (6, 8))
    found: dict[int, int] = {}
    for number in _lookups(face, features):
        lookup = lookups + _short(face, lookups + 2 + 2 * number)
        for at in _subtables(face, lookup):
            for glyph, alternate in _single(face, at):
                found.setdefault(glyph, alternate)
    for plain, formed in _SAME_FORM:
        if (form := found.get(face.glyph(formed))) and face.glyph(plain):
            found.setdefault(face.glyph(plain), form)
    return found


def _lookups(face: Typeface, features: int) -> list[int]:
    """The numbers of the lookups that the feature names, for whatever script."""
    numbers: set[int] = set()
    for row in range(_short(face, features)):
        record = features + 2 + 6 * row
        if face.data[record : record + 4] == _FEATURE:
            feature = features + _short(face, record + 4)
            count = _short(face, feature + 2)
            numbers |= {_short(face, feature + 4 + 2 * n) for n in range(count)}
    return sorted(numbers)


def _subtables(face: Typeface, lookup: int) -> Iterator[int]:
    kind = _short(face, lookup)
    for n in range(_short(face, lookup + 4)):
        at = lookup + _short(face, lookup + 6 + 2 * n)
        if kind == _EXTENSION and _short(face, at + 2) == _SINGLE:
            yield at + int.from_bytes(face.data[at + 4 : at + 8])
        elif kind == _SINGLE:
            yield at


def _single(face: Typeface, at: int) -> Iterator[tuple[int, int]]:
    """The pairs of a single substitution (OpenType, GSUB lookup type 1)."""
    glyphs = _coverage(face, at + _short(face, at + 2))
    if _short(face, at) == 1:
        delta = _short(face, at + 4)
        yield from ((glyph, (glyph + delta) & 0xFFFF) for glyph in glyphs)
        return
    for n, glyph in enumerate(glyphs):
        yield glyph, _short(face, at + 6 + 2 * n)


def _coverage(face: Typeface, at: int) -> list[int]:
    form, count = _short(face, at), _short(face, at + 2)
    if form == 1:
        return list(struct.unpack_from(f">{count}H", face.data, at + 4))
    found: list[int] = []
    for row in range(count):
        first, last, _ = struct.unpack_from(">3H", face.data, at + 4 + 6 * row)
        found.extend(range(first, last + 1))
    return found


def _short(face: Typeface, place: int) -> int:
    return face.data[place] << 8 | face.data[place + 1]
