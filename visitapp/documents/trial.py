"""Whether sentences have room on our papers, tried before anybody stands at a door."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from visitapp.documents import preprint_pdf, sheets, slip_pdf
from visitapp.documents.fonts import Family
from visitapp.documents.page import Page
from visitapp.documents.papers import A4, A5, A6, HAGAKI, ROLL_58, Paper
from visitapp.documents.sheets import Sheet
from visitapp.documents.text import runs
from visitapp.documents.whole import demand_apart, demand_whole
from visitapp.domain.card import compose_card
from visitapp.domain.letter import compose_letter
from visitapp.domain.note import compose
from visitapp.domain.note_facts import (
    LETTER_ONLY,
    Addressee,
    NextContact,
    NoteFacts,
    Sender,
    Situation,
    Staff,
)
from visitapp.domain.note_number import code_text
from visitapp.domain.note_texts import NoteTexts
from visitapp.domain.preprint import compose_pad, compose_preprint
from visitapp.domain.slip import Taken, compose_slip
from visitapp.domain.words import ExtraLine, SlipForm

_AT = datetime(2026, 11, 25, 14, 30, tzinfo=timezone(timedelta(hours=9)))
_SENDER = Sender(
    company="株式会社みなと家電",
    department="サービス課",
    phone="03-0000-1200",
    hours="平日 午前9時〜午後6時",
    staff=(Staff(name="佐久間 亮", kana="さくま りょう"), Staff(name="三好 綾")),
)
_TAKEN = Taken(
    item="電気炊飯器 NP-10", quantity="1台", condition="ふたに傷あり", back_on=_AT.date()
)
EXAMPLE = NoteFacts(
    addressee=Addressee(family="髙橋", given="美和子", honorific="様"),
    promised_at=_AT,
    first_ring_at=_AT,
    waited_until=_AT + timedelta(minutes=30),
    sender=_SENDER,
    note_no="0000-0000",
    code=code_text("0000-0000", "", "0" * 16),
    contacts=(NextContact(day=_AT.date() + timedelta(days=1)),),
    moved_to=_AT + timedelta(days=3),
)
"""A usual visit to nobody, for notes that are made and thrown away."""


def try_sentences(texts: NoteTexts) -> None:
    """Raises Known for the first text that a usual note has no room or no font for."""
    for page in _pages(texts):
        demand_whole(page)
        demand_apart(page)


def try_characters(sentence: str, ours: str) -> None:
    """Raises Known for a character no font has; a line may break where ``ours`` does too."""
    told = sentence.replace("\n", "") if "\n" in ours else sentence
    for family in (Family.TEXT, Family.LETTER):
        runs(told, family)


def _pages(texts: NoteTexts) -> Iterator[Page]:
    for situation in Situation:
        facts = replace(EXAMPLE, situation=situation)
        yield from sheets.pages(Sheet(told=compose_letter(facts, texts), paper=A4))
        if situation not in LETTER_ONLY:
            yield from _slip(facts, texts, HAGAKI)
    yield from _slip(EXAMPLE, texts, A5)
    yield from _slip(EXAMPLE, texts, ROLL_58)
    for line in ExtraLine:
        for paper in (HAGAKI, A5):
            yield from _slip(replace(EXAMPLE, line=line), texts, paper)
    yield preprint_pdf.page(compose_preprint(EXAMPLE, texts))
    yield preprint_pdf.page(compose_pad(_SENDER, EXAMPLE.note_no, EXAMPLE.code, texts))
    for form in SlipForm:
        slip = compose_slip(form, EXAMPLE, _AT.date(), texts, _TAKEN)
        yield from slip_pdf.pages(slip, A6)


def _slip(facts: NoteFacts, texts: NoteTexts, paper: Paper) -> tuple[Page, ...]:
    return sheets.pages(example_slip(facts, texts, paper))


def example_slip(facts: NoteFacts, texts: NoteTexts, paper: Paper) -> Sheet:
    """The open slip of ``EXAMPLE``, or of a variation of it, with its card."""
    card = compose_card(_SENDER.staff[0], _SENDER, facts.note_no, texts)
    return Sheet(told=compose(facts, texts), paper=paper, card=card)
