"""Promise 6, JP-FONT-1: every hard name on every form comes back as stored, and none as a box.

A name is looked for as the paper sets it: each stretch of it that is one text on the page has to be
in what a reader copies out, character for character. These things alone may differ:

- a line ends where the paper ends it: a long name on two lines, and in a column before and behind
  two figures that share a square and Latin letters that lie;
- pdftotext writes whatever spaces there are as one plain space, and none between words of one
  character each (晴 凞), which it takes for a spread word, nor tells it a spread reading whole;
- pdfium begins anew where another font does, in a column and in a widely spaced reading.
"""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2
import pytest

from tests.documents.drawn_glyphs import fonts_drawn
from tests.documents.name_places import PLACES, Facts, Place
from tests.documents.test_names import MISSING, hard_names
from visitapp.documents.clusters import clusters
from visitapp.documents.fonts import Family
from visitapp.documents.page import Column, Command, Page, Run, Text, Turned
from visitapp.documents.paper import write
from visitapp.documents.vertical_forms import Way
from visitapp.errors import Known

Reader = Callable[[bytes], list[str]]
SAMPLE = (6, 9, 11, 12, 25, 75, 76, 80, 82, 87)
"""One of each difficulty: above U+FFFF, a variation selector, an address, a compatibility
character, the fallback font, a mark of its own, markup, a long one, a wide mark, odd spaces."""
MOST_PARTS, WIDE = 12, 0.2
everywhere = pytest.mark.parametrize("where", PLACES)


def by_pypdf(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages]


def by_pdfium(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def by_pdftotext(pdf: bytes) -> list[str]:
    command = [shutil.which("pdftotext") or "pdftotext", "-enc", "UTF-8", "-", "-"]
    told = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    return told.split("\f")


def packed(told: str) -> str:
    return "".join(told.split())


def is_told(part: str, shown: str, read: Reader) -> bool:
    """Whether a stretch of a name is in what a reader copies out."""
    if read is not by_pdftotext:
        return part in shown
    part, shown = (re.sub("[ \u3000\u00a0]+", " ", told) for told in (part, shown))
    is_spread = all(len(clusters(word)) == 1 for word in part.split())
    return part in shown or (is_spread and packed(part) in packed(shown))


def texts_of(commands: Iterable[Command], read: Reader) -> list[str]:
    """What is drawn, in its order, a turned card's own too; in the parts a reader may part."""
    found: list[str] = []
    for one in commands:
        if isinstance(one, Turned):
            found += texts_of(one.commands, read)
        elif isinstance(one, Text | Column):
            is_wide = isinstance(one, Column) or one.tracking > WIDE
            parted = read is by_pdfium and is_wide
            found += [run.text for run in one.runs] if parted else [one.text]
    return found


def set_as(page: Page, name: str, read: Reader) -> list[str]:
    """The texts of the page that are the name; one, unless it is parted there."""
    told = texts_of(page.commands, read)
    for count in range(1, MOST_PARTS):
        for start in range(len(told) - count + 1):
            found = told[start : start + count]
            if packed(name) in packed("".join(found)):
                if count > 1:
                    return [part.strip() for part in found]
                assert name in found[0]
                return [name]
    raise AssertionError(f"“{name}” is not on the page")


def drawn(place: Place, facts: Facts, names: Iterable[str]) -> list[tuple[str, Page]]:
    """The sides that show each name; one too long for the place is refused and never cut."""
    found: list[tuple[str, Page]] = []
    for name in names:
        try:
            pages = place.pages(facts, name)
        except Known as refused:
            if refused.title != "Text too long" or len(name) <= place.roomy:
                raise
        else:
            found += [(name, pages[side]) for side in place.sides]
    return found


def pdf_of(sides: list[tuple[str, Page]]) -> bytes:
    """All sides in one PDF, a page each, drawn as on the paper."""
    return write([page for _, page in sides], "names").pdf


def demand_told(sides: list[tuple[str, Page]], pdf: bytes, read: Reader) -> None:
    lost = [
        (name, part)
        for (name, page), shown in zip(sides, read(pdf), strict=False)
        for part in set_as(page, name, read)
        if not is_told(part, shown, read)
    ]
    assert not lost


def demand_no_box(pdf: bytes) -> None:
    """No code draws .notdef, and only a space draws nothing."""
    fonts = fonts_drawn(pdf)
    assert fonts
    for font in fonts:
        for code in font.drawn:
            assert not font.is_box(code), font.told.get(code)
            assert font.outlines[code] or not font.told[code].strip(), font.told[code]


def some(samples: Path) -> list[str]:
    names = hard_names(samples)
    return [names[number] for number in SAMPLE]


def all_of_them(samples: Path) -> list[str]:
    return [name for number, name in hard_names(samples).items() if number not in MISSING]


@everywhere
def test_a_hard_name_of_each_kind_comes_back_from_every_form_and_none_is_a_box(
    samples: Path, facts: Facts, where: str
) -> None:
    """Rolls too: their dots are painted from the same PDF."""
    sides = drawn(PLACES[where], facts, some(samples))
    pdf = pdf_of(sides)
    demand_told(sides, pdf, by_pypdf)
    demand_told(sides, pdf, by_pdfium)
    demand_no_box(pdf)


@pytest.mark.parametrize("way", Way)
def test_a_box_would_be_seen(way: Way) -> None:
    """What no font of ours lacks can be tried by leaving out the check of characters."""
    unchecked = (Run(family=Family.TEXT, text="𠮷"),)
    column = Column(x=30, y=10, height=9, size=24, runs=unchecked, way=way)
    pdf = write([Page(width=60, height=60, commands=(column,))], "box").pdf
    with pytest.raises(AssertionError, match="𠮷"):
        demand_no_box(pdf)


@everywhere
@pytest.mark.parametrize("number", MISSING)
def test_a_name_that_no_font_has_is_refused_with_advice_on_every_form(
    samples: Path, facts: Facts, where: str, number: int
) -> None:
    """Layout 0.4; a report and the recovery sheet must come into being and tell its code."""
    place, name = PLACES[where], hard_names(samples)[number]
    if place.tells_codes:
        pages = place.pages(facts, name)
        assert f"[{MISSING[number].split()[-1]}]" in "".join(texts_of(pages[0].commands, by_pypdf))
        demand_no_box(write(pages, "name").pdf)
        return
    with pytest.raises(Known) as refused:
        place.pages(facts, name)
    assert refused.value.values["codes"] == MISSING[number]
    assert "write this paper by hand" in refused.value.advice


@pytest.mark.system
@everywhere
def test_every_hard_name_comes_back_from_every_form_and_none_is_a_box(
    samples: Path, facts: Facts, where: str
) -> None:
    """By three readers; poppler is what most programs on Linux copy text with."""
    if not shutil.which("pdftotext"):
        pytest.skip("no pdftotext")
    sides = drawn(PLACES[where], facts, all_of_them(samples))
    pdf = pdf_of(sides)
    for read in (by_pypdf, by_pdfium, by_pdftotext):
        if read is not by_pdftotext or not where.endswith("reading"):
            demand_told(sides, pdf, read)
    demand_no_box(pdf)
