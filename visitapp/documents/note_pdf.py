"""The open slip drawn on a postcard, folded half way down (layout 1); A6 and B6 are set alike."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from visitapp.documents import text
from visitapp.documents.addressee import addressee
from visitapp.documents.fonts import Family
from visitapp.documents.grid import Grid, fitted
from visitapp.documents.outer_face import fold_marks, outer_face
from visitapp.documents.page import POINT, Command, Page, Text
from visitapp.documents.papers import HAGAKI, Paper
from visitapp.documents.qr import square
from visitapp.documents.remark import RemarkPlace, Ruled, remark
from visitapp.documents.sender_block import sender_block
from visitapp.documents.text import Style
from visitapp.domain.note import Note

LEFT, ROOM = 8.0, 84.0
BODY_TOP, BODY_END, BODY_ROOM = 25.5, 71.5, 85.0
PHONE_LEFT, HIGHER_HOURS = 18.0, 84.4

TITLE = Style(family=Family.BOLD, size=15, tracking=0.06)
NAME = Style(family=Family.BOLD, size=16, leading=1.15, tracking=0.06)
BODY = Style(family=Family.TEXT, size=10.5, leading=1.5)
TIGHTER = ((10.5, 1.35), (10.5, 1.24), (10, 1.24), (9.5, 1.24), (9, 1.24), (8.5, 1.24), (8, 1.24))
CLOSER = (1.4, 1.3)
EXTRA = Style(family=Family.TEXT, size=9.5, leading=1.2)
EXTRA_LEAST = 8.5
PHONE_LABEL = Style(family=Family.TEXT, size=9.5)
PHONE = Style(family=Family.BOLD, size=17, tracking=0.04)
SMALL = Style(family=Family.TEXT, size=8)
NUMBER = Style(family=Family.NUMBER, size=16, tracking=0.06)
ANTIFRAUD = Style(family=Family.TEXT, size=8, leading=1.28)
REMARK = Style(family=Family.TEXT, size=9.5)


def pages(note: Note, paper: Paper = HAGAKI) -> tuple[Page, Page]:
    """Both sides as draw commands, for preview and paper alike.

    Raises Known for a character that no font has and for a text that does not fit its place.
    """
    commands = (*fold_marks(paper), *face(note, paper))
    inside = Page(width=paper.width, height=paper.height, commands=commands)
    return inside, outer_face(note, paper)


def face(note: Note, paper: Paper, least: float = text.SMALLEST) -> list[Command]:
    """What is read inside, without the marks of the fold; its sentences in ``least`` pt or more."""
    grid = fitted(HAGAKI, paper)
    left, room = grid.x(LEFT), grid.y(ROOM)
    return [
        text.line(note.title, grid.style(TITLE), left, grid.y(6.5)),
        *addressee(note.addressee, grid.style(NAME), left, grid.y(15.5), room),
        *_body(note, grid, least),
        *_extra(note, grid, least),
        *_phone(note, grid),
        *sender_block(note, left, grid.y(90.5), room, grid.y(13.2)),
        *remark(note, _remark_place(grid)),
        *_number(note, grid),
    ]


def _body(note: Note, grid: Grid, least: float) -> tuple[Text, ...]:
    """The sentences; for want of room the closing line goes first, then leading, then size."""
    top, room = grid.y(BODY_TOP), grid.y(BODY_ROOM)
    end = min([grid.y(BODY_END), *(one.y - one.size * POINT for one in _extra(note, grid, least))])
    for paragraphs, drawn, by_phrase in _attempts(note, least):
        style = grid.style(drawn)
        found = [part for told in paragraphs for part in _wrapped(told, style, room, by_phrase)]
        if top + len(found) * style.pitch <= end:
            return text.lines(found, style, grid.x(LEFT), top)
    raise text.no_room("".join(note.body))


def _wrapped(told: str, style: Style, room: float, by_phrase: bool) -> list[str]:
    if by_phrase:
        return text.wrap(told, style, room, by_phrase=True)
    return text.paragraph(told, style, room)


def _extra(note: Note, grid: Grid, least: float) -> tuple[Text, ...]:
    """One more line, the last above the fold and so above the telephone number."""
    if not note.extra:
        return ()
    room = grid.y(BODY_ROOM)
    style = grid.style(replace(EXTRA, size=max(EXTRA.size, least)))
    style = text.fitting(note.extra, style, room, max(EXTRA_LEAST, least)) or style
    lines = text.wrap(note.extra, style, room)
    return text.lines(lines, style, grid.x(LEFT), grid.y(BODY_END) - len(lines) * style.pitch)


def _attempts(note: Note, least: float) -> Iterator[tuple[tuple[str, ...], Style, bool]]:
    """Paragraphs, their style, and whether lines end between phrases only: large type first so."""
    whole = (*note.body, note.closing)
    if least > text.SMALLEST:
        for paragraphs, leading in product((whole, note.body), (BODY.leading, *CLOSER)):
            yield paragraphs, replace(BODY, leading=leading), True
    yield whole, BODY, False
    yield note.body, BODY, False
    for size, leading in TIGHTER:
        if size >= least:
            yield note.body, replace(BODY, size=size, leading=leading), False


def _phone(note: Note, grid: Grid) -> list[Text]:
    left, room = grid.x(PHONE_LEFT), grid.y(LEFT + ROOM - PHONE_LEFT)
    number = text.shrunk(note.phone, grid.style(PHONE), room)
    found = [
        text.line(note.phone_label, grid.style(PHONE_LABEL), grid.x(LEFT), grid.y(79.6)),
        text.line(note.phone, number, left, grid.y(77)),
    ]
    if note.hours:
        style, hours = text.rows(note.hours, grid.style(SMALL), room)
        found += text.lines(hours, style, left, grid.y(85.2 if len(hours) == 1 else HIGHER_HOURS))
    return found


def _remark_place(grid: Grid) -> RemarkPlace:
    left, right = grid.x(LEFT), grid.x(LEFT + ROOM)
    return RemarkPlace(
        caption=(left, grid.y(103.8)),
        caption_style=grid.style(SMALL),
        lines=(
            Ruled(left=left, right=right, y=grid.y(108.75), start=grid.x(25)),
            Ruled(left=left, right=right, y=grid.y(116.5), start=left),
        ),
        style=grid.style(REMARK),
    )


def _number(note: Note, grid: Grid) -> list[Command]:
    left, small, fraud = grid.x(LEFT), grid.style(SMALL), grid.style(ANTIFRAUD)
    number = text.line(note.number, grid.style(NUMBER), left, grid.y(121.8))
    advice = text.wrap(note.antifraud, fraud, grid.y(60.5))
    commands: list[Command] = [
        text.line(note.number_label, small, left, grid.y(118.6)),
        number,
        *text.lines(advice, fraud, left, grid.y(129.3)),
        square(note.code, grid.x(69.5), grid.y(116.8), grid.y(24)),
        # Layout 1 says 140.3, where the type would reach into the margin of layout 0.7.
        text.centred(note.code_label, small, grid.x(81.5), grid.y(140.0)),
    ]
    if note.revision:
        # On the number's baseline, so that both are read as one.
        top = number.y - small.drop
        commands.append(text.line(note.revision, small, left + number.width + 2, top))
    return commands
