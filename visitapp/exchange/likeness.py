"""When two entries may mean one customer: certain enough to update, or only worth a hint.

Father and son of one name live at one address: name, reading and address are not enough where
phone, mobile and mail speak against it. What is only alike is told and never merged.
"""

import re
from dataclasses import dataclass

from visitapp.domain.customer import Customer
from visitapp.domain.names import search_key
from visitapp.exchange.addresses import address_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What of a customer is compared; never stored, never shown."""

    names: tuple[str, str]
    kana: str
    address: str
    postal_code: str
    contacts: frozenset[tuple[str, str]]

    @property
    def aliases(self) -> frozenset[str]:
        """Everything the customer may be called: name, reading, company."""
        return frozenset({*self.names, self.kana} - {""})


def keys_of(customer: Customer) -> Keys:
    """The comparison keys of a customer."""
    contacts = {
        ("phone", re.sub(r"\D", "", customer.phone)),
        ("mobile", re.sub(r"\D", "", customer.mobile)),
        ("mail", customer.email.casefold()),
    }
    return Keys(
        names=(search_key(customer.name), search_key(customer.company)),
        kana=search_key(customer.kana),
        address=address_key(customer),
        postal_code=customer.postal_code,
        contacts=frozenset(c for c in contacts if c[1]),
    )


def is_same(one: Keys, other: Keys) -> bool:
    """Same by folded name, reading and address (design 5), and no contact speaks against it.

    A reading may be missing on one side. Where an address is missing a contact must be shared, or
    nothing but the name be known on either side.
    """
    if one.names != other.names or (one.kana and other.kana and one.kana != other.kana):
        return False
    shared = one.contacts & other.contacts
    if not one.address or not other.address:
        bare = not (one.address + other.address or one.contacts | other.contacts)
        return bool(shared) or bare
    kinds = {kind for kind, _ in one.contacts} & {kind for kind, _ in other.contacts}
    return one.address == other.address and (bool(shared) or not kinds)


def is_alike(one: Keys, other: Keys) -> bool:
    """Worth a hint: one name or reading in common, and the place or a contact too.

    A name alone is enough where nothing else is known of one of them.
    """
    if not one.aliases & other.aliases:
        return False
    if not one.address + one.postal_code and not one.contacts:
        return True
    same_place = {one.address, one.postal_code} & {other.address, other.postal_code} - {""}
    return bool(same_place or one.contacts & other.contacts)
