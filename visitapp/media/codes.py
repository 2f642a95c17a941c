"""The search for QR codes in a photo, from the quick try to the thorough one (M1).

Runs in the worker only. The note's code is small in a picture of a door: what the reduced picture
hides is looked for at full size, then with the contrast and the edges of a dim, shaky picture
raised.
"""

from collections.abc import Callable, Iterator

import zxingcpp
from PIL import Image, ImageFilter, ImageOps
from PIL.Image import Resampling

NOTE = "VA1/"  # docs/WIRE.md section 7
TEXT_LIMIT = 512  # characters of a code's text; a note's code has about 50
CODE_LIMIT = 16  # codes in one picture
SMALL_SIDE = 1600


def search(reduced: Image.Image, full: Callable[[], Image.Image]) -> tuple[str, ...]:
    """The texts of all codes found; stops at the first try that shows a note's code.

    ``reduced`` is gray; ``full`` gives the picture in gray at full size, and is called only if
    needed.
    """
    texts: dict[str, None] = {}
    for image in _tries(reduced, full):
        texts.update(dict.fromkeys(_read(image)))
        if any(text.startswith(NOTE) for text in texts):
            break
    return tuple(texts)[:CODE_LIMIT]


def _tries(reduced: Image.Image, full: Callable[[], Image.Image]) -> Iterator[Image.Image]:
    yield reduced
    whole = full()
    if whole.size != reduced.size:
        yield whole
    if max(whole.size) < SMALL_SIDE:
        whole = whole.resize((whole.width * 2, whole.height * 2), Resampling.BICUBIC)
    yield ImageOps.autocontrast(whole, cutoff=1).filter(ImageFilter.UnsharpMask(3, 200, 0))


def _read(image: Image.Image) -> Iterator[str]:
    view = memoryview(image.tobytes()).cast("B", (image.height, image.width))
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    for found in zxingcpp.read_barcodes(view, formats=formats):
        if found.valid and 0 < len(found.text) <= TEXT_LIMIT:
            yield found.text
