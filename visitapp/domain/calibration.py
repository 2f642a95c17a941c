"""What a printer does to a page, from four measures by a ruler, and where to draw to undo it.

A driver that shifts or stretches does so to a whole sheet of one size, so it is kept for each
printer and each paper. All lengths are millimetres from the left and the top edge.
"""

from dataclasses import dataclass
from math import isfinite

from visitapp.errors import Known

FARTHEST = 10.0
"""Millimetres a frame may be off: with more the sheet lies wrong or has another size."""
SMALLEST, LARGEST = 0.9, 1.1
"""How far a driver may shrink or stretch: beyond it, it prints for another paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A rectangle: how far from the left and the top edge it begins, and its sides."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """A printer that puts what is drawn at (x, y) at (right + across x, down + along y)."""

    right: float = 0.0
    down: float = 0.0
    across: float = 1.0
    along: float = 1.0

    @property
    def is_sensible(self) -> bool:
        """Whether it can be made up for at all; a hand-written one may not be."""
        shifts = (self.right, self.down)
        near = all(isfinite(by) and abs(by) <= 2 * FARTHEST for by in shifts)
        return near and all(SMALLEST <= by <= LARGEST for by in (self.across, self.along))

    def lands(self, x: float, y: float) -> tuple[float, float]:
        """Where this printer puts a point."""
        return self.right + self.across * x, self.down + self.along * y

    def drawn(self, x: float, y: float) -> tuple[float, float]:
        """Where a point must be drawn to come out at (x, y)."""
        return (x - self.right) / self.across, (y - self.down) / self.along


TRUE = Calibration()
"""A printer that prints what it is told."""


def calibration(true: Frame, measured: Frame) -> Calibration:
    """What the printer does, when the frame ``true`` was measured on its paper as ``measured``.

    Raises Known for measures that no calibration can be for.
    """
    _demand_near(true.left, measured.left, true.top, measured.top)
    across, along = measured.width / true.width, measured.height / true.height
    if not (SMALLEST <= across <= LARGEST and SMALLEST <= along <= LARGEST):
        raise Known(
            "Frame of another size",
            "The frame is {width} x {height} mm; measured were {was_width} x {was_height} mm.",
            "Choose this paper and 100 % in the driver, print the page again, then measure.",
            width=_told(true.width),
            height=_told(true.height),
            was_width=_told(measured.width),
            was_height=_told(measured.height),
        )
    return Calibration(
        right=round(measured.left - across * true.left, 3),
        down=round(measured.top - along * true.top, 3),
        across=round(across, 5),
        along=round(along, 5),
    )


def _demand_near(left: float, was_left: float, top: float, was_top: float) -> None:
    # written so that a length that is no number is refused as well
    if not (abs(was_left - left) <= FARTHEST and abs(was_top - top) <= FARTHEST):
        raise Known(
            "Frame too far off",
            "The frame is {left} mm from the left edge and {top} mm from the top;"
            " measured were {was_left} and {was_top} mm.",
            "More than {most} mm is no calibration: put the paper in straight and choose its size"
            " in the driver.",
            left=_told(left),
            top=_told(top),
            was_left=_told(was_left),
            was_top=_told(was_top),
            most=_told(FARTHEST),
        )


def _told(length: float) -> str:
    return f"{length:g}"
