"""What a finished PDF draws, code by code, and what each glyph of its embedded fonts is made of."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise

import pypdf
from pypdf.generic import ContentStream, DictionaryObject

_MORE, _WORDS, _SCALE, _XY_SCALE, _TWO_BY_TWO = 0x20, 0x1, 0x8, 0x40, 0x80


@dataclass(slots=True)
class Font:
    """An embedded font: outlines and bearings by glyph number, and the codes drawn with it.

    ``limits`` is its table maxp.
    """

    outlines: list[bytes]
    bearings: list[int]
    limits: bytes
    told: dict[int, str]
    drawn: set[int] = field(default_factory=set)

    def is_box(self, code: int) -> bool:
        """Whether a code draws .notdef, itself, as a copy, or as a part of a composite."""
        outline = self.outlines[code]
        if code == 0 or (outline and outline == self.outlines[0]):
            return True
        return any(self.is_box(part) for part in parts(outline))


def fonts_drawn(pdf: bytes) -> list[Font]:
    """Every font of a PDF with the codes of it that its pages draw; all pages share their fonts."""
    reader = pypdf.PdfReader(BytesIO(pdf))
    fonts: dict[str, Font] = {}
    for page in reader.pages:
        named = page["/Resources"]["/Font"]
        current = ""
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator == b"Tf":
                current = operands[0]
                if current not in fonts:
                    fonts[current] = _font(named[current])
            elif operator == b"Tj":
                codes = struct.iter_unpack(">H", operands[0].original_bytes)
                fonts[current].drawn |= {code for (code,) in codes}
            else:
                assert operator not in {b"TJ", b"'", b'"'}
    return list(fonts.values())


def _font(font: DictionaryObject) -> Font:
    (descendant,) = font["/DescendantFonts"]
    described = descendant.get_object()
    assert described["/CIDToGIDMap"] == "/Identity"
    assert font["/Encoding"] == "/Identity-H"
    tables = _tables(described["/FontDescriptor"]["/FontFile2"].get_data())
    rows = struct.iter_unpack(">Hh", tables["hmtx"])
    return Font(
        outlines=list(_outlines(tables)),
        bearings=[bearing for _advance, bearing in rows],
        limits=tables["maxp"],
        told=dict(_told(font["/ToUnicode"].get_data())),
    )


def _told(cmap: bytes) -> Iterator[tuple[int, str]]:
    for row in cmap.decode("ascii").split("\n"):
        if row.startswith("<"):
            code, text = row.strip("<>").split("><")
            yield int(code, 16), bytes.fromhex(text).decode("utf-16-be")


def _tables(program: bytes) -> dict[str, bytes]:
    count = int.from_bytes(program[4:6])
    rows = (struct.unpack_from(">4s4xLL", program, 12 + 16 * row) for row in range(count))
    return {tag.decode(): program[start : start + length] for tag, start, length in rows}


def _outlines(tables: dict[str, bytes]) -> Iterator[bytes]:
    """The glyf entries of a TrueType file with a long loca table."""
    places = [place for (place,) in struct.iter_unpack(">L", tables["loca"])]
    for start, end in pairwise(places):
        yield tables["glyf"][start:end]


def parts(outline: bytes) -> Iterator[int]:
    """The glyphs a composite glyph is made of."""
    if not outline or struct.unpack_from(">h", outline)[0] >= 0:
        return
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, part = struct.unpack_from(">HH", outline, at)
        yield part
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _TWO_BY_TWO else 0
