"""The open slip on a postcard, 100 x 148 mm, folded at 74 (layout 1), and its outer face (1b)."""

from dataclasses import replace

from visitapp.documents import text
from visitapp.documents.fonts import Family
from visitapp.documents.page import Command, Line, Page, Text
from visitapp.documents.paper import Rendered, write
from visitapp.documents.qr import square
from visitapp.documents.text import Style
from visitapp.domain.note import Note

WIDTH, HEIGHT = 100.0, 148.0
FOLD = 74.0
LEFT = 8.0
FOLD_MARK, HAIR = 4.0, 0.25 * 0.3527
BODY_TOP, BODY_END, BODY_WIDTH = 25.5, 71.5, 85.0

TITLE = Style(family=Family.BOLD, size=15, tracking=0.06)
NAME = Style(family=Family.BOLD, size=16)
BODY = Style(family=Family.TEXT, size=10.5, leading=1.5)
PHONE_LABEL = Style(family=Family.TEXT, size=9.5)
PHONE = Style(family=Family.BOLD, size=17)
SENDER = Style(family=Family.TEXT, size=10, leading=1.45)
SMALL = Style(family=Family.TEXT, size=8)
REMARK = Style(family=Family.TEXT, size=9.5)
NUMBER = Style(family=Family.NUMBER, size=16)
ANTIFRAUD = Style(family=Family.TEXT, size=8, leading=1.28)
OUTSIDE = Style(family=Family.BOLD, size=24, tracking=0.1)


def render(note: Note) -> Rendered:
    """The note as a PDF of two pages, print inside and outer face; the same bytes for the same note.

    Raises Known for a character that no font has and for a text that does not fit its place.
    """
    return write(pages(note), note.title, short_edge=True)


def pages(note: Note) -> tuple[Page, Page]:
    """Both sides as draw commands, for preview and paper alike."""
    return _inside(note), _outside(note)


def _inside(note: Note) -> Page:
    commands: list[Command] = [text.line(note.title, TITLE, LEFT, 6.5)]
    commands += _addressee(note)
    commands += _body(note)
    commands += _fold_marks()
    commands += _phone(note)
    commands += _sender(note)
    commands += _remark(note)
    commands += _number(note)
    return Page(width=WIDTH, height=HEIGHT, commands=tuple(commands))


def _outside(note: Note) -> Page:
    commands: list[Command] = list(_fold_marks())
    if note.outside:
        style = text.shrunk(note.outside, OUTSIDE, WIDTH - 2 * LEFT, floor=12)
        commands.append(text.centred(note.outside, style, WIDTH / 2, 31.2))
    return Page(width=WIDTH, height=HEIGHT, commands=tuple(commands))


def _fold_marks() -> tuple[Line, Line]:
    return (
        Line(start=(0, FOLD), end=(FOLD_MARK, FOLD), width=0.25),
        Line(start=(WIDTH - FOLD_MARK, FOLD), end=(WIDTH, FOLD), width=0.25),
    )


def _addressee(note: Note) -> tuple[Text, ...]:
    return (text.line(note.addressee[-1], NAME, LEFT, 15.5),)


def _body(note: Note) -> tuple[Text, ...]:
    found = [l for p in (*note.body, note.closing) for l in text.wrap(p, BODY, BODY_WIDTH)]
    return text.lines(found, BODY, LEFT, BODY_TOP)


def _phone(note: Note) -> list[Text]:
    return [
        text.line(note.phone_label, PHONE_LABEL, LEFT, 79.6),
        text.line(note.phone, PHONE, 18, 77),
        text.line(note.hours, SMALL, 18, 85.2),
    ]


def _sender(note: Note) -> list[Text]:
    return [text.line(f"{note.company} {note.department}", SENDER, LEFT, 90.5)]


def _remark(note: Note) -> list[Command]:
    dots = [
        Line(start=(LEFT, y), end=(LEFT + 84, y), width=0.25, dash=(0.25, 0.25))
        for y in (108.75, 116.5)
    ]
    return [text.line(note.remark_label, SMALL, LEFT, 103.8), *dots]


def _number(note: Note) -> list[Command]:
    return [
        text.line(note.number_label, SMALL, LEFT, 118.6),
        text.line(note.number, NUMBER, LEFT, 121.8),
        *text.lines(text.wrap(note.antifraud, ANTIFRAUD, 60.5), ANTIFRAUD, LEFT, 129.3),
        square(note.code, 69.5, 116.8, 24),
        text.centred(note.code_label, SMALL, 81.5, 140.3),
    ]
