"""The options every command takes, before or after its name: data folder, JSON, language.

They are taken out of the words before the command sees them, so that no command has to repeat them.
"""

import os
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from visitapp.clock import Clock
from visitapp.texts import LANGUAGES

VARIABLE = "VISITAPP_DATA"
VALUED = ("--data", "--lang")
OFFICE = "office"


class WrongUsage(Exception):
    """A word of the command line that can't be meant; ``message`` is a gettext id; exit code 2."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a person asked for beside the command; ``clock`` is scripted in rehearsals only."""

    data: Path | None = None
    json: bool = False
    lang: str = ""
    clock: Clock | None = None

    @property
    def folder(self) -> Path:
        """The data folder: ``--data``, else VISITAPP_DATA, else the user's own of this system."""
        given = os.environ.get(VARIABLE, "")
        if self.data is not None:
            return self.data
        return Path(given) if given else platformdirs.user_data_path("visitapp", appauthor=False)


_current: ContextVar[Wishes] = ContextVar("wishes")


def wishes() -> Wishes:
    """What was asked for in the command that runs now."""
    return _current.get()


def use(wanted: Wishes) -> None:
    """Ask for ``wanted`` from now on."""
    _current.set(wanted)


def take(words: Sequence[str], clock: Clock | None = None) -> tuple[Wishes, list[str]]:
    """The wishes among ``words`` and the words that are left, in order.

    Everything after ``--`` stays as it is. The office has a folder and a JSON form of its own and
    gets those options back. Raises WrongUsage for an option without value or an unknown language.
    """
    found: dict[str, str] = {}
    rest: list[str] = []
    ahead = list(words)
    while ahead:
        word = ahead.pop(0)
        name, equals, value = word.partition("=")
        if word == "--":
            rest += [word, *ahead]
            break
        if word == "--json":
            found[word] = ""
        elif name in VALUED:
            found[name] = value if equals else _next(name, ahead)
        else:
            rest.append(word)
    if found.get("--lang", "ja") not in (*LANGUAGES, "auto"):
        raise WrongUsage(
            "There is no language {language}: choose ja or en.", language=found["--lang"]
        )
    if rest[:1] == [OFFICE] and any(not word.startswith("-") for word in rest[1:]):
        rest += [word for name in ("--data", "--json") for word in _given(name, found)]
    return _wishes(found, clock), rest


def _wishes(found: dict[str, str], clock: Clock | None) -> Wishes:
    data = found.get("--data")
    return Wishes(
        data=Path(data).expanduser() if data else None,
        json="--json" in found,
        lang=found.get("--lang", ""),
        clock=clock,
    )


def _next(name: str, ahead: list[str]) -> str:
    if not ahead:
        raise WrongUsage("The option {option} needs a value.", option=name)
    return ahead.pop(0)


def _given(name: str, found: dict[str, str]) -> list[str]:
    if name not in found:
        return []
    return [name, found[name]] if name in VALUED else [name]
