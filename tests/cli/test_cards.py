"""Cards by the command line: lying or upright, on a sheet or for a print shop."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.documents.test_card_sheets import mm


def runs_down(page: pypdf.PageObject) -> bool:
    """Whether the font of what stands in a column is drawn with."""
    contents = page.get_contents()
    assert contents is not None
    fonts = page["/Resources"]["/Font"].items()
    down = [name for name, font in fonts if font.get_object()["/BaseFont"].endswith("-stands")]
    return any(f"{name} ".encode() in contents.get_data() for name in down)


def pages_of(file: Path) -> list[pypdf.PageObject]:
    return list(pypdf.PdfReader(BytesIO(file.read_bytes())).pages)


def settle(laptop: Any, told: str) -> None:
    file = laptop.folder / "settings.toml"
    text = file.read_text(encoding="utf-8")
    assert 'card = "horizontal"' in text
    file.write_text(text.replace('card = "horizontal"', told), encoding="utf-8")


def test_upright_cards_are_asked_for_by_a_word(laptop: Any, tmp_path: Path) -> None:
    """japan.md 2: 縦型, on the same sheets."""
    file = tmp_path / "cards.pdf"
    assert laptop.json("card", "sheet", "--out", file)["way"] == "horizontal"
    assert not runs_down(pages_of(file)[0])
    made = laptop.json("card", "sheet", "--vertical", "--skip", "4", "--out", file)
    assert (made["way"], made["cards"], made["size_mm"]) == ("vertical", 6, [210.0, 297.0])
    assert runs_down(pages_of(file)[0])


def test_upright_cards_are_kept_in_the_settings(planned: tuple[Any, str], tmp_path: Path) -> None:
    """`[sender] card`: for sheets and for the cards of a day, unless a word says otherwise."""
    laptop, _visit = planned
    settle(laptop, 'card = "vertical"')
    file = tmp_path / "cards.pdf"
    assert laptop.json("card", "sheet", "--out", file)["way"] == "vertical"
    assert laptop.json("card", "sheet", "--horizontal", "--out", file)["way"] == "horizontal"
    preprint = ("note", "preprint", "--day", "today", "--cards", "--out", file)
    for words, upright in (((), True), (("--horizontal",), False)):
        laptop.json(*preprint, *words)
        assert [runs_down(page) for page in pages_of(file)] == [False, upright]


@pytest.mark.parametrize("told", ['card = "sideways"', "card = 7"])
def test_a_way_that_there_is_not_is_refused_with_the_choices(laptop: Any, told: str) -> None:
    settle(laptop, told)
    said = laptop.fails("visit", "today").err
    assert "sender.card" in said
    assert '"horizontal", "vertical"' in said


def test_one_card_for_a_print_shop(laptop: Any, tmp_path: Path) -> None:
    """Cut at 91 x 55 with 3 mm of bleed; not moved, and there is nothing to skip."""
    file = tmp_path / "shop.pdf"
    for words, size in ((), [97.0, 61.0]), (("--vertical",), [61.0, 97.0]):
        made = laptop.json("card", "sheet", "--layout", "shop", *words, "--out", file)
        assert (made["cards"], made["bleed_mm"], made["size_mm"]) == (1, 3.0, size)
        width, height = size
        box = mm(pages_of(file)[0].trimbox)
        assert box == pytest.approx((3, 3, width - 3, height - 3), abs=0.01)
    said = laptop.run("card", "sheet", "--layout", "shop", "--out", file)
    assert "TrimBox" in said.out
    shop = ("card", "sheet", "--layout", "shop", "--out", file)
    assert "cannot be moved" in laptop.fails(*shop, "--right", "1").err
    assert "cannot be skipped" in laptop.fails(*shop, "--skip", "1").err
