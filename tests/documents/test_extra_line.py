"""One more line on the open slip, in easy Japanese or English: where it is read, and harmless."""

from collections.abc import Callable

import pytest

from visitapp.documents.page import POINT, Page, Text
from visitapp.documents.papers import A5, PAPERS, Paper
from visitapp.documents.sheets import Sheet, pages, render
from visitapp.documents.text import SMALLEST
from visitapp.domain.card import compose_card
from visitapp.domain.note import compose
from visitapp.domain.note_facts import NoteFacts, Situation
from visitapp.domain.wording import check
from visitapp.domain.words import ExtraLine, Form, Responsibility
from visitapp.lexicon import lexicon, note_texts

Facts = Callable[..., NoteFacts]
SHEETS = [*((paper, False) for paper in PAPERS[Form.OPEN].values()), (A5, True)]
on_every_sheet = pytest.mark.parametrize(
    ("paper", "large"), SHEETS, ids=[f"{p.name}{'-large' * large}" for p, large in SHEETS]
)
of_both = pytest.mark.parametrize("line", ExtraLine)


def sheet_of(facts: NoteFacts, paper: Paper, *, large: bool) -> Sheet:
    texts = note_texts()
    card = compose_card(facts.sender.staff[0], facts.sender, facts.note_no, texts)
    return Sheet(told=compose(facts, texts), paper=paper, card=card, large=large)


def texts_of(page: Page) -> list[Text]:
    return [command for command in page.commands if isinstance(command, Text)]


@on_every_sheet
@of_both
def test_the_line_is_read_whole_inside_and_never_outside(
    facts: Facts, paper: Paper, large: bool, line: ExtraLine, read_lines: Callable[..., list[str]]
) -> None:
    """JP-NOTE-9, layout 1b."""
    sheet = sheet_of(facts(line=line), paper, large=large)
    wanted = note_texts().say(f"line.{line}").replace(" ", "")
    pdf = render(sheet).pdf
    for number, _ in enumerate(pages(sheet)):
        told = "".join(read_lines(pdf, number)).replace(" ", "")
        assert (wanted in told) == (number == 0)


@on_every_sheet
@of_both
def test_it_touches_neither_fold_nor_neighbour(
    facts: Facts, paper: Paper, large: bool, line: ExtraLine
) -> None:
    """Layout 0.5, 0.7: at least 8 pt, the fold free, no line over another."""
    page = pages(sheet_of(facts(line=line), paper, large=large))[0]
    extra = note_texts().say(f"line.{line}")
    placed = [one for one in texts_of(page) if one.text.strip() and one.text in extra]
    assert placed
    for one in placed:
        assert one.size >= SMALLEST
        assert one.x + one.width <= page.width - 4
        top, bottom = box_of(one)
        if paper.printable == 0:
            fold = page.height / 2
            assert bottom <= fold - 2.5 + 1e-6 or top >= fold + 2.5 - 1e-6
        for other in texts_of(page):
            above, below = box_of(other)
            beside = other.x + other.width <= one.x or other.x >= one.x + one.width
            assert other is one or beside or below <= top + 0.2 or above >= bottom - 0.2, other.text


def box_of(placed: Text) -> tuple[float, float]:
    """Top and bottom of a line's letters, in mm."""
    size = placed.size * POINT
    return placed.y - 0.85 * size, placed.y + 0.12 * size


@of_both
@pytest.mark.parametrize("situation", [s for s in Situation if s is not Situation.FAMILY])
def test_the_guard_has_nothing_to_say_of_it(
    facts: Facts, line: ExtraLine, situation: Situation
) -> None:
    """R-37, R-38: on an open slip, whatever happened at the door."""
    note = compose(
        facts(line=line, situation=situation, moved_to=facts().promised_at), note_texts()
    )
    assert not check(note.extra, Form.OPEN, Responsibility.UNDETERMINED, lexicon())


def test_without_it_the_slip_is_as_it_was(facts: Facts) -> None:
    assert compose(facts(), note_texts()).extra == ""
