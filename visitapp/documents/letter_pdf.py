"""The sealed letter on A4, folded at 99 and 198 for an envelope 長形3号 (layout 3)."""

from collections.abc import Iterator
from dataclasses import replace

from visitapp.documents import text, window
from visitapp.documents.addressee import addressee
from visitapp.documents.fonts import Family
from visitapp.documents.page import POINT, Command, Line, Page, Text
from visitapp.documents.papers import A4
from visitapp.documents.qr import square
from visitapp.documents.remark import RemarkPlace, Ruled, remark
from visitapp.documents.text import Style
from visitapp.domain.letter import Letter
from visitapp.domain.note import Note

LEFT, RIGHT = 25.0, 185.0
ROOM = RIGHT - LEFT
FOLDS = (99.0, 198.0)
PITCH = 7.6
"""Millimetres from line to line: with it no line stands on a fold (layout 3)."""
BODY_TOP, HEADING_TOP, ROWS_DROP, END_DROP = 102.0, 174.5, 7.9, 33.5
MOST_MOVES = 1
"""So many lines may 記 move down before it meets the remark."""
ROWS_LEFT, LABEL_ROOM = 38.0, 36.0
INDENT = "\u3000"


def _lattice(size: float) -> Style:
    """The letter's face on lines exactly ``PITCH`` apart."""
    return Style(family=Family.LETTER, size=size, leading=PITCH / POINT / size)


BODY = _lattice(12)
TIGHTER = tuple(_lattice(size) for size in (11.5, 11, 10.5))
DATE = Style(family=Family.LETTER, size=11, leading=1.4)
NAME = Style(family=Family.LETTER, size=16, leading=1.15, tracking=0.06)
SENDER = Style(family=Family.LETTER, size=11, leading=1.65)
STAFF = Style(family=Family.LETTER, size=13, tracking=0.06)
READING = Style(family=Family.LETTER, size=9)
TITLE = Style(family=Family.LETTER, size=15, leading=1.4, tracking=0.2)
CAPTION = Style(family=Family.LETTER, size=9)
NUMBER = Style(family=Family.NUMBER, size=14)
ANTIFRAUD = Style(family=Family.LETTER, size=8.5, leading=1.5)
CODE = Style(family=Family.LETTER, size=8.5)
FOLD = Style(family=Family.LETTER, size=8)
REMARK = RemarkPlace(
    caption=(LEFT, 223),
    caption_style=CAPTION,
    lines=(
        Ruled(left=LEFT, right=137, y=234, start=LEFT),
        Ruled(left=LEFT, right=137, y=244, start=LEFT),
    ),
    style=Style(family=Family.LETTER, size=11),
)


def pages(letter: Letter) -> tuple[Page]:
    """The letter's one side as draw commands; raises Known for what has no font or no room."""
    note = letter.note
    commands: list[Command] = [
        text.ending(letter.dated, DATE, RIGHT, 22),
        *_addressee(letter),
        *_sender(letter),
        text.centred(note.title, TITLE, A4.width / 2, 84),
        *_body(letter),
        *remark(note, REMARK),
        *_number(note),
        *_folds(letter),
    ]
    return (Page(width=A4.width, height=A4.height, commands=tuple(commands)),)


def _addressee(letter: Letter) -> tuple[Text, ...]:
    lines = letter.note.addressee
    if letter.window:
        return window.address(letter.window, lines)
    return addressee(lines, NAME, LEFT, 32.8, ROOM)


def _sender(letter: Letter) -> Iterator[Text]:
    """Company, department, staff and main phone; the longest line ends at the right.

    None of it may show through a window.
    """
    note, least = letter.note, window.CLEAR_RIGHT if letter.window else LEFT
    rows: list[list[tuple[str, Style]]] = [[(note.company, SENDER)], [(note.department, SENDER)]]
    rows += [[(name, STAFF), (reading, READING)] for name, reading in note.staff_lines]
    rows = [[part for part in row if part[0]] for row in [*rows, [(letter.phone, SENDER)]]]
    rows = [_narrowed(row, RIGHT - least) for row in rows if row]
    left = RIGHT - max(sum(text.width(*part) for part in row) for row in rows)
    for number, row in enumerate(rows):
        baseline = 44 + number * SENDER.pitch + SENDER.drop
        x = left
        for told, style in row:
            placed = text.line(told, style, x, baseline - style.drop)
            yield placed
            x += placed.width


def _narrowed(row: list[tuple[str, Style]], room: float) -> list[tuple[str, Style]]:
    """The row in smaller type where it is too long; Known when that would be too small."""
    while sum(text.width(*part) for part in row) > room:
        row = [(told, replace(style, size=style.size - 0.25)) for told, style in row]
        if min(style.size for _, style in row) < text.SMALLEST:
            raise text.no_room(" ".join(told for told, _ in row))
    return row


def _body(letter: Letter) -> list[Text]:
    """拝啓 to 以上: for want of room 記 goes down by a line, then the type shrinks to 10.5."""
    for style in (BODY, *TIGHTER):
        found = list(_paragraphs(letter, style))
        below = BODY_TOP + (len(found) + 3) * PITCH  # opening, ending and one line of air
        moves = max(0, -int((HEADING_TOP - below) // PITCH))
        if moves <= MOST_MOVES:
            ending = BODY_TOP + (len(found) + 1) * PITCH
            return [
                text.line(letter.opening, BODY, LEFT, BODY_TOP),
                *found,
                text.ending(letter.ending, BODY, RIGHT, ending),
                *_listed(letter, HEADING_TOP + moves * PITCH),
            ]
    raise text.no_room("".join(letter.note.body))


def _paragraphs(letter: Letter, style: Style) -> Iterator[Text]:
    top = BODY_TOP
    for told in letter.note.body:
        lines = text.paragraph(INDENT + told, style, ROOM, indent=True)
        for line in lines[:-1]:
            top += PITCH
            yield text.justified(line, style, LEFT, top, ROOM)
        top += PITCH
        yield text.line(lines[-1], style, LEFT, top)


def _listed(letter: Letter, top: float) -> Iterator[Text]:
    yield text.centred(letter.heading, BODY, A4.width / 2, top)
    for number, (label, value) in enumerate(letter.rows):
        row = top + ROWS_DROP + number * PITCH
        yield text.line(label, BODY, ROWS_LEFT, row)
        room = RIGHT - ROWS_LEFT - LABEL_ROOM
        yield text.line(value, text.shrunk(value, BODY, room), ROWS_LEFT + LABEL_ROOM, row)
    yield text.ending(letter.end, BODY, RIGHT, top + END_DROP)


def _number(note: Note) -> list[Command]:
    number = text.line(note.number, NUMBER, 54, 255.8)
    label = text.line(note.number_short, CAPTION, LEFT, 258.2)
    number = replace(number, x=max(number.x, label.x + label.width + 2))
    commands: list[Command] = [
        label,
        number,
        *text.lines(text.wrap(note.antifraud, ANTIFRAUD, 130), ANTIFRAUD, LEFT, 265.5),
        square(note.code, 163, 246, 26),
        text.centred(note.code_label, CODE, 176, 272),
    ]
    if note.revision:
        top = number.y - CAPTION.drop
        commands.append(text.line(note.revision, CAPTION, number.x + number.width + 2, top))
    return commands


def _folds(letter: Letter) -> Iterator[Command]:
    for y in FOLDS:
        yield Line(start=(0, y), end=(5, y), width=0.25)
        yield Line(start=(A4.width - 5, y), end=(A4.width, y), width=0.25)
        yield text.line(letter.fold, FOLD, 6.5, y - 2)
