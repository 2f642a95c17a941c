"""What a person chose for this computer: language, palette, scale; kept beside the geometry."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication

from ui.theme import SCALES, Look, Scheme

LANGUAGES = ("auto", "ja", "en")
SYSTEM = "system"
MIDDLE = 128  # of a colour's lightness, 0 … 255
THEMES = (SYSTEM, *(scheme.value for scheme in Scheme))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """``language`` "auto" and ``theme`` "system" follow the computer."""

    language: str = "auto"
    theme: str = SYSTEM
    scale: int = 100

    @property
    def look(self) -> Look:
        """The palette and scale that follow from the choice and the computer now."""
        scheme = system_scheme() if self.theme == SYSTEM else Scheme(self.theme)
        return Look(scheme, self.scale)


def first_look(choices: Choices) -> Look:
    """The look of the first paint: of what the computer asks for only light or dark is known."""
    if choices.theme != SYSTEM:
        return choices.look
    is_dark = QGuiApplication.palette().window().color().lightness() < MIDDLE
    return Look(Scheme.DARK if is_dark else Scheme.LIGHT, choices.scale)


def read_choices(state: QSettings) -> Choices:
    """What was kept; a value of another program or time falls back to its default."""
    plain = Choices()
    language = str(state.value("language", plain.language))
    theme = str(state.value("theme", plain.theme))
    scale = str(state.value("scale", plain.scale))
    return Choices(
        language=language if language in LANGUAGES else plain.language,
        theme=theme if theme in THEMES else plain.theme,
        scale=int(scale) if scale in {str(s) for s in SCALES} else plain.scale,
    )


def keep_choices(state: QSettings, choices: Choices) -> None:
    """Keep a choice for the next start."""
    state.setValue("language", choices.language)
    state.setValue("theme", choices.theme)
    state.setValue("scale", choices.scale)


def overridden(
    choices: Choices, language: str | None, theme: str | None, scale: int | None
) -> Choices:
    """The choice with what the command line asks for this once."""
    return replace(
        choices,
        language=language or choices.language,
        theme=theme or choices.theme,
        scale=scale or choices.scale,
    )


def system_scheme() -> Scheme:
    """The palette the computer asks for: high contrast is our outdoor palette."""
    from PySide6.QtCore import Qt  # noqa: PLC0415 - its names take 16 ms of a start

    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return Scheme.OUTDOOR
    return Scheme.DARK if hints.colorScheme() is Qt.ColorScheme.Dark else Scheme.LIGHT
