"""The open slip in large type: the postcard's layout on A5, its sentences in 14 pt (layout 1)."""

from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate

import pypdfium2
import pytest
import zxingcpp

from visitapp.documents.breaks import phrases
from visitapp.documents.large_type import FACTOR, LEAST, pages
from visitapp.documents.page import Text
from visitapp.documents.papers import A5
from visitapp.documents.sheets import Sheet, render
from visitapp.domain.note import Note, compose
from visitapp.domain.note_facts import NoteFacts
from visitapp.errors import Known
from visitapp.lexicon import note_texts


@pytest.fixture
def note(facts: Callable[..., NoteFacts]) -> Note:
    return compose(facts(), note_texts())


def test_every_sentence_is_in_fourteen_points_or_more(note: Note) -> None:
    inside, outside = pages(note)
    assert (inside.width, inside.height) == (outside.width, outside.height) == (148, 210)
    texts = [command for command in inside.commands if isinstance(command, Text)]
    told = [one for one in texts if len(one.text) > 6 and one.text in "".join(note.body)]
    assert len(told) > 4
    assert min(one.size for one in told) >= LEAST
    assert min(one.size for one in texts) >= 8 * FACTOR - 0.01, "nothing is smaller than it was"
    assert all(one.x > 0 and one.x + one.width < 148 for one in texts)


def test_no_line_ends_inside_a_word(note: Note) -> None:
    """Large type breaks by phrase, with every sentence on the paper."""
    inside, _outside = pages(note)
    told = (*note.body, note.closing)
    whole = "".join(told)
    texts = [c.text for c in inside.commands if isinstance(c, Text)]
    first = texts.index(note.body[0])
    ends = set(accumulate(len(phrase) for sentence in told for phrase in phrases(sentence)))
    lengths = list(accumulate(map(len, texts[first:])))
    last = lengths.index(len(whole))
    assert "".join(texts[first : first + last + 1]) == whole
    assert set(lengths[: last + 1]) <= ends


def test_it_says_what_the_postcard_says_and_its_code_is_read(
    note: Note, read_lines: Callable[..., list[str]]
) -> None:
    made = render(Sheet(told=note, paper=A5, large=True))
    assert made.size_mm == (148, 210)
    shown = "".join(read_lines(made.pdf)).replace(" ", "")
    for told in (*note.body, note.phone, note.number, note.antifraud):
        assert told.replace(" ", "") in shown
    page = pypdfium2.PdfDocument(made.pdf)[0]
    (code,) = zxingcpp.read_barcodes(page.render(scale=150 / 72).to_pil().convert("L"))
    assert code.text == note.code


def test_what_has_no_room_in_large_type_is_refused_and_never_shrunk(note: Note) -> None:
    with pytest.raises(Known, match=r"no room|does not fit"):
        pages(replace(note, body=(*note.body, *note.body, *note.body)))
