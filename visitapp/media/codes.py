"""The search for QR codes in a photo, from the quick try to the thorough one (M1).

Runs in the worker only. The note's code is small in a picture of a door: what the reduced picture
hides is looked for at full size, then without grain, without shadows, with its edges raised; a code
that is seen and cannot be read is cut out, enlarged and sharpened step by step. The tries stand in
the order of what each finds for its time (docs/NOTE-CODE.md); after ``until`` no other one begins.
"""

from collections.abc import Callable, Iterator

import zxingcpp
from PIL import Image, ImageChops, ImageFilter, ImageOps
from PIL.Image import Resampling

from visitapp.clock import idle

NOTE = "VA1/"  # docs/WIRE.md section 7
TEXT_LIMIT = 512  # characters of a code's text; a note's code has about 50
CODE_LIMIT = 16  # codes in one picture
SMALL_SIDE = 1600
CUT_SIDE = 600  # pixels of a code that was cut out: 13 to a module
LEAST_CUT = 40  # pixels below which no code has room
CUTS = 6  # places that look like a code, of a pattern of tiles there are hundreds
SHARPER = ((0, 0), (3, 250), (6, 300), (9, 400), (14, 500))  # radius in pixels, percent

QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
Binarizer = zxingcpp.Binarizer
Try = Callable[[], Iterator[str]]


def search(reduced: Image.Image, full: Callable[[], Image.Image], until: float) -> tuple[str, ...]:
    """The texts of all codes found; stops at the first try that shows a note's code.

    ``reduced`` is gray; ``full`` gives the picture in gray at full size, and is called only if
    needed. ``until`` is a time of ``idle``.
    """
    texts: dict[str, None] = {}
    for found in _tries(reduced, full):
        texts.update(dict.fromkeys(found))
        if any(text.startswith(NOTE) for text in texts) or idle() >= until:
            break
    return tuple(texts)[:CODE_LIMIT]


def _tries(reduced: Image.Image, full: Callable[[], Image.Image]) -> Iterator[Iterator[str]]:
    """What each try reads; none is made before it is asked for."""
    yield _read(reduced)
    whole = full()
    if max(whole.size) < SMALL_SIDE:
        whole = whole.resize((whole.width * 2, whole.height * 2), Resampling.BICUBIC)
    if whole.size != reduced.size:
        yield _read(whole)
    yield _read(_without_shadows(whole.reduce(3)))
    yield _read(reduced.filter(ImageFilter.BoxBlur(1)))  # a screen's stripes
    yield from _cut_out(whole)
    yield _read(reduced.filter(ImageFilter.UnsharpMask(3, 200, 0)))
    yield _read(whole.filter(ImageFilter.BoxBlur(1)))  # grain
    yield _read(_without_shadows(reduced, 30))


def _without_shadows(image: Image.Image, reach: int = 12) -> Image.Image:
    """How each pixel differs from those around it, ``reach`` pixels far, made stronger."""
    return ImageChops.subtract(image, image.filter(ImageFilter.BoxBlur(reach)), 0.3, 128)


def _cut_out(whole: Image.Image) -> Iterator[Iterator[str]]:
    """Tries at each place where a code was seen that could not be read."""
    for box in _seen(whole):
        cut = whole.crop(box)
        zoom = CUT_SIDE / max(cut.size)
        size = (max(1, round(cut.width * zoom)), max(1, round(cut.height * zoom)))
        large = ImageOps.autocontrast(cut.resize(size, Resampling.BICUBIC), cutoff=1)
        for radius, percent in SHARPER:
            sharp = large.filter(ImageFilter.UnsharpMask(radius, percent, 0)) if radius else large
            yield _read(sharp)
            yield _read(sharp, Binarizer.GlobalHistogram)


def _seen(whole: Image.Image) -> list[tuple[int, int, int, int]]:
    """Boxes of codes that are seen at some size and not read, with room around them."""
    boxes: dict[tuple[int, int, int, int], None] = {}
    for shrink in (1, 2, 4):
        image = whole if shrink == 1 else whole.reduce(shrink)
        for found in _look(image, errors=True):
            box = _box(found.position, shrink, whole.size)
            if not found.valid and min(box[2] - box[0], box[3] - box[1]) >= LEAST_CUT:
                boxes[box] = None
    return list(boxes)[:CUTS]


def _box(place: zxingcpp.Position, shrink: int, size: tuple[int, int]) -> tuple[int, int, int, int]:
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    across, down = [c.x * shrink for c in corners], [c.y * shrink for c in corners]
    room = max(max(across) - min(across), max(down) - min(down)) // 4
    return (
        max(0, min(across) - room),
        max(0, min(down) - room),
        min(size[0], max(across) + room),
        min(size[1], max(down) + room),
    )


def _read(image: Image.Image, binarizer: Binarizer = Binarizer.LocalAverage) -> Iterator[str]:
    for found in _look(image, binarizer):
        if found.valid and 0 < len(found.text) <= TEXT_LIMIT:
            yield found.text


def _look(
    image: Image.Image, binarizer: Binarizer = Binarizer.LocalAverage, *, errors: bool = False
) -> list[zxingcpp.Barcode]:
    """Dark codes on light paper only: half the work."""
    view = memoryview(image.tobytes()).cast("B", (image.height, image.width))
    found: list[zxingcpp.Barcode] = zxingcpp.read_barcodes(
        view, formats=QR, try_invert=False, binarizer=binarizer, return_errors=errors
    )
    return found
