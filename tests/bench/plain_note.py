"""The same note by reportlab as it comes: its TTFont, no code, no layout, no checks.

python -m tests.bench.plain_note COMMANDS.json OUT.pdf

What a program costs that does no more than use the library the papers are written with; COMMANDS
as in ``floor_note``.
"""

import json
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

POINT = 25.4 / 72
FONTS = Path(__file__).parents[2] / "resources" / "fonts"


def pdf(asked: dict[str, Any]) -> bytes:
    """The note of these commands; reportlab reads each font once in a process."""
    file = BytesIO()
    wide, high = asked["size"]
    canvas = Canvas(file, pagesize=(wide / POINT, high / POINT), invariant=1)
    for texts in asked["pages"]:
        for x, y, size, _, runs in texts:
            pen = canvas.beginText(x / POINT, (high - y) / POINT)
            for family, characters in runs:
                pen.setFont(_font(family), size)
                pen.textOut(characters)
            canvas.drawText(pen)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _font(family: str) -> str:
    name = f"Plain{family}"
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, FONTS / f"{family}.ttf"))
    return name


if __name__ == "__main__":
    given = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    Path(sys.argv[2]).write_bytes(pdf(given))
