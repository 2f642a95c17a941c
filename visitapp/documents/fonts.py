"""The faces of our papers and how a PDF carries them.

One *cluster* (a character with its selector or mark) is one code, its ToUnicode entry is the
cluster itself in UTF-16BE, and no private-use character is borrowed, so that real ones in a text
cannot be taken for ours. reportlab's TTFont draws a box for every variation selector and writes a
wrong ToUnicode entry for characters above U+FFFF (background/japan.md 6.3).
"""

import hashlib
from enum import Enum
from functools import cache

from visitapp import assets
from visitapp.documents.pdf import Objects
from visitapp.documents.subset import subset
from visitapp.documents.typeface import Typeface, read_typeface

_SYMBOLIC = 4
_BLOCK = 100  # entries per bfchar block (Adobe Technical Note 5411)


class Family(Enum):
    """What a line is set in: text and bold text, even figures for numbers, a letter's face."""

    TEXT = "BIZUDPGothic-Regular"
    BOLD = "BIZUDPGothic-Bold"
    NUMBER = "BIZUDGothic-Bold"
    LETTER = "BIZUDPMincho-Regular"
    FALLBACK = "NotoSansJP-Regular"


@cache
def typeface(family: Family) -> Typeface:
    """The font of a family, read once."""
    return read_typeface(assets.path("fonts", f"{family.value}.ttf"))


class PaperFont:
    """A family in one document: two-byte codes for the clusters used, one PDF font."""

    def __init__(self, family: Family, name: str) -> None:
        self.family, self.name = family, name
        self.face = typeface(family)
        self._codes: dict[str, int] = {"": 0}

    def coded(self, text: str) -> str:
        """A text that this font has every glyph of, as the hexadecimal string of its codes."""
        codes = self._codes
        return "".join(f"{codes.setdefault(p, len(codes)):04X}" for p in self.face.pieces(text))

    def add_to(self, objects: Objects) -> int:
        """The font's object with all that hangs on it, once every text has been coded."""
        face, parts = self.face, list(self._codes)
        glyphs = [face.glyph(part) if part else 0 for part in parts]
        name = f"/{_tag(parts)}+{self.family.value}"
        program = objects.add_stream(subset(face, glyphs))
        descriptor = objects.add(
            f"<</Type/FontDescriptor/FontName{name}/Flags {_SYMBOLIC}"
            f"/FontBBox[{' '.join(map(str, face.box))}]/ItalicAngle 0"
            f"/Ascent {round(1000 * face.ascent)}/Descent {round(1000 * face.descent)}"
            f"/CapHeight {round(1000 * face.ascent)}/StemV 80/FontFile2 {program} 0 R>>"
        )
        widths = " ".join(str(round(1000 * face.advance(glyph))) for glyph in glyphs)
        descendant = objects.add(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont{name}/CIDToGIDMap/Identity/DW 1000"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {descriptor} 0 R/W[0[{widths}]]>>"
        )
        unicode = objects.add_stream(to_unicode(parts))
        return objects.add(
            f"<</Type/Font/Subtype/Type0/BaseFont{name}/Encoding/Identity-H"
            f"/DescendantFonts[{descendant} 0 R]/ToUnicode {unicode} 0 R>>"
        )


def to_unicode(parts: list[str]) -> bytes:
    """The CMap that gives back the characters of each code; code 0 (.notdef) is never used."""
    rows = [f"<{code:04X}><{part.encode('utf-16-be').hex()}>" for code, part in enumerate(parts)]
    blocks = [rows[at : at + _BLOCK] for at in range(1, len(rows), _BLOCK)]
    body = "".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar\n" for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <0000><FFFF> endcodespacerange\n{body}endcmap end end"
    ).encode("ascii")


def _tag(parts: list[str]) -> str:
    """Six letters that differ when the subset differs (ISO 32000-1, 9.6.4)."""
    digest = hashlib.sha256("\0".join(parts).encode()).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])
