"""The business card, 91 x 55 mm, that goes with a note (layout 4)."""

from collections.abc import Iterator
from dataclasses import replace

from visitapp.documents import text
from visitapp.documents.fonts import Family
from visitapp.documents.page import POINT, Command, Line, Page, Picture, Text
from visitapp.documents.paper import Rendered, write
from visitapp.documents.papers import CARD
from visitapp.documents.qr import contact_square
from visitapp.documents.text import Style
from visitapp.domain.card import Card
from visitapp.domain.note_facts import Logo

LEFT, RIGHT = 6.0, 85.0
TEXT_END = 66.5
CONTACT_TOP, CROWDED_TOP, CONTACT_END = 32.5, 31.0, 46.6
MOST_ADDRESS, MOST_CONTACT = 3, 5
"""Lines of the address; of address, telephone and mail that stand above whom to call."""
RULE_COLOUR = 0x1F4B7F

COMPANY = Style(family=Family.BOLD, size=9.5)
SMALL = Style(family=Family.TEXT, size=8)
READING = Style(family=Family.TEXT, size=8, tracking=0.25)
NAME = Style(family=Family.BOLD, size=16, tracking=text.WIDEST)
CONTACT = Style(family=Family.TEXT, size=8, leading=1.5)
PHONE = Style(family=Family.BOLD, size=9.5)
NUMBER = Style(family=Family.NUMBER, size=11)
LOGO_WIDTH, LOGO_HEIGHT, LOGO_TOP = 20.0, 8.0, 5.0
BOX, BOX_LEFT, BOX_TOP = 18.0, 67.5, 24.0
LEAST_NAME = 10.0
"""Points of a name that is long; the usual one has 16 (japan.md 2)."""


def render(card: Card) -> Rendered:
    """The card as a PDF of its exact size; raises Known for text that has no font or no room."""
    return write([page(card)], card.company)


def page(card: Card) -> Page:
    """The card's face as draw commands; a sheet of ten places them ten times."""
    commands = (*_head(card), *_person(card), *_contact(card), *_codes(card))
    return Page(width=CARD.width, height=CARD.height, commands=commands)


def _head(card: Card) -> Iterator[Command]:
    mark = _mark(card.logo) if card.logo else None
    end = mark.x - 2 if mark else RIGHT
    yield text.line(card.company, text.shrunk(card.company, COMPANY, end - LEFT), LEFT, 6)
    yield Line(start=(LEFT, 11), end=(end, 11), width=0.35, colour=RULE_COLOUR)
    if mark:
        yield mark


def _mark(logo: Logo) -> Picture:
    """The company's mark at the right of its line, within 20 x 8 mm and 5 mm of the edge.

    So high a mark crosses the rule, which ends before it (layout 0.6, 0.7).
    """
    scale = min(LOGO_WIDTH / logo.width, LOGO_HEIGHT / logo.height)
    width, height = logo.width * scale, logo.height * scale
    top = LOGO_TOP + (LOGO_HEIGHT - height) / 2
    return Picture(x=RIGHT - width, y=top, width=width, height=height, jpeg=logo.jpeg)


def _person(card: Card) -> Iterator[Text]:
    """Department, reading and name; a long department takes a second line and moves the reading."""
    room = _number_left(card) - 2 - LEFT
    firm = text.wrap(card.department, SMALL, room) if card.department else []
    if len(firm) > 2:
        raise text.no_room(card.department)
    yield from text.lines(firm, replace(SMALL, leading=1.1), LEFT, 13.9)
    down = 3.0 if len(firm) > 1 else 0.0
    if card.kana:
        style = replace(READING, tracking=READING.tracking if not down else 0.1)
        yield text.line(card.kana, text.shrunk(card.kana, style, RIGHT - LEFT), LEFT, 18 + down)
    name = text.shrunk(card.name, NAME, TEXT_END - LEFT, LEAST_NAME)
    yield text.line(card.name, name, LEFT, 22 + down)


def _contact(card: Card) -> Iterator[Text]:
    """Address, telephone and mail below each other, then whom to call.

    Three lines draw closer, five begin right below the name.
    """
    address = [row for told in card.address for row in text.wrap(told, CONTACT, TEXT_END - LEFT)]
    if len(address) > MOST_ADDRESS:
        raise text.no_room("".join(card.address))
    mail = _mail(card.mail) if card.mail else []
    count = len(address) + 1 + len(mail)
    if count > MOST_CONTACT:
        raise text.no_room(card.mail)
    top, style = CONTACT_TOP, CONTACT
    if len(address) > 1 or len(mail) > 1:
        style = replace(CONTACT, leading=1.2)
    if count == MOST_CONTACT:
        top = CROWDED_TOP
        style = replace(CONTACT, leading=(CONTACT_END - top) / count / POINT / CONTACT.size)
    yield from text.lines(address, style, LEFT, top)
    top += len(address) * style.pitch
    label = text.line(card.phone_label, style, LEFT, top)
    yield label
    phone = text.line(card.phone, PHONE, LEFT + label.width + 1.5, label.y - PHONE.drop)
    yield phone
    yield text.line(card.phone_kind, style, phone.x + phone.width, top)
    yield from text.lines(mail, style, LEFT, top + style.pitch)
    yield text.line(card.advice, SMALL, LEFT, CONTACT_END)


def _mail(mail: str) -> list[str]:
    """The address on one line, a long one parted before its @; Known for one longer still."""
    name, at, domain = mail.rpartition("@")
    rows = [mail] if text.fitting(mail, CONTACT, TEXT_END - LEFT) else [name, at + domain]
    if not all(text.fitting(row, CONTACT, TEXT_END - LEFT) for row in rows):
        raise text.no_room(mail)
    return rows


def _codes(card: Card) -> list[Command]:
    code = contact_square(card.codes, BOX_LEFT, BOX_TOP, BOX)
    middle, below = BOX_LEFT + BOX / 2, BOX_TOP + BOX + 0.6
    label = text.wrap(card.code_label, SMALL, BOX)
    commands: list[Command] = [code]
    for row, told in enumerate(label):
        commands.append(text.centred(told, SMALL, middle, below + row * SMALL.pitch))
    if card.number:
        commands += [
            text.ending(card.number_label, SMALL, RIGHT, 13.6),
            text.ending(card.number, NUMBER, RIGHT, 17.2),
        ]
    return commands


def _number_left(card: Card) -> float:
    """Where the number's label begins; the right edge on a card without a number."""
    return RIGHT - text.width(card.number_label, SMALL) if card.number else RIGHT
