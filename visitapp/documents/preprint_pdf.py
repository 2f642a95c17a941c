"""The pre-printed note on a postcard: blanks for the pen, a strip the worker keeps (layout 1c)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, product

from visitapp.documents import text
from visitapp.documents.addressee import addressee
from visitapp.documents.fonts import Family
from visitapp.documents.page import Command, Line, Page, Text
from visitapp.documents.paper import Rendered, write
from visitapp.documents.papers import HAGAKI
from visitapp.documents.qr import square
from visitapp.documents.remark import RemarkPlace, Ruled, remark
from visitapp.documents.text import Style
from visitapp.domain.note import Note
from visitapp.domain.preprint import BLANK, Preprint

LEFT, ROOM, RIGHT = 8.0, 84.0, 92.0
FOLD, TEAR = 61.0, 122.0
FOLD_CLEAR = 2.5
"""No text so near to the fold."""
HIGHER_HOURS, HIGHEST_SENDER, LOWER_SENDER, SENDER_END = 76.2, 80.1, 81.9, 88.6
"""Where two lines of hours begin, who we are below one and below two of them, and where it ends."""
PEN, PEN_RULE, PEN_DROP = 9.0, 0.2, 0.6
"""A blank's width, its line, and how far the line lies below the letters' baseline, in mm."""

TITLE = Style(family=Family.BOLD, size=14, tracking=0.06)
NAME = Style(family=Family.BOLD, size=15, leading=1.15, tracking=0.06)
BODY = Style(family=Family.TEXT, size=10.5, leading=6.5 / (10.5 * 25.4 / 72))
CONTACT = Style(family=Family.TEXT, size=10)
PHONE_LABEL = Style(family=Family.TEXT, size=9.5)
PHONE = Style(family=Family.BOLD, size=16, tracking=0.04)
SMALL = Style(family=Family.TEXT, size=8)
SENDER = Style(family=Family.TEXT, size=9.5)
NUMBER = Style(family=Family.NUMBER, size=16, tracking=0.06)
STRIP_NUMBER = Style(family=Family.NUMBER, size=9)
STRIP_BOLD = Style(family=Family.BOLD, size=8)
FRAUD = Style(family=Family.TEXT, size=8, leading=1.28)
STRIP_TOPS = (123.2, 127.6, 131.4, 135.2, 139.0)
TICK = 2.2


def render(preprints: Sequence[Preprint]) -> Rendered:
    """All of them in one PDF, a page each; raises Known for text without font or room."""
    return write([page(one) for one in preprints], preprints[0].note.title)


def page(given: Preprint) -> Page:
    """One pre-print as draw commands."""
    note = given.note
    commands: list[Command] = [
        *_marks(),
        text.line(note.title, TITLE, LEFT, 6),
        *(
            _blank_name(given)
            if given.is_pad
            else addressee(note.addressee, NAME, LEFT, 13.5, ROOM)
        ),
        *_body(given.lines),
        *_contact(given.contact),
        *_phone(given),
        *remark(replace(note, remark=""), _remark_place()),
        *_number(given),
        *_strip(given),
    ]
    return Page(width=HAGAKI.width, height=HAGAKI.height, commands=tuple(commands))


def _blank_name(given: Preprint) -> Iterator[Command]:
    """A line for the name, the honorific behind it."""
    (honorific,) = given.note.addressee
    told = text.line(honorific, NAME, RIGHT - 8, 13.5)
    y = told.y + PEN_DROP
    yield Line(start=(LEFT, y), end=(RIGHT - 10, y), width=PEN_RULE)
    yield told


def _marks() -> Iterator[Line]:
    for start, end in ((0.0, 4.0), (96.0, 100.0)):
        yield Line(start=(start, FOLD), end=(end, FOLD), width=0.25)
    yield Line(start=(0, TEAR), end=(100, TEAR), width=0.25, dash=(1.2, 1.2))


def _body(lines: Sequence[str]) -> Iterator[Command]:
    """Lines set by hand; a blank is a rule under which nothing is printed."""
    for row, told in enumerate(lines):
        top, x = 22 + row * BODY.pitch, LEFT
        pieces = told.split(BLANK)
        room = 85 - (len(pieces) - 1) * PEN
        style = text.shrunk(told.replace(BLANK, ""), BODY, room)
        for place, piece in enumerate(pieces):
            if place:
                y = text.line("時", style, x, top).y + PEN_DROP
                yield Line(start=(x, y), end=(x + PEN, y), width=PEN_RULE)
                x += PEN
            if piece:
                set_here = text.line(piece, style, x, top)
                yield set_here
                x += set_here.width


def _contact(told: str) -> tuple[Text, ...]:
    """Who calls; a long department takes a second line, clear of the fold."""
    style, rows = text.rows(told, CONTACT, 85, 9)
    if len(rows) == 1:
        return text.lines(rows, style, LEFT, 65.5)
    return text.lines(rows, replace(style, leading=1.05), LEFT, FOLD + FOLD_CLEAR)


def _phone(given: Preprint) -> Iterator[Command]:
    note = given.note
    yield text.line(note.phone_label, PHONE_LABEL, LEFT, 72.6)
    yield text.line(note.phone, text.shrunk(note.phone, PHONE, RIGHT - 18), 18, 70.3)
    style, hours = text.rows(note.hours, SMALL, RIGHT - 18) if note.hours else (SMALL, [])
    yield from text.lines(hours, style, 18, 77.6 if len(hours) < 2 else HIGHER_HOURS)
    top = HIGHEST_SENDER if len(hours) < 2 else LOWER_SENDER
    yield from _pad_sender(note, top) if given.is_pad else _sender(note, top)


def _sender(note: Note, highest: float) -> tuple[Text, ...]:
    """Company, department and names, on as many lines as the hours above them leave.

    For want of room the department goes, which the line about the call names as well.
    """
    people = note.between_staff.join(name for name, _kana in note.staff_lines)
    firm = " ".join(part for part in (note.company, note.department) if part)
    if found := text.fitting(f"{firm} {people}", SENDER, ROOM):
        return text.lines([f"{firm} {people}"], found, LEFT, 82)
    for told, size in product((firm, note.company), (9.0, 8.5, text.SMALLEST)):
        style = replace(SENDER, size=size)
        rows = [row for part in (told, people) for row in text.wrap(part, style, ROOM)]
        top = SENDER_END - len(rows) * style.pitch
        if top >= highest:
            return text.lines(rows, style, LEFT, top)
    raise text.no_room(f"{firm} {people}")


def _pad_sender(note: Note, highest: float) -> Iterator[Command]:
    """Who we are, and behind it or below it the line for the names of who came.

    A department for which there is no room is left out: the number says to us whose sheet it is.
    """
    firm = " ".join(part for part in (note.company, note.department) if part)
    if found := text.fitting(firm, SENDER, ROOM - 30):
        told = text.line(firm, found, LEFT, 82)
        begin, y = LEFT + told.width + 2, told.y + PEN_DROP
    else:
        firm = firm if text.fitting(firm, SENDER, ROOM) else note.company
        told = text.line(firm, text.shrunk(firm, SENDER, ROOM), LEFT, highest + 0.7)
        begin, y = LEFT, SENDER_END - PEN_DROP
    yield told
    yield Line(start=(begin, y), end=(RIGHT, y), width=PEN_RULE)


def _remark_place() -> RemarkPlace:
    return RemarkPlace(
        caption=(LEFT, 88.6),
        caption_style=SMALL,
        lines=(
            Ruled(left=LEFT, right=RIGHT, y=93.25, start=25),
            Ruled(left=LEFT, right=RIGHT, y=100.5, start=LEFT),
        ),
        style=SENDER,
    )


def _number(given: Preprint) -> list[Command]:
    note = given.note
    fraud = text.wrap(note.antifraud, FRAUD, 62)
    return [
        text.line(note.number_short, SMALL, LEFT, 102),
        text.line(note.number, NUMBER, 32.5, 100.8),
        *text.lines(fraud, FRAUD, LEFT, 108),
        square(note.code, 75, 100.8, 18),
        text.centred(note.code_label, SMALL, 84, 118.4),
    ]


def _strip(given: Preprint) -> Iterator[Command]:
    """What the worker keeps: nothing on it would harm if it were left."""
    hint, head, *rows = STRIP_TOPS
    yield text.line(given.keep, SMALL, LEFT, hint)
    yield text.line(given.copy, STRIP_BOLD, LEFT, head)
    yield text.line(given.note.number, STRIP_NUMBER, 64, head)
    for number, (top, told, tick) in enumerate(
        zip(rows, given.copies, given.ticks, strict=True), start=1
    ):
        yield text.line(f"{number} {told}", SMALL, LEFT, top)
        box = text.line(tick, SMALL, 64 + TICK + 1.2, top)
        yield from _tick(64, box.y - TICK)
        yield box


def _tick(x: float, y: float) -> Iterator[Line]:
    corners = [(x, y), (x + TICK, y), (x + TICK, y + TICK), (x, y + TICK), (x, y)]
    for start, end in pairwise(corners):
        yield Line(start=start, end=end, width=0.2)
