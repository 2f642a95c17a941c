"""The small slips of a visit (R-26): made from the log, never recorded, handed over by hand."""

from dataclasses import replace
from datetime import date

from visitapp.actions.act import known_visit
from visitapp.actions.note import demand_harmless
from visitapp.actions.note_facts import customer_at, facts_of
from visitapp.documents.paper import Rendered
from visitapp.documents.papers import slip_paper
from visitapp.documents.slip_pdf import render
from visitapp.domain.slip import NOTHING, Taken, compose_slip
from visitapp.domain.visit import Visit
from visitapp.domain.wording import check
from visitapp.domain.words import Form, OutcomeKind, Responsibility, SlipForm
from visitapp.errors import Known
from visitapp.lexicon import lexicon
from visitapp.workspace import Workspace


def slip_of(
    ws: Workspace, visit_id: str, form: SlipForm, paper: str, taken: Taken = NOTHING
) -> Rendered:
    """The slip as a PDF; a receipt has a page for the customer and one for us.

    Raises Known for an unknown paper, thanks to somebody who was not met or wants no paper, words
    the guard refuses, a day of return that is over, and what has no font or no room.
    """
    wanted = slip_paper(paper)
    with ws.store.reading() as tx:
        visit = known_visit(tx, visit_id)
        if form is SlipForm.THANKS:
            _demand_met(visit, wants_none=bool(customer_at(tx, visit).no_note))
        facts = facts_of(ws, tx, visit, None, "")
    zone = ws.clock.now().tzinfo
    if taken.back_on is not None and taken.back_on < ws.clock.now().date():
        raise Known(
            "The day is over",
            "The item cannot return on {day}: that day is over.",
            "Give the day on which it will return, or leave it for the pen.",
            day=taken.back_on,
        )
    ring = visit.first_ring_at
    facts = replace(facts, first_ring_at=ring.astimezone(zone) if ring else None)
    slip = compose_slip(form, facts, _day(ws, visit, form), ws.style.texts, taken)
    demand_harmless(check(slip.words, Form.LETTER, Responsibility.UNDETERMINED, lexicon()))
    return render(slip, wanted)


def _demand_met(visit: Visit, *, wants_none: bool) -> None:
    if visit.outcome is None or visit.outcome.kind is not OutcomeKind.MET_CUSTOMER:
        raise Known(
            "Nobody to thank yet",
            "Thanks are for a visit at which the customer was met.",
            "Record the outcome first, or make the note of this visit.",
        )
    if wants_none:
        raise Known(
            "No paper wanted",
            "This customer wants no paper.",
            "Give thanks on the telephone.",
        )


def _day(ws: Workspace, visit: Visit, form: SlipForm) -> date | None:
    """Today; of a receipt the day of the visit, which the pen writes while nobody was there."""
    zone = ws.clock.now().tzinfo
    if form is not SlipForm.RECEIPT:
        return ws.clock.now().date()
    began = visit.first_ring_at or visit.arrived_at
    return began.astimezone(zone).date() if began else None
