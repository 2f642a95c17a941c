"""Pages of draw commands into one PDF: exact size, fonts embedded, the same bytes each time."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from visitapp.documents.fonts import Family, PaperFont
from visitapp.documents.page import POINT, Command, Line, Page, Squares, Text
from visitapp.documents.pdf import Objects, number, text_string

_FILL, _FILL_AND_STROKE = 0, 2
_HEAVY = 0.028
"""Stroke of a fallback glyph among bold ones, in em: brings Noto's stems to BIZ UD Bold's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A finished PDF; ``sha256`` of its bytes goes into the visit's log."""

    pdf: bytes
    size_mm: tuple[float, float]
    sha256: str


def write(pages: Sequence[Page], title: str, *, short_edge: bool = False) -> Rendered:
    """The PDF of the pages: no viewer scaling, no dates, no names in its data (layout 0.8).

    ``short_edge`` asks two-sided printers to turn the sheet over its short edge (layout 1b).
    """
    fonts: dict[Family, PaperFont] = {}
    drawn = [_drawn(page, fonts) for page in pages]
    objects = Objects()
    tree = objects.reserve()
    named = " ".join(f"/{font.name} {font.add_to(objects)} 0 R" for font in fonts.values())
    kids = [
        _page(objects, tree, page, stream, named) for page, stream in zip(pages, drawn, strict=True)
    ]
    objects.put(tree, f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>")
    duplex = "/Duplex/DuplexFlipShortEdge" if short_edge else ""
    root = objects.add(
        f"<</Type/Catalog/Pages {tree} 0 R/Lang(ja)"
        f"/ViewerPreferences<</PrintScaling/None{duplex}>>>>"
    )
    info = objects.add(f"<</Creator(visitapp)/Title{text_string(title)}>>")
    pdf = objects.file(root, info)
    return Rendered(
        pdf=pdf,
        size_mm=(pages[0].width, pages[0].height),
        sha256=hashlib.sha256(pdf).hexdigest(),
    )


def _page(objects: Objects, tree: int, page: Page, stream: str, fonts: str) -> str:
    """The reference of a page with its drawing."""
    content = objects.add_stream(stream.encode("ascii"))
    box = f"[0 0 {number(page.width / POINT)} {number(page.height / POINT)}]"
    made = objects.add(
        f"<</Type/Page/Parent {tree} 0 R/MediaBox{box}/Contents {content} 0 R"
        f"/Resources<</Font<<{fonts}>>>>>>"
    )
    return f"{made} 0 R"


def _drawn(page: Page, fonts: dict[Family, PaperFont]) -> str:
    """The operators of a page; fonts it needs are added to those of the document."""
    return "\n".join(_draw(page.height, command, fonts) for command in page.commands)


def _draw(height: float, command: Command, fonts: dict[Family, PaperFont]) -> str:
    match command:
        case Text():
            return _text(height, command, fonts)
        case Line():
            return _line(height, command)
        case Squares():
            return _squares(height, command)


def _text(height: float, text: Text, fonts: dict[Family, PaperFont]) -> str:
    place = f"{number(text.x / POINT)} {number((height - text.y) / POINT)} Td"
    parts = ["BT", place, f"{number(text.tracking * text.size)} Tc"]
    for run in text.runs:
        if run.family not in fonts:
            fonts[run.family] = PaperFont(run.family, f"F{len(fonts) + 1}")
        font = fonts[run.family]
        parts.append(f"/{font.name} {number(text.size)} Tf")
        shown = f"<{font.coded(run.text)}> Tj"
        if run.heavy:
            width = number(_HEAVY * text.size)
            shown = f"0 G {width} w [] 0 d {_FILL_AND_STROKE} Tr {shown} {_FILL} Tr"
        parts.append(shown)
    return " ".join([*parts, "ET"])


def _line(height: float, line: Line) -> str:
    dash = " ".join(number(length / POINT) for length in line.dash or ())
    colour = " ".join(number(part / 255) for part in line.colour.to_bytes(3))
    (x0, y0), (x1, y1) = (_up(height, end) for end in (line.start, line.end))
    return (
        f"{number(line.width / POINT)} w [{dash}] 0 d {colour} RG"
        f" {number(x0)} {number(y0)} m {number(x1)} {number(y1)} l S"
    )


def _up(height: float, place: tuple[float, float]) -> tuple[float, float]:
    """A place in points from the lower left corner."""
    return place[0] / POINT, (height - place[1]) / POINT


def _squares(height: float, squares: Squares) -> str:
    # In a frame whose unit is the module: whole numbers, short to write and exact to the dot.
    module = squares.module / POINT
    left, top = _up(height, (squares.x, squares.y))
    bars = " ".join(f"{column} {row} {length} 1 re" for column, row, length in squares.bars)
    return f"q {module:.5f} 0 0 {-module:.5f} {number(left)} {number(top)} cm {bars} f Q"
