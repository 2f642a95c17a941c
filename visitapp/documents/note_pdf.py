"""The open slip on a postcard, 100 x 148 mm, folded at 74 (layout 1), and its outer face (1b)."""

from collections.abc import Iterator
from dataclasses import replace

from visitapp.documents import text
from visitapp.documents.fonts import Family
from visitapp.documents.page import Command, Line, Page, Text
from visitapp.documents.paper import Rendered, write
from visitapp.documents.papers import HAGAKI, Paper, note_paper
from visitapp.documents.qr import square
from visitapp.documents.sender_block import sender_block
from visitapp.documents.text import Style
from visitapp.domain.note import Note

WIDTH, HEIGHT = HAGAKI.width, HAGAKI.height
FOLD = 74.0
LEFT, ROOM = 8.0, 84.0
BODY_TOP, BODY_END, BODY_ROOM = 25.5, 71.5, 85.0
REMARK_START, REMARK_LINES = 25.0, (108.75, 116.5)
HAIRLINE = 0.25

TITLE = Style(family=Family.BOLD, size=15, tracking=0.06)
NAME = Style(family=Family.BOLD, size=16, leading=1.15, tracking=0.06)
NAME_FLOOR = 12.0
COMPANY = Style(family=Family.BOLD, size=10.5)
BODY = Style(family=Family.TEXT, size=10.5, leading=1.5)
TIGHTER = ((10.5, 1.35), (10.5, 1.24), (10, 1.24), (9.5, 1.24), (9, 1.24), (8.5, 1.24), (8, 1.24))
PHONE_LABEL = Style(family=Family.TEXT, size=9.5)
PHONE = Style(family=Family.BOLD, size=17, tracking=0.04)
SMALL = Style(family=Family.TEXT, size=8)
REMARK = Style(family=Family.TEXT, size=9.5)
NUMBER = Style(family=Family.NUMBER, size=16, tracking=0.06)
ANTIFRAUD = Style(family=Family.TEXT, size=8, leading=1.28)
OUTSIDE = Style(family=Family.BOLD, size=24, tracking=0.1)


def render(note: Note, paper: Paper = HAGAKI) -> Rendered:
    """The note as a PDF of two pages, inside and outer face; the same bytes for the same note.

    Raises Known for a character that no font has, for a text that does not fit its place and for a
    paper that has no note.
    """
    note_paper(paper.name)
    return write(pages(note), note.title, short_edge=True)


def pages(note: Note) -> tuple[Page, Page]:
    """Both sides as draw commands, for preview and paper alike."""
    return _inside(note), _outside(note)


def _inside(note: Note) -> Page:
    commands: list[Command] = [
        text.line(note.title, TITLE, LEFT, 6.5),
        *_addressee(note),
        *_body(note),
        *_fold_marks(),
        *_phone(note),
        *sender_block(note, LEFT, 90.5, ROOM, 13.2),
        *_remark(note),
        *_number(note),
    ]
    return Page(width=WIDTH, height=HEIGHT, commands=tuple(commands))


def _outside(note: Note) -> Page:
    commands: list[Command] = list(_fold_marks())
    if note.outside:
        style = text.shrunk(note.outside, OUTSIDE, WIDTH - 2 * LEFT, NAME_FLOOR)
        commands.append(text.centred(note.outside, style, WIDTH / 2, 35.5 - style.pitch / 2))
    return Page(width=WIDTH, height=HEIGHT, commands=tuple(commands))


def _fold_marks() -> tuple[Line, Line]:
    return (
        Line(start=(0, FOLD), end=(4, FOLD), width=HAIRLINE),
        Line(start=(WIDTH - 4, FOLD), end=(WIDTH, FOLD), width=HAIRLINE),
    )


def _addressee(note: Note) -> tuple[Text, ...]:
    """One line; a company above its person; a very long name on two lines (layout 0.15)."""
    *above, name = note.addressee
    if above:
        company = text.shrunk(above[0], COMPANY, ROOM)
        style = text.shrunk(name, NAME, ROOM, COMPANY.size)
        return text.line(above[0], company, LEFT, 14.6), text.line(name, style, LEFT, 18.8)
    fitting = text.fitting(name, NAME, ROOM, NAME_FLOOR)
    if fitting:
        # The box of a single line has no leading; that of two keeps them apart.
        return (text.line(name, replace(fitting, leading=1.0), LEFT, 15.5),)
    smallest = replace(NAME, size=NAME_FLOOR)
    return text.lines(_two_lines(name, smallest), smallest, LEFT, 15.2)


def _two_lines(name: str, style: Style) -> list[str]:
    """A name broken once, never just before its honorific."""
    plain, _, honorific = name.rpartition(" ")
    parts = text.wrap(plain, style, ROOM)
    if text.width(f"{parts[-1]} {honorific}", style) > ROOM:
        parts = text.wrap(plain, style, ROOM - text.width(f" {honorific}", style))
    if len(parts) > 2:
        raise text.no_room(name)
    return [*parts[:-1], f"{parts[-1]} {honorific}"]


def _body(note: Note) -> tuple[Text, ...]:
    """The sentences; for want of room the closing line goes first, then leading, then size."""
    for paragraphs, style in _attempts(note):
        found = [part for told in paragraphs for part in text.wrap(told, style, BODY_ROOM)]
        if BODY_TOP + len(found) * style.pitch <= BODY_END:
            return text.lines(found, style, LEFT, BODY_TOP)
    raise text.no_room("".join(note.body))


def _attempts(note: Note) -> Iterator[tuple[tuple[str, ...], Style]]:
    yield (*note.body, note.closing), BODY
    yield note.body, BODY
    for size, leading in TIGHTER:
        yield note.body, replace(BODY, size=size, leading=leading)


def _phone(note: Note) -> list[Text]:
    room = LEFT + ROOM - 18
    found = [
        text.line(note.phone_label, PHONE_LABEL, LEFT, 79.6),
        text.line(note.phone, text.shrunk(note.phone, PHONE, room), 18, 77),
    ]
    if note.hours:
        found.append(text.line(note.hours, text.shrunk(note.hours, SMALL, room), 18, 85.2))
    return found


def _remark(note: Note) -> list[Command]:
    commands: list[Command] = [text.line(note.remark_label, SMALL, LEFT, 103.8)]
    for y in REMARK_LINES:
        dots = Line(start=(LEFT, y), end=(LEFT + ROOM, y), width=HAIRLINE, dash=(0.25, 0.25))
        commands.append(dots)
    if note.remark:
        commands += _typed(note.remark)
    return commands


def _typed(remark: str) -> list[Text]:
    """A typed remark on the two dotted lines, the first beginning beside its label."""
    style = REMARK
    while (parts := _on_two_lines(remark, style)) is None:
        style = replace(style, size=style.size - 0.25)
        if style.size < text.SMALLEST:
            raise text.no_room(remark)
    tops = [y - 1.2 - style.drop for y in REMARK_LINES]
    lefts = (REMARK_START, LEFT)
    places = zip(parts, lefts, tops, strict=False)
    return [text.line(part, style, left, top) for part, left, top in places]


def _on_two_lines(remark: str, style: Style) -> list[str] | None:
    first, _, rest = remark.strip().partition("\n")
    beside = LEFT + ROOM - REMARK_START
    parts = text.wrap(first, style, beside)
    if len(parts) > 1 and not rest:
        rest = first[len(parts[0]) :].strip()
    elif len(parts) > 1:
        return None
    below = text.wrap(rest, style, ROOM) if rest else []
    return [parts[0], *below] if len(below) < 2 else None


def _number(note: Note) -> list[Command]:
    number = text.line(note.number, NUMBER, LEFT, 121.8)
    commands: list[Command] = [
        text.line(note.number_label, SMALL, LEFT, 118.6),
        number,
        *text.lines(text.wrap(note.antifraud, ANTIFRAUD, 60.5), ANTIFRAUD, LEFT, 129.3),
        square(note.code, 69.5, 116.8, 24),
        # Layout 1 says 140.3, where the type would reach into the margin of layout 0.7.
        text.centred(note.code_label, SMALL, 81.5, 140.0),
    ]
    if note.revision:
        # On the number's baseline, so that both are read as one.
        top = number.y - SMALL.drop
        commands.append(text.line(note.revision, SMALL, LEFT + number.width + 2, top))
    return commands
