"""The agreed lines at the door follow the contact limits of the customer (N-03, V-06)."""

import pytest

from visitapp.domain.customer import Customer
from visitapp.domain.door_lines import Speaker, line_of, short_name
from visitapp.domain.words import OutcomeKind
from visitapp.lexicon import door_lines

SPEAKER = Speaker(company="みなと家電株式会社", department="サービス課", person="佐久間")
NAME = "髙橋　美和子"


def said(kind: OutcomeKind, **limits: str) -> str:
    return line_of(kind, SPEAKER, Customer(name=NAME, **limits), door_lines())


def test_the_lines_are_those_that_were_agreed() -> None:
    """ux 3c"""
    assert said(OutcomeKind.MET_CUSTOMER) == (
        "みなと家電サービス課の佐久間でございます。お約束の件でお伺いいたしました。"
    )
    assert said(OutcomeKind.MET_FAMILY) == (
        "みなと家電の佐久間でございます。美和子様とのお約束で伺いました。お戻りは何時頃でしょうか。"
    )


@pytest.mark.parametrize("kind", [OutcomeKind.MET_FAMILY, OutcomeKind.COMPANY_RECEPTION])
def test_a_family_that_must_not_know_hears_nothing(kind: OutcomeKind) -> None:
    assert said(kind, family_must_not_know="yes") == "またお伺いいたします。失礼いたします。"


@pytest.mark.parametrize("kind", [OutcomeKind.MET_FAMILY, OutcomeKind.COMPANY_RECEPTION])
def test_a_company_that_is_not_to_be_named_is_not(kind: OutcomeKind) -> None:
    line = said(kind, hide_company="yes")
    assert "みなと" not in line
    assert "佐久間" in line


@pytest.mark.parametrize(
    ("company", "short"),
    [("株式会社みどり", "みどり"), ("(有)北浜商店", "北浜商店"), ("Acme", "Acme")],
)
def test_a_company_is_spoken_without_its_legal_form(company: str, short: str) -> None:
    assert short_name(company) == short
