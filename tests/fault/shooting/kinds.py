"""Kinds of photographs of a note: from harmless to what a level Q code just bears."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

from tests.fault.shooting import lens, sheet
from tests.fault.shooting.lens import Pose
from tests.fault.shooting.sheet import Sheet, Slip


@dataclass(frozen=True)
class Studio:
    """What a photograph needs: luck, the frame's pixels, photos for the background."""

    luck: random.Random
    frame: tuple[int, int] = lens.FRAME
    behind: tuple[Path, ...] = ()

    def between(self, low: float, high: float) -> float:
        """A number between the two."""
        return self.luck.uniform(low, high)

    def pose(self, low: float = 4.0, high: float = 9.0) -> Pose:
        """A usual pose: nearly upright, a little tilted, somewhere near the middle."""
        between = self.between
        return Pose(
            module=between(low, high) * self.frame[0] / lens.FRAME[0],
            roll=between(-12, 12),
            pitch=between(-15, 15),
            yaw=between(-15, 15),
            off=(between(-0.12, 0.12), between(-0.05, 0.05)),
        )

    def take(self, paper: Sheet, pose: Pose) -> Image.Image:
        """The paper before a wall, as light and lens give it."""
        return lens.shot(paper, lens.wall(list(self.behind), self.luck, self.frame), pose)

    def finish(
        self, photo: Image.Image, quality: tuple[int, int] = (80, 95), grain: float = 3
    ) -> bytes:
        """Sensor and file."""
        grained = lens.grained(photo, grain, self.luck)
        return lens.jpeg(grained, self.luck.randint(*quality))


Recipe = Callable[[Studio, Slip], bytes]


def plain(s: Studio, slip: Slip) -> bytes:
    """Held well."""
    return s.finish(s.take(sheet.paper(slip), s.pose()))


def slanted(s: Studio, slip: Slip) -> bytes:
    """From far to the side, above or below."""
    sign = s.luck.choice([-1, 1])
    pose = replace(s.pose(5), pitch=sign * s.between(25, 48), yaw=s.between(-40, 40))
    return s.finish(s.take(sheet.paper(slip), pose))


def turned(s: Studio, slip: Slip) -> bytes:
    """Upside down, on its side, anyhow."""
    return s.finish(s.take(sheet.paper(slip), replace(s.pose(), roll=s.between(60, 300))))


def small(s: Studio, slip: Slip) -> bytes:
    """Far away: two or three pixels to a module."""
    return s.finish(s.take(sheet.paper(slip), s.pose(1.9, 3.2)))


def unfocused(s: Studio, slip: Slip) -> bytes:
    """Out of focus by up to three quarters of a module."""
    pose = s.pose()
    blur = ImageFilter.GaussianBlur(pose.module * s.between(0.35, 0.75))
    return s.finish(s.take(sheet.paper(slip), pose).filter(blur))


def shaken(s: Studio, slip: Slip) -> bytes:
    """Moved by one to nearly two modules while the shutter was open."""
    pose = s.pose()
    photo = s.take(sheet.paper(slip), pose)
    return s.finish(lens.shaken(photo, pose.module * s.between(0.8, 1.8), s.between(0, 180)))


def dim(s: Studio, slip: Slip) -> bytes:
    """A dark entrance: few levels, much noise, or lifted by the phone together with its noise."""
    photo = s.take(sheet.paper(slip), s.pose())
    if s.luck.random() < 0.5:
        return s.finish(lens.dimmed(photo, s.between(0.06, 0.2)), grain=s.between(3, 8))
    return s.finish(photo, grain=s.between(25, 50))


def pressed(s: Studio, slip: Slip) -> bytes:
    """A file that was made small: JPEG quality 8 to 30."""
    return s.finish(s.take(sheet.paper(slip), s.pose()), (8, 30))


def messenger(s: Studio, slip: Slip) -> bytes:
    """Sent through a chat program: 1,280 pixels, quality 60 to 75."""
    photo = s.take(sheet.paper(slip), s.pose(7, 11))
    photo = photo.resize((s.frame[0] * 10 // 32, s.frame[1] * 10 // 32), Image.Resampling.BICUBIC)
    return s.finish(photo, (60, 75), 1)


def bent(s: Studio, slip: Slip) -> bytes:
    """Rolled round a post, or curled from a pocket: a radius of 55 to 110 mm."""
    radius = s.between(55, 110)
    flat = sheet.paper(slip)
    paper = (
        sheet.bent(flat, radius, s.between(0, 8))
        if s.luck.random() < 0.5
        else sheet.curled(flat, radius * 1.5)
    )
    return s.finish(s.take(paper, s.pose(5)))


def screen(s: Studio, slip: Slip) -> bytes:
    """A phone's picture of a screen that shows the note: stripes, moiré."""
    paper = sheet.on_screen(sheet.paper(slip), s.between(4.5, 9), s.luck)
    pose = replace(s.pose(4, 9), pitch=s.between(-10, 10))
    return s.finish(s.take(paper, pose).filter(ImageFilter.GaussianBlur(s.between(0.4, 0.9))))


def glare(s: Studio, slip: Slip) -> bytes:
    """A lamp mirrored beside or upon a part of the code."""
    pose = s.pose()
    x, y = lens.placed(pose, s.frame)
    off = pose.module * 20
    at = x + s.between(-off, off), y + s.between(-off, off)
    photo = s.take(sheet.paper(slip), pose)
    return s.finish(lens.shone_on(photo, at, pose.module * s.between(6, 14), s.between(0.2, 0.6)))


def shadow(s: Studio, slip: Slip) -> bytes:
    """The edge of a shadow runs through the code."""
    pose = s.pose()
    photo = s.take(sheet.paper(slip), pose)
    at = lens.placed(pose, s.frame)
    return s.finish(lens.shaded(photo, at, s.between(0, 360), s.between(0.15, 0.45)))


def covered(s: Studio, slip: Slip) -> bytes:
    """A thumb, a strip of tape or a drop upon the code, not upon its corners."""
    flat = sheet.paper(slip)
    image = flat.image.copy()
    pen = ImageDraw.Draw(image)
    side = lens.COUNT * lens.MODULE
    for _ in range(s.luck.randint(1, 3)):
        x = lens.CODE[0] + s.between(-0.1, 0.3) * side
        y = lens.CODE[1] + s.between(-0.15, 0.1) * side
        r = s.between(0.04, 0.09) * side
        box = [round(v * flat.scale) for v in (x - r, y - r, x + r, y + r)]
        pen.ellipse(box, fill=s.luck.choice([60, 120, 190]))
    return s.finish(s.take(replace(flat, image=image), s.pose()))


def mixed(s: Studio, slip: Slip) -> bytes:
    """Somewhat of everything: slanted, bent, soft, dim, grainy, pressed."""
    paper = sheet.bent(sheet.paper(slip), s.between(90, 160), s.between(0, 4))
    pose = replace(s.pose(4, 7), yaw=s.between(-25, 25), pitch=s.between(-25, 25))
    photo = s.take(paper, pose).filter(ImageFilter.GaussianBlur(pose.module * s.between(0.1, 0.3)))
    photo = lens.dimmed(photo, s.between(0.3, 0.8))
    return s.finish(photo, (50, 80), s.between(4, 10))


KINDS: dict[str, Recipe] = {
    recipe.__name__: recipe
    for recipe in (plain, slanted, turned, small, unfocused, shaken, dim, pressed, messenger,
                   bent, screen, glare, shadow, covered, mixed)
}  # fmt: skip


def without_code(s: Studio, slip: Slip) -> bytes:
    """The note with its code torn away: nothing of ours can be read."""
    flat = sheet.paper(slip)
    image = flat.image.copy()
    half = 12.5
    x, y = lens.CODE
    box = [round(v * flat.scale) for v in (x - half, y - half, x + half, y + half)]
    ImageDraw.Draw(image).rectangle(box, fill=200)
    return s.finish(s.take(replace(flat, image=image), s.pose()))


def elsewhere(s: Studio, slip: Slip) -> bytes:
    """A photo of something else."""
    return s.finish(lens.wall(list(s.behind), s.luck, s.frame))
