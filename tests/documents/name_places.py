"""Where a name stands on our papers: every form and place, as pages drawn with a name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product

from tests.documents.conftest import SENDER
from tests.documents.test_envelope import ONE, envelope_of
from tests.documents.test_slips import DAY
from visitapp.documents import (
    card_pdf,
    card_sheets,
    envelope_pdf,
    preprint_pdf,
    recovery_sheet,
    report_pdf,
    sheets,
    slip_pdf,
    vertical_card,
)
from visitapp.documents.page import Page
from visitapp.documents.papers import A4, A5, B5, ENVELOPES, NAGA3, NAGA4, PAPERS, SLIPS, Paper
from visitapp.documents.sheets import Sheet
from visitapp.domain.card import Card, compose_card
from visitapp.domain.letter import compose_letter
from visitapp.domain.note import compose
from visitapp.domain.note_facts import Addressee, NoteFacts, Sender, Staff
from visitapp.domain.preprint import compose_pad, compose_preprint
from visitapp.domain.report import Report, Row, Section
from visitapp.domain.slip import Taken, compose_slip
from visitapp.domain.words import CardWay, Form, SlipForm
from visitapp.lexicon import note_texts

Facts = Callable[..., NoteFacts]
Pages = tuple[Page, ...]
ADDRESS = ("〒000-0042", "みどり浜市港町1-3-8")
CODE = "VA1/K7Q4-29DM/0123456789ABCDEF"


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a form: ``pages`` draws all of the form, ``sides`` are those that show the name.

    A name of up to ``roomy`` characters always has room. What ``tells_codes`` sets a character
    that no font has by its code; every other form refuses it.
    """

    pages: Callable[[Facts, str], Pages]
    sides: tuple[int, ...] = (0,)
    roomy: int = 99
    tells_codes: bool = False


def customer(name: str) -> dict[str, object]:
    """Facts of a visit to a customer of that name."""
    return {"addressee": Addressee(family=name, honorific="様")}


def staff(name: str) -> dict[str, object]:
    """Facts of a visit by somebody of that name."""
    return {"sender": replace(SENDER, staff=(Staff(name=name), SENDER.staff[1]))}


def firm(name: str) -> dict[str, object]:
    """Facts of a visit by a company of that name."""
    return {"sender": replace(SENDER, company=name)}


Told = Callable[[str], dict[str, object]]


def _open(paper: Paper, told: Told, *, large: bool = False) -> Callable[[Facts, str], Pages]:
    def drawn(facts: Facts, name: str) -> Pages:
        note = compose(facts(**told(name)), note_texts())
        return sheets.pages(Sheet(told=note, paper=paper, large=large))

    return drawn


def _letter(told: Told, **more: object) -> Callable[[Facts, str], Pages]:
    def drawn(facts: Facts, name: str) -> Pages:
        letter = compose_letter(facts(**told(name), **more), note_texts())
        return sheets.pages(Sheet(told=letter, paper=A4))

    return drawn


def _window(facts: Facts, name: str) -> Pages:
    return _letter(customer, window=(*ADDRESS, name))(facts, "髙橋")


def _slip(form: SlipForm, paper: Paper, told: Told) -> Callable[[Facts, str], Pages]:
    def drawn(facts: Facts, name: str) -> Pages:
        return slip_pdf.pages(compose_slip(form, facts(**told(name)), DAY, note_texts()), paper)

    return drawn


def _taken(facts: Facts, name: str) -> Pages:
    made = compose_slip(SlipForm.RECEIPT, facts(), DAY, note_texts(), Taken(item=name))
    return slip_pdf.pages(made)


def _preprint(told: Told) -> Callable[[Facts, str], Pages]:
    def drawn(facts: Facts, name: str) -> Pages:
        made = facts(**told(name), blank_times=True)
        return (preprint_pdf.page(compose_preprint(made, note_texts())),)

    return drawn


def _pad(_facts: Facts, name: str) -> Pages:
    sender = replace(SENDER, company=name)
    return (preprint_pdf.page(compose_pad(sender, "K7Q4-29DM", CODE, note_texts())),)


def _envelope(paper: Paper, place: str) -> Callable[[Facts, str], Pages]:
    def drawn(_facts: Facts, name: str) -> Pages:
        made = envelope_of(ONE)
        match place:
            case "customer":
                made = replace(made, name=f"{name} 様")
            case "address":
                made = replace(made, address=("東京都", name))
            case "company":
                made = replace(made, company=name)
            case "person":
                made = replace(made, sender_person=name)
            case "ours":
                made = replace(made, sender_address=name)
        return envelope_pdf.pages(made, paper)

    return drawn


def card_of(sender: Sender, name: str = "佐久間　亮", kana: str = "") -> Card:
    """The card of somebody of that name."""
    return compose_card(Staff(name=name, kana=kana), sender, "", note_texts())


def _cards(layout: str, way: CardWay) -> Callable[[Facts, str], Pages]:
    def drawn(_facts: Facts, name: str) -> Pages:
        return card_sheets.pages([card_of(SENDER, name)], card_sheets.card_sheet(layout), way)

    return drawn


def _card(way: CardWay, place: str) -> Callable[[Facts, str], Pages]:
    page = card_pdf.page if way is CardWay.HORIZONTAL else vertical_card.page

    def drawn(_facts: Facts, name: str) -> Pages:
        match place:
            case "company":
                card = card_of(replace(SENDER, company=name))
            case "address":
                card = card_of(replace(SENDER, address=(name,)))
            case "reading":
                card = card_of(SENDER, kana=name)
            case _:
                card = card_of(SENDER, name)
        return (page(card),)

    return drawn


def _card_on(paper: Paper) -> Callable[[Facts, str], Pages]:
    def drawn(facts: Facts, name: str) -> Pages:
        note = compose(facts(), note_texts())
        return sheets.pages(Sheet(told=note, paper=paper, card=card_of(SENDER, name)))

    return drawn


def _day(facts: Facts, name: str) -> Pages:
    """Pre-print and sheet of cards in one job, each with the name."""
    cards = _cards("plain-a4", CardWay.VERTICAL)
    return (*_preprint(customer)(facts, name), *cards(facts, name))


def _report(_facts: Facts, name: str) -> Pages:
    section = Section(heading="時系列", sentences=(name,), rows=(Row(left="", text=name),))
    told = Report(title="報告", subtitle=(name,), sections=(section,), page="{page} / {pages}")
    return report_pdf.render(told).drawing.pages


def _recovery(_facts: Facts, name: str) -> Pages:
    words = recovery_sheet.Words(
        title="復旧シート",
        owner=name,
        made_at="2026/11/25 14:30",
        heading="復旧コード",
        code=("ABCD",) * 13,
        advice=("鍵のかかる所に保管してください。",),
    )
    return (recovery_sheet.page(words),)


OPEN = PAPERS[Form.OPEN]
PERSON = {CardWay.HORIZONTAL: 18, CardWay.VERTICAL: 25}
TOLD: dict[str, Told] = {"customer": customer, "staff": staff, "company": firm}


def _places() -> Iterator[tuple[str, Place]]:
    """Every form and place by its name."""
    for of, told in TOLD.items():
        for name, paper in OPEN.items():
            folded = of == "customer" and not paper.is_roll
            yield f"slip {name}, {of}", Place(_open(paper, told), (0, 1) if folded else (0,))
        yield f"slip a5 in large type, {of}", Place(_open(A5, told, large=True))
        yield f"letter, {of}", Place(_letter(told))
    for paper in (A5, B5):
        yield f"slip {paper.name}, card", Place(_card_on(paper), roomy=PERSON[CardWay.HORIZONTAL])
    yield "letter by post, customer", Place(_letter(customer, posted=True))
    yield "letter for a window, customer", Place(_letter(customer, window=ADDRESS))
    yield "letter for a window, address", Place(_window)
    for form, paper, of in product(SlipForm, SLIPS.values(), ("customer", "staff")):
        sides = (0, 1) if form is SlipForm.RECEIPT else (0,)
        yield f"{form.value} {paper.name}, {of}", Place(_slip(form, paper, TOLD[of]), sides)
    yield "receipt, item", Place(_taken, (0, 1))
    yield "preprint, customer", Place(_preprint(customer))
    yield "preprint, staff", Place(_preprint(staff))
    yield "preprint, company", Place(_preprint(firm))
    yield "pad, company", Place(_pad)
    yield from _envelopes()
    yield from _all_cards()
    yield "papers of a day", Place(_day, (0, 1), roomy=PERSON[CardWay.VERTICAL])
    yield "report", Place(_report, tells_codes=True)
    yield "recovery sheet", Place(_recovery, tells_codes=True)


def _envelopes() -> Iterator[tuple[str, Place]]:
    for paper in ENVELOPES.values():
        for of in ("person", "ours"):
            yield f"envelope {paper.name}, {of}", Place(_envelope(paper, of), (1,))
    for paper in (NAGA3, NAGA4):
        for of in ("customer", "address", "company"):
            yield f"envelope {paper.name}, {of}", Place(_envelope(paper, of))


def _all_cards() -> Iterator[tuple[str, Place]]:
    for way in CardWay:
        yield f"card {way.value}, person", Place(_card(way, "person"), roomy=PERSON[way])
        yield f"card {way.value}, reading", Place(_card(way, "reading"), roomy=25)
        for of in ("company", "address"):
            yield f"card {way.value}, {of}", Place(_card(way, of))
        for layout in card_sheets.known_sheets():
            yield f"cards {layout} {way.value}", Place(_cards(layout, way), roomy=PERSON[way])


PLACES = dict(_places())
