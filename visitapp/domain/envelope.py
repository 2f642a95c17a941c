"""What stands on the envelope of a sealed letter: who it is for and who sends it, nothing else.

The sender's department is left out, for its name may tell what the letter is about (japan.md 1.4);
the company too where the customer does not want it to be seen (V-06).
"""

from dataclasses import dataclass
from datetime import date

from visitapp.domain.customer import Customer, addressee_of
from visitapp.domain.note_facts import Sender
from visitapp.domain.note_texts import NoteTexts
from visitapp.domain.paper_time import era_words
from visitapp.domain.postal import postal_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """The words of both sides; ``address`` in the parts that are kept together.

    ``postcode`` is seven figures or empty; the sender's is as it was typed, with 〒.
    """

    postcode: str
    address: tuple[str, ...]
    company: str
    name: str
    private: str
    dated: str
    sender_postcode: str
    sender_address: str
    sender_company: str
    sender_person: str


def compose_envelope(
    customer: Customer, sender: Sender, address: tuple[str, str], day: date, texts: NoteTexts
) -> Envelope:
    """The envelope of a letter of ``day``; ``address`` is the sender's postal code and address.

    Raises Known as ``postal_of``.
    """
    postal, code = postal_of(customer), address[0].strip()
    who = addressee_of(customer)
    return Envelope(
        postcode=postal.code,
        address=postal.parts,
        company=who.firm,
        name=texts.say("paper.inside", name=who.name, honorific=who.honorific),
        private=texts.say("letter.private"),
        dated=era_words(day, texts),
        sender_postcode=texts.say("letter.postcode", code=code) if code else "",
        sender_address=address[1].strip(),
        sender_company="" if customer.hide_company else sender.company,
        sender_person=sender.staff[0].name if sender.staff else "",
    )
