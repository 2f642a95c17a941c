"""The envelope of a sealed letter, upright: addressee and 親展 in front, sender and date behind.

The postal code stands in the frames that are printed on every such envelope (12 mm from the top, 8
mm from the right, each 5.7 x 8 mm; JIS, as the post publishes it), so it is read by its machines.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from visitapp.documents import text, vertical, window_envelope
from visitapp.documents.breaks import SPACES
from visitapp.documents.fonts import EM_TOP, Family
from visitapp.documents.page import POINT, Command, Page
from visitapp.documents.paper import Rendered, write
from visitapp.documents.papers import NAGA3, NAGA3_WINDOW, Paper
from visitapp.documents.private_mark import RED, framed
from visitapp.documents.text import Style
from visitapp.domain.envelope import Envelope

FRAME_TOP, FRAME_RIGHT, FRAME_WIDTH, FRAME_HEIGHT = 12.0, 8.0, 5.7, 8.0
FRAME_GAPS = (1.3, 1.3, 1.9, 1.1, 1.1, 1.1)
MARGIN = 10.0

FIGURE = Style(family=Family.NUMBER, size=15)
NAME = Style(family=Family.LETTER, size=30, tracking=text.WIDEST)
COMPANY = Style(family=Family.LETTER, size=16, tracking=0.06)
ADDRESS = Style(family=Family.LETTER, size=15, tracking=0.04)
PRIVATE = Style(family=Family.LETTER, size=18, tracking=0.3)
DATED = Style(family=Family.LETTER, size=11)
SENDER = Style(family=Family.LETTER, size=12)
PERSON = Style(family=Family.LETTER, size=16, tracking=text.WIDEST)
POSTCODE = Style(family=Family.LETTER, size=10)
GOOD_NAME, LEAST_NAME, LEAST_ADDRESS = 16.0, 12.0, 10.0
"""Points: a name that would be smaller than good in one column takes two."""
PITCH = 1.5
"""From column to column of an address, in sizes."""
ADDRESS_TOP, LOWER = 29.0, 2
"""Where an address begins; each column one square lower than the one before, two at most."""
NAME_PITCH = 1.25
"""From column to column of a name that takes two, in sizes."""
PARTS = 3
"""The parts of an address with a building."""


def render(envelope: Envelope, paper: Paper) -> Rendered:
    """Front and back at the envelope's exact size; raises Known for no font or no room."""
    return write(pages(envelope, paper), envelope.private)


def pages(envelope: Envelope, paper: Paper = NAGA3) -> tuple[Page, Page]:
    """Both sides as draw commands; raises Known for what has no font or no room."""
    if paper is NAGA3_WINDOW:
        return window_envelope.pages(envelope)
    sides = (_front(envelope, paper), _back(envelope, paper))
    front, back = (
        Page(width=paper.width, height=paper.height, commands=tuple(side)) for side in sides
    )
    return front, back


def frames(paper: Paper) -> tuple[float, ...]:
    """The left edges of the seven frames."""
    found = [paper.width - FRAME_RIGHT - FRAME_WIDTH]
    for gap in reversed(FRAME_GAPS):
        found.insert(0, found[0] - gap - FRAME_WIDTH)
    return tuple(found)


def _front(envelope: Envelope, paper: Paper) -> Iterator[Command]:
    middle = FRAME_TOP + FRAME_HEIGHT / 2
    for left, figure in zip(frames(paper), envelope.postcode, strict=False):
        top = middle + (EM_TOP - 0.5) * FIGURE.size * POINT - FIGURE.drop
        yield text.centred(figure, FIGURE, left + FRAME_WIDTH / 2, top)
    style, columns = _address(envelope, paper)
    square = style.size * POINT
    x = _right_of(paper) - square / 2
    for number, told in enumerate(columns):
        top = ADDRESS_TOP + min(number, LOWER) * square
        yield from vertical.column(told, style, x - number * PITCH * square, top)
    left = x - ((len(columns) - 1) * PITCH + 0.5) * square
    yield from _addressee(envelope, paper, left)
    yield from _private(envelope.private, paper)


def _right_of(paper: Paper) -> float:
    return paper.width - MARGIN - 2


def _address(envelope: Envelope, paper: Paper) -> tuple[Style, list[str]]:
    """The columns of the address, which keep off name and company, and the type that fits."""
    beside = paper.width / 2 + max(_grown(NAME, paper).size * POINT / 2, _half(envelope, paper)) + 2
    if envelope.company:
        beside += _grown(COMPANY, paper).size * POINT + 3
    parts, style = envelope.address, _grown(ADDRESS, paper)
    while style.size >= LEAST_ADDRESS:
        square = style.size * POINT
        columns = _columns(parts, style, paper.height - MARGIN - 8 - ADDRESS_TOP - LOWER * square)
        if _right_of(paper) - (1 + (len(columns) - 1) * PITCH) * square >= beside:
            return style, columns
        style = replace(style, size=style.size - 0.5)
    raise text.no_room(" ".join(parts))


def _columns(parts: Sequence[str], style: Style, room: float) -> list[str]:
    """Street and building, else a column for each part, a long part in several."""
    street, building = (parts[:-1], parts[-1:]) if len(parts) == PARTS else (parts, ())
    for attempt in (("".join(street), *building), tuple(parts)):
        if all(vertical.extent(part, style) <= room for part in attempt):
            return list(attempt)
    return [column for part in parts for column in vertical.wrap(part, style, room)]


def _addressee(envelope: Envelope, paper: Paper, right: float) -> Iterator[Command]:
    """The name in the middle, the largest of all; a company at its right, a little higher."""
    top, end = _name_room(paper)
    style, columns = _name(envelope.name, paper)
    square, half = style.size * POINT, _half(envelope, paper)
    for number, told in enumerate(columns):
        middle = paper.width / 2 + half - (0.5 + number * NAME_PITCH) * square
        yield from vertical.column(told, style, middle, top + number * square)
    if envelope.company:
        above = top - _grown(COMPANY, paper).size * POINT
        company = _grown(COMPANY, paper)
        company = vertical.shrunk(envelope.company, company, end - above, LEAST_ADDRESS)
        inner = paper.width / 2 + half
        yield from vertical.column(envelope.company, company, (inner + right) / 2, above)


def _name_room(paper: Paper) -> tuple[float, float]:
    """Where the name begins, and how far it may reach."""
    return paper.height * 0.22, paper.height * 0.86


def _half(envelope: Envelope, paper: Paper) -> float:
    """From the middle of the name to its edge."""
    style, columns = _name(envelope.name, paper)
    return (1 + (len(columns) - 1) * NAME_PITCH) * style.size * POINT / 2


def _name(name: str, paper: Paper) -> tuple[Style, list[str]]:
    """The name in one column; one that would be too small there in two, the second lower."""
    top, end = _name_room(paper)
    style = vertical.fitting(name, _grown(NAME, paper), end - top, GOOD_NAME)
    if style:
        return style, [name]
    style = replace(NAME, size=GOOD_NAME)
    while (parts := _in_two(name, style, end - top - style.size * POINT)) is None:
        style = replace(style, size=style.size - 0.5)
        if style.size < LEAST_NAME:
            raise text.no_room(name)
    return style, parts


def _in_two(name: str, style: Style, room: float) -> list[str] | None:
    """Parted at a space where that does, else where a line may break; never before 様."""
    plain, _, honorific = name.rpartition(" ")
    at_spaces = [[name[: at.start()], name[at.end() :]] for at in re.finditer(r"\s", plain)]
    halves = min(at_spaces, key=lambda parts: _longer(parts, style), default=[name])
    if _longer(halves, style) <= room:
        return halves
    behind = vertical.extent(f"\u3000 {honorific}", style)
    first, *rest = vertical.wrap(plain, style, room - behind)
    return [first, f"{rest[0]} {honorific}"] if len(rest) == 1 else None


def _longer(parts: Sequence[str], style: Style) -> float:
    return max(vertical.extent(part, style) for part in parts)


def _private(told: str, paper: Paper) -> Iterator[Command]:
    """親展 in a frame at the lower left, beside the name's end."""
    style = _grown(PRIVATE, paper)
    height, square = vertical.extent(told, style), style.size * POINT
    middle, top = paper.width * 0.22, paper.height * 0.8 - height
    for command in vertical.column(told, style, middle, top):
        yield replace(command, colour=RED)
    x, y = square * 0.5 + 1.8, 2.2
    yield from framed(middle - x, top - y, middle + x, top + height + y)


def _back(envelope: Envelope, paper: Paper) -> Iterator[Command]:
    """Address right of the seam, names left of it, the date above at the left."""
    bottom, seam = paper.height - MARGIN - 14, paper.width / 2
    dated, sender = _grown(DATED, paper), _grown(SENDER, paper)
    yield from vertical.column(envelope.dated, dated, paper.width * 0.22, paper.height * 0.26)
    top, square = paper.height * 0.4, sender.size * POINT
    columns = _before_building(envelope.sender_address, sender, bottom - top - square)
    columns = columns or vertical.wrap(envelope.sender_address, sender, bottom - top)
    first = seam + 5 + square * (0.5 + PITCH * (len(columns) - 1))
    if first + square > paper.width - MARGIN:
        raise text.no_room(envelope.sender_address)
    for number, told in enumerate(columns):
        middle = first - number * PITCH * square
        yield from vertical.column(told, sender, middle, top + number * square)
    if envelope.sender_postcode and columns:
        centre = (first + seam + 5 + square * 0.5) / 2
        yield text.centred(envelope.sender_postcode, POSTCODE, centre, top - 3 - POSTCODE.pitch)
    yield from _names(envelope, paper, seam - 5, bottom)


def _before_building(told: str, style: Style, room: float) -> list[str]:
    """An address too long for one column parted at its last space that does; else none."""
    for place in [n for n, letter in enumerate(told) if letter in SPACES][::-1]:
        columns = [told[:place].rstrip(), told[place:].lstrip()]
        if all(vertical.extent(one, style) <= room for one in columns):
            return columns if vertical.extent(told, style) > room + style.size * POINT else []
    return []


def _names(envelope: Envelope, paper: Paper, right: float, bottom: float) -> Iterator[Command]:
    top = paper.height * 0.4
    for told in (envelope.sender_company, envelope.sender_person):
        if told:
            style = vertical.shrunk(told, _grown(PERSON, paper), bottom - top)
            middle = right - style.size * POINT / 2
            yield from vertical.ending(told, style, middle, bottom)
            right = middle - style.size * POINT


def _grown(style: Style, paper: Paper) -> Style:
    """The style of 長形3号 in this envelope's size, in half points."""
    factor = paper.height / NAGA3.height
    return replace(style, size=round(2 * style.size * factor) / 2)
