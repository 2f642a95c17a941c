"""The floor of P1 and P2: the same note written by hand, without layout, checks or reportlab.

    python -m tests.bench.floor_note COMMANDS.json OUT.pdf

Texts come with their places from COMMANDS.json; the code is made anew and the fonts are cut to
what is used, because no note can do without.
"""

import json
import sys
import zlib
from pathlib import Path
from typing import Any

import segno

from visitapp.assets import path
from visitapp.documents.subset import subset
from visitapp.documents.typeface import Typeface, read_typeface

POINT = 25.4 / 72


def pdf(asked: dict[str, Any]) -> bytes:
    """The note of ``{"code": …, "box": [x, y, module], "pages": [[text, …], …], "size": [w, h]}``.

    A text is ``[x, y, size, tracking, [[family, characters], …]]`` in mm and points.
    """
    objects: list[bytes] = [b"", b""]
    codes: dict[str, dict[str, int]] = {}
    high = asked["size"][1]
    contents = [
        "\n".join(_text(text, high, codes) for text in texts)
        + (_code(asked, high) if number == 0 else "")
        for number, texts in enumerate(asked["pages"])
    ]
    fonts = {name: _font(objects, name, used) for name, used in codes.items()}
    named = " ".join(f"/{_short(name)} {place} 0 R" for name, place in fonts.items())
    box = f"[0 0 {asked['size'][0] / POINT:.2f} {high / POINT:.2f}]"
    kids = []
    for content in contents:
        stream = _add(objects, _stream(content.encode("latin-1")))
        page = (
            f"<</Type/Page/Parent 2 0 R/MediaBox {box}/Contents {stream} 0 R"
            f"/Resources<</Font<<{named}>>>>>>"
        )
        kids.append(f"{_add(objects, page.encode())} 0 R")
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    return _file(objects)


def _text(text: list[Any], high: float, codes: dict[str, dict[str, int]]) -> str:
    x, y, size, tracking, runs = text
    parts = [f"BT {tracking * size:.3f} Tc {x / POINT:.3f} {(high - y) / POINT:.3f} Td"]
    for family, characters in runs:
        known = codes.setdefault(family, {})
        hexes = "".join(f"{known.setdefault(c, len(known) + 1):04X}" for c in characters)
        parts.append(f"/{_short(family)} {size:g} Tf <{hexes}> Tj")
    return " ".join([*parts, "ET"])


def _short(family: str) -> str:
    return family.replace("-", "")


def _code(asked: dict[str, Any], high: float) -> str:
    x, y, module = (value / POINT for value in asked["box"])
    cells = segno.make_qr(asked["code"], error="q", boost_error=False).matrix
    bars = []
    for row, line in enumerate(cells):
        column = 0
        while column < len(line):
            end = column
            while end < len(line) and line[end]:
                end += 1
            if end > column:
                bars.append(f"{column} {row} {end - column} 1 re")
            column = end + 1
    place = f"q {module:.4f} 0 0 {-module:.4f} {x:.3f} {high / POINT - y:.3f} cm"
    return f"\n{place} {' '.join(bars)} f Q"


def _font(objects: list[bytes], name: str, used: dict[str, int]) -> int:
    face = read_typeface(path("fonts", f"{name}.ttf"))
    glyphs = [0, *(face.glyph(character) for character in used)]
    program = _add(objects, _stream(subset(face, glyphs)))
    rows = "\n".join(f"<{n:04X}><{c.encode('utf-16-be').hex()}>" for c, n in used.items())
    cmap = (
        "begincmap 1 begincodespacerange <0000><FFFF> endcodespacerange"
        f" {len(used)} beginbfchar\n{rows}\nendbfchar endcmap"
    )
    unicode = _add(objects, _stream(cmap.encode()))
    descriptor = _add(objects, _descriptor(face, name, program).encode())
    widths = " ".join(str(round(1000 * face.advance(glyph))) for glyph in glyphs)
    below = (
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDToGIDMap/Identity/DW 1000"
        f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/FontDescriptor {descriptor} 0 R/W[0[{widths}]]>>"
    )
    child = _add(objects, below.encode())
    above = (
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
        f"/DescendantFonts[{child} 0 R]/ToUnicode {unicode} 0 R>>"
    )
    return _add(objects, above.encode())


def _descriptor(face: Typeface, name: str, program: int) -> str:
    return (
        f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox{list(face.box)}/ItalicAngle 0"
        f"/Ascent {1000 * face.ascent:.0f}/Descent {1000 * face.descent:.0f}/CapHeight 800"
        f"/StemV 80/FontFile2 {program} 0 R>>"
    ).replace(",", "")


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    head = f"<</Filter/FlateDecode/Length {len(packed)}/Length1 {len(content)}>>stream\n"
    return head.encode() + packed + b"\nendstream"


def _add(objects: list[bytes], content: bytes) -> int:
    objects.append(content)
    return len(objects)


def _file(objects: list[bytes]) -> bytes:
    parts, places, at = [b"%PDF-1.6\n"], [], 9
    for number, content in enumerate(objects, 1):
        places.append(at)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        at += len(parts[-1])
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, rows))
    parts.append(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, at))
    return b"".join(parts)


if __name__ == "__main__":
    wanted = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    Path(sys.argv[2]).write_bytes(pdf(wanted))
