"""The upright business card, 55 x 91 mm, its text set vertically (layout 4, japan.md 2).

It says what the lying card says, in the same type. From the right: the company, the department,
the name with its reading beside it, then how we are reached, as wide as the code below it.
Telephone and mail lie on their side, for figures one below the other are hard to dial from. A
card that is cut out of a slip lies (layout 2), so there is no place for a note's number here.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from visitapp.documents import text, vertical
from visitapp.documents.card_pdf import (
    COMPANY,
    LEAST_NAME,
    LOGO_HEIGHT,
    LOGO_WIDTH,
    NAME,
    PHONE,
    READING,
    RULE_COLOUR,
    SMALL,
)
from visitapp.documents.page import POINT, Column, Command, Line, Page, Picture, Text, shifted
from visitapp.documents.papers import CARD
from visitapp.documents.qr import contact_square
from visitapp.documents.text import Style
from visitapp.domain.card import Card, postcode_apart

WIDTH, HEIGHT = CARD.height, CARD.width
LEFT, RIGHT, TOP, BOTTOM = 6.0, 49.0, 6.0, 85.0
HALF = SMALL.size * POINT / 2
RULE, DEPARTMENT, NAMED, ASIDE = 44.2, 41.7, 33.2, 4.3
"""The middles of the rule, of the first column of the department, of the name; of its reading."""
SECOND, NARROWED = 3.0, 1.7
"""From one column of the department to the next, and how far a second one moves the name."""
NAME_TOP, BELOW_LOGO, BELOW_TOP = 22.0, 2.5, 10.0
GOOD_NAME = 12.0
"""Points; a name that would be smaller where names begin begins higher (japan.md 2)."""
BOX, BOX_LEFT, BOX_TOP, MODULE = 20.0, 5.2, 61.2, 0.40
CONTACT_TOP = 12.0
ABOVE, BESIDE_CODE = 48.5, BOTTOM - CONTACT_TOP
"""How high a column of the contact may be: above the code, and where it runs down beside it."""
FIRST, LAST, WIDEST = 24.4 - HALF, LEFT + HALF, 5.2
"""The middles of the first and last column of the contact, and the most between two of them."""
BESIDE, MOST_ABOVE, MOST_COLUMNS = 26.6, 5, 6
"""The middle of a column beside the code, and how many columns there may be above it, and all."""
PHONE_GAP, READING_GAP = 1.0, 1.0

_HALF = re.compile(r"\S+")
Drawn = tuple[Column | Text, ...]


def page(card: Card) -> Page:
    """The card's face as draw commands; raises Known for text that has no font or no room."""
    commands = (*_head(card), *_contact(card), *_code(card))
    return Page(width=WIDTH, height=HEIGHT, commands=commands)


def _head(card: Card) -> Iterator[Command]:
    """Company and department; a logo stands above them and moves everything down."""
    top = TOP
    if card.logo:
        scale = min(LOGO_WIDTH / card.logo.width, LOGO_HEIGHT / card.logo.height)
        width, height = card.logo.width * scale, card.logo.height * scale
        yield Picture(x=RIGHT - width, y=TOP, width=width, height=height, jpeg=card.logo.jpeg)
        top += height + BELOW_LOGO
    company = vertical.shrunk(card.company, COMPANY, BOTTOM - top)
    yield from vertical.column(card.company, company, RIGHT - COMPANY.size * POINT / 2, top)
    yield Line(start=(RULE, top), end=(RULE, BOTTOM), width=0.35, colour=RULE_COLOUR)
    firm = vertical.wrap(card.department, SMALL, BOTTOM - top) if card.department else []
    if len(firm) > 2:
        raise text.no_room(card.department)
    for place, told in enumerate(firm):
        yield from vertical.column(told, SMALL, DEPARTMENT - place * SECOND, top)
    yield from _name(card, NAMED - NARROWED if len(firm) > 1 else NAMED, top)


def _name(card: Card, middle: float, top: float) -> Iterator[Command]:
    """Lower than what stands beside it, unless it is so long that it would be small there."""
    start = max(NAME_TOP, top + BELOW_TOP)
    style = vertical.fitting(card.name, NAME, BOTTOM - start, GOOD_NAME)
    if style is None:
        start = top
        style = vertical.shrunk(card.name, NAME, BOTTOM - start, LEAST_NAME)
    yield from vertical.column(card.name, style, middle, start)
    beside = middle + ASIDE
    yield from _halves(card, style, beside, start) or _whole(card.kana, beside, start, top)


def _halves(card: Card, name: Style, middle: float, top: float) -> list[Command]:
    """The reading of each half beside the middle of that half; none where that has no room."""
    halves = [(part.start(), part.end()) for part in _HALF.finditer(card.name)]
    readings = card.kana.split()
    if len(readings) != len(halves):
        return []
    heights = [vertical.extent(told, READING) for told in readings]
    middles = [_between(card.name, half, name) for half in halves]
    tops = [top + at - height / 2 for at, height in zip(middles, heights, strict=True)]
    ends = [at + height for at, height in zip(tops, heights, strict=True)]
    edges = zip([TOP - READING_GAP, *ends], [*tops, BOTTOM + READING_GAP], strict=True)
    if any(below - above < READING_GAP for above, below in edges):
        return []
    placed = zip(readings, tops, strict=True)
    return [one for told, at in placed for one in vertical.column(told, READING, middle, at)]


def _whole(kana: str, middle: float, start: float, top: float) -> Iterator[Command]:
    """The reading in one piece, closer and higher the longer it is."""
    close = replace(READING, tracking=0.0)
    for style, at in ((READING, start), (close, start), (close, top)):
        if vertical.extent(kana, style) <= BOTTOM - at:
            yield from vertical.column(kana, style, middle, at)
            return
    raise text.no_room(kana)


def _between(told: str, part: tuple[int, int], style: Style) -> float:
    """The middle of a part of a column, in mm from where the column begins."""
    start, end = part
    before = vertical.extent(told[:start], style) + style.tracking * style.size * POINT
    return ((before if start else 0.0) + vertical.extent(told[:end], style)) / 2


def _contact(card: Card) -> Iterator[Command]:
    """The postal code across, the rest in columns; a long one of the address beside the code."""
    postcode, place = postcode_apart(card.address)
    address = _address("".join(place))
    columns = [_running(told) for told in address]
    columns += [
        _phone(card),
        *_mail(card.mail),
        *map(_running, vertical.wrap(card.advice, SMALL, ABOVE)),
    ]
    if len(columns) > MOST_COLUMNS:
        raise text.no_room("".join(card.address))
    is_long = any(vertical.extent(told, SMALL) > ABOVE for told in address)
    first = BESIDE if is_long or len(columns) > MOST_ABOVE else FIRST
    if postcode:
        yield text.ending(postcode, SMALL, first + HALF, TOP)
    pitch = min(WIDEST, (first - LAST) / max(len(columns) - 1, 1))
    for number, column in enumerate(columns):
        for command in column:
            yield shifted(command, first - number * pitch, CONTACT_TOP)


def _address(told: str) -> list[str]:
    """In two columns at most: above the code, else the first of them as high as the card."""
    for room in (ABOVE, BESIDE_CODE):
        columns = vertical.wrap(told, SMALL, room)
        if len(columns) < 2 or (len(columns) == 2 and vertical.extent(columns[1], SMALL) <= ABOVE):
            return columns
    raise text.no_room(told)


def _running(told: str) -> Drawn:
    return vertical.column(told, SMALL, 0, 0)


def _phone(card: Card) -> Drawn:
    """The number that is to be called, larger than what stands around it."""
    label, kind = vertical.extent(card.phone_label, SMALL), vertical.extent(card.phone_kind, SMALL)
    room = ABOVE - label - kind - 2 * PHONE_GAP
    phone = vertical.lying(card.phone, text.shrunk(card.phone, PHONE, room), 0, label + PHONE_GAP)
    below = phone.y + phone.height + PHONE_GAP
    return (
        *vertical.column(card.phone_label, SMALL, 0, 0),
        phone,
        *vertical.column(card.phone_kind, SMALL, 0, below),
    )


def _mail(told: str) -> list[Drawn]:
    """The mail address, in two columns where it is long: broken before its @."""
    if not told:
        return []
    name, at, host = told.partition("@")
    parts = [told] if text.width(told, SMALL) <= ABOVE else [name, at + host]
    styles = [(part, text.shrunk(part, SMALL, ABOVE)) for part in parts if part]
    return [(vertical.lying(part, style, 0, 0),) for part, style in styles]


def _code(card: Card) -> tuple[Command, Command]:
    code = contact_square(card.codes, BOX_LEFT, BOX_TOP, BOX, MODULE)
    label = text.shrunk(card.code_label, SMALL, BOX)
    return code, text.centred(card.code_label, label, code.x + code.size / 2, BOTTOM - label.pitch)
