"""The agreed lines at the door (N-03): one sentence for each who may answer; pure.

Before everything else come the contact limits of the customer (V-06): a family that must not know
hears neither company nor promise, and where the company is not to be named the name alone is said.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from visitapp.domain.customer import Customer, family_and_given
from visitapp.domain.words import OutcomeKind

LIMITED = frozenset({OutcomeKind.MET_FAMILY, OutcomeKind.COMPANY_RECEPTION})
FORMS = ("株式会社", "有限会社", "合同会社", "(株)", "(有)", "㈱", "㈲")


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks: company and department as on paper, the family name."""

    company: str
    department: str
    person: str


def line_of(
    kind: OutcomeKind, speaker: Speaker, customer: Customer, texts: Mapping[str, str]
) -> str:
    """What is said to whoever answered; "" for an outcome with nobody to speak to."""
    key = kind.value
    if kind in LIMITED and customer.family_must_not_know:
        key = "hidden"
    elif kind in LIMITED and customer.hide_company:
        key = f"{key}_unnamed"
    family, given = family_and_given(customer.name)
    return texts.get(key, "").format(
        company=speaker.company,
        short=short_name(speaker.company),
        department=speaker.department,
        person=speaker.person,
        given=given or family or customer.company,
    )


def short_name(company: str) -> str:
    """The company as it is spoken: without its legal form."""
    for form in FORMS:
        company = company.replace(form, "")
    return company.strip()
