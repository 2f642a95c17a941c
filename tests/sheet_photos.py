"""Photographs of papers: pages of a real PDF laid, a little askew, onto a real photo."""

from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image

FRAME = (2400, 1800)
FINE = 9  # pixels per mm of paper: four to a module of the code
ASKEW = 3.0  # degrees
GAP = 60


def pages_of(pdf: bytes) -> list[Image.Image]:
    """The pages as a camera sees them from above."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=FINE * 25.4 / 72).to_pil().convert("RGB") for page in document]


def photographed(papers: Sequence[Image.Image], behind: Path, out: Path) -> Path:
    """``papers`` side by side on the picture ``behind``, as a JPEG in ``out``."""
    with Image.open(behind) as picture:
        scene = picture.convert("RGB").resize(FRAME)
    left = GAP
    for paper in papers:
        turned = paper.rotate(ASKEW, Image.Resampling.BICUBIC, expand=True)
        mask = Image.new("L", paper.size, 255).rotate(ASKEW, expand=True)
        scene.paste(turned, (left, GAP), mask)
        left += turned.width + GAP
    scene.save(out, "JPEG", quality=88)
    return out
