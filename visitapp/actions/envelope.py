"""The envelope of a visit's sealed letter (layout 0.3): made, never recorded, for it says nothing.

It is addressed from the customer's record; a customer without an address gets none.
"""

from datetime import date

from visitapp.actions.act import known_visit
from visitapp.actions.note import demand_harmless
from visitapp.actions.note_facts import customer_at, sender_of
from visitapp.documents.envelope_pdf import pages
from visitapp.documents.page import Page
from visitapp.documents.paper import Rendered, write
from visitapp.documents.papers import envelope_paper
from visitapp.domain.envelope import compose_envelope
from visitapp.domain.visit import Visit
from visitapp.domain.wording import check
from visitapp.domain.words import Form, Responsibility
from visitapp.lexicon import lexicon
from visitapp.workspace import Workspace


def envelope_of(ws: Workspace, visit_id: str, paper: str) -> Rendered:
    """Both sides of the envelope, dated as the letter in it.

    Raises Known for an unknown envelope, a customer without address, no font or no room, and for a
    sender's name that tells what the letter is about.
    """
    return write(_sides(ws, visit_id, paper), ws.style.texts.say("letter.private"))


def envelope_sides(ws: Workspace, visit_id: str, paper: str) -> tuple[Rendered, Rendered]:
    """Front and back each as a PDF of its own, for a printer that is fed twice; Known as above."""
    front, back = (
        write([side], ws.style.texts.say("letter.private")) for side in _sides(ws, visit_id, paper)
    )
    return front, back


def _sides(ws: Workspace, visit_id: str, paper: str) -> tuple[Page, Page]:
    wanted = envelope_paper(paper)
    with ws.store.reading() as tx:
        visit = known_visit(tx, visit_id)
        customer = customer_at(tx, visit)
        sender, ours = sender_of(ws, tx, visit), ws.settings.sender
    day = _dated(ws, visit)
    address = (ours.postal_code, ours.address)
    envelope = compose_envelope(customer, sender, address, day, ws.style.texts)
    words = "\n".join((envelope.sender_company, envelope.private))
    demand_harmless(check(words, Form.OPEN, Responsibility.UNDETERMINED, lexicon()))
    return pages(envelope, wanted)


def _dated(ws: Workspace, visit: Visit) -> date:
    """The day of the letter that goes into it; today while none is printed."""
    now = ws.clock.now()
    letters = [p.printed for p in visit.papers if p.form is Form.LETTER and p.printed]
    return letters[-1].at.astimezone(now.tzinfo).date() if letters else now.date()
