"""The papers of a day in one go: a pre-printed note for each visit to come, and cards (N-09).

They are made in the office before the day. Nothing is recorded of it: a sheet that stays blank says
nothing, and only the print of a numbered note is one for the journal (``print_job``). Cancelling
between two visits therefore leaves nothing behind.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from visitapp.actions.follow_jobs import Told
from visitapp.actions.note_facts import sender_of
from visitapp.actions.preprint import preprint_of, why_not
from visitapp.documents import card_sheets, preprint_pdf
from visitapp.documents.page import Page
from visitapp.documents.paper import Rendered, write
from visitapp.domain.card import Card, compose_card
from visitapp.domain.customer import customer_of
from visitapp.domain.visit import Visit
from visitapp.domain.words import CardWay
from visitapp.errors import Known
from visitapp.store.store import Transaction
from visitapp.store.views import VisitRow
from visitapp.workspace import Workspace

USUAL_SHEET = "a-one-51002"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayWish:
    """Which papers of which day; ``sheet`` is what the cards are printed on, ``way`` theirs.

    ``used`` positions of the first sheet are used already.
    """

    day: date
    notes: bool = True
    cards: bool = False
    sheet: str = USUAL_SHEET
    way: CardWay = CardWay.HORIZONTAL
    used: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A visit without paper, and why."""

    visit_id: str
    why: Known


@dataclass(slots=True, kw_only=True)
class DayPapers:
    """What was made: ``visits`` with their note numbers, the pages of each kind of paper."""

    visits: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    title: str
    notes: list[Page] = field(default_factory=list)
    cards: list[Page] = field(default_factory=list)
    card_count: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether no visit of the day needs any of it."""
        return not (self.notes or self.cards)

    def rendered(self) -> Rendered:
        """All pages in one PDF, each of its own size: the notes first."""
        return write([*self.notes, *self.cards], self.title)

    def by_size(self) -> tuple[Rendered, ...]:
        """One PDF for each kind of paper: a printer takes one size in a job."""
        kinds = (kind for kind in (self.notes, self.cards) if kind)
        return tuple(write(kind, self.title) for kind in kinds)


def compose_day(ws: Workspace, wish: DayWish, told: Told) -> DayPapers:
    """The papers of a day; a visit whose paper can't be made is left out and named with the reason.

    Raises Known when none can be made, as the first of them, when no position of the sheet is left,
    and what ``told`` raises.
    """
    made = DayPapers(title=ws.style.texts.say("paper.title"))
    cards, wrong = list[Card](), list[Known]()
    sheet = card_sheets.card_sheet(wish.sheet)
    card_sheets.free_positions(sheet, wish.used)
    with ws.store.reading() as tx:
        rows = day_rows(ws, tx, wish.day)
        for done, row in enumerate(rows):
            told(done, len(rows))
            visit = tx.visit(row.id) or Visit(id=row.id)
            if why := why_not(tx, visit):
                made.left_out.append(LeftOut(visit_id=row.id, why=Known("Left out", why)))
                continue
            try:
                page = preprint_pdf.page(preprint_of(ws, tx, visit)) if wish.notes else None
                theirs = _cards(ws, tx, visit) if wish.cards else []
            except Known as problem:
                wrong.append(problem)
                made.left_out.append(LeftOut(visit_id=row.id, why=problem))
                continue
            made.visits.append((row.id, visit.note_no))
            made.notes += [page] if page else []
            cards += theirs
    if wrong and not made.visits:
        raise wrong[0]
    made.card_count = len(cards)
    made.cards += card_sheets.pages(_by_person(cards), sheet, wish.way, wish.used)
    told(len(rows), len(rows))
    return made


def day_rows(ws: Workspace, tx: Transaction, day: date) -> tuple[VisitRow, ...]:
    """The visits promised on a day, by their time."""
    start = datetime.combine(day, time(), ws.clock.now().tzinfo)
    return tx.visits_between(start, start + timedelta(days=1))


def _cards(ws: Workspace, tx: Transaction, visit: Visit) -> list[Card]:
    """One of each of the staff, without a number: it is no part of the note."""
    if hides_us(tx, visit):
        return []
    sender = sender_of(ws, tx, visit)
    return [compose_card(person, sender, "", ws.style.texts) for person in sender.staff]


def hides_us(tx: Transaction, visit: Visit) -> bool:
    """Whether the customer wants our company not to be seen: no card is left (layout 4)."""
    record = tx.record(visit.customer_id)
    return record is not None and bool(customer_of(record).hide_company)


def _by_person(cards: Sequence[Card]) -> list[Card]:
    """Each person's together, so that everybody takes a strip of the sheet."""
    return [card for one in dict.fromkeys(cards) for card in cards if card == one]
