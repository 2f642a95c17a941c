"""The postal address of a customer as envelopes need it: seven figures and the parts as stored."""

import re
import unicodedata
from dataclasses import dataclass

from visitapp.domain.customer import Customer
from visitapp.errors import Known

_DIGITS, _AREA = 7, 3
_DASHES = re.compile(r"[\s〒‐−ー-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Postal:
    """``code`` is seven figures or empty; the rest as stored, ``city`` with its prefecture."""

    code: str
    city: str
    street: str
    building: str

    @property
    def parts(self) -> tuple[str, ...]:
        """What is kept together where an address is broken."""
        return tuple(part for part in (self.city, self.street, self.building) if part)

    @property
    def lines(self) -> tuple[str, ...]:
        """The address as it is written across: the building on a line of its own."""
        return tuple(part for part in (self.city + self.street, self.building) if part)

    @property
    def hyphened(self) -> str:
        """The code as it is written, 000-0042."""
        return f"{self.code[:_AREA]}-{self.code[_AREA:]}" if self.code else ""


def postal_of(customer: Customer) -> Postal:
    """Raises Known when no address is recorded, or a postal code that is none."""
    if not customer.city.strip() and not customer.town_and_block.strip():
        raise Known(
            "No address recorded",
            "No postal address of this customer is recorded, so nothing can be sent by post.",
            "Record the address with the customer, or write the envelope by hand.",
        )
    return Postal(
        code=_figures(customer.postal_code),
        city=(customer.prefecture + customer.city).strip(),
        street=customer.town_and_block.strip(),
        building=customer.building.strip(),
    )


def _figures(postal_code: str) -> str:
    found = _DASHES.sub("", unicodedata.normalize("NFKC", postal_code))
    if found and not (found.isascii() and found.isdigit() and len(found) == _DIGITS):
        raise Known(
            "Postal code not readable",
            "“{code}” is no postal code of seven figures.",
            "Correct it with the customer.",
            code=postal_code,
        )
    return found
