"""One catalogue of words for core, command line, office pages and desktop: English and Japanese.

English is the source: a message is its own id. Places are written ``{name}`` and nothing else; they
are filled in one pass, so a value may hold braces, percent signs or any character of a name.
"""

import errno
import gettext
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache

from visitapp import assets
from visitapp.errors import Known
from visitapp.marks import N_ as N_  # noqa: PLC0414 - exported: where texts are, it is looked for

LANGUAGES = ("ja", "en")
_JAPANESE_ON_WINDOWS = 0x11  # primary language id of ja in a LANGID
_PLACE = re.compile(r"\{([A-Za-z_]\w*)\}")


@dataclass(frozen=True, slots=True)
class Told:
    """A known problem in the user's language, ready to be shown."""

    title: str
    message: str
    advice: str

    @property
    def sentence(self) -> str:
        """Message and advice as one line; the title belongs to windows, not to a terminal."""
        return f"{self.message} {self.advice}".strip()


def system_language() -> str:
    """The user's language by environment (POSIX order) or Windows setting: "ja" or "en"."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            wished = value if value in {"C", "POSIX"} else os.environ.get("LANGUAGE", "") or value
            return "ja" if wished.lower().startswith("ja") else "en"
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - elsewhere 2 ms of a start for nothing

        language = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return "ja" if language & 0x3FF == _JAPANESE_ON_WINDOWS else "en"
    return "en"


class _Spoken:
    """The language of the whole process; a block may speak another one (``speaking``)."""

    process = system_language()
    block: ContextVar[str | None] = ContextVar("language", default=None)


def use_language(choice: str) -> str:
    """Speak "ja", "en" or, with "auto", the system's language from now on; returns the one chosen.

    Raises Known for any other word.
    """
    _Spoken.process = _chosen(choice)
    return _Spoken.process


@contextmanager
def speaking(choice: str) -> Iterator[str]:
    """Speak another language inside a block only (an office page, a note for a customer)."""
    chosen = _chosen(choice)
    token = _Spoken.block.set(chosen)
    try:
        yield chosen
    finally:
        _Spoken.block.reset(token)


def language() -> str:
    """The language spoken here and now: "ja" or "en"."""
    return _Spoken.block.get() or _Spoken.process


def translate(message: str, /, **values: object) -> str:
    """The message in the language spoken, its ``{name}`` places filled from ``values``.

    A place without a value stays as written: showing a text never fails.
    """
    if not message:
        return ""
    text = message if language() == "en" else _catalogue(language()).gettext(message)
    return _PLACE.sub(lambda place: str(values.get(place[1], place[0])), text)


def tell(known: Known) -> Told:
    """A known problem in the language spoken, with its values filled in."""
    return Told(
        title=translate(known.title, **known.values),
        message=translate(known.message, **known.values),
        advice=translate(known.advice, **known.values),
    )


def _chosen(choice: str) -> str:
    if choice == "auto":
        return system_language()
    if choice not in LANGUAGES:
        raise Known(
            "Unknown language",
            "There is no language {language} in this program.",
            "Choose ja, en or auto.",
            language=choice,
        )
    return choice


@cache
def _catalogue(name: str) -> gettext.NullTranslations:
    return gettext.translation("visitapp", str(assets.path("translations")), languages=[name])


_REASONS = {
    errno.ECONNREFUSED: N_("the connection was refused"),
    errno.ETIMEDOUT: N_("no answer in time"),
    errno.EHOSTUNREACH: N_("it cannot be reached"),
    errno.ENETUNREACH: N_("it cannot be reached"),
    errno.ENOENT: N_("there is no such file or folder"),
    errno.ENOTDIR: N_("there is no such file or folder"),
    errno.EEXIST: N_("there is no such file or folder"),
    errno.EACCES: N_("it is not permitted"),
    errno.EPERM: N_("it is not permitted"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENODEV: N_("it is a device"),
    errno.EROFS: N_("nothing can be written there"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EIO: N_("the device is damaged"),
}


def why(error: BaseException) -> str:
    """What the system says is wrong, in the user's language where it is one of the usual things."""
    if type(error).__name__ == "gaierror":  # of socket, which no window needs to start
        return translate(N_("there is no computer of this name"))
    number = getattr(error, "errno", None)
    if number in _REASONS:
        return translate(_REASONS[number])
    return str(getattr(error, "strerror", None) or error)
