"""What is drawn, as values: millimetres from the top left corner, sizes in points.

Screen preview and paper are made from the same list; a test reads positions from it.
"""

from dataclasses import dataclass, replace

from visitapp.documents.fonts import Family
from visitapp.documents.vertical_forms import Way

POINT = 25.4 / 72
"""One point in millimetres."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of one font; ``heavy`` thickens a fallback font that has no bold cut."""

    family: Family
    text: str
    heavy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One line of text: ``x`` left edge, ``y`` baseline, ``width`` its extent; tracking in em."""

    x: float
    y: float
    width: float
    size: float
    runs: tuple[Run, ...]
    tracking: float = 0.0

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Text down the page: ``x`` its middle, ``y`` its top, ``height`` its extent; tracking in em.

    What lies, as words of Latin letters do, is on its side. Colour as 0xRRGGBB.
    """

    x: float
    y: float
    height: float
    size: float
    runs: tuple[Run, ...]
    tracking: float = 0.0
    way: Way = Way.STANDS
    colour: int = 0

    @property
    def text(self) -> str:
        """The characters of the column."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A straight line; ``dash`` is on and off length, none for a solid one; colour as 0xRRGGBB."""

    start: tuple[float, float]
    end: tuple[float, float]
    width: float
    dash: tuple[float, float] | None = None
    colour: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Squares:
    """The dark modules of a QR code: rows of (column, row, length) in modules from its corner."""

    x: float
    y: float
    module: float
    count: int
    bars: tuple[tuple[int, int, int], ...]

    @property
    def size(self) -> float:
        """The edge of the code without its quiet zone."""
        return self.module * self.count


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A photo: ``x``, ``y`` its top left corner; the ``jpeg`` goes onto the paper as it is."""

    x: float
    y: float
    width: float
    height: float
    jpeg: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """An upright piece of ``width`` x ``height`` laid on its side, its head to the left.

    ``x``, ``y`` is the top left corner of where it lies; ``commands`` are those of the piece as it
    stands.
    """

    x: float
    y: float
    width: float
    height: float
    commands: tuple["Command", ...]


Command = Text | Column | Line | Squares | Picture | Turned


def scaled(command: Command, factor: float) -> Command:
    """The same command, everything in it ``factor`` times as large."""
    if isinstance(command, Line):
        (x0, y0), (x1, y1) = command.start, command.end
        start, end = (x0 * factor, y0 * factor), (x1 * factor, y1 * factor)
        return replace(command, start=start, end=end)
    grown = replace(command, x=command.x * factor, y=command.y * factor)
    match grown:
        case Text():
            return replace(grown, width=grown.width * factor, size=grown.size * factor)
        case Column():
            return replace(grown, height=grown.height * factor, size=grown.size * factor)
        case Squares():
            return replace(grown, module=grown.module * factor)
        case Picture():
            return replace(grown, width=grown.width * factor, height=grown.height * factor)
        case Turned():
            inner = tuple(scaled(one, factor) for one in grown.commands)
            width, height = grown.width * factor, grown.height * factor
            return replace(grown, width=width, height=height, commands=inner)


def shifted(command: Command, right: float, down: float) -> Command:
    """The same command, so many millimetres further right and down."""
    if isinstance(command, Line):
        (x0, y0), (x1, y1) = command.start, command.end
        start, end = (x0 + right, y0 + down), (x1 + right, y1 + down)
        return replace(command, start=start, end=end)
    return replace(command, x=command.x + right, y=command.y + down)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trim:
    """What a print shop cuts out of a page, and how far ink may go beyond the cut (塗り足し)."""

    left: float
    top: float
    right: float
    bottom: float
    bleed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One side of a sheet, upright; ``trim`` is for a print shop, else None."""

    width: float
    height: float
    commands: tuple[Command, ...]
    trim: Trim | None = None


def turned(page: Page, x: float, y: float) -> Turned:
    """An upright page laid on its side, the top left corner of where it lies at (x, y)."""
    return Turned(x=x, y=y, width=page.width, height=page.height, commands=page.commands)
