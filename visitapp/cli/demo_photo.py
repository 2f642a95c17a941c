"""The drawn picture of the note at the post box, with the code of the note really printed."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from visitapp.documents.qr import bars

MODULE = 4
QUIET = 4
PAPER = 242
LEVEL = "Q"
CENTRE = (912, 944)
TILT = -4.0
"""Where the drawn note shows its code in the picture of 1600 x 1200, and how it hangs (degrees)."""


def with_code(drawn: Path, code: str, out: Path) -> Path:
    """Write ``drawn`` to ``out`` as a camera would see this note: its code on the paper.

    The camera's own data (time, orientation) stay as they are.
    """
    with Image.open(drawn) as picture:
        exif = picture.getexif()
        scene = picture.convert("RGB")
    square = _square(code)
    turned = square.rotate(TILT, Image.Resampling.BICUBIC, expand=True, fillcolor=PAPER)
    mask = Image.new("L", square.size, 255).rotate(TILT, expand=True)
    place = (CENTRE[0] - turned.width // 2, CENTRE[1] - turned.height // 2)
    scene.paste(turned.convert("RGB"), place, mask)
    file = BytesIO()
    scene.save(file, "JPEG", quality=90, exif=exif)
    out.write_bytes(file.getvalue())
    return out


def _square(code: str) -> Image.Image:
    side, found = bars(code, LEVEL)
    edge = (side + 2 * QUIET) * MODULE
    square = Image.new("L", (edge, edge), PAPER)
    pen = ImageDraw.Draw(square)
    for column, row, length in found:
        left, top = (QUIET + column) * MODULE, (QUIET + row) * MODULE
        pen.rectangle((left, top, left + length * MODULE - 1, top + MODULE - 1), fill=0)
    return square
