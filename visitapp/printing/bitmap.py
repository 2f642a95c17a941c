"""A page as dots that are black or white: what a roll's printer burns into its paper.

Everything on a note is black (layout 0.6), so a dot is black where enough of it is covered; grey is
only the edge of a letter, and dithering would fray it.
"""

from dataclasses import dataclass

from visitapp.errors import Bug
from visitapp.printing.raster import first_page_grey

DARK = 150
"""Greys below this become black: a little more than half, for thin strokes fade on a roll."""
_BITS = bytes(0x31 if grey < DARK else 0x30 for grey in range(256))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bitmap:
    """``width`` dots across, a multiple of 8; a row in bits, the leftmost the highest, 1 black."""

    width: int
    rows: tuple[bytes, ...]


def bitmap(pdf: bytes, width: int, dots: int) -> Bitmap:
    """The first page at ``dots`` a millimetre, the middle ``width`` dots of it.

    Raises Known when these bytes are no PDF, Bug when the page is narrower.
    """
    found, rows = first_page_grey(pdf, dots)
    left = (found - width) // 2
    if left < 0:
        message = f"page of {found} dots for {width}"
        raise Bug(message)
    return Bitmap(width=width, rows=tuple(_packed(row[left : left + width]) for row in rows))


def _packed(row: bytes) -> bytes:
    return int(row.translate(_BITS), 2).to_bytes(len(row) // 8)
