"""Palettes, fonts and style sheet of our own, from resources/theme: the same on every system.

``QStyleHints.setColorScheme`` does nothing offscreen and native styles differ; so Fusion with our
palette and one QSS template, filled from the tokens and the user's scale.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from string import Template

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QStyleFactory

from visitapp import assets

TEXT_FACES = ["BIZ UDPGothic", "Noto Sans JP"]
DIGIT_FACES = ["BIZ UDGothic", "Noto Sans JP"]
FIRST_FONTS = ("BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf")
FONT_FILES = (
    *FIRST_FONTS,
    "BIZUDGothic-Regular.ttf",
    "BIZUDGothic-Bold.ttf",
    "NotoSansJP-Regular.ttf",
)
# Rows of three colours are all there is; tomllib would take 6 ms of the way to first paint.
TOKEN = re.compile(r'^(\w+) = \["(#\w+)", "(#\w+)", "(#\w+)"\]', re.MULTILINE)
SCALES = (100, 125, 150, 175, 200)


class Scheme(StrEnum):
    """The three palettes."""

    LIGHT = "light"
    DARK = "dark"
    OUTDOOR = "outdoor"


class Room(StrEnum):
    """How much a window can show side by side (tokens.md, layout); widths at 100 %."""

    WIDE = "wide"  # all
    NARROW = "narrow"  # below 1180: the rail shows icons only
    FOLDED = "folded"  # below 1100: the right column stands under the list
    SMALL = "small"  # below 1024: columns become tabs, the steps at the door one line


@dataclass(frozen=True, slots=True)
class Look:
    """What the user chose: a palette and a scale in percent."""

    scheme: Scheme = Scheme.LIGHT
    scale: int = 100

    def px(self, size: float) -> int:
        """A length at 100 % in whole pixels at this scale."""
        return round(size * self.scale / 100)

    def room(self, width: int) -> Room:
        """What fits into a window of ``width`` real pixels at this scale."""
        logical = width * 100 / self.scale
        if logical >= 1180:
            return Room.WIDE
        if logical >= 1100:
            return Room.NARROW
        return Room.FOLDED if logical >= 1024 else Room.SMALL


@cache
def tokens(scheme: Scheme) -> dict[str, str]:
    """Colour tokens of a palette: name -> ``#RRGGBB``."""
    place = list(Scheme).index(scheme)
    told = assets.path("theme", "tokens.toml").read_text(encoding="utf-8")
    return {row[0]: row[place + 1] for row in TOKEN.findall(told)}


def colour(scheme: Scheme, token: str) -> QColor:
    """A token as a colour."""
    return QColor(tokens(scheme)[token])


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two ``#RRGGBB`` colours, 1 … 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(hex_colour: str) -> float:
    channels = [int(hex_colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def load_fonts(files: Sequence[str] = FONT_FILES) -> None:
    """Add the bundled faces: the same files on screen and paper, never the system's."""
    for name in files:
        QFontDatabase.addApplicationFont(str(assets.path("fonts", name)))


def font(look: Look, size: float, *, bold: bool = False, digits: bool = False) -> QFont:
    """A face of ours in pixels at 100 %; ``digits`` have equal widths (clocks, numbers)."""
    made = QFont()
    made.setFamilies(DIGIT_FACES if digits else TEXT_FACES)
    made.setPixelSize(look.px(size))
    made.setBold(bold or look.scheme is Scheme.OUTDOOR)
    return made


def colour_ground(app: QApplication, look: Look) -> None:
    """Style, palette and face: all that the first paint needs."""
    if not app.styleSheet():  # under a sheet the style is ours already; again costs 65 ms
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(_palette(look.scheme))
    app.setFont(font(look, 15))


def apply(app: QApplication, look: Look) -> None:
    """Dress the whole program in a palette and scale; cheap enough for one key (F11)."""
    colour_ground(app, look)
    app.setStyleSheet(style_sheet(look))


def wear(look: Look) -> None:
    """Dress the running program; ``current_look`` tells every widget that is made then."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.setProperty("look", look)
        apply(app, look)


def current_look() -> Look:
    """The look the running program is dressed in."""
    app = QApplication.instance()
    look = app.property("look") if app is not None else None
    return look if isinstance(look, Look) else Look()


def _palette(scheme: Scheme) -> QPalette:
    role = QPalette.ColorRole
    pairs = {
        role.Window: "window",
        role.WindowText: "text",
        role.Base: "surface",
        role.AlternateBase: "raised",
        role.Text: "text",
        role.PlaceholderText: "text3",
        role.Button: "surface",
        role.ButtonText: "text",
        role.Highlight: "primary",
        role.HighlightedText: "on_primary",
        role.Link: "primary_ink",
        role.ToolTipBase: "raised",
        role.ToolTipText: "text",
        role.Mid: "line_strong",
    }
    palette = QPalette()
    for target, token in pairs.items():
        palette.setColor(target, colour(scheme, token))
    return palette


@cache
def style_sheet(look: Look) -> str:
    """The QSS: colours by ``$name``, lengths by ``$pxN`` (N pixels at 100 %)."""
    text = assets.path("theme", "style.qss").read_text(encoding="utf-8")
    lengths = {f"px{size}": f"{look.px(size)}px" for size in range(1, 200)}
    outdoor, colours = look.scheme is Scheme.OUTDOOR, tokens(look.scheme)
    border = "3px" if outdoor else "1px"
    edge = colours["line_strong" if outdoor else "primary"]  # yellow alone is 1.3:1 on white
    return Template(text).substitute(colours, **lengths, border=border, primary_edge=edge)


@cache
def icon(name: str, tint: str, size: int, *, checked: str = "", disabled: str = "") -> QIcon:
    """An SVG of resources/icons tinted with ``#RRGGBB``, ``size`` pixels square.

    ``checked`` and ``disabled`` are its tints while its button is; without them as always.
    """
    made = QIcon(pixmap(name, tint, size))
    if checked:
        made.addPixmap(pixmap(name, checked, size), QIcon.Mode.Normal, QIcon.State.On)
    if disabled:
        made.addPixmap(pixmap(name, disabled, size), QIcon.Mode.Disabled)
    return made


@cache
def pixmap(name: str, tint: str, size: int) -> QPixmap:
    """The tinted picture itself."""
    from PySide6.QtCore import Qt  # noqa: PLC0415 - its names take 16 ms
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - not before first paint

    svg = assets.path("icons", f"{name}.svg").read_bytes()
    renderer = QSvgRenderer(QByteArray(svg))
    made = QPixmap(QSize(size, size))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer.render(painter)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(made.rect(), QColor(tint))
    painter.end()
    return made
