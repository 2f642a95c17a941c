"""What is seen of a folded slip: family name and honorific, or nothing (layout 1b)."""

from dataclasses import replace

from visitapp.documents import text
from visitapp.documents.addressee import NAME_FLOOR, parted
from visitapp.documents.fonts import Family
from visitapp.documents.page import Command, Line, Page, Text
from visitapp.documents.papers import Paper
from visitapp.documents.text import Style
from visitapp.domain.note import Note

NAME = Style(family=Family.BOLD, size=24, tracking=text.WIDEST)
_MARK, _HAIRLINE, _MARGIN = 4.0, 0.25, 8.0
_MOST_LINES = 2
_HEIGHT = 35.5 / 148
"""The name's middle from the top, as a share of the sheet: in the upper half, the front."""


def outer_face(note: Note, paper: Paper) -> Page:
    """The second page of a folded slip; it turns over the short edge. Raises Known for no room."""
    commands: list[Command] = list(fold_marks(paper))
    if note.outside:
        commands += _named(note.outside, paper)
    return Page(width=paper.width, height=paper.height, commands=tuple(commands))


def _named(outside: str, paper: Paper) -> list[Text]:
    """The name in the middle, on two lines only where one would be too small."""
    room = paper.width - 2 * _MARGIN
    style = text.fitting(outside, NAME, room, NAME_FLOOR)
    parts = [outside]
    if style is None:
        style = replace(NAME, size=NAME_FLOOR, leading=1.4)
        parts = parted(outside, style, room)
        if len(parts) > _MOST_LINES:
            raise text.no_room(outside)
    top = _HEIGHT * paper.height - len(parts) * style.pitch / 2
    rows = enumerate(parts)
    return [text.centred(p, style, paper.width / 2, top + n * style.pitch) for n, p in rows]


def fold_marks(paper: Paper) -> tuple[Line, Line]:
    """Ticks at both edges, half way down."""
    y, right = paper.height / 2, paper.width
    return (
        Line(start=(0, y), end=(_MARK, y), width=_HAIRLINE),
        Line(start=(right - _MARK, y), end=(right, y), width=_HAIRLINE),
    )
