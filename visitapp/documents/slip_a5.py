"""The open slip on A5, folded at 105, with a card to tear off (layout 2); B5 is set alike.

In large type (14 pt) the card goes and the next contact moves below the fold.
"""

from collections.abc import Iterator
from dataclasses import replace

from visitapp.documents import card_slip, text
from visitapp.documents.addressee import addressee
from visitapp.documents.fonts import Family, typeface
from visitapp.documents.grid import Grid, fitted
from visitapp.documents.outer_face import fold_marks, outer_face
from visitapp.documents.page import POINT, Command, Line, Page, Text
from visitapp.documents.papers import A5, Paper
from visitapp.documents.qr import square
from visitapp.documents.remark import RemarkPlace, Ruled, remark
from visitapp.documents.sender_block import sender_block
from visitapp.documents.text import Style
from visitapp.domain.card import Card
from visitapp.domain.note import Note

LEFT, ROOM = 12.0, 124.0
BODY_TOP, BODY_END = 37.5, 69.0
ROW_TOP, ROW_HEIGHT, ROW_LABEL = 70.0, 10.0, 38.0
CONTACT_TOP, CONTACT_END = 83.5, 102.0

TITLE = Style(family=Family.BOLD, size=18, leading=1.2, tracking=0.06)
NAME = Style(family=Family.BOLD, size=17, leading=1.15, tracking=0.06)
BODY = Style(family=Family.TEXT, size=12, leading=1.7)
CONTACT = Style(family=Family.TEXT, size=11, leading=1.65)
TIGHTER = (1.5, 1.35, 1.24)
EXTRA = Style(family=Family.TEXT, size=9)
LABEL = Style(family=Family.TEXT, size=10.5)
VALUE = Style(family=Family.BOLD, size=12)
PHONE = Style(family=Family.BOLD, size=18, tracking=0.04)
SIDE = Style(family=Family.TEXT, size=9, leading=1.4)
SMALLER_SIDE = Style(family=Family.TEXT, size=8, leading=1.3)
SIDE_TOP, SIDE_END = 118.6, 130.0
SMALL = Style(family=Family.TEXT, size=8, leading=1.4)
REMARK = Style(family=Family.TEXT, size=10.5)
NUMBER = Style(family=Family.NUMBER, size=15, tracking=0.06)
ANTIFRAUD = Style(family=Family.TEXT, size=8, leading=1.24)


def pages(note: Note, paper: Paper = A5, card: Card | None = None) -> tuple[Page, Page]:
    """Both sides; without ``card`` its corner holds the sender instead.

    Raises Known for a character that no font has and for a text that does not fit its place.
    """
    grid = fitted(A5, paper)
    commands: list[Command] = [
        text.line(note.title, grid.style(TITLE), grid.x(LEFT), grid.y(12)),
        *addressee(note.addressee, grid.style(NAME), grid.x(LEFT), grid.y(25), grid.y(ROOM)),
        *_told(note.body[:-1], BODY, grid, BODY_TOP, BODY_END),
        *_promise(note, grid),
        *_told(note.body[-1:], CONTACT, grid, CONTACT_TOP, CONTACT_END),
        *fold_marks(paper),
        *_wish(note, grid),
        *_phone(note, grid),
        *remark(note, _remark_place(grid)),
        *_number(note, grid),
        *_corner(note, grid, card),
    ]
    inside = Page(width=paper.width, height=paper.height, commands=tuple(commands))
    return inside, outer_face(note, paper)


def _told(
    paragraphs: tuple[str, ...], drawn: Style, grid: Grid, top: float, end: float
) -> tuple[Text, ...]:
    """Paragraphs between two heights: the lines draw closer first, then the type shrinks."""
    for style in _styles(grid.style(drawn)):
        lines = [part for told in paragraphs for part in text.paragraph(told, style, grid.y(ROOM))]
        if grid.y(top) + (len(lines) - 1) * style.pitch + _depth(style) <= grid.y(end):
            return text.lines(lines, style, grid.x(LEFT), grid.y(top))
    raise text.no_room("".join(paragraphs))


def _depth(style: Style) -> float:
    """Millimetres from the top of a line's box to the lowest point of its letters."""
    below: float = -typeface(style.family).descent
    return style.drop + below * style.size * POINT


def _styles(style: Style) -> Iterator[Style]:
    yield style
    for leading in TIGHTER:
        yield replace(style, leading=leading)
    while style.size > text.SMALLEST:
        style = replace(style, size=max(style.size - 0.5, text.SMALLEST), leading=TIGHTER[-1])
        yield style


def _promise(note: Note, grid: Grid) -> Iterator[Command]:
    """The one row a paper may have: the promised date and time between two rules (layout 0.1)."""
    left, right = grid.x(LEFT), grid.x(LEFT + ROOM)
    for y in (grid.y(ROW_TOP), grid.y(ROW_TOP + ROW_HEIGHT)):
        yield Line(start=(left, y), end=(right, y), width=0.15)
    label, value = note.promised
    middle = grid.y(ROW_TOP + ROW_HEIGHT / 2)
    for told, drawn, x in ((label, LABEL, LEFT + 2), (value, VALUE, LEFT + ROW_LABEL)):
        style = text.shrunk(told, grid.style(drawn), right - grid.x(x))
        yield text.line(told, style, grid.x(x), middle - style.pitch / 2)


def _wish(note: Note, grid: Grid) -> Iterator[Text]:
    """What we ask for, right above the telephone number; one more line draws it up a little."""
    wish = grid.style(CONTACT)
    if not note.extra:
        yield text.line(note.wish, replace(wish, leading=1.24), grid.x(LEFT), grid.y(110.5))
        return
    yield text.line(note.wish, replace(wish, leading=1.0), grid.x(LEFT), grid.y(109.5))
    extra = text.shrunk(note.extra, grid.style(EXTRA), grid.y(ROOM))
    yield text.line(note.extra, extra, grid.x(LEFT), grid.y(114.4))


def _phone(note: Note, grid: Grid) -> Iterator[Text]:
    yield text.line(note.phone_label, grid.style(LABEL), grid.x(LEFT), grid.y(121.3))
    number = text.shrunk(note.phone, grid.style(PHONE), grid.y(58))
    yield text.line(note.phone, number, grid.x(23), grid.y(118.5))
    yield from _beside(note, grid)


def _beside(note: Note, grid: Grid) -> tuple[Text, ...]:
    """The hours and what to say on the telephone; long hours take a second line in 8 pt."""
    room, told = grid.x(LEFT + ROOM) - grid.x(83), (note.hours, note.ask_number)
    for style in (grid.style(SIDE), grid.style(SMALLER_SIDE)):
        rows = [row for part in told if part for row in text.wrap(part, style, room)]
        if len(rows) * style.pitch <= grid.y(SIDE_END - SIDE_TOP):
            return text.lines(rows, style, grid.x(83), grid.y(SIDE_TOP))
    raise text.no_room(note.hours)


def _remark_place(grid: Grid) -> RemarkPlace:
    left, right = grid.x(LEFT), grid.x(LEFT + ROOM)
    beside = grid.x(29)
    return RemarkPlace(
        caption=(left, grid.y(134)),
        caption_style=grid.style(replace(SMALL, leading=1.0)),
        lines=(
            Ruled(left=beside, right=right, y=grid.y(138.5), start=beside),
            Ruled(left=left, right=right, y=grid.y(146.5), start=left),
        ),
        style=grid.style(REMARK),
    )


def _number(note: Note, grid: Grid) -> Iterator[Command]:
    left, small, fraud = grid.x(LEFT), grid.style(SMALL), grid.style(ANTIFRAUD)
    yield text.line(note.number_short, replace(small, leading=1.0), left, grid.y(151.6))
    number = text.line(note.number, grid.style(NUMBER), left, grid.y(154.3))
    yield number
    if note.revision:
        flat = replace(small, leading=1.0)
        yield text.line(note.revision, flat, left + number.width + 1.5, number.y - flat.drop)
    yield square(note.code, grid.x(9), grid.y(160.5), grid.y(25))
    caption = text.wrap(note.code_label, small, grid.y(21.5))
    yield from text.lines(caption, small, grid.x(34), grid.y(166))
    yield from text.lines(text.wrap(note.antifraud, fraud, grid.y(43)), fraud, left, grid.y(186))


def _corner(note: Note, grid: Grid, card: Card | None) -> Iterator[Command]:
    """The card in the sheet's corner, freed by two cuts; without one, who we are."""
    if card is None:
        room, height = grid.y(76), grid.y(24)
        yield from sender_block(note, grid.x(60), grid.y(158), room, height)
        return
    yield from card_slip.corner(card, grid.paper, note.cut)
