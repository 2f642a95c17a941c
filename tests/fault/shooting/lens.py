"""From a sheet to a photograph of it: camera, focus, hands, light, sensor, JPEG."""

import io
import random
from dataclasses import dataclass
from math import cos, radians, sin
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tests.fault.shooting.sheet import HEIGHT, WIDTH, Sheet, scaled

FRAME = (4032, 3024)
FOCAL = 0.85  # of the frame's width: a phone's usual lens
COUNT = 29  # modules of a code of 47 characters at level Q
MODULE = 24 / (COUNT + 8)  # mm of paper: with a quiet zone of four on either side 24 mm
CODE = (81.5, 128.8)  # mm: the middle of the code on the note
Matrix = tuple[float, ...]


@dataclass(frozen=True)
class Pose:
    """How the paper lies before the camera: degrees, and pixels of the photo per module."""

    module: float
    roll: float = 0.0
    pitch: float = 0.0
    yaw: float = 0.0
    off: tuple[float, float] = (0.0, 0.0)  # of the frame, from its middle


def shot(sheet: Sheet, wall: Image.Image, pose: Pose) -> Image.Image:
    """The paper before a wall, seen from where the pose says; as large as the wall."""
    scale = pose.module / MODULE
    fine = sheet if sheet.image.mode == "RGB" else scaled(sheet, scale * 1.3)
    coefficients = _backwards(pose, scale, wall.size, fine.scale)
    kind, smooth = Image.Transform.PERSPECTIVE, Image.Resampling.BICUBIC
    mask = fine.mask.transform(wall.size, kind, coefficients, smooth, fillcolor=0)
    image = fine.image.transform(wall.size, kind, coefficients, smooth, fillcolor=255)
    if image.mode == "L":
        white = image.point(lambda level: 8 + level * 232 // 255)
        image = Image.merge("RGB", (white, white, white.point(lambda level: level * 97 // 100)))
    darker = wall.copy()
    shade = ImageChops.offset(mask.reduce(8).filter(ImageFilter.GaussianBlur(3)), 2, 3)
    darker.paste((25, 25, 30), mask=shade.point(lambda level: level // 2).resize(wall.size))
    darker.paste(image, mask=mask)
    return darker


def _backwards(pose: Pose, scale: float, frame: tuple[int, int], fine: float) -> Matrix:
    """Pillow's eight numbers that lead from a pixel of the photo to one of the sheet."""
    a, b, c = (radians(angle) for angle in (pose.roll, pose.pitch, pose.yaw))
    turn = _product(
        (1, 0, 0, 0, cos(b), -sin(b), 0, sin(b), cos(b)),
        _product(
            (cos(c), 0, sin(c), 0, 1, 0, -sin(c), 0, cos(c)),
            (cos(a), -sin(a), 0, sin(a), cos(a), 0, 0, 0, 1),
        ),
    )
    focal = FOCAL * frame[0]
    x, y = frame[0] * (0.5 + pose.off[0]), frame[1] * (0.5 + pose.off[1])
    away = focal / scale
    lens = (focal, 0, x, 0, focal, y, 0, 0, 1)
    plane = (turn[0], turn[1], 0, turn[3], turn[4], 0, turn[6], turn[7], away)
    middle = (1 / fine, 0, -WIDTH / 2, 0, 1 / fine, -HEIGHT / 2, 0, 0, 1)
    found = _inverse(_product(lens, _product(plane, middle)))
    return tuple(value / found[8] for value in found[:8])


def _product(a: Matrix, b: Matrix) -> Matrix:
    return tuple(sum(a[3 * r + k] * b[3 * k + c] for k in range(3)) for r in range(3)
                 for c in range(3))  # fmt: skip


def _inverse(m: Matrix) -> Matrix:
    a, b, c, d, e, f, g, h, i = m
    found = (e * i - f * h, c * h - b * i, b * f - c * e, f * g - d * i, a * i - c * g,
             c * d - a * f, d * h - e * g, b * g - a * h, a * e - b * d)  # fmt: skip
    whole = a * found[0] + b * found[3] + c * found[6]
    return tuple(value / whole for value in found)


def placed(pose: Pose, frame: tuple[int, int]) -> tuple[float, float]:
    """Where the middle of the code comes to lie in the photo."""
    back = _backwards(pose, pose.module / MODULE, frame, 1.0)
    x, y, w = _product(_inverse((*back, 1.0)), (CODE[0], 0, 0, CODE[1], 0, 0, 1, 0, 0))[::3]
    return x / w, y / w


def shaken(photo: Image.Image, reach: float, angle: float) -> Image.Image:
    """Moved by ``reach`` pixels while the shutter was open: the mean of sixteen places."""
    for step in (reach / 2, reach / 4, reach / 8, reach / 16):
        by = round(step * cos(radians(angle))), round(step * sin(radians(angle)))
        if by != (0, 0):
            photo = Image.blend(photo, ImageChops.offset(photo, *by), 0.5)
    return photo


def grained(photo: Image.Image, spread: float, luck: random.Random) -> Image.Image:
    """Noise of a sensor: nearly normal, ``spread`` levels, most of it the same in all colours."""
    size = photo.size
    whole = size[0] * size[1]
    one, two = (Image.frombytes("L", size, luck.randbytes(whole)) for _ in range(2))
    soft = ImageChops.add(one, two, 2)
    noise = soft.point(
        [min(255, max(0, round(128 + (v - 127.5) * spread / 52))) for v in range(256)]
    )
    bands = (noise, ImageChops.offset(noise, 0, 1), ImageChops.offset(noise, 1, 0))
    return ImageChops.add(photo, Image.merge("RGB", bands), 1, -128)


def dimmed(photo: Image.Image, light: float) -> Image.Image:
    """Less light on everything."""
    return photo.point([round(v * light) for v in range(256)] * 3)


def shone_on(photo: Image.Image, at: tuple[float, float], reach: float, part: float) -> Image.Image:
    """A lamp's reflection: white out of ``part`` of the reach, fading to its edge."""
    small = Image.new("L", (photo.width // 8, photo.height // 8))
    x, y, r = at[0] / 8, at[1] / 8, reach / 8
    ImageDraw.Draw(small).ellipse((x - r, y - r * 0.6, x + r, y + r * 0.6), fill=255)
    soft = small.filter(ImageFilter.GaussianBlur(r * (1 - part)))
    lit = photo.copy()
    lit.paste((255, 255, 250), mask=soft.resize(photo.size))
    return lit


def shaded(photo: Image.Image, at: tuple[float, float], angle: float, depth: float) -> Image.Image:
    """The hard edge of a shadow through a place."""
    mask = Image.new("L", photo.size)
    far = sum(photo.size)
    along = cos(radians(angle)) * far, sin(radians(angle)) * far
    side = -along[1], along[0]
    corners = [
        (at[0] + along[0], at[1] + along[1]),
        (at[0] - along[0], at[1] - along[1]),
        (at[0] - along[0] + side[0], at[1] - along[1] + side[1]),
        (at[0] + along[0] + side[0], at[1] + along[1] + side[1]),
    ]
    ImageDraw.Draw(mask).polygon(corners, fill=255)
    dark = photo.copy()
    dark.paste(dimmed(photo, depth), mask=mask.filter(ImageFilter.BoxBlur(3)))
    return dark


def wall(files: list[Path], luck: random.Random, frame: tuple[int, int]) -> Image.Image:
    """What lies behind the paper: a real photo, or rough grain where none is at hand."""
    if not files:
        rough = Image.frombytes("RGB", (252, 189), luck.randbytes(252 * 189 * 3))
        return rough.filter(ImageFilter.BoxBlur(1)).resize(frame, Image.Resampling.BILINEAR)
    with Image.open(luck.choice(files), formats=["JPEG", "MPO"]) as behind:
        behind.draft("RGB", (frame[0] // 2, frame[1] // 2))
        return behind.convert("RGB").resize(frame, Image.Resampling.BILINEAR)


def jpeg(photo: Image.Image, quality: int) -> bytes:
    """The file as the phone writes it."""
    raw = io.BytesIO()
    photo.save(raw, "JPEG", quality=quality)
    return raw.getvalue()
