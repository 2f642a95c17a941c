"""親展 on an envelope: red, in a frame, so that it is read before anything is opened."""

from collections.abc import Iterator
from itertools import pairwise

from visitapp.documents.page import Line

RED = 0xB3261E
"""Grey on a printer without colour."""


def framed(left: float, top: float, right: float, bottom: float) -> Iterator[Line]:
    """The four sides of the frame."""
    corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    for start, end in pairwise(corners):
        yield Line(start=start, end=end, width=0.35, colour=RED)
