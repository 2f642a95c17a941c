"""A sheet made anew for a printer that shifts or stretches, so that it comes out as it should be.

The page keeps its size and everything on it is drawn where this printer puts it right. What would
be drawn over the edge is lost, so that is refused, except for fold and cut marks that reach it.
"""

from collections.abc import Iterator

from visitapp.documents.fonts import EM_TOP
from visitapp.documents.page import (
    POINT,
    Column,
    Command,
    Line,
    Page,
    Picture,
    Squares,
    Text,
    Turned,
)
from visitapp.documents.paper import Rendered, write
from visitapp.domain.calibration import TRUE, Calibration
from visitapp.errors import Known

HAIR = 0.01  # mm
Box = tuple[float, float, float, float]


def calibrated(made: Rendered, printer: Calibration) -> Rendered:
    """The sheet for this printer; the very same one for a printer that prints what it is told.

    Raises Known when a text or code would be cut off at the edge.
    """
    if printer == TRUE:
        return made
    drawing = made.drawing
    for page in drawing.pages:
        if not all(_is_on(page, command, printer) for command in page.commands):
            raise Known(
                "Printer too far off",
                "On this paper the edge would be cut off: the printer is calibrated by {right} mm"
                " sideways and {down} mm downwards.",
                "Put the paper in straight and calibrate again, or choose another printer.",
                right=f"{printer.right:+.1f}",
                down=f"{printer.down:+.1f}",
            )
    return write(
        drawing.pages,
        drawing.title,
        short_edge=drawing.short_edge,
        fronts=drawing.fronts,
        printer=printer,
    )


def _is_on(page: Page, command: Command, printer: Calibration) -> bool:
    return all(_within(page, box, printer) for box in _boxes(command))


def _within(page: Page, box: Box, printer: Calibration) -> bool:
    left, top, right, bottom = box
    (left, top), (right, bottom) = printer.drawn(left, top), printer.drawn(right, bottom)
    inside = min(left, top) > -HAIR and right < page.width + HAIR
    return inside and bottom < page.height + HAIR


def _boxes(command: Command) -> Iterator[Box]:
    """What must not be lost; folds and cut marks may."""
    if isinstance(command, Turned):
        foot = command.y + command.width
        for one in command.commands:
            for left, top, right, bottom in _boxes(one):
                yield command.x + top, foot - right, command.x + bottom, foot - left
    elif not isinstance(command, Line):
        yield _box(command)


def _box(command: Text | Column | Squares | Picture) -> Box:
    """Left, top, right and bottom of what is drawn."""
    match command:
        case Text(x=x, y=y):
            em = command.size * POINT
            return x, y - EM_TOP * em, x + command.width, y + (1 - EM_TOP) * em
        case Column(x=x, y=y):
            half = command.size * POINT / 2
            return x - half, y, x + half, y + command.height
        case Squares(x=x, y=y):
            return x, y, x + command.size, y + command.size
        case Picture(x=x, y=y):
            return x, y, x + command.width, y + command.height
