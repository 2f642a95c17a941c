"""The pre-printed note: blanks for the pen, a strip to keep, nothing harmful on it (layout 1c)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pypdf
import pypdfium2
import pytest
import zxingcpp

from visitapp.documents.page import Line, Text
from visitapp.documents.papers import HAGAKI
from visitapp.documents.preprint_pdf import FOLD, PEN, TEAR, page, render
from visitapp.domain.note_facts import NoteFacts, Sender
from visitapp.domain.preprint import Preprint, compose_pad, compose_preprint
from visitapp.domain.wording import check
from visitapp.domain.words import Form, Responsibility
from visitapp.errors import Known
from visitapp.lexicon import lexicon, note_texts

Facts = Callable[..., NoteFacts]


def preprint_of(facts: NoteFacts) -> Preprint:
    return compose_preprint(replace(facts, blank_times=True), note_texts())


def test_the_lines_stand_where_the_layout_has_them_with_four_blanks(facts: Facts) -> None:
    made = page(preprint_of(facts()))
    texts = {c.text: c for c in made.commands if isinstance(c, Text)}
    assert texts["11月25日(水)、お約束の午後2時30分に"].x == 8
    assert texts["お目にかかれませんでしたので、"].y < FOLD
    rules = [c for c in made.commands if isinstance(c, Line) and c.width == 0.2]
    blanks = [c for c in rules if c.end[0] - c.start[0] == pytest.approx(PEN)]
    assert len(blanks) == 4, "hour and minute of the arrival, hour and minute of the end"
    assert all(22 < one.start[1] < FOLD for one in blanks)
    inside = [c for c in made.commands if isinstance(c, Text)]
    assert all(c.x > 0 and c.x + c.width < HAGAKI.width for c in inside)
    assert all(not TEAR - 0.7 < c.y < TEAR + 1.5 for c in inside), "a line across the tear"


def test_its_number_and_its_code_are_read_and_the_strip_repeats_the_number(facts: Facts) -> None:
    given = preprint_of(facts())
    pdf = render([given]).pdf
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=150 / 72).to_pil().convert("L")
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == given.note.code
    shown = pypdf.PdfReader(BytesIO(pdf)).pages[0].extract_text()
    assert shown.count(given.note.number) == 2


@pytest.mark.parametrize(
    ("hour", "minute", "halves"),
    [(9, 0, ("午前", "午前")), (11, 45, ("午前", "午後")), (14, 30, ("午後", "午後"))],
)
def test_morning_and_afternoon_are_printed_as_the_promise_lies(
    facts: Facts, hour: int, minute: int, halves: tuple[str, str]
) -> None:
    """The end of a wait of half an hour may lie after noon."""
    promised = facts().promised_at.replace(hour=hour, minute=minute)
    lines = preprint_of(replace(facts(), promised_at=promised, first_ring_at=None)).lines
    assert f"到着 {halves[0]}" in lines[2]
    assert lines[3].startswith(halves[1])


def test_nothing_on_it_says_too_much(facts: Facts) -> None:
    """R-37: the guard reads the sentences, and those on the strip that are copied by hand."""
    for contacts in (facts().contacts, ()):
        given = preprint_of(replace(facts(), contacts=contacts))
        told = "\n".join((*given.lines, given.contact, *given.copies, *given.ticks, given.keep))
        found = check(told, Form.OPEN, Responsibility.UNDETERMINED, lexicon())
        assert not [finding for finding in found if finding.blocks]


def test_a_day_is_one_file_with_a_page_each(facts: Facts) -> None:
    later = replace(facts(), promised_at=facts().promised_at + timedelta(hours=2))
    made = render([preprint_of(facts()), preprint_of(later)])
    assert made.sides == 2
    assert made.size_mm == (100, 148)


def test_a_sheet_of_a_pad_leaves_everything_to_the_pen_but_number_and_telephone() -> None:
    """N-09: name, day, times and staff are lines; nothing on it says too much."""
    sender = Sender(company="株式会社みなと家電", department="サービス課", phone="03-0000-1200")
    code = "VA1/K7Q4-29DM/0123456789ABCDEF"
    given = compose_pad(sender, "K7Q4-29DM", code, note_texts())
    made = page(given)
    blanks = [
        c
        for c in made.commands
        if isinstance(c, Line) and c.end[0] - c.start[0] == pytest.approx(PEN)
    ]
    assert len(blanks) == 8, "month, day and hour, minute three times"
    inside = [c for c in made.commands if isinstance(c, Text)]
    assert all(c.x > 0 and c.x + c.width < HAGAKI.width for c in inside)
    told = "\n".join((*given.lines, given.contact, *given.copies, *given.ticks, given.keep))
    found = check(told, Form.OPEN, Responsibility.UNDETERMINED, lexicon())
    assert not [finding for finding in found if finding.blocks]
    with pytest.raises(Known, match="phone"):
        compose_pad(Sender(company="みなと家電", phone=""), "K7Q4-29DM", code, note_texts())
