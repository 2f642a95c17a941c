"""Where words of a text ended up on its page, so that a screen can mark them there."""

from collections.abc import Sequence
from dataclasses import dataclass

from visitapp.documents import text
from visitapp.documents.fonts import Family
from visitapp.documents.page import Page, Text
from visitapp.documents.text import Style


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A stretch of one line in millimetres: its left end on the baseline, and its width."""

    x: float
    y: float
    width: float


def places(page: Page, told: str, start: int, end: int) -> tuple[Place, ...]:
    """Where ``told[start:end]`` stands, for each line it stands in; empty when it is not there."""
    return tuple(
        place
        for line, at in _lines(page, told)
        if (place := _place(line, [start <= one < end for one in at])) is not None
    )


def _lines(page: Page, told: str) -> Sequence[tuple[Text, list[int]]]:
    """The lines that make up the text, and for each character of a line its place in ``told``."""
    lines = [one for one in page.commands if isinstance(one, Text)]
    for first in range(len(lines)):
        found, at = list[tuple[Text, list[int]]](), 0
        for line in lines[first:]:
            taken = _taken(line.text, told, at)
            if taken is None:
                break
            found.append((line, taken))
            at = taken[-1] + 1
            if not told[at:].strip():
                return found
    return ()


def _taken(line: str, told: str, at: int) -> list[int] | None:
    """The places in ``told`` of a line's characters from ``at`` on; spaces between may be gone."""
    taken = []
    for sign in line:
        while at < len(told) and told[at] != sign and told[at].isspace():
            at += 1
        if at >= len(told) or told[at] != sign:
            return None
        taken.append(at)
        at += 1
    return taken or None


def _place(line: Text, meant: Sequence[bool]) -> Place | None:
    if not any(meant):
        return None
    first, last = meant.index(True), len(meant) - meant[::-1].index(True)
    style = Style(family=_family(line), size=line.size, tracking=line.tracking)
    before, within = line.text[:first], line.text[first:last]
    left = text.width(before, style) if before else 0.0
    return Place(x=line.x + left, y=line.y, width=text.width(within, style))


def _family(line: Text) -> Family:
    return next((run.family for run in line.runs if run.family is not Family.FALLBACK), Family.TEXT)
