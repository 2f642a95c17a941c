"""The note's code is found in photos of the note (M1): small, tilted, shaky, dim."""

import io

import pytest
import segno
from PIL import Image, ImageDraw, ImageFilter

NOTE = "VA1/K7Q4-29DM/0/0123456789ABCDEF"


def drawn_code(text, pixels_per_module):
    """The code with its quiet zone, in gray."""
    code = segno.make(text, error="q", boost_error=False)
    raw = io.BytesIO()
    code.save(raw, kind="png", scale=20, border=4)
    side = round(code.symbol_size()[0] * pixels_per_module)
    return Image.open(raw).convert("L").resize((side, side), Image.Resampling.BOX)


def photo(*, module=4.0, tilt=0.0, turn=0, blur=0.0, light=1.0, side=4032, text=NOTE):
    """A slip with lines of text and the code, on a rough wall; JPEG as a phone makes it."""
    code = drawn_code(text, module)
    paper = Image.new("L", (code.width * 4, code.height * 5), 235)
    paper.paste(code, (code.width * 5 // 2, code.height * 7 // 2))
    pen = ImageDraw.Draw(paper)
    for line in range(1, 8):
        top = code.height * line // 3
        pen.rectangle((code.width // 2, top, code.width * 3, top + code.height // 12), fill=60)
    width, height = paper.size
    if tilt:
        corners = (0, 0, tilt * width * 0.3, height, width * (1 - tilt * 0.1),
                   height * (1 - tilt * 0.2), width, tilt * height * 0.2)  # fmt: skip
        paper = paper.transform(
            paper.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=120
        )
    paper = paper.rotate(turn, Image.Resampling.BICUBIC, expand=True, fillcolor=120)
    wall = Image.effect_noise((side // 8, side * 3 // 32), 60).resize((side, side * 3 // 4))
    wall.paste(paper, ((wall.width - paper.width) // 2, (wall.height - paper.height) // 2))
    shot = wall.filter(ImageFilter.GaussianBlur(blur)).point(lambda level: level * light + 3)
    raw = io.BytesIO()
    shot.convert("RGB").save(raw, "JPEG", quality=88)
    return raw.getvalue()


@pytest.mark.parametrize(
    "circumstances",
    [
        {},
        {"module": 2.0},
        {"tilt": 0.6},
        {"tilt": 0.8, "turn": 30},
        {"turn": 137},
        {"blur": 1.8},
        {"module": 10, "blur": 5},
        {"light": 0.15},
        {"light": 0.06, "blur": 1.0},
        {"side": 1600, "module": 2.2},
    ],
    ids=str,
)
def test_the_notes_code_is_found(intake, circumstances):
    looked = intake.copies_and_codes(photo(**circumstances))
    assert looked.codes == (NOTE,)
    assert looked.searched


def test_another_code_in_the_picture_does_not_hide_the_notes(intake):
    """A poster's large code is read first; the search goes on for ours."""
    raw = photo(module=2.0)
    shot = Image.open(io.BytesIO(raw)).convert("RGB")
    shot.paste(drawn_code("https://example.jp/", 12).convert("RGB"), (100, 100))
    both = io.BytesIO()
    shot.save(both, "JPEG", quality=88)
    assert set(intake.codes(both.getvalue())) == {NOTE, "https://example.jp/"}


def test_a_photo_without_a_code_was_searched_and_gave_nothing(samples, intake):
    """The code on the drawn demo note is a pattern that means nothing."""
    for path in sorted((samples / "photos/demo-drawn").iterdir()):
        looked = intake.copies_and_codes(path.read_bytes())
        assert (looked.codes, looked.searched) == ((), True), path.name


def test_a_code_drawn_onto_a_drawn_demo_photo_is_found_turned_as_it_is(samples, intake):
    shot = Image.open(samples / "photos/demo-drawn/4-note-inserted.jpg", formats=["JPEG"])
    exif = shot.info["exif"]
    shot.paste(drawn_code(NOTE, 4).rotate(8, expand=True, fillcolor=255).convert("RGB"), (500, 600))
    raw = io.BytesIO()
    shot.save(raw, "JPEG", quality=85, exif=exif)
    looked = intake.copies_and_codes(raw.getvalue())
    assert looked.codes == (NOTE,)
    assert (looked.copies.width, looked.copies.height) == (1600, 1200)


def test_a_picture_that_cannot_be_decoded_was_not_searched(samples, intake):
    looked = intake.copies_and_codes((samples / "hostile/25-corrupted.heic").read_bytes())
    assert (looked.codes, looked.searched) == ((), False)
