"""The page a printer is measured with: a frame at exact distances, and rulers along two sides."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor

from visitapp.documents import text
from visitapp.documents.fonts import Family
from visitapp.documents.page import Command, Line, Page, Text
from visitapp.documents.paper import Rendered, write
from visitapp.documents.papers import Paper
from visitapp.documents.text import Style
from visitapp.domain.calibration import Frame

NARROW = 130.0  # mm; below it the frame stands nearer to the edge
RULE, THIN = 0.2, 0.12
RULER = 100
"""Millimetres of a ruler at most; on a narrow paper as long as the frame is wide."""
TICKS = {10: 5.0, 5: 3.5, 1: 2.0}
"""Length of a tick at every so many millimetres."""
INSIDE = 13.0
"""Where the words begin: beside the ticks and their figures."""
BLANK = 18.0
WIDEST = 95.0
"""A line of words, however wide the paper is."""
FIRST = 3
"""The first ticks of the two rulers would cross each other."""

TITLE = Style(family=Family.BOLD, size=13)
FIGURE = Style(family=Family.TEXT, size=8)
PLAIN = Style(family=Family.TEXT, size=8.5, leading=1.3)
MEASURE = Style(family=Family.BOLD, size=9, leading=1.3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What stands on the page; each of ``measures`` has a blank for the pen behind it."""

    title: str
    under: tuple[str, ...]
    measures: tuple[str, ...]
    advice: tuple[str, ...]


def frame(paper: Paper) -> Frame:
    """The frame of a paper: whole centimetres, as large as it may be."""
    edge = 10.0 if paper.width < NARROW else 15.0
    width, height = (floor((side - 2 * edge) / 10) * 10.0 for side in (paper.width, paper.height))
    return Frame(left=edge, top=edge, width=width, height=height)


def render(paper: Paper, words: Words) -> Rendered:
    """The page as a PDF of its exact size; raises Known for what has no font or no room."""
    return write([page(paper, words)], words.title)


def page(paper: Paper, words: Words) -> Page:
    """The page as draw commands."""
    at = frame(paper)
    commands = (*_edges(at), *_across(at), *_along(at), *_told(at, words))
    return Page(width=paper.width, height=paper.height, commands=commands)


def _edges(at: Frame) -> Iterator[Line]:
    right, bottom = at.left + at.width, at.top + at.height
    corners = [(at.left, at.top), (right, at.top), (right, bottom), (at.left, bottom)]
    for start, end in zip(corners, (*corners[1:], corners[0]), strict=True):
        yield Line(start=start, end=end, width=RULE)


def _tick(millimetre: int) -> float:
    return next(length for each, length in TICKS.items() if millimetre % each == 0)


def _across(at: Frame) -> Iterator[Command]:
    """A ruler along the top side, nought at the frame's corner."""
    for mm in range(FIRST, min(RULER, int(at.width)) + 1):
        x = at.left + mm
        yield Line(start=(x, at.top), end=(x, at.top + _tick(mm)), width=THIN)
        if mm % 10 == 0 and mm < at.width:
            yield text.centred(f"{mm}", FIGURE, x, at.top + TICKS[10] + 0.6)


def _along(at: Frame) -> Iterator[Command]:
    """A ruler along the left side, nought at the frame's corner."""
    for mm in range(FIRST, min(RULER, int(at.height)) + 1):
        y = at.top + mm
        yield Line(start=(at.left, y), end=(at.left + _tick(mm), y), width=THIN)
        if mm % 10 == 0 and mm < at.height:
            middle = y - FIGURE.pitch / 2
            yield text.line(f"{mm}", FIGURE, at.left + TICKS[10] + 0.6, middle)


def _told(at: Frame, words: Words) -> Iterator[Command]:
    left, top = at.left + INSIDE, at.top + INSIDE
    right = min(at.left + at.width - 4, left + WIDEST)
    for style, paragraphs in ((TITLE, (words.title,)), (PLAIN, words.under)):
        for row in _rows(paragraphs, style, left, right):
            yield text.line(row, style, left, top)
            top += style.pitch
        top += 1.5
    for told in words.measures:
        rows = text.wrap(told, MEASURE, right - left)
        yield from text.lines(rows, MEASURE, left, top)
        top += len(rows) * MEASURE.pitch + 4.5
        yield Line(start=(right - BLANK - 6, top), end=(right - 6, top), width=RULE)
        yield text.ending("mm", PLAIN, right, top - PLAIN.pitch + 0.6)
        top += 1.5
    top += 1.5
    rows = _rows(words.advice, PLAIN, left, right)
    if top + len(rows) * PLAIN.pitch > at.top + at.height:
        raise text.no_room(words.title)
    made: tuple[Text, ...] = text.lines(rows, PLAIN, left, top)
    yield from made


def _rows(paragraphs: tuple[str, ...], style: Style, left: float, right: float) -> list[str]:
    return [row for told in paragraphs for row in text.wrap(told, style, right - left)]
