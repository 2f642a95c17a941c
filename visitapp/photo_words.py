"""Where a photo came from and what its camera says: one table for window, pages and commands."""

from datetime import timedelta

from visitapp.domain.camera_time import CameraTime, CameraWord
from visitapp.marks import N_
from visitapp.texts import translate

ORIGINS = {
    "captured": N_("taken with this program"),
    "imported": N_("taken over from a file"),
    "phone": N_("sent by a phone"),
    "rendered": N_("made by this program"),
}
CAMERA = {
    CameraWord.NONE: N_("The camera gives no time."),
    CameraWord.AGREES: N_("The camera's clock says {at}; that fits the record."),
    CameraWord.BEFORE_ARRIVAL: N_("The camera's clock says {at}, {apart} before the arrival."),
    CameraWord.AFTER_TAKING_IN: N_(
        "The camera's clock says {at}, {apart} after the photo came in: one of the clocks is wrong."
    ),
}

SHOWS_THE_NOTE = N_("It shows the sheet that was used as the note.")
"""Why a photo meant to show something else counts as one of the note."""


def origin_words(origin: str) -> str:
    """Where a photo came from; a kind of a newer program by its code."""
    return translate(ORIGINS.get(origin, origin))


def camera_sentence(camera: CameraTime, clock: str = "%H:%M:%S") -> str:
    """What the camera's clock says, and how far it lies off."""
    at = f"{camera.at:%Y/%m/%d {clock}}" if camera.at else ""
    return translate(CAMERA[camera.word], at=at, apart=apart_words(camera.apart))


def apart_words(apart: timedelta) -> str:
    """A distance in its two largest units: ``2 h 27 min``."""
    minutes, seconds = divmod(int(apart.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return translate(N_("{days} d {hours} h"), days=days, hours=hours)
    if hours:
        return translate(N_("{hours} h {minutes} min"), hours=hours, minutes=minutes)
    return translate(N_("{minutes} min {seconds} s"), minutes=minutes, seconds=seconds)
