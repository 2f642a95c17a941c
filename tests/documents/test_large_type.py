"""The open slip in large type: the postcard's layout on A5, its sentences in 14 pt (layout 1)."""

from collections.abc import Callable
from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp

from visitapp.documents import text
from visitapp.documents.fonts import Family
from visitapp.documents.large_type import FACTOR, LEAST, pages
from visitapp.documents.page import Text
from visitapp.documents.papers import A5
from visitapp.documents.sheets import Sheet, render
from visitapp.documents.text import Style
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


PHRASES = (
    "お約束の/件で/お伺いいたしました。",
    (
        "本日11月25日(水)、/お約束の/午後2時30分に/お伺いし、/午後3時頃まで/お待ちいたしましたが、/"
        "お目にかかれませんでしたので、/書面にて/失礼いたします。"
    ),
    "明日26日(木)の/午前中に、/サービス課/(担当 佐久間)より/お電話を/差し上げます。",
    "受付の/方に/お取り次ぎをいただきました。",
    "お話しできないときは、/改めて/お電話いたします。",
)


@pytest.mark.parametrize("phrased", PHRASES)
def test_large_lines_end_where_a_phrase_does(phrased: str) -> None:
    told, style = phrased.replace("/", ""), Style(family=Family.TEXT, size=14)
    ends = {"".join(phrased.split("/")[:n]) for n in range(1, phrased.count("/") + 2)}
    for room in range(70, 140, 3):
        lines = text.wrap(told, style, room, whole=True)
        assert all("".join(lines[:n]) in ends for n in range(1, len(lines) + 1))


def test_a_phrase_wider_than_the_line_is_broken_like_any_text() -> None:
    style = Style(family=Family.TEXT, size=14)
    assert text.wrap("長" * 12, style, 30, whole=True) == text.wrap("長" * 12, style, 30)


def test_what_has_no_room_in_large_type_is_refused_and_never_shrunk(note: Note) -> None:
    with pytest.raises(Known, match=r"no room|does not fit"):
        pages(replace(note, body=(*note.body, *note.body, *note.body)))
