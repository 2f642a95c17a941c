"""The recovery sheet (復旧シート): the words of the store key stand on this paper only."""

from dataclasses import dataclass

from visitapp.documents import text
from visitapp.documents.fonts import Family
from visitapp.documents.page import Command, Line, Page
from visitapp.documents.paper import Rendered, write
from visitapp.documents.text import Style

WIDTH, HEIGHT = 210.0, 297.0
LEFT, RIGHT = 25.0, 185.0
COLUMNS = 3
COLUMN = (RIGHT - LEFT) / COLUMNS
ROW = 14.0

TITLE = Style(family=Family.BOLD, size=24)
PLAIN = Style(family=Family.TEXT, size=12, leading=1.6)
HEAD = Style(family=Family.BOLD, size=13)
PLACE = Style(family=Family.TEXT, size=9)
WORD = Style(family=Family.NUMBER, size=17)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What stands on the sheet; ``code`` are the groups in order, ``advice`` one line each."""

    title: str
    owner: str
    made_at: str
    heading: str
    code: tuple[str, ...]
    advice: tuple[str, ...]


def render(words: Words) -> Rendered:
    """The sheet as one page of A4."""
    return write([page(words)], words.title)


def page(words: Words) -> Page:
    """The sheet as draw commands: title, owner, the numbered groups, what to do with it.

    No character of the owner's name keeps it from being made: what no font has is told by its code.
    """
    owner = text.shown(f"{words.owner}  {words.made_at}".strip(), PLAIN)
    commands: list[Command] = [
        text.line(words.title, TITLE, LEFT, 30),
        text.line(owner, PLAIN, LEFT, 45),
        Line(start=(LEFT, 56), end=(RIGHT, 56), width=0.35),
        text.line(words.heading, HEAD, LEFT, 62),
    ]
    for place, group in enumerate(words.code):
        row, column = divmod(place, COLUMNS)
        left, top = LEFT + column * COLUMN, 74 + row * ROW
        commands.append(text.line(f"{place + 1}", PLACE, left, top + 2.4))
        commands.append(text.line(group, WORD, left + 8, top))
    below = 74 + (-(-len(words.code) // COLUMNS)) * ROW + 4
    commands.append(Line(start=(LEFT, below), end=(RIGHT, below), width=0.35))
    rows = [part for told in words.advice for part in text.wrap(told, PLAIN, RIGHT - LEFT)]
    commands.extend(text.lines(rows, PLAIN, LEFT, below + 6))
    return Page(width=WIDTH, height=HEIGHT, commands=tuple(commands))
