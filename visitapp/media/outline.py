"""What the structure of a picture file says without decoding a single pixel."""

from dataclasses import dataclass, field

from visitapp.media.verdict import Reason

CUT_OFF = Reason(
    "The end of the photo is missing: the file is damaged.",
    "Copy the photo from the camera again if it is still there.",
)
BROKEN_HEADER = Reason(
    "The beginning of the photo is damaged: its size cannot be read.",
    "Copy the photo from the camera again if it is still there.",
)
TRAILING = Reason(
    "{count} bytes follow after the end of the picture; they are kept as they are.",
    "",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """Width and height in stored pixels (0 when unreadable), the raw EXIF block, and oddities.

    ``exif`` is the TIFF structure itself, without the prefix of its container.
    """

    mime: str
    width: int = 0
    height: int = 0
    exif: bytes = field(default=b"", repr=False)
    reasons: tuple[Reason, ...] = ()
