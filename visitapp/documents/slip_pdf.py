"""The small slips, drawn on A6 and set alike on A5: what is told above, who we are below.

Rows without a value are dotted lines for the pen, at least 7 mm apart.
"""

from collections.abc import Iterator
from dataclasses import replace

from visitapp.documents import text
from visitapp.documents.addressee import addressee
from visitapp.documents.fonts import Family
from visitapp.documents.grid import Grid, fitted
from visitapp.documents.page import Command, Line, Page
from visitapp.documents.paper import Rendered, write
from visitapp.documents.papers import A6, Paper
from visitapp.documents.sender_block import sender_block
from visitapp.documents.text import Style
from visitapp.domain.slip import Slip

LEFT, ROOM, RIGHT = 9.0, 87.0, 96.0
NAME_TOP, BODY_TOP = 17.0, 26.5
FOOT, PHONE_TOP, HOURS_TOP, SENDER_TOP, SENDER_END = 105.0, 106.8, 112.4, 116.4, 127.6
NUMBER_TOP, FRAUD_TOP = 127.8, 133.3
CLOSE = 1.05
"""From line to line of a value that takes two, in sizes."""
LABEL_ROOM, POINT_ROOM, ROW, SIGNATURE = 26.0, 17.0, 7.2, 9.0

TITLE = Style(family=Family.BOLD, size=14, tracking=0.06)
NAME = Style(family=Family.BOLD, size=15, leading=1.15, tracking=0.06)
BODY = Style(family=Family.TEXT, size=10.5, leading=1.5)
ROOMY = (10.5, 1.9)
TIGHTER = ((10.5, 1.35), (10.5, 1.24), (10, 1.4), (9.5, 1.35), (9, 1.3), (8.5, 1.25))
VALUE = Style(family=Family.TEXT, size=10.5)
SMALL = Style(family=Family.TEXT, size=8)
PHONE = Style(family=Family.BOLD, size=14, tracking=0.04)
NUMBER = Style(family=Family.NUMBER, size=14, tracking=0.06)
FRAUD = Style(family=Family.TEXT, size=8, leading=1.2)


def render(slip: Slip, paper: Paper) -> Rendered:
    """A page for each copy at the paper's exact size; raises Known for no font or no room."""
    return write(pages(slip, paper), slip.title)


def pages(slip: Slip, paper: Paper = A6) -> tuple[Page, ...]:
    """The copies as draw commands; raises Known for what has no font or no room."""
    return tuple(_page(slip, copy, paper) for copy in slip.copies)


def _page(slip: Slip, copy: str, paper: Paper) -> Page:
    grid = fitted(A6, paper)
    small = grid.style(SMALL)
    commands: list[Command] = [
        text.line(slip.title, grid.style(TITLE), grid.x(LEFT), grid.y(7.5)),
        text.ending(copy or slip.dated, small, grid.x(RIGHT), grid.y(9)),
        *addressee(
            slip.note.addressee, grid.style(NAME), grid.x(LEFT), grid.y(NAME_TOP), grid.y(ROOM)
        ),
        *_told(slip, grid),
        *_foot(slip, grid),
    ]
    return Page(width=paper.width, height=paper.height, commands=tuple(commands))


def _told(slip: Slip, grid: Grid) -> list[Command]:
    """Sentences, points, rows and signatures; the sentences shrink until all is above the foot."""
    roomy = () if slip.rows else (ROOMY,)
    for size, leading in (*roomy, (BODY.size, BODY.leading), *TIGHTER):
        style = grid.style(replace(BODY, size=size, leading=leading))
        found, end = _set(slip, style, grid)
        if end <= grid.y(FOOT - 1.5):
            return found
    raise text.no_room(slip.words)


def _set(slip: Slip, style: Style, grid: Grid) -> tuple[list[Command], float]:
    """The commands in this style, and where they end."""
    found: list[Command] = []
    left, room, top = grid.x(LEFT), grid.y(ROOM), grid.y(BODY_TOP)
    for told in slip.intro:
        lines = text.wrap(told, style, room)
        found += text.lines(lines, style, left, top)
        top += len(lines) * style.pitch
    for number, (label, told) in enumerate(slip.points, start=1):
        top += grid.y(1.0)
        found.append(text.line(f"{number} {label}", replace(style, family=Family.BOLD), left, top))
        inner = grid.y(POINT_ROOM)
        lines = text.wrap(told, style, room - inner)
        found += text.lines(lines, style, left + inner, top)
        top += len(lines) * style.pitch
    for label, value in slip.rows:
        top += grid.y(ROW)
        found += _row(label, value, top, grid)
    if slip.closing:
        top += grid.y(2.2 if slip.rows else 0)
        lines = text.wrap(slip.closing, style, room)
        found += text.lines(lines, style, left, top)
        top += len(lines) * style.pitch
    for label in slip.signatures:
        top += grid.y(SIGNATURE)
        found += _row(label, "", top, grid, solid=True)
    return found, top


def _row(
    label: str, value: str, line: float, grid: Grid, *, solid: bool = False
) -> Iterator[Command]:
    """A label and its value, on two lines if it is long, above a line; without one for the pen."""
    left, start, right = grid.x(LEFT), grid.x(LEFT + LABEL_ROOM), grid.x(RIGHT)
    named = text.shrunk(label, grid.style(VALUE), start - left - 1)
    yield text.line(label, named, left, line - 1.2 - named.drop)
    dash = None if solid else (0.25, 0.25)
    yield Line(start=(start, line), end=(right, line), width=0.25, dash=dash)
    if value:
        style, parts = text.rows(value, grid.style(VALUE), right - start)
        style = replace(style, leading=CLOSE)
        top = line - 1.2 - style.drop - (len(parts) - 1) * style.pitch
        yield from text.lines(parts, style, start, top)


def _foot(slip: Slip, grid: Grid) -> Iterator[Command]:
    """Phone, sender, number and the line against fraud, as on every paper of ours (layout 0.13)."""
    note, left, right, small = slip.note, grid.x(LEFT), grid.x(RIGHT), grid.style(SMALL)
    yield Line(start=(left, grid.y(FOOT)), end=(right, grid.y(FOOT)), width=0.15)
    phone = text.line(note.phone, grid.style(PHONE), grid.x(LEFT + 9), grid.y(PHONE_TOP))
    yield text.line(note.phone_label, small, left, phone.y - small.drop)
    yield phone
    if note.hours:
        hours = text.shrunk(note.hours, small, right - phone.x)
        yield text.line(note.hours, hours, phone.x, grid.y(HOURS_TOP))
    height = grid.y(SENDER_END - SENDER_TOP)
    yield from sender_block(note, left, grid.y(SENDER_TOP), grid.y(ROOM), height)
    label = text.line(note.number_short, small, left, grid.y(NUMBER_TOP + 0.9))
    number = grid.style(NUMBER)
    yield label
    yield text.line(note.number, number, label.x + label.width + 2, label.y - number.drop)
    fraud = grid.style(FRAUD)
    advice = text.wrap(note.antifraud, fraud, grid.y(ROOM))
    yield from text.lines(advice, fraud, left, grid.y(FRAUD_TOP))
