"""QR codes as squares in millimetres (segno): level Q, quiet zone of four modules, black."""

from collections.abc import Sequence
from functools import lru_cache

from visitapp.documents.page import Squares
from visitapp.errors import Bug

QUIET, CONTACT_QUIET = 4, 2
SMALLEST_MODULE = 0.45
"""The least edge of a module on paper in millimetres (design 3)."""
SMALLEST_CONTACT_MODULE = 0.36
"""The same for a card held before a phone, where the code fills the picture."""


def _encoding(text: str) -> str | None:
    """UTF-8 for Japanese, as phones read it; a code in capitals and digits needs no bytes."""
    return None if text.isascii() else "utf-8"


@lru_cache(maxsize=32)
def bars(text: str, level: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """The modules per side and the dark bars (column, row, length) of a code's text."""
    import segno  # noqa: PLC0415  # 30 ms that a program which prints nothing need not pay

    matrix = segno.make_qr(text, error=level, boost_error=False, encoding=_encoding(text)).matrix
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


def contact_square(
    texts: Sequence[str],
    left: float,
    top: float,
    box: float,
    smallest: float = SMALLEST_CONTACT_MODULE,
) -> Squares:
    """The first of the texts that a code in the box can hold, with a quiet zone of two modules.

    Around it the card is white (layout 4). The last text is taken in any case.
    """
    coded = [bars(text, "M") for text in texts]
    most = box / smallest - 2 * CONTACT_QUIET
    count, found = next((code for code in coded if code[0] <= most), coded[-1])
    module = box / (count + 2 * CONTACT_QUIET)
    return Squares(
        x=left + CONTACT_QUIET * module,
        y=top + CONTACT_QUIET * module,
        module=module,
        count=count,
        bars=found,
    )


def dotted_square(text: str, left: float, top: float, box: float, dots: int) -> Squares:
    """The code for a printer of so many dots a millimetre, its modules as many whole dots as fit.

    Its dark modules begin at (left, top), the white around them is the caller's; ``box`` is the
    most its edge may be with the quiet zone. Raises Bug as ``square`` does.
    """
    count, found = bars(text, "Q")
    module = int(box * dots / (count + 2 * QUIET)) / dots
    if module < SMALLEST_MODULE:
        message = f"QR module of {module:.3f} mm for {len(text)} characters"
        raise Bug(message)
    return Squares(x=left, y=top, module=module, count=count, bars=found)


def square(text: str, left: float, top: float, box: float) -> Squares:
    """The code in a box of ``box`` mm whose edge includes the quiet zone of four modules.

    Raises Bug when a module would come out smaller than scanners of photos can read.
    """
    count, found = bars(text, "Q")
    module = box / (count + 2 * QUIET)
    if module < SMALLEST_MODULE:
        message = f"QR module of {module:.2f} mm for {len(text)} characters"
        raise Bug(message)
    return Squares(
        x=left + QUIET * module, y=top + QUIET * module, module=module, count=count, bars=found
    )
