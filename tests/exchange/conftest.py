"""The sample lists and what they should give, field by field."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from visitapp.exchange.remark import Remark
from visitapp.exchange.sheet import Sheet, read_customers


@pytest.fixture(scope="session")
def customers(samples: Path) -> Path:
    """The folder of customer lists."""
    return samples / "customers"


@pytest.fixture(scope="session")
def read(customers: Path) -> Callable[[str], Sheet]:
    """Read a sample list by name."""
    return lambda name: read_customers(customers / name)


@pytest.fixture(scope="session")
def truth(customers: Path) -> tuple[Mapping[str, str], ...]:
    """Our fields of each of the 60 invented customers, in the order of the lists."""
    stored = json.loads((customers / "customers-expected.json").read_text(encoding="utf-8"))
    return tuple(_fields(record) for record in stored["customers"])


@pytest.fixture(scope="session")
def duplicates(customers: Path) -> Mapping[str, list[str]]:
    """The groups of numbers that mean one customer."""
    stored = json.loads((customers / "customers-expected.json").read_text(encoding="utf-8"))
    return stored["duplicate_groups"]


def _fields(record: Mapping[str, Any]) -> dict[str, str]:
    return {
        "customer_no": record["no"],
        "kind": {"個人": "person", "法人": "company"}[record["kind"]],
        "name": _joined(record["family"], record["given"]),
        "kana": _joined(record["kfamily"], record["kgiven"]),
        "company": record["company"],
        "company_kana": record["company_kana"],
        "department": record["dept"],
        "honorific": record["honorific"],
        "postal_code": record["postal"],
        "prefecture": record["pref"],
        "city": record["city"],
        "town_and_block": record["town"] + record["block"],
        "building": record["building"],
        "phone": record["phone"],
        "mobile": record["mobile"],
        "email": record["email"],
        "contact_window": record["time"],
        "note": record["note"],
        "registered_on": record["registered"],
    }


def _joined(family: str, given: str) -> str:
    """The lists put one full-width space between, also where the family name ends with one."""
    return "\u3000".join(part for part in (family.removesuffix("\u3000"), given) if part)


def told(remarks: tuple[Remark, ...]) -> dict[int, str]:
    """Row -> what is said of it, in English."""
    return {r.row: r.message.format(**r.values) for r in remarks}


@pytest.fixture(scope="session", name="told")
def told_fixture() -> Callable[[tuple[Remark, ...]], dict[int, str]]:
    """Turn remarks into sentences by row."""
    return told
