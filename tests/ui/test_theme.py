"""Colours, faces and icons: everything a person must read or find is there (ux tokens 3)."""

import ast
import tomllib
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.models import door_words, today_words
from ui.pages import PAGES
from ui.screens import door_face
from ui.theme import Look, Scheme
from ui.widgets.parts import text
from visitapp import assets

UI = Path(theme.__file__).parent
SOFT = ("ok", "warn", "danger", "off", "send", "staff_a", "staff_b")
PAIRS = (
    *product(("text", "text2", "text3"), ("window", "surface", "raised", "sunken")),
    *product(("on_primary",), ("primary", "primary_hover", "primary_press")),
    *product(("primary_ink",), ("surface", "window", "primary_soft")),
    *product(("text", "text2"), ("primary_soft",)),
    *((f"{kind}_ink", f"{kind}_soft") for kind in SOFT),
    *product(("ok_ink", "warn_ink", "danger_ink", "off_ink", "send_ink"), ("surface",)),
    *product(("text",), ("warn_soft", "danger_soft", "off_soft", "staff_a_soft", "staff_b_soft")),
    ("on_danger", "danger"),
    ("holiday", "surface"),
    ("holiday", "window"),
)
PARTS = (
    *product(("line_strong",), ("surface", "window")),
    *product(("ok", "warn", "danger", "off", "send", "staff_a", "staff_b", "now"), ("surface",)),
    ("focus", "focus_edge"),
)
NEEDED = {Scheme.LIGHT: 4.5, Scheme.DARK: 4.5, Scheme.OUTDOOR: 7.0}


def test_the_tokens_are_those_of_the_file() -> None:
    """They are read by a pattern, because tomllib is slow: every row has to fit it."""
    told = tomllib.loads(assets.path("theme", "tokens.toml").read_text(encoding="utf-8"))
    for place, scheme in enumerate(Scheme):
        assert theme.tokens(scheme) == {n: row[place] for n, row in told["colour"].items()}


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_every_text_can_be_read_on_its_ground(scheme: Scheme, ink: str, ground: str) -> None:
    """WCAG 2 AA 4.5; outdoor AAA 7."""
    colours = theme.tokens(scheme)
    assert theme.contrast(colours[ink], colours[ground]) >= NEEDED[scheme]


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize(("part", "ground"), PARTS)
def test_every_part_can_be_seen_on_its_ground(scheme: Scheme, part: str, ground: str) -> None:
    """WCAG 2 non-text contrast: 3."""
    colours = theme.tokens(scheme)
    assert theme.contrast(colours[part], colours[ground]) >= 3.0


def test_contrast_agrees_with_the_definition() -> None:
    """Black on white is 21; the order does not matter; one colour with itself is 1."""
    assert theme.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert theme.contrast("#FFFFFF", "#767676") == pytest.approx(4.54, abs=0.005)
    assert theme.contrast("#123456", "#123456") == pytest.approx(1)


@pytest.mark.parametrize("digits", [False, True])
@pytest.mark.parametrize("bold", [False, True])
def test_our_own_faces_are_loaded(dressed: QApplication, digits: bool, bold: bool) -> None:
    wanted = theme.DIGIT_FACES if digits else theme.TEXT_FACES
    info = QFontInfo(theme.font(Look(), 16, bold=bold, digits=digits))
    assert info.family() == wanted[0]
    assert info.bold() is bold
    assert info.pixelSize() == 16


def _icons_named() -> set[str]:
    """Icon names as they are written: argument 1 of ``picture``, 3 of ``button`` and ``chip``."""
    found: set[str] = set()
    place = {"picture": 0, "button": 2, "chip": 2, "icon": 0, "pixmap": 0}
    for file in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            name = node.func.attr if isinstance(node.func, ast.Attribute) else name
            named = [k.value for k in node.keywords if k.arg == "icon"]
            if name in place:
                named += node.args[place[name] : place[name] + 1]
            found |= {n.value for n in named if isinstance(n, ast.Constant) and n.value}
    return found


def test_every_icon_that_is_named_exists_and_draws(dressed: QApplication) -> None:
    """A missing picture would only be met at the door, in front of a customer."""
    names = _icons_named()
    assert len(names) > 10
    for name in sorted(names):
        assert assets.path("icons", f"{name}.svg").is_file(), name
        drawn = theme.pixmap(name, "#000000", 24).toImage()
        inked = [drawn.pixelColor(x, y).alpha() for x in range(24) for y in range(24)]
        assert max(inked) > 100, name


def test_tables_of_words_name_icons_that_exist() -> None:
    """Tables and tuples hand icon names on: what the widgets will ask for is a file."""
    asked = {icon for _title, _hint, icon, _key in door_words.ACT_WORDS.values()}
    asked |= {icon for _code, _words, icon, _key in door_face.FOLDS}
    asked |= {page.icon for page in PAGES if page.icon}
    asked |= {icon for _words, icon in today_words.SYNC_WORDS.values()}
    assert {name for name in asked if not assets.path("icons", f"{name}.svg").is_file()} == set()


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("scale", theme.SCALES)
def test_the_style_sheet_fills_in_every_place(scheme: Scheme, scale: int) -> None:
    sheet = theme.style_sheet(Look(scheme, scale))
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")


@pytest.mark.parametrize("scale", [100, 125, 150])
@pytest.mark.parametrize("role", ["", "title", "name", "card", "row", "second", "meta", "hint"])
def test_letters_keep_their_feet(qapp: QApplication, role: str, scale: int) -> None:
    """Our faces reach a little below the room they ask for: g, p and y were cut."""
    theme.load_fonts()
    theme.apply(qapp, Look(scale=scale))
    label = text("gpqyj", role)
    label.ensurePolished()
    metrics = QFontMetricsF(label.font())
    reach = metrics.ascent() + metrics.tightBoundingRect("gpqyj").bottom()
    assert label.sizeHint().height() >= reach - 0.5
    theme.apply(qapp, Look())
