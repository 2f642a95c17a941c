"""The open slip on a roll of 80 or 58 mm: one column as long as what is told (layout 6).

It is printed as a bitmap of 203 dots an inch, so lines, baselines and the code stand on whole dots.
Folded once with the print inside; the outer face is blank, so there is no second page.
"""

import math
from dataclasses import replace

from visitapp.documents import text
from visitapp.documents.addressee import addressee
from visitapp.documents.fonts import Family
from visitapp.documents.page import POINT, Command, Line, Page, Squares, Text, shifted
from visitapp.documents.papers import DOTS, ROLL_80, Paper
from visitapp.documents.qr import QUIET, dotted_square
from visitapp.documents.text import Style
from visitapp.domain.note import Note

TOP, BOTTOM = 5.0, 5.0
NEAR, GAP, WIDE_GAP, BELOW_TITLE = 1.0, 1.5, 2.5, 3.5
RULE, DASHED, DASH = 0.5, 0.25, (1.0, 0.75)
CODE_BOX = {ROLL_80.name: 28.2}
NARROW_BOX = 23.2
BESIDE_CODE = 4.0
NUMBER_FLOOR = 14.0
MOST_NAME_LINES = 4

TITLE = Style(family=Family.BOLD, size=15, leading=1.1, tracking=0.06)
NAME = Style(family=Family.BOLD, size=15, leading=1.25, tracking=0.04)
COMPANY = Style(family=Family.TEXT, size=10.5, leading=1.35)
BODY = Style(family=Family.TEXT, size=11, leading=1.5)
CAPTION = Style(family=Family.TEXT, size=8, leading=1.2)
PHONE_LABEL = Style(family=Family.TEXT, size=10.5, leading=1.2)
PHONE = Style(family=Family.BOLD, size=17, leading=1.15, tracking=0.04)
HOURS = Style(family=Family.TEXT, size=9, leading=1.35)
SENDER = Style(family=Family.TEXT, size=10.5, leading=1.45)
READING = 8.5
NUMBER_LABEL = Style(family=Family.TEXT, size=9, leading=1.3)
NUMBER = Style(family=Family.NUMBER, size=16, leading=1.3, tracking=0.04)
HINT = Style(family=Family.TEXT, size=8.5, leading=1.35)
ANTIFRAUD = Style(family=Family.TEXT, size=8.5, leading=1.35)


def pages(note: Note, paper: Paper = ROLL_80) -> tuple[Page]:
    """The one side as draw commands, for preview and paper alike.

    Raises Known for a character that no font has and for a name that four lines do not hold.
    """
    column = _Column(paper)
    _addressed(note, column)
    for told in note.body[:-1]:
        column.told(told, BODY)
    column.y += GAP
    column.told(note.body[-1], BODY)
    if note.extra:
        column.y += NEAR
        column.told(note.extra, HOURS)
    _remark(note, column)
    column.rule()
    _phone(note, column)
    _sender(note, column)
    column.rule()
    _number(note, column)
    column.told(note.antifraud, ANTIFRAUD)
    return (column.page(),)


class _Column:
    """What was set so far, from the top down; ``y`` is where the next thing begins, in mm."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.left = (paper.width - paper.printable) / 2
        self.y = TOP
        self._commands: list[Command] = []

    @property
    def right(self) -> float:
        """The end of what the printer reaches."""
        return self.left + self.paper.printable

    def put(self, *placed: Command) -> None:
        """Commands where they are, a line of text with its baseline on a row of dots."""
        for one in placed:
            moved = _on_dot(one.y) - one.y if isinstance(one, Text) else 0.0
            self._commands.append(shifted(one, 0, moved) if moved else one)

    def told(self, words: str, style: Style, left: float = 0.0) -> None:
        """Paragraphs, their lines as wide as the roll from ``left`` on."""
        start = left or self.left
        for paragraph in filter(None, words.strip().split("\n")):
            lines = text.paragraph(paragraph.strip(), style, self.right - start)
            self.put(*text.lines(lines, style, start, self.y))
            self.y += len(lines) * style.pitch

    def fitted(self, words: str, style: Style, floor: float = text.SMALLEST) -> None:
        """One line, its type smaller where the roll is narrow."""
        fitting = text.shrunk(words, style, self.paper.printable, floor)
        self.put(text.line(words, fitting, self.left, self.y))
        self.y += fitting.pitch

    def rule(self) -> None:
        """A dashed line from edge to edge with room above and below."""
        y = _on_dot(self.y + WIDE_GAP)
        self.put(Line(start=(self.left, y), end=(self.right, y), width=DASHED, dash=DASH))
        self.y = y + WIDE_GAP

    def page(self) -> Page:
        """All of it, on a page of whole millimetres."""
        height = math.ceil(self.y + BOTTOM)
        return Page(width=self.paper.width, height=height, commands=tuple(self._commands))


def _on_dot(place: float) -> float:
    return round(place * DOTS) / DOTS


def _addressed(note: Note, column: _Column) -> None:
    title = text.shrunk(note.title, TITLE, column.paper.printable)
    column.put(text.centred(note.title, title, column.paper.width / 2, column.y))
    y = _on_dot(column.y + title.pitch + GAP)
    column.put(Line(start=(column.left, y), end=(column.right, y), width=RULE))
    column.y = y + BELOW_TITLE
    *above, name = note.addressee
    for company in above:
        column.told(company, COMPANY)
    room = column.paper.printable
    names = addressee((name,), NAME, column.left, column.y, room, MOST_NAME_LINES)
    column.put(*names)
    column.y += sum(one.size * NAME.leading * POINT for one in names) + NEAR


def _remark(note: Note, column: _Column) -> None:
    """What was typed, as long as it is; a roll has no lines for the pen."""
    if note.remark:
        column.y += GAP
        column.told(note.remark_label, CAPTION)
        column.told(note.remark, BODY)


def _phone(note: Note, column: _Column) -> None:
    column.told(note.phone_label, PHONE_LABEL)
    column.fitted(note.phone, PHONE)
    column.told(note.hours, HOURS)
    column.y += GAP


def _sender(note: Note, column: _Column) -> None:
    """Company and department on one line if they fit; each person on a line of their own."""
    firm = [part for part in (note.company, note.department) if part]
    if text.width(" ".join(firm), SENDER) <= column.paper.printable:
        firm = [" ".join(firm)]
    for told in firm:
        column.told(told, SENDER)
    for name, reading in note.staff_lines:
        _person(name, reading, column)


def _person(name: str, reading: str, column: _Column) -> None:
    """The reading behind the name on its baseline, or below it where the roll is too narrow."""
    small = replace(SENDER, size=READING)
    beside = text.width(name, SENDER) + text.width(reading, small)
    if beside > column.paper.printable:
        column.told(name, SENDER)
        column.told(reading, small)
        return
    placed = text.line(name, SENDER, column.left, column.y)
    column.put(placed)
    if reading:
        top = placed.y - small.drop
        column.put(text.line(reading, small, column.left + placed.width, top))
    column.y += SENDER.pitch


def _number(note: Note, column: _Column) -> None:
    """The code at the left, the number and what to do with it beside it."""
    top = _on_dot(column.y + GAP)
    box = CODE_BOX.get(column.paper.name, NARROW_BOX)
    code = dotted_square(note.code, column.left, top, box, DOTS)
    column.put(code)
    column.y = top
    left = _on_dot(code.x + code.size + BESIDE_CODE)
    column.told(note.number_short, NUMBER_LABEL, left)
    style = text.shrunk(note.number, NUMBER, column.right - left, NUMBER_FLOOR)
    number = text.line(note.number, style, left, column.y)
    column.put(number)
    column.y += style.pitch
    column.told(f"{note.revision}\n{note.tell_number}", HINT, left)
    below = _below_code(code)
    column.put(text.centred(note.code_label, CAPTION, code.x + code.size / 2, below))
    column.y = max(column.y, below + CAPTION.pitch) + GAP


def _below_code(code: Squares) -> float:
    """The white around a code is part of it: nothing stands within four modules."""
    return code.y + code.size + QUIET * code.module
