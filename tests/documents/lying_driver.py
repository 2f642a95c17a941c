"""A driver that shifts and stretches a page, and the frame of the measuring page as it came out."""

from io import BytesIO

import pypdf
import pypdfium2

from visitapp.documents.page import POINT
from visitapp.domain.calibration import Calibration

DPI = 300
MM = 25.4 / DPI
DARK = 128
MOSTLY = 0.55
"""How much of a row or column is dark where a side of the frame lies."""


def lied(pdf: bytes, lie: Calibration) -> bytes:
    """The first page as this printer puts it onto paper."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf))
    page = writer.pages[0]
    height = float(page.mediabox.height)
    down = height * (1 - lie.along) - lie.down / POINT
    matrix = (lie.across, 0, 0, lie.along, lie.right / POINT, down)
    page.add_transformation(matrix)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def frame_on(pdf: bytes) -> tuple[float, float, float, float]:
    """Left, top, width and height of the frame in mm, by the dots of the page's picture."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=DPI / 72).to_pil().convert("L")
    wide, high = picture.size
    dots = picture.tobytes()
    columns = [sum(dot < DARK for dot in dots[x::wide]) for x in range(wide)]
    rows = [sum(dot < DARK for dot in dots[y * wide : (y + 1) * wide]) for y in range(high)]
    left, right = _sides(columns, MOSTLY * max(columns))
    top, bottom = _sides(rows, MOSTLY * max(rows))
    return left * MM, top * MM, (right - left) * MM, (bottom - top) * MM


def _sides(counts: list[int], least: float) -> tuple[float, float]:
    """The middles of the first and the last line."""
    found = [place for place, count in enumerate(counts) if count >= least]
    middle = (found[0] + found[-1]) / 2
    first = [place for place in found if place < middle]
    last = [place for place in found if place > middle]
    return (sum(first) / len(first)) + 0.5, (sum(last) / len(last)) + 0.5
