"""Golden pictures: how they are named, drawn, compared, and where a difference is shown.

Offscreen, with our faces and our own fontconfig file, the same commit gives the same picture
on Linux x86-64, to the last bit (``unshift`` takes away what once stood against it). To draw them
anew, and look at each: ``python3 run.py test tests/ui/test_pictures.py --draw-pictures``.
"""

import io
import itertools
import platform
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops
from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QObject
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from ui import theme
from ui.theme import Look, Scheme
from visitapp.marks import override

FOLDER = Path(__file__).parents[1] / "data" / "goldens"
DOCS = Path(__file__).parents[2] / "docs" / "pictures"
FULL = ("today", "door")  # in every language, palette and scale
SCALES = (100, 150)
MOST_TRIES = 20
OUTLINED = 64  # pixels; larger letters are drawn as outlines
UNUSED_SIZES = (53, 57, 59, 61)  # pixels; nothing of ours is drawn in them
KANJI = [  # of JIS level 1: in each of our faces
    bytes((row, cell)).decode("euc_jp") for row in range(0xB0, 0xCF) for cell in range(0xA1, 0xFF)
]
FRESH = itertools.product(UNUSED_SIZES, KANJI)


@dataclass(frozen=True)
class Dress:
    """In which language, palette and scale a picture is drawn."""

    language: str
    look: Look

    def __str__(self) -> str:
        return f"{self.language}-{self.look.scheme.value}-{self.look.scale}"


DRESSES = tuple(
    Dress(language, Look(scheme, scale))
    for language in ("ja", "en")
    for scheme in Scheme
    for scale in SCALES
)
CHOSEN = {"ja-light-100", "en-light-150", "ja-dark-100", "ja-outdoor-100"}  # for all other pages
ONCE = {  # states of a page that is drawn in more dresses
    *("quick-add", "late", "result-of-a-call", "door-arrive", "door-early", "door-ring"),
    *("door-logs", "door-call", "door-placement", "door-photo"),
}
OF_THE_MOMENT = {  # words that belong to this computer
    r"(およそ |about )[\d,]+": r"\g<1>10,000",
    r"\d+ GB": "77 GB",
    r"\d+ KB": "48 KB",
}
IN_DOCS = {  # README.ja.md and README.md
    "today-ja-light-100": "today-ja",
    "door-ja-light-100": "door-ja",
    "today-en-light-100": "today",
    "door-en-light-100": "door",
}


def reproducible() -> bool:
    """Whether this computer must draw the same pixels."""
    return sys.platform == "linux" and platform.machine() == "x86_64"


def steady(words: str) -> str:
    """``words`` without what is another at each run."""
    for pattern, fixed in OF_THE_MOMENT.items():
        words = re.sub(pattern, fixed, words)
    return words


def unshift() -> None:
    """Take back what the last small letter left behind in the faces of our fonts.

    WORKAROUND for Qt 6.11 on FreeType: ``QFontEngineFT::loadGlyph`` puts the part of a pixel by
    which a small letter lies to the right into its face (FT_Set_Transform) and leaves it there;
    ``addGlyphsToPath`` then moves letters above 64 pixels, which are drawn as outlines, by half a
    unit of the font: 1 or 2 of 64 parts of a pixel, by what was drawn before. A letter on a whole
    pixel leaves nothing; each time another one, since a letter is loaded once.
    """
    canvas = QImage(64, 64, QImage.Format.Format_RGB32)
    pixels, letter = next(FRESH)
    with QPainter(canvas) as painter:
        for family in {*theme.TEXT_FACES, *theme.DIGIT_FACES}:
            for bold in (False, True):
                face = QFont(family)
                face.setPixelSize(pixels)
                face.setBold(bold)
                painter.setFont(face)
                painter.drawText(0, 64, letter)


class BeforeLarge(QObject):
    """Calls ``unshift`` just before a label of large letters paints itself.

    At the beginning of a picture is too early: a letter that Qt has forgotten meanwhile is loaded
    anew while the picture is drawn, and leaves its shift to the large ones behind it.
    """

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            unshift()
        return False


def grabbed(widget: QWidget) -> QImage:
    """The pixels after what was left to do; layouts may take more than one round."""
    for _round in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()
    before, large = BeforeLarge(), [one for one in widget.findChildren(QLabel) if _is_large(one)]
    for label in large:
        label.installEventFilter(before)
    made = widget.grab().toImage()
    for label in large:
        label.removeEventFilter(before)
    return made


def _is_large(label: QLabel) -> bool:
    return label.font().pixelSize() > OUTLINED


def draw(widget: QWidget) -> Image.Image:
    """What is on the screen once it has come to rest."""
    for label in widget.findChildren(QLabel):
        if label.text() != steady(label.text()):
            label.setText(steady(label.text()))
    before, now = QImage(), grabbed(widget)
    for _time in range(MOST_TRIES):
        if before == now:
            break
        before, now = now, grabbed(widget)
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    now.save(buffer, "PNG")
    return Image.open(io.BytesIO(held.data())).convert("RGB")


def keep(name: str, drawn: Image.Image) -> None:
    """Store a picture: WebP without loss is a third of a PNG; the readmes show PNG."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    drawn.save(FOLDER / f"{name}.webp", lossless=True, quality=80, method=3)
    if name in IN_DOCS:
        drawn.save(DOCS / f"{IN_DOCS[name]}.png", optimize=True)


def difference(name: str, drawn: Image.Image) -> str:
    """ "" when the golden is the same to the pixel; otherwise what differs and where it lies."""
    path = FOLDER / f"{name}.webp"
    if not path.exists():
        return f"{name}: no golden yet"
    golden = Image.open(path).convert("RGB")
    if golden.size == drawn.size and golden.tobytes() == drawn.tobytes():
        return ""
    folder = Path(tempfile.mkdtemp(prefix="visitapp-pictures-"))
    drawn.save(folder / f"{name}-actual.png")
    golden.save(folder / f"{name}-golden.png")
    if golden.size != drawn.size:
        return f"{name}: {drawn.size} instead of {golden.size}; see {folder}"
    delta = ImageChops.difference(golden, drawn)
    delta.point(lambda value: 255 if value else 0).save(folder / f"{name}-difference.png")
    return f"{name}: differs in {delta.getbbox()}; see {folder}"
