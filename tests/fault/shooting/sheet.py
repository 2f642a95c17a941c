"""The paper that is photographed: our own note's PDF as pixels, warped, folded, put on a screen."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from math import asin

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

from visitapp.documents import sheets
from visitapp.documents.papers import HAGAKI
from visitapp.domain.note import compose
from visitapp.domain.note_facts import Addressee, NoteFacts, Sender, Staff
from visitapp.domain.note_number import ALPHABET, code_text, make_number
from visitapp.lexicon import note_texts

WIDTH, HEIGHT = 100.0, 148.0  # mm
FINE = 20  # pixels per mm of the finest raster: 13 pixels to a module
STRIPS = 40
AT = datetime(2026, 11, 25, 5, 30, tzinfo=UTC)
SENDER = Sender(
    company="株式会社みなと家電",
    department="サービス課",
    phone="03-0000-1200",
    hours="代表(平日 午前9時〜午後6時)",
    staff=(Staff(name="佐久間 亮", kana="さくま りょう"),),
    address=("〒000-0042 神奈川県みどり浜市港町1-3-8",),
    mail="service@example.jp",
)


@dataclass(frozen=True)
class Slip:
    """A note as it was printed: number, head and the text of its code."""

    number: str
    head: str
    code: str


@dataclass(frozen=True)
class Sheet:
    """Pixels of a paper and which of them are paper; ``scale`` pixels per mm."""

    image: Image.Image
    mask: Image.Image
    scale: float


def slip(luck: random.Random) -> Slip:
    """A note with a number, a nonce and a head of its own."""
    number = make_number("".join(luck.choice(ALPHABET) for _ in range(7)))
    head = luck.randbytes(8).hex().upper()
    return Slip(number, head, code_text(number, luck.randbytes(8).hex().upper(), head))


@lru_cache(maxsize=8)
def printed(given: Slip) -> bytes:
    """The PDF of a note with this number."""
    facts = NoteFacts(
        addressee=Addressee(family="髙橋", given="美和子", honorific="様"),
        promised_at=AT,
        first_ring_at=AT - timedelta(minutes=2),
        waited_until=AT + timedelta(minutes=30),
        sender=SENDER,
        note_no=given.number,
        code=given.code,
        contacts=(),
    )
    told = compose(facts, note_texts())
    return sheets.render(sheets.Sheet(told=told, paper=HAGAKI)).pdf


@lru_cache(maxsize=8)
def paper(given: Slip) -> Sheet:
    """The inside of the note as a sharp raster."""
    with pypdfium2.PdfDocument(printed(given)) as document:
        page = document[0].render(scale=FINE * 25.4 / 72, grayscale=True).to_pil()
    return Sheet(page, Image.new("L", page.size, 255), FINE)


def scaled(sheet: Sheet, scale: float) -> Sheet:
    """Made smaller without aliasing, never larger."""
    if scale >= sheet.scale:
        return sheet
    by = scale / sheet.scale
    size = (max(1, round(sheet.image.width * by)), max(1, round(sheet.image.height * by)))
    return Sheet(
        sheet.image.resize(size, Image.Resampling.LANCZOS),
        sheet.mask.resize(size, Image.Resampling.BILINEAR),
        scale,
    )


def bent(sheet: Sheet, radius: float, lift: float) -> Sheet:
    """Rolled round an upright cylinder of ``radius`` mm; ``lift`` mm of sagging at the edges."""
    width = sheet.image.width
    half = WIDTH / 2
    seen = radius * min(0.98, half / radius)  # what is still to be seen of a half

    def source(x: float, y: float) -> tuple[float, float]:
        u = radius * asin(max(-0.98, min(0.98, (x / width * 2 - 1) * seen / radius)))
        sag = lift * ((u / half) ** 2) * sheet.scale
        return (u / half + 1) / 2 * width, y - sag

    return _warped(sheet, source)


def curled(sheet: Sheet, radius: float) -> Sheet:
    """Rolled from top to bottom, as a slip that came out of a pocket."""
    turned = Sheet(
        sheet.image.transpose(Image.Transpose.ROTATE_90),
        sheet.mask.transpose(Image.Transpose.ROTATE_90),
        sheet.scale,
    )
    found = bent(turned, radius, 0)
    back = Image.Transpose.ROTATE_270
    return replace(found, image=found.image.transpose(back), mask=found.mask.transpose(back))


def _warped(sheet: Sheet, source: Callable[[float, float], tuple[float, float]]) -> Sheet:
    width, height = sheet.image.size
    mesh = []
    for strip in range(STRIPS):
        left, right = strip * width // STRIPS, (strip + 1) * width // STRIPS
        corners = ((left, 0), (left, height), (right, height), (right, 0))
        quad = [value for corner in corners for value in source(*corner)]
        mesh.append(((left, 0, right, height), tuple(quad)))
    kind, smooth = Image.Transform.MESH, Image.Resampling.BICUBIC
    return replace(
        sheet,
        image=sheet.image.transform(sheet.image.size, kind, mesh, smooth, fillcolor=255),
        mask=sheet.mask.transform(sheet.mask.size, kind, mesh, smooth, fillcolor=0),
    )


def on_screen(sheet: Sheet, pixels: float, luck: random.Random) -> Sheet:
    """Shown on a screen with ``pixels`` to the mm of paper: red, green and blue stripes, gaps."""
    small = scaled(sheet, pixels).image
    zoom = 6
    large = small.resize((small.width * zoom, small.height * zoom), Image.Resampling.NEAREST)
    shine = luck.randint(225, 255)
    stripes = []
    for first in (0, 2, 4):
        cell = Image.new("L", (zoom, zoom), 30)
        ImageDraw.Draw(cell).rectangle((first, 0, first + 1, zoom - 2), fill=shine)
        stripes.append(ImageChops.multiply(large, _tiled(cell, large.size)))
    return Sheet(Image.merge("RGB", stripes), Image.new("L", large.size, 255), pixels * zoom)


def _tiled(cell: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The cell over and over, by doubling."""
    whole = Image.new(cell.mode, size)
    whole.paste(cell, (0, 0))
    width, height = cell.size
    while width < size[0]:
        whole.paste(whole.crop((0, 0, width, height)), (width, 0))
        width *= 2
    while height < size[1]:
        whole.paste(whole.crop((0, 0, size[0], height)), (0, height))
        height *= 2
    return whole
