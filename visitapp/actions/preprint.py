"""The day's notes made beforehand, for the pen: one for each visit that is still to come (N-09)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from visitapp.actions.note import demand_harmless
from visitapp.actions.note_facts import facts_of
from visitapp.documents.paper import Rendered
from visitapp.documents.preprint_pdf import render
from visitapp.domain.customer import customer_of
from visitapp.domain.preprint import Preprint, compose_preprint
from visitapp.domain.visit import Visit
from visitapp.domain.wording import check
from visitapp.domain.words import Form, Responsibility
from visitapp.lexicon import lexicon, note_texts
from visitapp.marks import N_
from visitapp.store.store import Transaction
from visitapp.workspace import Workspace

OVER = N_("The visit has begun, is over or was cancelled.")
NO_PAPER = N_("This customer wants no paper at the door.")


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPrint:
    """The notes of a day in one PDF; None when there are none. ``left_out`` says why, by visit."""

    rendered: Rendered | None
    visits: tuple[tuple[str, str], ...]
    left_out: tuple[tuple[str, str], ...]


def preprint_day(ws: Workspace, day: date, told: Callable[[int, int], None]) -> DayPrint:
    """A pre-print for each visit promised on ``day``; ``told`` hears how many of all are done.

    Raises Known when the sender is not set up or a name has no font; nothing is recorded, for a
    sheet that stays blank says nothing.
    """
    start = datetime.combine(day, time(), ws.clock.now().tzinfo)
    made: list[Preprint] = []
    visits, left_out = [], []
    with ws.store.reading() as tx:
        rows = tx.visits_between(start, start + timedelta(days=1))
        for done, row in enumerate(rows, start=1):
            visit = tx.visit(row.id) or Visit(id=row.id)
            why = _why_not(tx, visit)
            if why:
                left_out.append((row.id, why))
            else:
                made.append(_made(ws, tx, visit))
                visits.append((row.id, visit.note_no))
            told(done, len(rows))
    rendered = render(made) if made else None
    return DayPrint(rendered=rendered, visits=tuple(visits), left_out=tuple(left_out))


def _why_not(tx: Transaction, visit: Visit) -> str:
    if visit.arrivals or visit.cancelled or visit.outcome:
        return OVER
    record = tx.record(visit.customer_id)
    return NO_PAPER if record is not None and customer_of(record).no_note else ""


def _made(ws: Workspace, tx: Transaction, visit: Visit) -> Preprint:
    preprint = compose_preprint(facts_of(ws, tx, visit, None, ""), note_texts())
    words = "\n".join((*preprint.lines, preprint.contact, *preprint.copies))
    demand_harmless(check(words, Form.OPEN, Responsibility.UNDETERMINED, lexicon()))
    return preprint
