"""Text down the page: which character stands, which takes its vertical form, which lies.

Characters go through ``text.runs``, so that none is drawn as a box. Kanji and kana stand; 、「ー
and their like take the font's vertical form; two figures stand side by side in one square (縦中横)
where that makes them no smaller than type may be, longer numbers one below the other; words of
Latin letters lie on their side. Nothing is changed: a figure stays the figure that was stored,
whatever the custom of kanji numerals (一二 one below the other is read as 三), so that an address
on paper is the address on record.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from visitapp.documents import text
from visitapp.documents.breaks import SPACES, units
from visitapp.documents.clusters import clusters
from visitapp.documents.fonts import Family, typeface
from visitapp.documents.page import POINT, Column
from visitapp.documents.text import SMALLEST, Style
from visitapp.documents.vertical_forms import NARROW, Way, fall, narrowed, vertical_forms

_STEP = 0.25
_PARTS = re.compile(r"[0-9]+|[ \u00a0]|[^0-9 \u00a0]+")
_QUOTES = "‘’“”"
"""They lie with their word, although the fonts have vertical forms of them."""
_COUNTERS = "階号番丁条室棟館"
"""What is counted stays with its number in a column."""
_PAIR, _LEAST = 2, 0.5
# Below the CJK blocks these stand, everything else lies (after Unicode's UAX 50).
_FIRST_STANDING = 0x2E80
_STANDING = (
    *((0xA7, 0xA7), (0xA9, 0xA9), (0xAE, 0xAE), (0xB1, 0xB1), (0xBC, 0xBE), (0xD7, 0xD7)),
    *((0xF7, 0xF7), (0x2016, 0x2016), (0x2020, 0x2021), (0x2030, 0x2031), (0x203B, 0x203C)),
    *((0x2042, 0x2042), (0x2047, 0x2049), (0x2051, 0x2051), (0x2100, 0x218F)),
    *((0x2460, 0x24FF), (0x25A0, 0x27BF), (0x2B00, 0x2BFF)),
)
# Above them these lie where the font has no vertical form: brackets, dashes, half-width kana.
_LYING = (
    *((0x3008, 0x3011), (0x3014, 0x301F), (0x3030, 0x3030), (0x30A0, 0x30A0), (0x30FC, 0x30FC)),
    *((0xFF08, 0xFF09), (0xFF0D, 0xFF0D), (0xFF1A, 0xFF1E), (0xFF3B, 0xFF3B), (0xFF3D, 0xFF3D)),
    *((0xFF3F, 0xFF3F), (0xFF5B, 0xFFDF), (0xFFE3, 0xFFE3), (0xFFE8, 0xFFEE)),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece that is set as one: its characters, its way, its height in em, its squares."""

    text: str
    way: Way
    em: float = 1.0
    count: int = 1


def extent(told: str, style: Style) -> float:
    """The height of one column in millimetres; raises Known as ``text.runs`` does."""
    return _height(_cells(told, style), style)


def column(told: str, style: Style, middle: float, top: float) -> tuple[Column, ...]:
    """One column around ``middle`` that begins at ``top``, all in mm."""
    found: list[Column] = []
    for cell in _joined(_cells(told, style)):
        found.append(_placed(cell, style, middle, top))
        top += (cell.em + style.tracking * cell.count) * style.size * POINT
    return tuple(found)


def ending(told: str, style: Style, middle: float, bottom: float) -> tuple[Column, ...]:
    """One column that ends at ``bottom``."""
    return column(told, style, middle, bottom - extent(told, style))


def lying(told: str, style: Style, middle: float, top: float) -> Column:
    """The whole text on its side around ``middle``, whatever it is made of."""
    return Column(
        x=middle,
        y=top,
        height=text.width(told, style),
        size=style.size,
        runs=text.runs(told, style.family),
        tracking=style.tracking,
        way=Way.LIES,
    )


def fitting(told: str, style: Style, room: float, floor: float = SMALLEST) -> Style | None:
    """The style, shrunk by quarter points until the column is within ``room`` mm, or None."""
    while extent(told, style) > room:
        style = replace(style, size=style.size - _STEP)
        if style.size < floor:
            return None
    return style


def shrunk(told: str, style: Style, room: float, floor: float = SMALLEST) -> Style:
    """``fitting``, or Known when the text would have to be smaller than the floor."""
    found = fitting(told, style, room, floor)
    if found is None:
        raise text.no_room(told)
    return found


def wrap(told: str, style: Style, room: float) -> list[str]:
    """The text in columns of at most ``room`` mm, broken where ``text.wrap`` breaks.

    Raises Known when a number or word is higher than the room.
    """
    found: list[str] = []
    current = ""
    for unit in _counted(units(told)):
        if current and extent((current + unit).rstrip(SPACES), style) > room:
            found.append(current.rstrip(SPACES))
            current = ""
        current = current + unit if current else unit.lstrip(SPACES)
        if extent(current.rstrip(SPACES), style) > room:
            raise text.no_room(told)
    return [*found, current] if current else found


def _counted(pieces: Sequence[str]) -> list[str]:
    found: list[str] = []
    for unit in pieces:
        if found and found[-1][-1].isdigit() and unit[0] in _COUNTERS:
            found[-1] += unit
        else:
            found.append(unit)
    return found


def _cells(told: str, style: Style) -> tuple[Cell, ...]:
    return _sized(told, style.family, style.size)


@lru_cache(maxsize=1024)
def _sized(told: str, family: Family, size: float) -> tuple[Cell, ...]:
    text.runs(told, family)  # a refusal quotes the text and not a character of it
    found: list[Cell] = []
    for stands, group in groupby(clusters(told), key=lambda part: _stands(part, family)):
        parts = list(group)
        if stands:
            found.extend(_square(part, family) for part in parts)
        else:
            found.extend(_lying("".join(parts), family, size))
    return tuple(found)


def _stands(cluster: str, family: Family) -> bool:
    (run, *_) = text.runs(cluster, family)
    face = typeface(run.family)
    if cluster in _QUOTES:
        return False
    if face.glyph(cluster) in vertical_forms(face):
        return True
    code = ord(cluster[0])
    if code < _FIRST_STANDING:
        return _within(code, _STANDING)
    return not _within(code, _LYING)


def _within(code: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(first <= code <= last for first, last in ranges)


def _square(cluster: str, family: Family) -> Cell:
    """A standing character; one with a mark of its own is set as in a line, mark and all."""
    (run, *_) = text.runs(cluster, family)
    face = typeface(run.family)
    if len(face.pieces(cluster)) > 1:
        return Cell(cluster, Way.ACROSS)
    return Cell(cluster, Way.STANDS, fall(face, cluster))


def _lying(told: str, family: Family, size: float) -> Iterator[Cell]:
    """Pairs of figures across, single letters and the figures of other numbers upright."""
    for part in _PARTS.findall(told):
        if part in NARROW:
            yield _square(part, family)
        elif len(part) == 1:
            lies = Cell(part, Way.LIES, max(_em(part, family), _LEAST))
            yield _square(part, family) if part.isalnum() else lies
        elif not (part.isascii() and part.isdigit()):
            yield Cell(part, Way.LIES, _em(part, family))
        elif len(part) == _PAIR and _pair_size(part, family, size) >= SMALLEST:
            yield Cell(part, Way.ACROSS)
        else:
            yield from (_square(digit, family) for digit in part)


def _pair_size(pair: str, family: Family, size: float) -> float:
    """How large figures side by side in one square can be set."""
    return size * narrowed(_em(pair, family))


def _joined(cells: Sequence[Cell]) -> Iterator[Cell]:
    """Neighbours that stand as one stretch, so that they are one text in the PDF."""
    for stands, group in groupby(cells, key=lambda cell: cell.way is Way.STANDS):
        parts = list(group)
        if stands:
            told = "".join(cell.text for cell in parts)
            yield Cell(told, Way.STANDS, sum(cell.em for cell in parts), len(parts))
        else:
            yield from parts


def _em(told: str, family: Family) -> float:
    return text.width(told, Style(family=family, size=1 / POINT))


def _height(cells: Sequence[Cell], style: Style) -> float:
    gaps = max(len(cells) - 1, 0)
    return (sum(cell.em for cell in cells) + style.tracking * gaps) * style.size * POINT


def _placed(cell: Cell, style: Style, middle: float, top: float) -> Column:
    size = style.size
    height = (cell.em + style.tracking * (cell.count - 1)) * size * POINT
    if cell.way is Way.LIES:
        own = _em(cell.text, style.family) * size * POINT
        top, height = top + (height - own) / 2, own
    return Column(
        x=middle,
        y=top,
        height=height,
        size=size,
        runs=text.runs(cell.text, style.family),
        tracking=style.tracking if cell.way is Way.STANDS else 0.0,
        way=cell.way,
    )
