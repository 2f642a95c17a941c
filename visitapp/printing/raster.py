"""The pages of a PDF as pictures: what a preview shows, and what printers without PDF get.

PDFium draws them, the same for the screen and for the paper; it must not be called by two threads
at once, and the lane of slow work has several: they wait for one another here.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from visitapp.errors import Known

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

POINTS = 72.0
"""Units of a PDF in an inch."""
INCH = 25.4
"""Millimetres."""
TURN = threading.Lock()


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page: 4 bytes a pixel (blue, green, red, unused), ``stride`` bytes a row."""

    width: int
    height: int
    stride: int
    pixels: bytes


def page_pictures(pdf: bytes, dpi: float) -> tuple[PagePicture, ...]:
    """All pages at ``dpi`` dots an inch; raises Known when these bytes are no PDF."""
    with _document(pdf) as document:
        return tuple(_picture(page, dpi) for page in document)


def one_page(pdf: bytes, place: int, dpi: float) -> tuple[PagePicture, int]:
    """The page at ``place`` (from 0; the last one when there are fewer) and how many there are.

    Raises Known when these bytes are no PDF.
    """
    with _document(pdf) as document:
        return _picture(document[min(place, len(document) - 1)], dpi), len(document)


def first_page_grey(pdf: bytes, dots: int) -> tuple[int, tuple[bytes, ...]]:
    """The width and the rows of the first page at so many dots a millimetre, a byte a dot.

    Black is 0. A page of whole millimetres has exactly its dots: nothing is stretched by a part of
    one, which would spoil a code. Raises Known when these bytes are no PDF.
    """
    with _document(pdf) as document:
        page = document[0]
        width = round(page.get_width() / POINTS * INCH * dots)
        # a hair too small, because the renderer rounds up
        scale = (width - 1e-3) / page.get_width()
        bitmap = page.render(scale=scale, grayscale=True)
        pixels, stride = bytes(bitmap.buffer), bitmap.stride
        rows = (pixels[y * stride : y * stride + width] for y in range(bitmap.height))
        made = width, tuple(rows)
        bitmap.close()
    return made


@contextmanager
def _document(pdf: bytes) -> Iterator["PdfDocument"]:
    import pypdfium2  # noqa: PLC0415 - 90 ms, and only where something is shown or printed

    with TURN:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise Known(
                "Not a PDF",
                "The page cannot be shown ({what}).",
                "Make the paper anew; the record is not touched.",
                what=str(error),
            ) from error
        with document:
            yield document


def _picture(page: "PdfPage", dpi: float) -> PagePicture:
    bitmap = page.render(scale=dpi / POINTS, prefer_bgrx=True)
    made = PagePicture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    bitmap.close()
    return made
