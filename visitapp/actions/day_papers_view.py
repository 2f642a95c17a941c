"""Which papers a day needs, before any is made: read in one go, nothing is composed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from visitapp.actions.day_papers import day_rows, hides_us
from visitapp.actions.people import family_name
from visitapp.actions.preprint import why_not
from visitapp.documents.card_sheets import known_sheets
from visitapp.documents.papers import HAGAKI
from visitapp.domain.customer import customer_of, with_honorific
from visitapp.domain.visit import Visit
from visitapp.domain.words import CardWay
from visitapp.printing.job import Size
from visitapp.settings import load_settings
from visitapp.store.store import Transaction
from visitapp.store.views import VisitRow
from visitapp.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """A visit of the day; ``why`` it gets no paper as the id of a text, or "".

    ``cards`` = how many go with it: one of each of the staff, none where our company is not to be
    seen (V-06).
    """

    visit_id: str
    at: datetime
    name: str
    note_no: str
    staff: tuple[str, ...]
    cards: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOffer:
    """A sheet that cards can be printed on: how many it takes, and its size in mm."""

    name: str
    places: int
    size: Size


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPapersView:
    """The visits of a day by their time, and what their papers would be printed on.

    ``card_way`` is how cards are made by the settings.
    """

    day: date
    today: date
    lines: tuple[PaperLine, ...]
    sheets: tuple[SheetOffer, ...]
    note_size: Size
    card_way: CardWay

    @property
    def notes(self) -> int:
        """How many notes the day needs."""
        return sum(1 for line in self.lines if not line.why)

    @property
    def cards(self) -> int:
        """How many cards go with them."""
        return sum(line.cards for line in self.lines)


def day_papers_view(ws: Workspace, day: date | None = None) -> DayPapersView:
    """The view of a day; without one of today while a visit is to come, else of tomorrow."""
    today = ws.clock.now().date()
    with ws.store.reading() as tx:
        wanted = day or today
        lines = _lines(ws, tx, wanted)
        if day is None and all(line.why for line in lines):
            wanted = today + timedelta(days=1)
            lines = _lines(ws, tx, wanted)
    return DayPapersView(
        day=wanted,
        today=today,
        lines=lines,
        sheets=tuple(
            SheetOffer(name=name, places=len(sheet.positions), size=sheet.page)
            for name, sheet in known_sheets().items()
            if not sheet.bleed  # a print shop's
        ),
        note_size=(HAGAKI.width, HAGAKI.height),
        card_way=load_settings(ws.folder).sender.card,
    )


def _lines(ws: Workspace, tx: Transaction, day: date) -> tuple[PaperLine, ...]:
    return tuple(_line(ws, tx, row) for row in day_rows(ws, tx, day))


def _line(ws: Workspace, tx: Transaction, row: VisitRow) -> PaperLine:
    visit, record = tx.visit(row.id) or Visit(id=row.id), tx.record(row.customer_id)
    people = [tx.record(person) for person in visit.staff]
    names = tuple(family_name(one.value("name")) for one in people if one is not None)
    zone, why = ws.clock.now().tzinfo, why_not(tx, visit)
    return PaperLine(
        visit_id=row.id,
        at=(row.promised_at or ws.clock.now()).astimezone(zone),
        name=with_honorific(customer_of(record)) if record else "",
        note_no=visit.note_no,
        staff=names,
        cards=0 if why or hides_us(tx, visit) else len(names),
        why=why,
    )
