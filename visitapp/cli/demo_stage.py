"""Where the demo plays: an invented script, a clock that only the demo moves, a folder to fill."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from visitapp import assets
from visitapp.actions import look
from visitapp.clock import HOME_ZONE, ScriptedClock
from visitapp.domain.visit import Visit
from visitapp.settings import Sender, load_settings, save_settings
from visitapp.texts import language
from visitapp.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """Who goes to whom on which day, and the day of the call afterwards."""

    day: date
    call_day: date
    customer: str
    staff: tuple[str, ...]
    office: str
    sender: Sender


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The script, the clock, the folder for what is left, and one for what is thrown away."""

    script: Script
    clock: ScriptedClock
    out: Path
    scratch: Path

    @property
    def photos(self) -> Path:
        """Where the drawn pictures of the camera lie."""
        return assets.path("samples", "photos")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One step: the time it plays at and what happens; ``play`` tells it in plain words."""

    at: time
    play: Callable[[Stage, Workspace], str]
    afterwards: bool = False

    def moment(self, script: Script) -> datetime:
        """The instant of this scene on the script's day, or on the day of the call."""
        day = script.call_day if self.afterwards else script.day
        return datetime.combine(day, self.at, ZoneInfo(HOME_ZONE))


def read_script() -> Script:
    """The story that is shipped with the program."""
    value = tomllib.loads(assets.path("samples", "story.toml").read_text(encoding="utf-8"))
    return Script(
        day=value["day"],
        call_day=value["call_day"],
        customer=value["customer"],
        staff=tuple(value["staff"]),
        office=value["office"],
        sender=Sender(**value["sender"]),
    )


def write_settings(folder: Path, script: Script) -> None:
    """What a person types once at the first start: who the note says we are."""
    old = load_settings(folder)
    save_settings(folder, replace(old, sender=script.sender, language=language()))


def the_visit(ws: Workspace) -> Visit:
    """The one visit of the story."""
    return look.visit(ws, look.between(ws, None, None)[0].id)
