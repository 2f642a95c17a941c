"""What the camera says about a photo: its word, cleaned, never more (V-09).

``captured_at`` is a claim of the camera's clock, not a fact. A position is only noticed, so that
the worker can be told; its value is never read out.
"""

import re
import struct
from dataclasses import dataclass
from datetime import datetime, timedelta

from visitapp.media import tiff
from visitapp.media.shown import shown_word
from visitapp.media.tiff import Directories, Tag
from visitapp.media.verdict import Reason

UNREADABLE = Reason("What the camera wrote into the photo (time, model) is damaged.")

MOMENT = re.compile(rb"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)")
OFFSET = re.compile(rb"([+-])(\d\d):(\d\d)")
# EXIF knows no time zone beyond UTC+14 and UTC-12
OFFSET_LIMIT_MINUTES = 14 * 60
EDITORS = re.compile(
    r"photoshop|lightroom|gimp|snapseed|picsart|affinity|pixelmator|paint|photos? ?(editor|scape)"
    r"|darktable|rawtherapee|capture one|irfanview|xnview|meitu|faceapp|facetune|vsco|luminar"
    r"|photodirector|imagemagick|acdsee|picasa|polarr",
    re.IGNORECASE,
)
# a camera writes DateTime when it closes the file: a few seconds, a long exposure at most
CLOSING = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """The camera's own words.

    ``captured_at`` is ISO 8601 with the camera's offset when it gives one, "" when it gives no
    possible time. ``orientation`` is 1 to 8 (EXIF 4.6.4 A), 1 for an impossible value. ``edited``:
    an editor's name or a later changing time. ``has_position``: a usable position lies in the
    original (V-09).
    """

    captured_at: str = ""
    camera: str = ""
    software: str = ""
    orientation: int = 1
    edited: bool = False
    has_position: bool = False
    reasons: tuple[Reason, ...] = ()


def examine_exif(block: bytes) -> Examined:
    """Read an EXIF block (``Sniffed.exif``); never raises, b"" gives an empty answer."""
    found = tiff.read(block)
    software = shown_word(found.main.get(Tag.SOFTWARE, b""))
    orientation = found.number(found.main.get(Tag.ORIENTATION, b""))
    return Examined(
        captured_at=_captured_at(found),
        camera=_camera(found),
        software=software,
        orientation=orientation if 1 <= orientation <= 8 else 1,
        edited=bool(EDITORS.search(software)) or _changed_later(found),
        has_position=_has_position(found),
        reasons=(UNREADABLE,) if found.broken else (),
    )


def _captured_at(found: Directories) -> str:
    """The time of the shot; the time of the file (DateTime) is an editor's and never used."""
    for date, offset, fraction in (
        (Tag.DATE_ORIGINAL, Tag.OFFSET_ORIGINAL, Tag.FRACTION_ORIGINAL),
        (Tag.DATE_DIGITIZED, Tag.OFFSET_DIGITIZED, Tag.FRACTION_DIGITIZED),
    ):
        moment = _moment(found.exif.get(date, b""))
        if moment is None:
            continue
        zone = _offset(found.exif.get(offset, b""))
        if not zone and _moment(found.main.get(Tag.DATE, b"")) == moment:
            zone = _offset(found.exif.get(Tag.OFFSET, b""))
        return moment.isoformat() + _fraction(found.exif.get(fraction, b"")) + zone
    return ""


def _moment(raw: bytes) -> datetime | None:
    """A time as EXIF writes it, without zone; None for 0000:00:00, month 13 and the like."""
    match = MOMENT.match(raw)
    if not match:
        return None
    year, month, day, hour, minute, second = (int(part) for part in match.groups())
    try:
        # the camera's wall clock as it stands: a zone would be our invention
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001
    except ValueError:
        return None


def _offset(raw: bytes) -> str:
    match = OFFSET.match(raw)
    if not match:
        return ""
    hours, minutes = int(match[2]), int(match[3])
    if minutes > 59 or hours * 60 + minutes > OFFSET_LIMIT_MINUTES:
        return ""
    return match[0].decode("ascii")


def _fraction(raw: bytes) -> str:
    """SubSecTime is the digits after the point; Python's ISO reader wants three or six of them."""
    digits = re.match(rb"\d+", raw)
    if not digits:
        return ""
    text = digits[0][:6].decode("ascii")
    return "." + text.ljust(3 if len(text) <= 3 else 6, "0")


def _camera(found: Directories) -> str:
    make, model = (shown_word(found.main.get(tag, b"")) for tag in (Tag.MAKE, Tag.MODEL))
    if make and not model.lower().startswith(make.lower()):
        return f"{make} {model}".strip()
    return model


def _changed_later(found: Directories) -> bool:
    shot = _moment(found.exif.get(Tag.DATE_ORIGINAL, b""))
    changed = _moment(found.main.get(Tag.DATE, b""))
    return shot is not None and changed is not None and changed - shot > CLOSING


def _has_position(found: Directories) -> bool:
    return all(_usable(found, tag) for tag in (Tag.GPS_LATITUDE, Tag.GPS_LONGITUDE))


def _usable(found: Directories, tag: Tag) -> bool:
    """Whether three fractions are there and none is divided by zero; values are not kept."""
    raw = found.gps.get(tag, b"")
    return len(raw) == 24 and all(struct.unpack(found.order + "6I", raw)[1::2])
