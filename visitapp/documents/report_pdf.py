"""The report of a visit on A4: tables that flow over pages, photos two in a row.

A report must come into being whatever a record holds: a character that no font has, or that must
not be on paper, is told by its code instead of refused.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import pairwise

from PIL import Image

from visitapp.documents import text
from visitapp.documents.fonts import Family
from visitapp.documents.page import Command, Line, Page, Picture
from visitapp.documents.paper import Rendered, write
from visitapp.documents.papers import A4
from visitapp.documents.text import Style
from visitapp.domain.report import Report, Row, Section, Shot

LEFT, TOP, ROOM = 18.0, 18.0, 174.0
BOTTOM, FOOT = 277.0, 284.0
INDENT = 30.0
GREY = 0x767676
HAIRLINE = 0.2
PHOTO_ROOM, PHOTO_HEIGHT, BETWEEN = 84.0, 63.0, 6.0
PIXELS = 1000
QUALITY = 80
LARGEST = 64_000_000  # pixels of a picture that is opened for the report
ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# what Pillow says of a damaged picture or of its EXIF
DAMAGED = (
    OSError,
    ValueError,
    SyntaxError,
    LookupError,
    TypeError,
    ArithmeticError,
    struct.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)

TITLE = Style(family=Family.BOLD, size=18)
HEADING = Style(family=Family.BOLD, size=12, leading=1.6)
BODY = Style(family=Family.TEXT, size=9.5, leading=1.5)
SMALL = Style(family=Family.TEXT, size=8, leading=1.4)


@dataclass(frozen=True, slots=True)
class Reduced:
    """A small JPEG copy and its size in pixels."""

    jpeg: bytes
    width: int
    height: int


@dataclass(slots=True)
class Flow:
    """Pages being filled from the top; ``y`` is where the next block begins."""

    pages: list[list[Command]] = field(default_factory=lambda: [[]])
    y: float = TOP

    def room_for(self, height: float) -> float:
        """The top of a block of ``height`` mm: here, or on a new page."""
        if self.y + height > BOTTOM and self.pages[-1]:
            self.turn()
        top, self.y = self.y, self.y + height
        return top

    def turn(self) -> None:
        """To a new page."""
        self.pages.append([])
        self.y = TOP

    def draw(self, *commands: Command) -> None:
        """Onto the last page."""
        self.pages[-1].extend(commands)


def render(report: Report) -> Rendered:
    """The report as a PDF; the same bytes for the same report."""
    flow = Flow()
    _lines(flow, [report.title], TITLE, LEFT)
    flow.y += 2
    for told in report.subtitle:
        _lines(flow, _wrapped(told, SMALL, ROOM), SMALL, LEFT)
    for section in report.sections:
        _section(flow, section)
    return write(list(_pages(flow, report)), report.title)


def _wrapped(told: str, style: Style, room: float) -> list[str]:
    plain = text.shown(" ".join(told.split("\n")), style)
    return text.wrap(plain, style, room) or [""]


def _lines(flow: Flow, lines: Sequence[str], style: Style, left: float) -> None:
    for told in lines:
        top = flow.room_for(style.pitch)
        if told:
            flow.draw(text.line(text.shown(told, style), style, left, top))


def _section(flow: Flow, section: Section) -> None:
    style = SMALL if section.small else BODY
    if section.new_page:
        flow.turn()
    flow.y += 4
    lines = bool(section.sentences or section.rows)
    first = 2 * style.pitch if lines or not section.shots else PHOTO_HEIGHT + 6 * SMALL.pitch
    top = flow.room_for(HEADING.pitch + first)  # no heading stands alone below a page
    flow.y = top + HEADING.pitch + 1.5
    flow.draw(text.line(section.heading, HEADING, LEFT, top))
    rule = top + HEADING.pitch
    flow.draw(Line(start=(LEFT, rule), end=(LEFT + ROOM, rule), width=HAIRLINE, colour=GREY))
    for told in section.sentences:
        _lines(flow, _wrapped(told, style, ROOM), style, LEFT)
    for row in section.rows:
        _row(flow, row, style)
    for pair in _pairs(section.shots):
        _shots(flow, pair)


def _row(flow: Flow, row: Row, style: Style) -> None:
    told = _wrapped(row.text, style, ROOM - INDENT)
    left = _wrapped(row.left, style, INDENT - 2)
    count = max(len(told), len(left))
    first = flow.room_for(count * style.pitch if count < 8 else style.pitch)
    flow.y = first
    for place in range(count):
        top = flow.room_for(style.pitch)
        if place < len(left):
            flow.draw(text.line(left[place], style, LEFT, top))
        if place < len(told) and told[place]:
            line = text.line(told[place], style, LEFT + INDENT, top)
            flow.draw(line)
            if row.struck:
                flow.draw(_strike(line.x, top + style.pitch / 2, line.width))


def _strike(x: float, y: float, width: float) -> Line:
    return Line(start=(x, y), end=(x + width, y), width=HAIRLINE)


def _pairs(shots: Sequence[Shot]) -> Iterator[Sequence[Shot]]:
    for k in range(0, len(shots), 2):
        yield shots[k : k + 2]


def _shots(flow: Flow, pair: Sequence[Shot]) -> None:
    captions = [
        [part for told in shot.lines for part in _wrapped(told, SMALL, PHOTO_ROOM)] for shot in pair
    ]
    height = PHOTO_HEIGHT + 1.5 + max(len(c) for c in captions) * SMALL.pitch + 3
    top = flow.room_for(height)
    for place, (shot, caption) in enumerate(zip(pair, captions, strict=True)):
        left = LEFT + place * (PHOTO_ROOM + BETWEEN)
        flow.draw(*_picture(shot, left, top))
        flow.draw(*text.lines(caption, SMALL, left, top + PHOTO_HEIGHT + 1.5))


def _picture(shot: Shot, left: float, top: float) -> Iterator[Command]:
    """The photo within its box, or an empty box."""
    right, bottom = left + PHOTO_ROOM, top + PHOTO_HEIGHT
    small = reduced(shot.jpeg)
    if small is None:
        corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        for start, end in pairwise(corners):
            yield Line(start=start, end=end, width=HAIRLINE, colour=GREY)
        return
    scale = min(PHOTO_ROOM / small.width, PHOTO_HEIGHT / small.height)
    width, height = small.width * scale, small.height * scale
    yield Picture(x=left, y=top, width=width, height=height, jpeg=small.jpeg)


def reduced(jpeg: bytes) -> Reduced | None:
    """A copy of at most ``PIXELS`` on its longer side, upright, without metadata (V-09).

    None when there is no picture, a damaged one, or one too large to be opened here.
    """
    out = BytesIO()
    try:
        with Image.open(BytesIO(jpeg), formats=["JPEG"]) as image:
            if image.width * image.height > LARGEST:
                return None
            turn = TURNS.get(image.getexif().get(ORIENTATION, 1))
            image.thumbnail((PIXELS, PIXELS))
            upright = image if turn is None else image.transpose(turn)
            upright.convert("RGB").save(out, "JPEG", quality=QUALITY)
            return Reduced(jpeg=out.getvalue(), width=upright.width, height=upright.height)
    except DAMAGED:
        return None


def _pages(flow: Flow, report: Report) -> Iterator[Page]:
    style = replace(SMALL, leading=1.0)
    for number, commands in enumerate(flow.pages, 1):
        told = report.page.format(page=number, pages=len(flow.pages))
        foot = text.ending(text.shown(told, style), style, LEFT + ROOM, FOOT)
        yield Page(width=A4.width, height=A4.height, commands=(*commands, foot))
