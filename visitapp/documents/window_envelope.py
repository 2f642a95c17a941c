"""長形3号 with a window, on its side: 親展 in front, sender and date behind, no address.

The address that shows is the letter's own (``window``): it can't get into a wrong envelope.
"""

from collections.abc import Iterator
from dataclasses import replace

from visitapp.documents import text, vertical
from visitapp.documents.fonts import Family
from visitapp.documents.page import POINT, Command, Page
from visitapp.documents.papers import NAGA3_WINDOW
from visitapp.documents.private_mark import RED, framed
from visitapp.documents.text import Style
from visitapp.domain.envelope import Envelope

PRIVATE = Style(family=Family.LETTER, size=18, tracking=0.3)
PRIVATE_LEFT, PRIVATE_TOP = 150.0, 40.0
SENDER = Style(family=Family.LETTER, size=11, leading=1.6)
COMPANY = Style(family=Family.LETTER, size=14, leading=1.4)
LEFT, TOP = 130.0, 66.0
"""The sender's corner: the lower right of the back, off the flap."""


def pages(envelope: Envelope) -> tuple[Page, Page]:
    """Both sides as draw commands; raises Known for what has no font or no room."""
    front, back = (
        Page(width=NAGA3_WINDOW.width, height=NAGA3_WINDOW.height, commands=tuple(side))
        for side in (_front(envelope), _back(envelope))
    )
    return front, back


def _front(envelope: Envelope) -> Iterator[Command]:
    height = vertical.extent(envelope.private, PRIVATE)
    half = PRIVATE.size * POINT / 2 + 1.8
    for command in vertical.column(envelope.private, PRIVATE, PRIVATE_LEFT, PRIVATE_TOP):
        yield replace(command, colour=RED)
    top, bottom = PRIVATE_TOP - 2.2, PRIVATE_TOP + height + 2.2
    yield from framed(PRIVATE_LEFT - half, top, PRIVATE_LEFT + half, bottom)


def _back(envelope: Envelope) -> Iterator[Command]:
    room, top = NAGA3_WINDOW.width - 10 - LEFT, TOP
    for told, style in _told(envelope):
        for part in text.paragraph(told, style, room):
            yield text.line(part, style, LEFT, top)
            top += style.pitch
    if top > NAGA3_WINDOW.height - 8:
        raise text.no_room(envelope.sender_address)


def _told(envelope: Envelope) -> Iterator[tuple[str, Style]]:
    yield envelope.dated, SENDER
    yield envelope.sender_postcode, SENDER
    yield envelope.sender_address, SENDER
    yield envelope.sender_company, COMPANY
    yield envelope.sender_person, COMPANY
