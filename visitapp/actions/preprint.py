"""A note made beforehand, for the pen, of a visit that is still to come (N-09)."""

from visitapp.actions.note import demand_harmless
from visitapp.actions.note_facts import facts_of
from visitapp.domain.customer import customer_of
from visitapp.domain.preprint import Preprint, compose_preprint
from visitapp.domain.visit import Visit
from visitapp.domain.wording import check
from visitapp.domain.words import Form, Responsibility
from visitapp.lexicon import lexicon
from visitapp.marks import N_
from visitapp.store.store import Transaction
from visitapp.workspace import Workspace

OVER = N_("The visit has begun, is over or was cancelled.")
NO_PAPER = N_("This customer wants no paper at the door.")


def why_not(tx: Transaction, visit: Visit) -> str:
    """Why nothing is made beforehand for a visit, as the id of a text; "" when something is."""
    if visit.arrivals or visit.cancelled or visit.outcome:
        return OVER
    record = tx.record(visit.customer_id)
    return NO_PAPER if record is not None and customer_of(record).no_note else ""


def preprint_of(ws: Workspace, tx: Transaction, visit: Visit) -> Preprint:
    """The pre-print of a visit; raises Known as ``compose``, and when the guard objects."""
    preprint = compose_preprint(facts_of(ws, tx, visit, None, ""), ws.style.texts)
    words = "\n".join((*preprint.lines, preprint.contact, *preprint.copies))
    demand_harmless(check(words, Form.OPEN, Responsibility.UNDETERMINED, lexicon()))
    return preprint
