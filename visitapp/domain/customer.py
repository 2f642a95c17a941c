"""A customer as the program knows one: texts exactly as stored, in field groups that merge whole.

Contact limits (V-06) come before every proposal. Names are never normalised; family and given name
are only told apart where a paper needs it (layout 0.4).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from visitapp.domain.note_facts import Addressee
from visitapp.domain.record import Record

GROUPS: Mapping[str, tuple[str, ...]] = {
    "number": ("customer_no", "registered_on"),
    "name": ("kind", "name", "kana", "company", "company_kana", "department", "honorific"),
    "address": ("postal_code", "prefecture", "city", "town_and_block", "building"),
    "phone": ("phone", "mobile"),
    "mail": ("email",),
    "wishes": ("contact_window",),
    "remark": ("note",),
    "limits": (
        *("no_note", "no_voicemail", "family_must_not_know", "hide_company"),
        *("no_name_outside", "hours"),
    ),
}
"""The fields of each group: halves of one fact change together and conflict together."""

LIMITS = ("no_note", "no_voicemail", "family_must_not_know", "hide_company", "no_name_outside")
YES = "yes"
_NO = {"", "no", "false", "0", "off", "いいえ"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """One customer; every field is text, empty when not known.

    ``kind`` is ``person`` or ``company``; ``registered_on`` is ``YYYY-MM-DD``, or ``YYYY-MM`` where
    the day is not known. A limit of contact is ``yes`` or empty; any other word but a plain no is
    read as yes, because a limit too many harms nobody. ``hours`` limits when we may call or come.
    """

    id: str = ""
    customer_no: str = ""
    kind: str = "person"
    name: str = ""
    kana: str = ""
    company: str = ""
    company_kana: str = ""
    department: str = ""
    honorific: str = ""
    postal_code: str = ""
    prefecture: str = ""
    city: str = ""
    town_and_block: str = ""
    building: str = ""
    phone: str = ""
    mobile: str = ""
    email: str = ""
    contact_window: str = ""
    note: str = ""
    registered_on: str = ""
    no_note: str = ""
    no_voicemail: str = ""
    family_must_not_know: str = ""
    hide_company: str = ""
    no_name_outside: str = ""
    hours: str = ""

    def __post_init__(self) -> None:
        for limit in LIMITS:
            word = getattr(self, limit).strip().casefold()
            object.__setattr__(self, limit, "" if word in _NO else YES)

    @property
    def address(self) -> str:
        """The whole address in one line, without the postal code."""
        street = self.prefecture + self.city + self.town_and_block
        return " ".join(part for part in (street, self.building) if part)

    @property
    def shown_name(self) -> str:
        """The name on screens: the company first, then its person."""
        return "\u3000".join(part for part in (self.company, self.name) if part.strip())


FIELDS: tuple[str, ...] = tuple(f.name for f in fields(Customer) if f.name != "id")
"""All fields but the id, in their order."""


def customer_of(record: Record) -> Customer:
    """The customer a record holds; fields this program does not know are passed over."""
    known = {f: g.fields[f] for g in record.groups.values() for f in g.fields if f in FIELDS}
    return Customer(id=record.id, **known)


def changes(old: Customer | None, new: Customer) -> dict[str, dict[str, str]]:
    """The groups in which ``new`` differs, each with all its fields (a group is set as a whole).

    Without ``old`` the groups that hold anything; ids do not count.
    """
    before = old or Customer()
    changed = {}
    for group, names in GROUPS.items():
        values = {name: getattr(new, name) for name in names}
        if values != {name: getattr(before, name) for name in names}:
            changed[group] = values
    return changed


def family_and_given(name: str) -> tuple[str, str]:
    """Split a name at its full-width space, or at a space unless it is plain Latin.

    ("髙橋　健一" gives 髙橋 and 健一; "John Smith" stays whole, for its order is not known.)
    """
    whole = name.strip()
    family, wide, given = whole.partition("\u3000")
    if not wide and not whole.isascii():
        family, _, given = whole.partition(" ")
    return family.strip(), given.strip()


_TO_A_COMPANY = "御中"
_NOT_FOR_A_PERSON = frozenset({"", _TO_A_COMPANY, "各位", "殿"})
_TYPED_HONORIFIC = re.compile(r"[ \u3000]*(?:様|御中|各位)$|[ \u3000]+(?:殿|さま|さん)$")
_LEGAL_FORM = re.compile(
    r"(?:株式|有限|合同|合名|合資|相互)会社|法人|協同組合|[㈱㈲]|[(（](?:株|有|同|名|資)[)）]"
)
_PART_OF_A_COMPANY = re.compile(r"(?:部|課|室|係|店|局|科|所|館|院|園|校|会|センター)$")


def honorific_of(customer: Customer) -> str:
    """様 for a person, 御中 for a company without one, never both (japan.md 1.6)."""
    if _firm_alone(customer):
        return _TO_A_COMPANY
    return "様" if customer.honorific in _NOT_FOR_A_PERSON else customer.honorific


def _firm_alone(customer: Customer) -> str:
    """The company of a customer without a person, also one that a list had as the name; else ""."""
    name, company = _plain(customer.name), _plain(customer.company)
    if not name or company:
        return "" if name else company
    parts = name.split()
    is_firm = _LEGAL_FORM.search(name) and (len(parts) == 1 or _PART_OF_A_COMPANY.search(parts[-1]))
    return name if is_firm or customer.kind == "company" else ""


def _plain(name: str) -> str:
    """The name without an honorific that was typed behind it: none is printed twice."""
    whole = name.strip()
    return _TYPED_HONORIFIC.sub("", whole) or whole


def with_honorific(customer: Customer) -> str:
    """The name with its honorific, as screens and lists show it."""
    return f"{_plain(customer.shown_name)} {honorific_of(customer)}".strip()


NAMELESS = "ご担当者"
"""Whom a paper is for where no name is known (R-39)."""


def addressee_of(customer: Customer) -> Addressee:
    """Whom a paper is for, as stored, with the fitting honorific."""
    firm = _firm_alone(customer)
    family, given = ("", "") if firm else family_and_given(_plain(customer.name))
    nobody = not (family or given or customer.company or firm)
    return Addressee(
        family=NAMELESS if nobody else family,
        given=given,
        company=firm or _plain(customer.company),
        department=customer.department if customer.company else "",
        honorific=honorific_of(customer),
    )
