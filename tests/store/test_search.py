"""Customers are found by any two characters of what is known of them, and by one (P9, N-13)."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from visitapp.domain.events import Draft
from visitapp.store.store import Store

Maker = Callable[..., Draft]
PEOPLE = {
    "c1": {"name": "山田　太郎", "kana": "ヤマダ　タロウ", "phone": "03-1234-5678"},
    "c2": {"name": "邉　﨑子", "kana": "ワタナベ　サキコ", "city": "世田谷区"},
    "c3": {"name": "𠮷田　花子", "company": "株式会社丸の内", "customer_no": "K-0042"},
    "c4": {"name": 'O\'Neil "Bob" AND (x*)', "town_and_block": "桜新町3丁目"},
}


@pytest.fixture
def people(store: Store, named: Maker) -> Store:
    with store.writing() as tx:
        for record, fields in PEOPLE.items():
            tx.append(named(record, **fields))
    return store


def found(store: Store, text: str) -> set[str]:
    with store.reading() as tx:
        return {record.id for record in tx.search(text, 50)}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("山田", {"c1"}),
        ("田太", {"c1"}),
        ("山", {"c1"}),
        ("田", {"c1", "c2", "c3"}),
        ("郎", {"c1"}),
        ("やまだ", {"c1"}),
        ("ヤマダ", {"c1"}),
        ("渡辺", set()),
        ("わたなべ", {"c2"}),
        ("辺崎", {"c2"}),
        ("吉田", {"c3"}),
        ("丸の内", {"c3"}),
        ("世田谷 わたなべ", {"c2"}),
        ("世田谷 やまだ", set()),
        ("03-1234", {"c1"}),
        ("0312345678", {"c1"}),
        ("031-234", {"c1"}),
        ("5678", {"c1"}),
        ("k-0042", {"c3"}),
        ("3丁目", {"c4"}),
        ("龍馬", set()),
        ("   ", set()),
        ("", set()),
    ],
)
def test_what_is_typed_finds_who_is_meant(people: Store, typed: str, expected: set[str]) -> None:
    assert found(people, typed) == expected


@given(st.text(max_size=12))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_nothing_that_can_be_typed_is_taken_for_syntax(people: Store, text: str) -> None:
    """I8: quotes, stars, operators and broken characters are only characters."""
    assert found(people, text) <= set(PEOPLE)


def test_every_pair_of_a_name_finds_it(people: Store) -> None:
    for record in ("c1", "c2", "c3"):
        name = "".join(PEOPLE[record]["name"].split())
        for place in range(len(name) - 1):
            assert record in found(people, name[place : place + 2]), name[place : place + 2]


def test_a_value_of_yesterday_finds_nobody(people: Store, named: Maker) -> None:
    with people.writing() as tx:
        tx.append(named("c1", "佐藤　太郎"))
    assert found(people, "山田") == set()
    assert found(people, "佐藤") == {"c1"}
    people.rebuild()
    assert found(people, "山田") == set()
    assert found(people, "佐藤") == {"c1"}
