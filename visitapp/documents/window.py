"""Where a letter's address lies so that it shows through the window of its envelope.

The sheet is folded with its first third outside and may lie anywhere in the envelope (25 mm of play
sideways, 21 mm up and down). What is set here shows wherever it lies, and nothing else ever does:
the address keeps within what is always seen, the rest of the letter off what may be.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from visitapp.documents import text
from visitapp.documents.addressee import parted
from visitapp.documents.fonts import Family
from visitapp.documents.page import POINT, Text
from visitapp.documents.papers import NAGA3
from visitapp.documents.text import Style


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A window in an envelope lying on its side, in mm from its top left corner."""

    left: float
    top: float
    width: float
    height: float


WINDOW = Opening(left=22, top=12, width=90, height=45)
"""The usual one of 長形3号; postal rules ask for 80 x 45 at least, makers differ in the place."""
PANEL_WIDTH, PANEL_HEIGHT = 210.0, 99.0
SIDEWAYS = NAGA3.height - PANEL_WIDTH
UP_AND_DOWN = NAGA3.width - PANEL_HEIGHT
LEFT, TOP = WINDOW.left + 3, WINDOW.top + 0.5
"""The corner of the address on the sheet: seen even when the sheet is pushed left and up."""
RIGHT = WINDOW.left + WINDOW.width - SIDEWAYS
BOTTOM = WINDOW.top + WINDOW.height - UP_AND_DOWN
CLEAR_RIGHT = WINDOW.left + WINDOW.width + 1
"""Left of it, and above ``CLEAR_BOTTOM``, nothing but the address and the date may stand."""
CLEAR_BOTTOM = WINDOW.top + WINDOW.height

ADDRESS = Style(family=Family.LETTER, size=10.5)
UNBROKEN = 9.0
"""Points down to which type shrinks before a line of the address is broken."""
LEADINGS = (1.35, 1.2, 1.1)
NAME = Style(family=Family.LETTER, size=14, tracking=0.06)
NAME_TO_ADDRESS = 14 / 10.5


def address(lines: tuple[str, ...], who: tuple[str, ...]) -> tuple[Text, ...]:
    """Postal code, address and name within the place that is always seen.

    Raises Known for what has no font or no room in 8 pt.
    """
    room = RIGHT - LEFT
    *above, name = who
    given = (*lines, *above)
    for style, wraps in [*((s, False) for s in _styles() if s.size >= UNBROKEN), *_wrapping()]:
        told = [part for one in given for part in text.paragraph(one, style, room)]
        if len(told) > len(given) and not wraps:
            continue
        person, parts = _name(name, style, room)
        top = TOP + len(told) * style.pitch + 1
        if top + (len(parts) - 1) * person.pitch + person.size * POINT <= BOTTOM:
            return (*text.lines(told, style, LEFT, TOP), *text.lines(parts, person, LEFT, top))
    raise text.no_room(" ".join((*lines, *who)))


def _name(name: str, address: Style, room: float) -> tuple[Style, list[str]]:
    """On one line, larger than the address as long as it fits; else on lines like the address."""
    largest = replace(NAME, size=min(NAME.size, address.size * NAME_TO_ADDRESS))
    style = text.fitting(name, largest, room, address.size)
    if style:
        return style, [name]
    style = replace(NAME, size=address.size, leading=address.leading)
    return style, parted(name, style, room)


def _wrapping() -> Iterator[tuple[Style, bool]]:
    return ((style, True) for style in _styles())


def _styles() -> Iterator[Style]:
    size = ADDRESS.size
    while size >= text.SMALLEST:
        for leading in LEADINGS:
            yield replace(ADDRESS, size=size, leading=leading)
        size -= 0.5
