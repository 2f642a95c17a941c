"""Company, department and both staff with their readings, in two or three lines (layout 1)."""

from collections.abc import Iterator
from dataclasses import replace

from visitapp.documents import text
from visitapp.documents.fonts import Family
from visitapp.documents.page import Text
from visitapp.documents.text import SMALLEST, Style
from visitapp.domain.note import Note

SENDER = Style(family=Family.TEXT, size=10, leading=1.45)
READING = 8.0
LEADINGS = (1.45, 1.15)

Part = tuple[str, Style]


def sender_block(note: Note, left: float, top: float, room: float, height: float) -> list[Text]:
    """The block at (left, top), at most ``room`` wide and ``height`` high, all in mm.

    Type shrinks from 10 to 8 pt when company, department or names are long, then the lines draw
    closer; Known when even that does not do.
    """
    for style in _styles():
        rows = _rows(note, style, room)
        if len(rows) * style.pitch <= height and all(_width(row) <= room for row in rows):
            return [
                placed
                for number, row in enumerate(rows)
                for placed in _placed(row, left, top + number * style.pitch + style.drop)
            ]
    raise text.no_room(f"{note.company} {note.department}")


def _styles() -> Iterator[Style]:
    for leading in LEADINGS:
        style = replace(SENDER, leading=leading)
        while style.size >= SMALLEST:
            yield style
            style = replace(style, size=style.size - 0.25)


def _rows(note: Note, style: Style, room: float) -> list[list[Part]]:
    """Company and department together if they fit; persons together if they fit."""
    firm = [part for part in (note.company, note.department) if part]
    rows: list[list[Part]] = [[(" ".join(firm), style)]]
    if _width(rows[0]) > room:
        rows = [[(part, style)] for told in firm for part in _parted(told, style, room)]
    current: list[Part] = []
    for name, reading in note.staff_lines:
        person = [(name, style), (reading, replace(style, size=READING))]
        joined = [*current, (note.between_staff, style), *person] if current else person
        if current and _width(joined) > room:
            rows.append(current)
            joined = person
        current = joined
    return [*rows, current] if current else rows


def _parted(told: str, style: Style, room: float) -> list[str]:
    """A company or department that no type has room for on one line takes another."""
    is_smallest = style.size == SMALLEST
    return text.wrap(told, style, room, by_phrase=True) if is_smallest else [told]


def _width(row: list[Part]) -> float:
    return sum(text.width(part, style) for part, style in row if part)


def _placed(row: list[Part], left: float, baseline: float) -> list[Text]:
    found: list[Text] = []
    for part, style in row:
        if part:
            found.append(text.line(part, style, left, baseline - style.drop))
            left += found[-1].width
    return found
