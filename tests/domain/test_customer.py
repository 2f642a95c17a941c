"""A customer's groups, addressee and limits (R-33, V-06; layout 0.4)."""

from dataclasses import replace

import pytest

from visitapp.domain.customer import (
    FIELDS,
    GROUPS,
    Customer,
    addressee_of,
    changes,
    customer_of,
    family_and_given,
)
from visitapp.domain.record import GroupValue, Record

TAKAHASHI = Customer(
    id="c",
    customer_no="C0001",
    name="髙橋　健一",
    prefecture="東京都",
    city="葛飾区",
    town_and_block="柴又九丁目99番1号",
    building="メゾン柴又 203号室",
)


def test_every_field_belongs_to_exactly_one_group() -> None:
    assert sorted(name for names in GROUPS.values() for name in names) == sorted(FIELDS)


def test_a_customer_survives_the_way_through_its_record() -> None:
    groups = {g: GroupValue(fields=f, set_by="1") for g, f in changes(None, TAKAHASHI).items()}
    assert set(groups) == {"number", "name", "address"}
    assert customer_of(Record(id="c", kind="customer", groups=groups)) == TAKAHASHI


def test_a_field_of_a_newer_program_is_passed_over() -> None:
    newer = {"name": GroupValue(fields={"name": "林", "middle": "x"}, set_by="1")}
    assert customer_of(Record(id="c", kind="customer", groups=newer)).name == "林"


def test_only_groups_that_differ_change_and_then_as_a_whole() -> None:
    moved = replace(TAKAHASHI, building="")
    assert changes(TAKAHASHI, TAKAHASHI) == {}
    assert changes(TAKAHASHI, moved) == {
        "address": {
            "postal_code": "",
            "prefecture": "東京都",
            "city": "葛飾区",
            "town_and_block": "柴又九丁目99番1号",
            "building": "",
        }
    }


def test_the_address_is_one_line() -> None:
    assert TAKAHASHI.address == "東京都葛飾区柴又九丁目99番1号 メゾン柴又 203号室"


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("髙橋　健一", ("髙橋", "健一")),
        (" 山田　太郎 ", ("山田", "太郎")),
        ("佐藤 明", ("佐藤", "明")),
        ("グエン　ティ・ホア", ("グエン", "ティ・ホア")),
        ("John Smith", ("John Smith", "")),
        ("林", ("林", "")),
        ("", ("", "")),
    ],
)
def test_family_and_given_name_part_at_the_wide_space(name: str, parts: tuple[str, str]) -> None:
    assert family_and_given(name) == parts


@pytest.mark.parametrize(
    ("name", "company", "stored", "wanted"),
    [
        ("髙橋　健一", "", "", "様"),
        ("大鴉　修", "株式会社みずうみ住設", "御中", "様"),
        ("", "㈱さくらんぼ電器", "様", "御中"),
        ("神谷　隆", "", "先生", "先生"),
        ("神谷　隆", "", "各位", "様"),
    ],
)
def test_a_company_is_onchu_and_a_person_never(
    name: str, company: str, stored: str, wanted: str
) -> None:
    customer = Customer(name=name, company=company, honorific=stored)
    assert addressee_of(customer).honorific == wanted


@pytest.mark.parametrize(("word", "kept"), [("", ""), ("No", ""), ("yes", "yes"), ("はい", "yes")])
def test_a_contact_limit_in_doubt_is_honoured(word: str, kept: str) -> None:
    assert Customer(no_note=word).no_note == kept


def test_a_paper_for_nobody_named_is_for_whoever_is_in_charge() -> None:
    """R-39: never 様 alone."""
    who = addressee_of(replace(TAKAHASHI, name="", company=""))
    assert (who.name, who.honorific) == ("ご担当者", "様")


@pytest.mark.parametrize(
    ("stored", "inside", "outside"),
    [
        ({"name": "山田　太郎 様"}, "山田　太郎 様", "山田 様"),
        ({"name": "山田　太郎様"}, "山田　太郎 様", "山田 様"),
        ({"name": "鵜殿　信"}, "鵜殿　信 様", "鵜殿 様"),
        ({"name": "山田　太郎", "honorific": "殿"}, "山田　太郎 様", "山田 様"),
        ({"name": "有限会社田中商店"}, "有限会社田中商店 御中", "有限会社田中商店 御中"),
        (
            {"name": "医療法人社団あおば会 御中"},
            "医療法人社団あおば会 御中",
            "医療法人社団あおば会 御中",
        ),
        ({"name": "㈱大和　総務部"}, "㈱大和　総務部 御中", "㈱大和　総務部 御中"),
        ({"name": "株式会社大和　山田太郎"}, "株式会社大和　山田太郎 様", "株式会社大和 様"),
        ({"name": "田中商店", "kind": "company"}, "田中商店 御中", "田中商店 御中"),
        ({"company": "㈱大和 御中"}, "㈱大和 御中", "㈱大和 御中"),
        ({"name": "　"}, "ご担当者 様", "ご担当者 様"),
    ],
)
def test_an_honorific_is_printed_once_and_fits(
    stored: dict[str, str], inside: str, outside: str
) -> None:
    """japan.md 1.6: lists hold honorifics within names, and companies where a name should be."""
    who = addressee_of(Customer(**stored))
    assert f"{who.name} {who.honorific}" == inside
    assert f"{who.family or who.company} {who.honorific}" == outside
