"""What the camera's clock says of a photo, beside the time in which it was taken in.

The camera's word is a claim (N-08): it is compared and shown, and never moves the record.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from visitapp.domain.stamps import Bracket

TOLERANCE = timedelta(minutes=1)
"""Two clocks of ordinary devices agree to about a minute."""


class CameraWord(StrEnum):
    """How the camera's time lies to the visit and to the moment of taking in."""

    NONE = "none"
    AGREES = "agrees"
    BEFORE_ARRIVAL = "before_arrival"
    AFTER_TAKING_IN = "after_taking_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraTime:
    """The camera's time in the zone of the record, its word, and how far it lies off."""

    word: CameraWord
    at: datetime | None = None
    apart: timedelta = timedelta(0)


def camera_time(captured_at: str, taken: Bracket, arrived: datetime | None) -> CameraTime:
    """Compare ``captured_at`` (ISO 8601 as EXIF has it, with or without an offset).

    Without an offset it is read in the zone of the record. ``taken`` is when the photo came in,
    ``arrived`` the arrival at the door, None before it.
    """
    at = _read(captured_at, taken.estimate)
    if at is None:
        return CameraTime(word=CameraWord.NONE)
    latest = taken.latest or taken.estimate
    if at > latest + TOLERANCE:
        return CameraTime(word=CameraWord.AFTER_TAKING_IN, at=at, apart=at - latest)
    if arrived is not None and at < arrived - TOLERANCE:
        return CameraTime(word=CameraWord.BEFORE_ARRIVAL, at=at, apart=arrived - at)
    return CameraTime(word=CameraWord.AGREES, at=at)


def _read(captured_at: str, beside: datetime) -> datetime | None:
    try:
        at = datetime.fromisoformat(captured_at)
        local = at.replace(tzinfo=beside.tzinfo) if at.tzinfo is None else at
        return local.astimezone(beside.tzinfo)
    except (ValueError, OverflowError):
        return None
