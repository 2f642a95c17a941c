"""Decoding a photo as small as will do, and the two copies everybody looks at.

JPEG is decoded at 1/2, 1/4 or 1/8 by the decoder itself (``draft``), made smaller, and only then
turned: four times less work than turning the whole picture first. ``formats`` is always given, or
Pillow would start Ghostscript for a PostScript file with a photo's name (I3).
Runs in the worker only; whatever it raises means that there is no preview.
"""

import io
from dataclasses import dataclass

from PIL import Image, ImageFile, PngImagePlugin
from PIL.Image import Resampling, Transpose

from visitapp.media import heif
from visitapp.media.frames import Trouble
from visitapp.media.sniff import PIXELS, WHOLE_PIXELS

FORMATS: tuple[str, ...] = ("JPEG", "PNG")
WORKING_SIDE = 2048
# The decoder's halves of 12 and 48 MP are 2016 px: good enough to keep without scaling again.
ENOUGH_SIDE = 1600
THUMBNAIL_SIDE = 320
THUMBNAIL_BYTES = 25_000
GRAY_PIXELS = 20_000_000  # the most that is decoded in gray to find a code
QUALITY = 85
TOO_SMALL_TO_TELL = 64
TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}

Image.MAX_IMAGE_PIXELS = PIXELS
ImageFile.LOAD_TRUNCATED_IMAGES = False
PngImagePlugin.MAX_TEXT_CHUNK = 1 << 20


@dataclass(slots=True, kw_only=True)
class Decoded:
    """A picture as stored (not turned), at ``1 / reduced`` of its size."""

    image: Image.Image
    reduced: int
    damaged: bool


def decode(data: bytes) -> Decoded:
    """The picture at a long side of at least ``ENOUGH_SIDE`` if it has so many.

    A JPEG whose end is missing gives what is there, ``damaged``. Raises OSError, SyntaxError,
    ValueError, MemoryError or Pillow's own for anything that cannot be shown.
    """
    try:
        return _decode(data)
    except OSError:
        if not data.startswith(b"\xff\xd8"):
            raise
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        found = _decode(data)
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False
    found.damaged = True
    return found


def _decode(data: bytes) -> Decoded:
    image = _open(data)
    reduced = _reduction(max(image.size)) if _is_jpeg(image) else 1
    _draft(image, "RGB", reduced)
    image.load()
    return Decoded(image=image, reduced=reduced, damaged=False)


def decode_gray(data: bytes) -> Image.Image:
    """A JPEG in gray at full size, or as large as ``GRAY_PIXELS`` allows."""
    image = _open(data)
    pixels = image.width * image.height
    _draft(image, "L", next(n for n in (1, 2, 4, 8) if pixels <= GRAY_PIXELS * n * n))
    image.load()
    return image if image.mode == "L" else image.convert("L")


def _open(data: bytes) -> Image.Image:
    formats = FORMATS
    if heif.is_heif(data):
        # 30 ms and 20 MB that most photos do not need
        import pi_heif  # noqa: PLC0415

        pi_heif.register_heif_opener(thumbnails=False, aux_images=False, depth_images=False)
        formats = ("HEIF",)
    image = Image.open(io.BytesIO(data), formats=formats)
    if image.width * image.height > (PIXELS if _is_jpeg(image) else WHOLE_PIXELS):
        raise Image.DecompressionBombError(image.size)
    return image


def _is_jpeg(image: Image.Image) -> bool:
    return image.format in {"JPEG", "MPO"}


def _reduction(side: int) -> int:
    return next((n for n in (8, 4, 2) if side // n >= ENOUGH_SIDE), 1)


def _draft(image: Image.Image, mode: str, reduced: int) -> None:
    """Ask for a size of the picture's own shape: for a square one ``draft`` does nothing."""
    if image.mode in {"RGB", "L"}:  # CMYK keeps its four colours
        image.draft(mode, (image.width // reduced, image.height // reduced))


def upright_copy(found: Decoded, orientation: int) -> Image.Image:
    """At most ``WORKING_SIDE`` px, 8-bit RGB on white, turned; HEIC comes upright already.

    The pixels alone: no EXIF, position, profile or comment (V-09).
    """
    image = found.image
    shrink = max(image.size) // WORKING_SIDE
    if image.mode == "P" or image.mode[0] in "IF":
        image = _eight_bits(image)
    if shrink > 1:
        image = image.reduce(shrink)
    image = _flat(_within(image, WORKING_SIDE))
    turn = None if found.image.format == "HEIF" else TURNS.get(orientation)
    image = image if turn is None else image.transpose(turn)
    image.info = {}  # Pillow would write comment and XMP into the copy (V-09)
    return image


def _within(image: Image.Image, side: int) -> Image.Image:
    longest = max(image.size)
    if longest <= side:
        return image
    size = (
        max(1, round(image.width * side / longest)),
        max(1, round(image.height * side / longest)),
    )
    return image.resize(size, Resampling.BILINEAR)


def _eight_bits(image: Image.Image) -> Image.Image:
    """Palettes unfolded; 16-bit gray scaled, where ``convert`` would cut it to black and white."""
    if image.mode == "P":
        return image.convert("RGBA" if "transparency" in image.info else "RGB")
    return image.convert("F").point(lambda level: level * (1 / 256) + 0).convert("L")


def _flat(image: Image.Image) -> Image.Image:
    if image.has_transparency_data:
        paper = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(paper, image.convert("RGBA")).convert("RGB")
    return image if image.mode == "RGB" else image.convert("RGB")


def thumbnail_of(working: Image.Image) -> tuple[Image.Image, bytes]:
    """At most ``THUMBNAIL_SIDE`` px and about ``THUMBNAIL_BYTES``, and its JPEG bytes."""
    shrink = max(working.size) // (2 * THUMBNAIL_SIDE)
    small = _within(working.reduce(shrink) if shrink > 1 else working, THUMBNAIL_SIDE)
    data = b""
    for quality in (80, 65, 45, 25):
        data = encode(small, quality)
        if len(data) <= THUMBNAIL_BYTES:
            break
    return small, data


def encode(image: Image.Image, quality: int = QUALITY) -> bytes:
    """JPEG bytes; metadata is gone since ``upright_copy``."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, subsampling="4:2:0")
    return out.getvalue()


def emptiness(small: Image.Image) -> tuple[Trouble, ...]:
    """Whether a thumbnail shows nothing at all: dark everywhere, or one even surface."""
    if max(small.size) < TOO_SMALL_TO_TELL:
        return ()
    counts = small.convert("L").histogram()
    low, high = _level(counts, 0.005), _level(counts, 0.995)
    if high < 24:
        return (Trouble.DARK,)
    return (Trouble.BLANK,) if high - low < 6 else ()


def _level(counts: list[int], share: float) -> int:
    """The level below which ``share`` of all pixels lie."""
    left = sum(counts) * share
    for level, count in enumerate(counts):
        left -= count
        if left < 0:
            return level
    return 255
