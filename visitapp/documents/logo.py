"""A company's logo, made ready for paper: on white, no larger than it can be seen."""

from io import BytesIO
from pathlib import Path

from PIL import Image

from visitapp.domain.note_facts import Logo
from visitapp.errors import Known
from visitapp.texts import N_, translate, why

FORMATS = ("PNG", "JPEG")
LARGEST_BYTES = 4 << 20
LARGEST_PIXELS = 16_000_000
SIDE = 800
"""Pixels of the longer side: 20 mm at 1,000 dots an inch."""
QUALITY = 92


def read_logo(path: Path) -> Logo:
    """The logo in a PNG or JPEG file; Known for what is missing, damaged, too large or none."""
    try:
        if not path.is_file() and path.exists():
            raise _unusable(path, translate(N_("it is no file")))
        if path.stat().st_size > LARGEST_BYTES:
            raise _unusable(path, "> 4 MB")
        data = path.read_bytes()
        with Image.open(BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > LARGEST_PIXELS:
                raise _unusable(path, f"{image.width} x {image.height}")
            shown = _in_eight_bits(image)
            shown.thumbnail((SIDE, SIDE))
            shown = shown.convert("RGBA")
    except Image.DecompressionBombError as error:
        raise _unusable(path, translate(N_("too many pixels"))) from error
    except (OSError, ValueError, SyntaxError) as error:
        is_systems = getattr(error, "errno", None) is not None
        damaged = translate(N_("it is no whole PNG or JPEG"))
        raise _unusable(path, why(error) if is_systems else damaged) from error
    white, out = Image.new("RGB", shown.size, "white"), BytesIO()
    white.paste(shown, mask=shown.getchannel("A"))
    white.save(out, "JPEG", quality=QUALITY)
    return Logo(jpeg=out.getvalue(), width=white.width, height=white.height)


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """Gray of 16 bits as that of 8, which Pillow's own conversion would make all white."""
    if not image.mode.startswith("I"):
        return image
    return image.convert("I").point(lambda level: level / 257).convert("L")


def _unusable(path: Path, what: str) -> Known:
    return Known(
        "Logo not usable",
        "The logo {path} can't be used ({what}).",
        "Give a PNG or JPEG file of at most 4 MB as logo under [sender] in the settings.",
        path=path.name,
        what=what,
    )
