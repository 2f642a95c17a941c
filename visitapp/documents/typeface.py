"""A TrueType file read as far as a page needs it: a character's glyph, advance and outline.

Tables are looked into where they lie (cmap formats 12 and 14, hmtx, loca, glyf) instead of being
unpacked, so that a font of 14,000 glyphs costs a few milliseconds once and not a tenth of a second.
"""

import struct
import unicodedata
from array import array
from bisect import bisect_right
from functools import cache
from pathlib import Path
from sys import byteorder

from visitapp.documents.clusters import apart, clusters, is_mark
from visitapp.errors import Bug

_TABLE = struct.Struct(">4s4xLL")
_HEADER = 12
_UNICODE_FULL = {(3, 10), (0, 4), (0, 6)}
_UNICODE_VARIATIONS = (0, 5)


class Typeface:
    """One font file with TrueType outlines and a Unicode cmap of format 12; else raises Bug."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.data = data
        self.tables = _tables(data)
        head = self.tables["head"][0]
        self.units = self._short(head + 18)
        self.box = tuple(round(v * 1000 / self.units) for v in self._signed(head + 36, 4))
        self.long_offsets = self._short(head + 50) == 1
        hhea = self.tables["hhea"][0]
        ascent, descent = self._signed(hhea + 4, 2)
        self.ascent, self.descent = ascent / self.units, descent / self.units
        self._full_metrics = self._short(hhea + 34)
        self._starts, self._ends, self._firsts = self._characters()
        self._variations = self._variation_records()
        self._known: dict[str, int] = {}

    def glyph(self, cluster: str) -> int:
        """The glyph of a cluster that the font has in one piece, 0 when it has not.

        A cluster is a character, one with its variation selector, or a letter with its marks.
        """
        found = self._known.get(cluster)
        if found is None:
            found = self._known[cluster] = self._find(cluster)
        return found

    def pieces(self, text: str) -> list[str]:
        """The text in the pieces this font draws as one; joined they are the text again."""
        found: list[str] = []
        for cluster in clusters(text):
            if len(cluster) == 1 or self.glyph(cluster):
                found.append(cluster)
            else:
                found.extend(apart(cluster))
        return found

    def has(self, text: str) -> bool:
        """Whether the font draws every piece of the text.

        A lone mark counts only when it sits on its letter by itself (advance 0): the font's GSUB,
        which would place a wide one, is not asked.
        """
        for piece in self.pieces(text):
            glyph = self.glyph(piece)
            if not glyph or (is_mark(piece) and self.advance(glyph)):
                return False
        return True

    def width(self, text: str) -> float:
        """The width of a text in em, without tracking."""
        return sum(self.advance(self.glyph(piece)) for piece in self.pieces(text))

    def advance(self, glyph: int) -> float:
        """The advance width of a glyph in em."""
        row = min(glyph, self._full_metrics - 1)
        return self._short(self.tables["hmtx"][0] + 4 * row) / self.units

    def fall(self, glyph: int) -> float:
        """The advance of a glyph in vertical text, in em."""
        row = min(glyph, self._short(self.tables["vhea"][0] + 34) - 1)
        return self._short(self.tables["vmtx"][0] + 4 * row) / self.units

    def metrics(self, glyph: int) -> tuple[int, int]:
        """Advance and left side bearing of a glyph, in font units (the bearing as stored)."""
        start, rows = self.tables["hmtx"][0], self._full_metrics
        if glyph < rows:
            return self._short(start + 4 * glyph), self._short(start + 4 * glyph + 2)
        bearing = self._short(start + 4 * rows + 2 * (glyph - rows))
        return self._short(start + 4 * (rows - 1)), bearing

    def outline(self, glyph: int) -> bytes:
        """The glyf entry of a glyph; empty for a blank one."""
        loca, glyf = self.tables["loca"][0], self.tables["glyf"][0]
        if self.long_offsets:
            first, last = struct.unpack_from(">2L", self.data, loca + 4 * glyph)
        else:
            first, last = (2 * v for v in struct.unpack_from(">2H", self.data, loca + 2 * glyph))
        return self.data[glyf + first : glyf + last]

    def table(self, tag: str) -> bytes:
        """The bytes of a table."""
        start, length = self.tables[tag]
        return self.data[start : start + length]

    def _find(self, cluster: str) -> int:
        if len(cluster) == 1:
            return self._nominal(ord(cluster))
        if len(cluster) == 2:
            return self._variant(ord(cluster[0]), ord(cluster[1])) or self._composed(cluster)
        return self._composed(cluster)

    def _composed(self, cluster: str) -> int:
        # Only the picture is composed; what the text says (and what is copied out) stays apart.
        whole = unicodedata.normalize("NFC", cluster)
        return self._nominal(ord(whole)) if len(whole) == 1 else 0

    def _nominal(self, code: int) -> int:
        row = bisect_right(self._starts, code) - 1
        if row < 0 or code > self._ends[row]:
            return 0
        return self._firsts[row] + code - self._starts[row]

    def _variant(self, base: int, selector: int) -> int:
        places = self._variations.get(selector)
        if places is None:
            return 0
        default, explicit = places
        if explicit:
            row = self._row(explicit, 5, base)
            if row and self._three(row) == base:
                return self._short(row + 3)
        if default:
            row = self._row(default, 4, base)
            if row and self._three(row) <= base <= self._three(row) + self.data[row + 3]:
                return self._nominal(base)
        return 0

    def _row(self, place: int, width: int, code: int) -> int:
        """The place of the last row whose character is not above ``code``; 0 when there is none."""
        count = self._long(place)
        rows = range(place + 4, place + 4 + count * width, width)
        index = bisect_right(rows, code, key=self._three) - 1
        return rows[index] if index >= 0 else 0

    def _characters(self) -> tuple["array[int]", "array[int]", "array[int]"]:
        place = self._subtable(_UNICODE_FULL)
        if not place or self._short(place) != 12:
            message = f"{self.name}: no cmap of format 12"
            raise Bug(message)
        rows = array("I")
        rows.frombytes(self.data[place + 16 : place + 16 + 12 * self._long(place + 12)])
        if byteorder == "little":
            rows.byteswap()
        return rows[0::3], rows[1::3], rows[2::3]

    def _variation_records(self) -> dict[int, tuple[int, int]]:
        place = self._subtable({_UNICODE_VARIATIONS})
        found: dict[int, tuple[int, int]] = {}
        for row in range(self._long(place + 6) if place else 0):
            at = place + 10 + 11 * row
            default, explicit = struct.unpack_from(">2L", self.data, at + 3)
            places = (default and place + default, explicit and place + explicit)
            found[self._three(at)] = places
        return found

    def _subtable(self, wanted: set[tuple[int, int]]) -> int:
        cmap = self.tables["cmap"][0]
        for row in range(self._short(cmap + 2)):
            platform, encoding, offset = struct.unpack_from(">HHL", self.data, cmap + 4 + 8 * row)
            if (platform, encoding) in wanted:
                return cmap + int(offset)
        return 0

    def _short(self, place: int) -> int:
        return self.data[place] << 8 | self.data[place + 1]

    def _three(self, place: int) -> int:
        return int.from_bytes(self.data[place : place + 3])

    def _long(self, place: int) -> int:
        return int.from_bytes(self.data[place : place + 4])

    def _signed(self, place: int, count: int) -> tuple[int, ...]:
        return struct.unpack_from(f">{count}h", self.data, place)


def _tables(data: bytes) -> dict[str, tuple[int, int]]:
    count = int.from_bytes(data[4:6])
    rows = (_TABLE.unpack_from(data, _HEADER + 16 * row) for row in range(count))
    return {tag.decode("ascii"): (start, length) for tag, start, length in rows}


@cache
def read_typeface(path: Path) -> Typeface:
    """The font of a file, read once per process."""
    return Typeface(path.stem, path.read_bytes())
