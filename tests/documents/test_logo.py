"""The logo on a card lies within 20 x 8 mm, off the edge, and leaves name and rule their room."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.documents.conftest import SENDER
from visitapp.documents.card_pdf import RIGHT, page
from visitapp.documents.logo import read_logo
from visitapp.documents.page import POINT, Line, Picture, Text
from visitapp.domain.card import compose_card
from visitapp.lexicon import note_texts


@pytest.mark.parametrize("size", [(400, 90), (90, 400), (64, 64), (3000, 200)])
def test_any_shape_fits_its_place(size: tuple[int, int], tmp_path: Path) -> None:
    Image.new("RGBA", size, (31, 75, 127, 128)).save(tmp_path / "logo.png")
    sender = replace(SENDER, logo=read_logo(tmp_path / "logo.png"))
    made = page(compose_card(sender.staff[0], sender, "K7Q4-29DM", note_texts()))
    (mark,) = [c for c in made.commands if isinstance(c, Picture)]
    rule = next(c for c in made.commands if isinstance(c, Line))
    assert mark.width <= 20.001
    assert mark.height <= 8.001
    assert mark.x + mark.width == pytest.approx(RIGHT)
    assert mark.y >= 5, "layout 0.7"
    assert rule.end[0] == pytest.approx(mark.x - 2)
    number = next(c for c in made.commands if isinstance(c, Text) and c.text == "お問い合わせ番号")
    assert mark.y + mark.height < number.y - 0.8 * number.size * POINT
    company = next(c for c in made.commands if isinstance(c, Text) and c.text == SENDER.company)
    assert company.x + company.width < mark.x


def test_what_shines_through_is_white(tmp_path: Path) -> None:
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(tmp_path / "logo.png")
    shown = Image.open(BytesIO(read_logo(tmp_path / "logo.png").jpeg))
    assert shown.convert("L").getextrema() == (255, 255)


def test_gray_of_sixteen_bits_keeps_its_gray(tmp_path: Path) -> None:
    """Scanners save it; it would have been printed white."""
    half = Image.new("I;16", (40, 20), 0x8080)
    half.save(tmp_path / "gray.png")
    with Image.open(BytesIO(read_logo(tmp_path / "gray.png").jpeg)) as shown:
        assert shown.convert("L").getextrema() == pytest.approx((128, 128), abs=2)
