"""The faces of our papers and how a PDF carries them.

reportlab writes text through whatever ``pdfmetrics`` calls a dynamic font. Ours (``PaperFont``)
takes the place of reportlab's TTFont for three reasons, all measured (background/japan.md 6.3):
TTFont draws a box for every variation selector, writes a wrong ToUnicode entry for characters
above U+FFFF, and reads a font in 80 ms. Here one *cluster* (a character with its selector or mark)
is one code, its ToUnicode entry is the cluster itself in UTF-16BE, and no private-use character is
borrowed, so that real ones in a text cannot be taken for ours.

Text that runs down a page is a line on its side in a font of its own, whose glyphs (the vertical
forms: 、「ー) are laid so that they stand on paper. So a column is to every reader of PDFs a
line like others, and a name is copied out in one piece; the writing mode V, made for columns, is
taken apart character by character by some (docs/PAPER.md).
"""

import hashlib
from enum import Enum
from functools import cache
from threading import Lock
from types import SimpleNamespace
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObjectReference,
    PDFStream,
    PDFZCompress,
)

from visitapp import assets
from visitapp.documents.subset import Composed, Laid, Wanted, subset
from visitapp.documents.typeface import Typeface, read_typeface
from visitapp.documents.vertical_forms import Way, fall, form, narrowed

_SYMBOLIC = 4
_REGISTERING = Lock()
_BLOCK = 100  # entries per bfchar block (Adobe Technical Note 5411)
EM_TOP = 0.88
"""The top of a character's square above the baseline, in em: the same in all our faces."""


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


class _Used:
    """Which clusters one document has used of one font; code n stands for ``clusters[n]``."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.codes: dict[str, int] = {"": 0}


class PaperFont:
    """A font as reportlab's canvas wants it; two-byte codes, one PDF font per document.

    ``way`` is how its text lies: a font of its own for what stands in a column, and another for
    what shares one square there, where each text is one code.
    """

    _dynamicFont = True  # noqa: N815
    _multiByte = False  # noqa: N815
    shapable = False

    def __init__(self, family: Family, way: Way = Way.LIES) -> None:
        self.fontName = family.value if way is Way.LIES else f"{family.value}-{way.value}"
        self._face = typeface(family)
        # reportlab takes fonts whose faces share a name for the same font
        self.face = SimpleNamespace(name=self.fontName)
        self._way = way
        self._used: WeakKeyDictionary[PDFDocument, _Used] = WeakKeyDictionary()

    def stringWidth(self, text: str, size: float, encoding: str = "") -> float:  # noqa: N802
        """The width of a text in points (reportlab moves its pen by it)."""
        return self._face.width(text) * size

    def splitString(self, text: str, document: PDFDocument) -> list[tuple[int, bytes]]:  # noqa: N802
        """The codes of a text that this font has every glyph of (reportlab's name for it)."""
        codes = self._of(document).codes
        pieces = [text] if self._way is Way.ACROSS else self._face.pieces(text)
        return [(0, b"".join(codes.setdefault(p, len(codes)).to_bytes(2) for p in pieces))]

    def getSubsetInternalName(self, _subset: int, document: PDFDocument) -> str:  # noqa: N802
        """The font's name inside the page's resources."""
        return f"/{self._of(document).name}"

    def addObjects(self, document: PDFDocument) -> None:  # noqa: N802
        """Write the font's objects when the document is closed (reportlab calls this)."""
        used = self._used.pop(document)
        parts = list(used.codes)
        tag = _tag(parts)
        name = PDFName(f"{tag}+{self.fontName}")
        document.idToObject["BasicFonts"].dict[used.name] = PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": name,
                "Encoding": "/Identity-H",
                "DescendantFonts": PDFArray([self._descendant(document, name, parts)]),
                "ToUnicode": document.Reference(_stream(to_unicode(parts)), f"unicode:{tag}"),
            }
        )

    def _descendant(
        self, document: PDFDocument, name: object, parts: list[str]
    ) -> PDFObjectReference:
        face = self._face
        glyphs = [self._glyph(part) if part else 0 for part in parts]
        widths = [round(1000 * self._advance(glyph)) for glyph in glyphs]
        program = _stream(subset(face, glyphs))
        descriptor = PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": name,
                "Flags": _SYMBOLIC,
                "FontBBox": PDFArray(face.box),
                "ItalicAngle": 0,
                "Ascent": round(1000 * face.ascent),
                "Descent": round(1000 * face.descent),
                "CapHeight": round(1000 * face.ascent),
                "StemV": 80,
                "FontFile2": document.Reference(program, f"program:{self.fontName}"),
            }
        )
        system = PDFDictionary({"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0})
        font = PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": name,
                "CIDSystemInfo": system,
                "CIDToGIDMap": "/Identity",
                "FontDescriptor": document.Reference(descriptor, f"descriptor:{self.fontName}"),
                "DW": 1000,
                "W": PDFArray([0, PDFArray(widths)]),
            }
        )
        return document.Reference(font, f"descendant:{self.fontName}")

    def _advance(self, glyph: Wanted) -> float:
        if isinstance(glyph, Composed):
            return glyph.advance / self._face.units
        return self._face.advance(glyph)

    def _glyph(self, piece: str) -> Wanted:
        face = self._face
        match self._way:
            case Way.LIES:
                return face.glyph(piece)
            case Way.STANDS:
                return upright(face, [form(face, piece)], fall(face, piece))
            case Way.ACROSS:
                glyphs = [face.glyph(part) for part in face.pieces(piece)]
                return upright(face, glyphs, 1.0, narrowed(face.width(piece)))

    def _of(self, document: PDFDocument) -> _Used:
        used = self._used.get(document)
        if used is None:
            used = self._used[document] = _Used(f"F{len(document.delayedFonts) + 1}")
            document.delayedFonts.append(self)
        return used


def upright(face: Typeface, glyphs: list[int], fall: float, scale: float = 1.0) -> Composed:
    """One glyph for a line on its side: others, side by side, in the middle of a square.

    ``fall`` is its height on paper in em.
    """
    foot = EM_TOP - 0.5
    beside = -sum(map(face.advance, glyphs)) / 2
    parts: list[Laid] = []
    for glyph in glyphs:
        along, up = 0.5 + scale * foot, foot + scale * beside
        parts.append(Laid(glyph, round(along * face.units), round(up * face.units), scale))
        beside += face.advance(glyph)
    return Composed(tuple(parts), round(fall * face.units))


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


def _stream(content: bytes) -> PDFStream:
    stream = PDFStream(content=content, filters=[PDFZCompress])
    stream.dictionary["Length1"] = len(content)
    return stream


def paper_font(family: Family, way: Way = Way.LIES) -> str:
    """The name under which reportlab knows a family, registered once, whichever thread is first."""
    with _REGISTERING:
        return _registered(family, way)


@cache
def _registered(family: Family, way: Way) -> str:
    font = PaperFont(family, way)
    pdfmetrics.registerFont(font)
    return font.fontName
