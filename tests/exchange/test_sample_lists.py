"""Every field of every sample customer in every format, as far as the format carries it (design 5).

Known differences, each with its reason: readings are kept in full-width katakana (a reading is a
key); digits of an address stay as wide as in the file; a number without hyphens is grouped by the
numbering plan; CP932 has lost what customers-cp932-lost.tsv lists.
"""

import csv
import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from visitapp.domain.customer import Customer
from visitapp.domain.names import kana_reading
from visitapp.exchange.sheet import Sheet

Truth = tuple[Mapping[str, str], ...]
Read = Callable[[str], Sheet]
IN_CARDS = {
    "kind", "name", "kana", "company", "department", "honorific", "postal_code", "prefecture",
    "city", "town_and_block", "building", "phone", "mobile", "email", "note",
}  # fmt: skip


def check(customer: Customer, wanted: Mapping[str, str], fields: set[str]) -> None:
    for field in fields:
        found, right = getattr(customer, field), wanted[field]
        if field == "kana":
            right = kana_reading(right)
        assert found == right, (wanted["customer_no"], field)


@pytest.mark.parametrize("name", ["customers-utf8bom.csv", "customers.xlsx"])
def test_complete_lists_come_through_code_point_for_code_point(
    name: str, read: Read, truth: Truth
) -> None:
    sheet = read(name)
    assert (len(sheet.drafts), sheet.refused) == (60, ())
    for draft, wanted in zip(sheet.drafts, truth, strict=True):
        check(draft.customer, wanted, set(wanted))


def test_excels_unicode_text_is_read_by_its_tabs(read: Read, truth: Truth) -> None:
    sheet = read("customers-utf16le-tab.txt")
    assert [draft.row for draft in sheet.drafts] == list(range(2, 22))
    for draft, wanted in zip(sheet.drafts, truth[:20], strict=True):
        check(draft.customer, wanted, set(wanted))


def test_cards_give_all_that_cards_can_carry(read: Read, truth: Truth) -> None:
    for name in ("customers-v30.vcf", "customers-v40.vcf"):
        sheet = read(name)
        assert (len(sheet.drafts), sheet.refused) == (60, ())
        for draft, wanted in zip(sheet.drafts, truth, strict=True):
            check(draft.customer, wanted, IN_CARDS)


def test_cards_of_old_phones_are_read_in_shift_jis(read: Read, truth: Truth) -> None:
    sheet = read("customers-v21-sjis.vcf")
    assert len(sheet.drafts) == 6
    for draft, wanted in zip(sheet.drafts, truth, strict=False):
        check(draft.customer, wanted, {"name", "kana", "mobile", "kind", "honorific"})


def test_excels_cp932_list_is_read_and_what_it_lost_is_told(
    read: Read, truth: Truth, customers: Path
) -> None:
    sheet = read("customers-cp932.csv")
    lost = _lost(customers)
    assert (len(sheet.drafts), sheet.refused) == (60, ())
    for draft, wanted in zip(sheet.drafts, truth, strict=True):
        right = {f: _lossy(text, lost) for f, text in wanted.items()}
        customer = draft.customer
        check(customer, right, set(wanted) - {"kana", "town_and_block", "phone", "mobile", "note"})
        assert _plain(customer.kana) == _plain(kana_reading(wanted["kana"]))
        assert _plain(customer.town_and_block) == _plain(wanted["town_and_block"])
        assert _plain(customer.note) == _plain(right["note"])
        for field in ("phone", "mobile"):
            assert re.sub("-", "", getattr(customer, field)) == re.sub("-", "", wanted[field])
    warned = {said.row for said in sheet.warned if "lost" in said.message}
    in_names = {row for row, column in _lost_places(customers) if column in {"氏名", "会社名"}}
    assert in_names <= warned


def test_a_sheet_of_real_life_gives_its_thirty_customers(
    read: Read, truth: Truth, told: Callable[..., dict[int, str]]
) -> None:
    sheet = read("customers-messy.xlsx")
    assert len(sheet.drafts) == 30
    for draft, wanted in zip(sheet.drafts, truth, strict=False):
        check(draft.customer, wanted, {"name", "kana", "postal_code", "mobile", "city", "building"})
        check(draft.customer, wanted, {"prefecture", "town_and_block"})
        assert wanted["registered_on"].startswith(draft.customer.registered_on)
        digits = re.sub("-", "", draft.customer.phone)
        assert digits == re.sub("-", "", wanted["phone"]) or "TEL: " in draft.customer.note
    refused = told(sheet.refused)
    assert set(refused) == {20, 36, 37}
    assert "totals (小計)" in refused[20]
    warned = [said.message.format(**said.values) for said in sheet.warned]
    assert "The hidden sheet “非表示” was not read." in warned
    assert "The sheet “旧データ” was not read." in warned
    assert "〒 “640820” had lost its leading zero; it is taken as 064-0820." in warned
    assert "登録日 “令和6年4月” has no day; the month is kept." in warned


def test_of_a_broken_list_the_good_rows_come_through_and_the_others_are_told(
    read: Read, truth: Truth, told: Callable[..., dict[int, str]]
) -> None:
    sheet = read("customers-broken.csv")
    wanted = {w["customer_no"]: w for w in truth}
    taken = [draft.customer for draft in sheet.drafts]
    assert [c.customer_no for c in taken] == [
        "C0001", "C0018", "C0019", "C0001", "", "C0023", "C0024",
    ]  # fmt: skip
    for customer in taken:
        if customer.customer_no not in {"", "C0023"}:
            check(customer, wanted[customer.customer_no], set(wanted["C0001"]))
    refused = told(sheet.refused)
    assert {row: _reason(text) for row, text in refused.items()} == {
        3: "cells", 4: "cells", 5: "encoding", 6: "encoding", 7: "empty", 8: "empty",
        9: "control", 12: "too long", 16: "quotation", 18: "encoding",
    }  # fmt: skip
    doubtful = next(c for c in taken if c.customer_no == "C0023")
    assert (doubtful.postal_code, doubtful.phone, doubtful.registered_on) == ("", "", "")
    assert doubtful.note.endswith("郵便番号: 123\n電話番号: 電話なし\n登録日: 2026/13/45")


def _reason(text: str) -> str:
    words = ("control", "too long", "quotation", "encoding", "empty", "cells")
    return next(word for word in words if word in text)


def _plain(text: str) -> str:
    """Width, kinds of space and of wave dash apart, which the CP932 list changes."""
    return "".join(unicodedata.normalize("NFKC", text).replace("〜", "~").split())


def _lost_places(customers: Path) -> list[tuple[int, str]]:
    with (customers / "customers-cp932-lost.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))[1:]
    return [(int(number[1:]) + 1, column) for number, column, _ in rows]


def _lost(customers: Path) -> set[str]:
    with (customers / "customers-cp932-lost.tsv").open(encoding="utf-8", newline="") as file:
        return {
            chr(int(row[2].removeprefix("U+"), 16))
            for row in list(csv.reader(file, delimiter="\t"))[1:]
        }


def _lossy(text: str, lost: set[str]) -> str:
    return "".join("?" if c in lost else c for c in text)
