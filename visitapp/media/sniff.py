"""What a file is, by its content alone: an allow-list of three formats, nothing decoded (I1, I3).

The name's ending is never believed. Sizes are read from the header, so that a bomb is refused
before any decoder has seen it.
"""

from dataclasses import dataclass, field

from visitapp.media import heif, jpeg, png
from visitapp.media.outline import Outline
from visitapp.media.verdict import Reason, Verdict

PIXELS = 250_000_000  # today's phones make 200 MP (16320 x 12240); a header with more is refused
# Formats that cannot be decoded in small: Pillow needs 4 bytes per pixel, and hostile files
# must stay below 300 MB in all.
WHOLE_PIXELS = 64_000_000

EMPTY = Reason(
    "The file is empty (0 bytes).",
    "Copy the photo from the camera or the memory card again.",
)
NOT_A_PHOTO = Reason(
    "The content of this file is {kind}, not a photo.",
    "Choose the photo as the camera or the phone made it (JPEG, HEIC or PNG).",
)
UNKNOWN = Reason("The content of this file is not a photo we know.", NOT_A_PHOTO.advice)
TOO_MANY_PIXELS = Reason(
    "The file claims to hold {megapixels} million pixels; the limit is {limit} million.",
    "Take the photo again with the camera's ordinary settings.",
)
NO_PREVIEW = Reason(
    "The photo is too large for a preview; the original is kept.",
    "Take one more photo with the camera's ordinary settings if you can.",
)

# Names of formats are the same in every language.
KINDS: tuple[tuple[bytes, str], ...] = (
    (b"GIF8", "GIF"),
    (b"%PDF", "PDF"),
    (b"%!PS", "PostScript"),
    (b"\xc5\xd0\xd3\xc6", "PostScript"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "EXE"),
    (b"PK\x03\x04", "ZIP"),
    (b"RIFF", "WebP/AVI"),
    (b"II*\x00", "TIFF/RAW"),
    (b"MM\x00*", "TIFF/RAW"),
    (b"BM", "BMP"),
    (b"<svg", "SVG"),
    (b"<?xml", "XML"),
    (b"<!doctype", "HTML"),
    (b"<html", "HTML"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sniffed:
    """The verdict on the bytes alone; ``reasons`` is empty when they are simply kept.

    ``mime`` is "" for a refused format; ``width`` and ``height`` are stored pixels (before
    turning), 0 when unreadable; ``exif`` is the raw EXIF block for ``examine``.
    """

    mime: str
    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    width: int = 0
    height: int = 0
    exif: bytes = field(default=b"", repr=False)

    @property
    def reason(self) -> Reason | None:
        """The first reason, or None when there is none."""
        return self.reasons[0] if self.reasons else None


def sniff(data: bytes) -> Sniffed:
    """Judge a file by its bytes; never raises, never decodes, at most one pass over the bytes."""
    if not data:
        return _refused(EMPTY)
    found = outline(data)
    if found is None:
        return _refused(_other_kind(data))
    pixels = found.width * found.height
    if pixels > PIXELS:
        claims = {"megapixels": pixels // 1_000_000, "limit": PIXELS // 1_000_000}
        return _refused(Reason(TOO_MANY_PIXELS.message, TOO_MANY_PIXELS.advice, claims))
    reasons = found.reasons
    if found.mime != jpeg.MIME and pixels > WHOLE_PIXELS:
        reasons += (NO_PREVIEW,)
    return Sniffed(
        mime=found.mime,
        verdict=Verdict.WARNED if reasons else Verdict.KEPT,
        reasons=reasons,
        width=found.width,
        height=found.height,
        exif=found.exif,
    )


def outline(data: bytes) -> Outline | None:
    """The outline of one of the formats we take, or None for everything else."""
    if data.startswith(jpeg.MAGIC):
        return jpeg.outline(data)
    if data.startswith(png.MAGIC):
        return png.outline(data)
    if heif.is_heif(data):
        return heif.outline(data)
    return None


def _refused(reason: Reason) -> Sniffed:
    return Sniffed(mime="", verdict=Verdict.REFUSED, reasons=(reason,))


def _other_kind(data: bytes) -> Reason:
    """Name a format that is often mistaken for a photo, for a message that helps."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    kind = next((name for magic, name in KINDS if head.startswith(magic.lower())), "")
    if kind in {"XML", "HTML"} and b"<svg" in head:
        kind = "SVG"
    if data[4:8] == b"ftyp":
        kind = "AVIF" if data[8:12] in {b"avif", b"avis"} else "MP4"
    return Reason(NOT_A_PHOTO.message, NOT_A_PHOTO.advice, {"kind": kind}) if kind else UNKNOWN
