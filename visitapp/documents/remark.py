"""担当者より: two dotted lines for the pen, or a typed remark set upon them (layout 0.12)."""

from dataclasses import dataclass, replace

from visitapp.documents import text
from visitapp.documents.page import Command, Line, Text
from visitapp.documents.text import Style
from visitapp.domain.note import Note

_ABOVE = 1.2
"""Millimetres between the baseline of typed text and its dotted line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """A dotted line at height ``y`` from ``left`` to ``right``; typed text begins at ``start``."""

    left: float
    right: float
    y: float
    start: float

    @property
    def room(self) -> float:
        """Millimetres for typed text."""
        return self.right - self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkPlace:
    """Where a paper has its remark: the caption's corner and style, two lines, the typed style."""

    caption: tuple[float, float]
    caption_style: Style
    lines: tuple[Ruled, Ruled]
    style: Style


def remark(note: Note, place: RemarkPlace) -> list[Command]:
    """Caption, lines and typed text; raises Known when the remark does not fit in 8 pt."""
    commands: list[Command] = [text.line(note.remark_label, place.caption_style, *place.caption)]
    for ruled in place.lines:
        start, end = (ruled.left, ruled.y), (ruled.right, ruled.y)
        commands.append(Line(start=start, end=end, width=0.25, dash=(0.25, 0.25)))
    return [*commands, *_typed(note.remark, place)] if note.remark else commands


def _typed(told: str, place: RemarkPlace) -> list[Text]:
    style = place.style
    while (parts := _on_two_lines(told, style, place)) is None:
        style = replace(style, size=style.size - 0.25)
        if style.size < text.SMALLEST:
            raise text.no_room(told)
    return [
        text.line(part, style, ruled.start, ruled.y - _ABOVE - style.drop)
        for part, ruled in zip(parts, place.lines, strict=False)
    ]


def _on_two_lines(told: str, style: Style, place: RemarkPlace) -> list[str] | None:
    upper, lower = place.lines
    first, _, rest = told.strip().partition("\n")
    if "\n" in rest.strip():
        return None
    parts = text.wrap(first, style, upper.room)
    if len(parts) > 1 and not rest:
        rest = first[len(parts[0]) :].strip()
    elif len(parts) > 1:
        return None
    below = text.wrap(rest, style, lower.room) if rest else []
    return [parts[0], *below] if len(below) < 2 else None
