"""The one way of text onto paper: no character is drawn as a box, no text is ever cut.

Every character is checked, a run that the font lacks comes from the fallback font, lines break
where they may (``breaks``), and sizes shrink to a floor; beyond it the text is refused.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from visitapp.documents.breaks import SPACES, phrases, units
from visitapp.documents.clusters import clusters
from visitapp.documents.fonts import Family, typeface
from visitapp.documents.page import POINT, Run, Text
from visitapp.errors import Known

SMALLEST = 8.0
"""No type on any paper is smaller, in points (layout 0.5)."""

WIDEST = 0.095
"""Em between the characters of a name, at most: at 0.1 pdftotext takes it for several words."""

_STEP = 0.25
_TWO = 2
_LONELY, _MOST_NARROWED = 4, 6
"""Characters of a last line that is too short, and halves of one a paragraph is drawn in for it."""
_QUOTED = 40
"""So many characters of a long text are quoted when it is refused."""
# Control, format (bidi, joiners, zero width), surrogate, line and paragraph separator: they draw
# nothing and change what the reader sees, so a paper refuses them.
_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a line is set: ``leading`` in sizes from line to line, ``tracking`` in em."""

    family: Family
    size: float
    leading: float = 1.0
    tracking: float = 0.0

    @property
    def pitch(self) -> float:
        """Millimetres from one line to the next."""
        return self.size * self.leading * POINT

    @property
    def drop(self) -> float:
        """Millimetres from the top of a line's box to its baseline."""
        face = typeface(self.family)
        half = (self.leading - face.ascent + face.descent) / 2
        return (half + face.ascent) * self.size * POINT


def runs(text: str, family: Family) -> tuple[Run, ...]:
    """The text in runs of the first font that has the glyph.

    Raises Known naming the first character that no font has or that must not be on paper.
    """
    return _measured(text, family).runs


def shown(text: str, style: Style) -> str:
    """The text with every character that cannot be set told by its code: ``[U+0007]``.

    Of a form that no font has, the plain character stands before the code of the form. For papers
    that must come into being whatever a record holds.
    """
    try:
        runs(text, style.family)
    except Known:
        return "".join(_shown(cluster, style) for cluster in clusters(text))
    return text


def _shown(cluster: str, style: Style) -> str:
    try:
        runs(cluster, style.family)
    except Known:
        if len(cluster) == 1:
            return f"[{_codes(cluster)}]"
        return "".join(_shown(character, style) for character in cluster)
    return cluster


@dataclass(frozen=True, slots=True)
class _Measured:
    """A stretch of text in its runs, its width in em without tracking, and its pieces counted."""

    runs: tuple[Run, ...]
    em: float
    count: int


# The same kana and words are measured over and over while lines are broken and sizes tried.
@lru_cache(maxsize=4096)
def _measured(text: str, family: Family) -> _Measured:
    found = _runs(text, family)
    faces = [(typeface(run.family), run.text) for run in found]
    return _Measured(
        runs=found,
        em=sum(face.width(part) for face, part in faces),
        count=sum(len(face.pieces(part)) for face, part in faces),
    )


def _runs(text: str, family: Family) -> tuple[Run, ...]:
    if typeface(family).has(text) and not _hidden(text):
        return (Run(family=family, text=text),)
    chosen = [(cluster, _chosen(cluster, family, text)) for cluster in clusters(text)]
    return tuple(
        Run(
            family=found,
            text="".join(cluster for cluster, _ in group),
            heavy=found is Family.FALLBACK and family in {Family.BOLD, Family.NUMBER},
        )
        for found, group in groupby(chosen, key=lambda pair: pair[1])
    )


def width(text: str, style: Style) -> float:
    """The width of one line in millimetres; raises Known as ``runs`` does."""
    return _extent([text], style)


def line(text: str, style: Style, left: float, top: float) -> Text:
    """One line whose box has its top left corner at (left, top)."""
    return Text(
        x=left,
        y=top + style.drop,
        width=width(text, style),
        size=style.size,
        runs=runs(text, style.family),
        tracking=style.tracking,
    )


def centred(text: str, style: Style, middle: float, top: float) -> Text:
    """One line centred on ``middle``."""
    made = line(text, style, 0, top)
    return replace(made, x=middle - made.width / 2)


def ending(text: str, style: Style, right: float, top: float) -> Text:
    """One line that ends at ``right``."""
    made = line(text, style, 0, top)
    return replace(made, x=right - made.width)


def fitting(text: str, style: Style, room: float, floor: float = SMALLEST) -> Style | None:
    """The style, shrunk by quarter points until the text is within ``room`` mm, or None."""
    smaller = style
    while width(text, smaller) > room:
        smaller = replace(smaller, size=smaller.size - _STEP)
        if smaller.size < floor:
            return None
    return smaller


def shrunk(text: str, style: Style, room: float, floor: float = SMALLEST) -> Style:
    """``fitting``, or Known when the text would have to be smaller than the floor."""
    found = fitting(text, style, room, floor)
    if found is None:
        raise no_room(text)
    return found


def rows(
    text: str, style: Style, room: float, largest: float = SMALLEST
) -> tuple[Style, list[str]]:
    """One line, shrunk to the floor; then two of at most ``largest`` points, ended at phrases.

    Known for a text that two lines do not hold.
    """
    if found := fitting(text, style, room):
        return found, [text]
    for by_phrase in (True, False):
        smaller = replace(style, size=largest)
        while smaller.size >= SMALLEST:
            parts = wrap(text, smaller, room, by_phrase=by_phrase)
            if len(parts) <= _TWO:
                return smaller, parts
            smaller = replace(smaller, size=smaller.size - _STEP)
    raise no_room(text)


def wrap(
    text: str, style: Style, room: float, *, indent: bool = False, by_phrase: bool = False
) -> list[str]:
    """The text in lines of at most ``room`` mm by the rules of 禁則.

    ``indent`` keeps the space a text begins with; spaces at a break are dropped, nothing else is.
    ``by_phrase`` ends no line inside a word, for large type of few characters a line. Raises Known
    when not even one character fits.
    """
    runs(text, style.family)  # a refusal quotes the text and not a piece of it
    lines: list[str] = []
    current: list[str] = []
    for unit in _phrases(text, style, room) if by_phrase else units(text):
        if current and _extent([*current, unit.rstrip(SPACES)], style) > room:
            lines.append("".join(current).rstrip(SPACES))
            current = []
        kept = current or (indent and not lines)
        current.append(unit if kept else unit.lstrip(SPACES) or unit)
        while _extent([current[0].rstrip(SPACES)], style) > room:
            head, rest = _forced(current[0], style, room)
            lines.append(head)
            current = [rest]
    return [*lines, "".join(current)] if current else lines


def paragraph(text: str, style: Style, room: float, *, indent: bool = False) -> list[str]:
    """``wrap``, drawn in a little where the last line would be a lonely syllable."""
    widest = wrap(text, style, room, indent=indent)
    for narrower in range(1, _MOST_NARROWED + 1):
        if len(widest) < _TWO or len(widest[-1]) >= _LONELY:
            break
        tried = wrap(text, style, room - narrower * style.size * POINT / 2, indent=indent)
        if len(tried) == len(widest) and len(tried[-1]) >= _LONELY:
            return tried
    return widest


def lines(texts: Iterable[str], style: Style, left: float, top: float) -> tuple[Text, ...]:
    """Lines below each other from ``top``."""
    return tuple(line(text, style, left, top + n * style.pitch) for n, text in enumerate(texts))


def justified(text: str, style: Style, left: float, top: float, room: float) -> Text:
    """One line spread to ``room`` mm by equal space between its characters."""
    natural = line(text, style, left, top)
    gaps = sum(_measured(run.text, run.family).count for run in natural.runs) - 1
    spare = (room - natural.width) / POINT / style.size
    tracking = style.tracking + spare / gaps if gaps > 0 else style.tracking
    return replace(natural, tracking=tracking, width=room if gaps > 0 else natural.width)


def no_room(text: str) -> Known:
    """The refusal of a text that does not fit its place."""
    return Known(
        "Text too long",
        "“{text}” does not fit its place on this paper.",
        "Shorten it or choose a larger paper.",
        text=_excerpt(text),
    )


def _excerpt(text: str) -> str:
    """As much of a text as a sentence holds, on one line."""
    told = text.replace("\n", " ")
    return told if len(told) <= _QUOTED else f"{told[:_QUOTED]}…"


def _phrases(text: str, style: Style, room: float) -> Iterator[str]:
    """Phrases, and of one that is wider than a whole line its pieces."""
    for phrase in phrases(text):
        fits = _extent([phrase.rstrip(SPACES)], style) <= room
        yield from [phrase] if fits else units(phrase)


def _extent(parts: list[str], style: Style) -> float:
    """The width in mm of parts set side by side; tracking stands between, not behind them."""
    found = [_measured(part, style.family) for part in parts]
    gaps = max(sum(part.count for part in found) - 1, 0)
    return (sum(part.em for part in found) + style.tracking * gaps) * style.size * POINT


def _hidden(cluster: str) -> bool:
    return any(unicodedata.category(character) in _INVISIBLE for character in cluster)


def _chosen(cluster: str, family: Family, text: str) -> Family:
    if _hidden(cluster):
        raise Known(
            "Invisible character",
            "“{text}” holds the invisible character {codes}, which can't be put on paper.",
            "Remove it from the text.",
            text=_excerpt("".join(c for c in text if not _hidden(c))),
            codes=_codes(cluster),
        )
    for candidate in (family, Family.FALLBACK):
        if typeface(candidate).has(cluster):
            return candidate
    raise Known(
        "Character missing",
        "The character “{character}” ({codes}) in “{text}” is in none of the fonts.",
        "Choose another form of the character, or write this paper by hand.",
        character=cluster,
        codes=_codes(cluster),
        text=_excerpt(text),
    )


def _codes(cluster: str) -> str:
    return " ".join(f"U+{ord(character):04X}" for character in cluster)


def _forced(text: str, style: Style, room: float) -> tuple[str, str]:
    """A unit wider than a whole line, broken between characters after all."""
    parts = clusters(text)
    for count in range(len(parts) - 1, 0, -1):
        head = "".join(parts[:count])
        if width(head, style) <= room:
            return head, "".join(parts[count:])
    raise no_room(text)
