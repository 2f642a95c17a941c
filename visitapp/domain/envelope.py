"""What stands on the envelope of a sealed letter: who it is for and who sends it, nothing else.

The sender's department is left out, for its name may tell what the letter is about (japan.md 1.4);
the company too where the customer does not want it to be seen (V-06).
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from visitapp.domain.customer import Customer, addressee_of
from visitapp.domain.note_facts import Sender
from visitapp.domain.note_texts import NoteTexts
from visitapp.domain.paper_time import era_words
from visitapp.errors import Known

_DIGITS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """The words of both sides; ``address`` in the parts that are kept together.

    ``postcode`` is seven figures or empty; the sender's is as it was typed.
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

    Raises Known when no address of the customer is recorded, or a postal code that is none.
    """
    if not customer.city.strip() and not customer.town_and_block.strip():
        raise Known(
            "No address recorded",
            "No postal address of this customer is recorded, so no envelope can be made.",
            "Record the address with the customer, or write the envelope by hand.",
        )
    who = addressee_of(customer)
    firm = [customer.company, customer.department] if who.name != who.company else []
    return Envelope(
        postcode=_figures(customer.postal_code),
        address=_parts(customer),
        company="\u3000".join(part for part in firm if part.strip()),
        name=texts.say("paper.inside", name=who.name, honorific=who.honorific),
        private=texts.say("letter.private"),
        dated=era_words(day, texts),
        sender_postcode=address[0].strip(),
        sender_address=address[1].strip(),
        sender_company="" if customer.hide_company else sender.company,
        sender_person=sender.staff[0].name if sender.staff else "",
    )


def _parts(customer: Customer) -> tuple[str, ...]:
    """Prefecture and city, town and block, building: as stored."""
    parts = (customer.prefecture + customer.city, customer.town_and_block, customer.building)
    return tuple(part.strip() for part in parts if part.strip())


def _figures(postal_code: str) -> str:
    found = re.sub(r"[\s〒‐−ー-]", "", unicodedata.normalize("NFKC", postal_code))
    if found and not (found.isascii() and found.isdigit() and len(found) == _DIGITS):
        raise Known(
            "Postal code not readable",
            "“{code}” is no postal code of seven figures.",
            "Correct it with the customer.",
            code=postal_code,
        )
    return found
