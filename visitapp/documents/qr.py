"""QR codes as squares in millimetres (segno): level Q, quiet zone of four modules, black."""

from functools import lru_cache

from visitapp.documents.page import Squares
from visitapp.errors import Bug

QUIET = 4
SMALLEST_MODULE = 0.45
"""The least edge of a module on paper in millimetres (design 3)."""


@lru_cache(maxsize=32)
def bars(text: str, level: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """The modules per side and the dark bars (column, row, length) of a code's text."""
    import segno  # noqa: PLC0415  # 30 ms that a program which prints nothing need not pay

    matrix = segno.make_qr(text, error=level, boost_error=False).matrix
    found = []
    for row, cells in enumerate(matrix):
        column = 0
        while column < len(cells):
            length = 0
            while column + length < len(cells) and cells[column + length]:
                length += 1
            if length:
                found.append((column, row, length))
            column += length + 1
    return len(matrix), tuple(found)


def square(text: str, left: float, top: float, box: float, *, quiet: int = QUIET) -> Squares:
    """The code in a box of ``box`` mm whose edge includes the quiet zone.

    Raises Bug when a module would come out smaller than scanners of photos can read.
    """
    count, found = bars(text, "Q")
    module = box / (count + 2 * quiet)
    if module < SMALLEST_MODULE and quiet == QUIET:
        message = f"QR module of {module:.2f} mm for {len(text)} characters"
        raise Bug(message)
    return Squares(
        x=left + quiet * module, y=top + quiet * module, module=module, count=count, bars=found
    )
