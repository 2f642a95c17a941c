"""Which rows are customers we know: by number, else by name, reading and address (design 5)."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from visitapp.domain.customer import Customer
from visitapp.exchange.match import ImportPlan, plan_import
from visitapp.exchange.sheet import Sheet, read_customers

Read = Callable[[str], Sheet]
Told = Callable[..., dict[int, str]]
FORMATS = [
    "customers-utf8bom.csv",
    "customers-cp932.csv",
    "customers.xlsx",
    "customers-messy.xlsx",
    "customers-v21-sjis.vcf",
    "customers-v30.vcf",
    "customers-v40.vcf",
]
HEADING = "顧客番号,氏名,フリガナ,都道府県,市区町村,町名・番地,電話番号,備考\r\n"
TAKAHASHI = Customer(
    id="a",
    name="髙橋　健一",
    kana="タカハシ　ケンイチ",
    prefecture="東京都",
    city="葛飾区",
    town_and_block="柴又九丁目99番1号",
    phone="03-0000-0001",
    honorific="様",
)


def kept(plan: ImportPlan) -> list[Customer]:
    """The customers after an import into an empty store."""
    return [replace(customer, id=f"id{n}") for n, customer in enumerate(plan.new)]


def plan_of(rows: str, *known: Customer) -> ImportPlan:
    return plan_import(read_customers((HEADING + rows).encode()), known)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_list_again_changes_nothing(name: str, read: Read) -> None:
    first = plan_import(read(name), [])
    again = plan_import(read(name), kept(first))
    assert (again.new, again.updates) == ((), ())
    assert again.unchanged == len(first.new)


@pytest.mark.parametrize("name", FORMATS[1:])
def test_after_the_complete_list_no_other_format_makes_a_customer_twice(
    name: str, read: Read
) -> None:
    known = kept(plan_import(read("customers-utf8bom.csv"), []))
    plan = plan_import(read(name), known)
    numbers = {customer.id: customer.customer_no for customer in known}
    assert len(plan.new) == (1 if name == "customers-v21-sjis.vcf" else 0)
    for customer_id, customer in plan.updates:
        assert customer.customer_no == numbers[customer_id]
    changed = {customer.customer_no for _, customer in plan.updates}
    assert changed <= {"C0021", "C0029"}, "numbers a spreadsheet destroyed go to the note"


def test_duplicates_under_other_kanji_are_hinted_at_and_never_merged(
    read: Read, duplicates: Mapping[str, list[str]], told: Told
) -> None:
    plan = plan_import(read("customers-utf8bom.csv"), [])
    assert len(plan.new) == 60
    hints = {said.row for said in plan.warned if "may be the same" in said.message}
    later = {int(number[1:]) + 1 for group in duplicates.values() for number in group[1:]}
    assert later <= hints
    assert hints - later == {35, 36}, "C0034 resembles C0033 by reading, C0035 his father"


def test_father_son_and_namesake_stay_three_customers_without_numbers(read: Read) -> None:
    """C0017, C0034 and C0035 must not be merged with anybody; C0033 is a hint only."""
    cards = read("customers-v30.vcf")
    for alone in ("齊藤　明美", "佐藤　明", "ｻﾄｳ　ｱｷﾗ"):
        those = [draft for draft in cards.drafts if draft.customer.name == alone]
        others = [draft.customer for draft in cards.drafts if draft not in those[:1]]
        known = [replace(customer, id=f"id{n}") for n, customer in enumerate(others)]
        only = Sheet(drafts=tuple(those[:1]), refused=(), warned=())
        plan = plan_import(only, known)
        assert len(plan.new) == 1
        assert plan.updates == ()


def test_a_number_in_use_is_the_same_customer_and_only_filled_cells_count() -> None:
    known = replace(TAKAHASHI, customer_no="C1", note="犬", no_note="yes")
    plan = plan_of("Ｃ１,髙橋　健一,,東京都,葛飾区,柴又1-2-3,,\r\n", known)
    assert plan.updates == (("a", replace(known, town_and_block="柴又1-2-3", customer_no="Ｃ１")),)


def test_without_a_number_name_reading_and_address_decide() -> None:
    row = ",高橋　健一,ﾀｶﾊｼ ｹﾝｲﾁ,東京都,葛飾区,柴又9-99-1,03-0000-0001,門は左\r\n"
    ((customer_id, customer),) = plan_of(row, TAKAHASHI).updates
    assert (customer_id, customer.name, customer.note) == ("a", "高橋　健一", "門は左")


@pytest.mark.parametrize(
    "row",
    [
        ",高橋　健一,タカハシ　ケンイチ,東京都,葛飾区,柴又9-99-2,03-0000-0001,",
        ",高橋　健一,タカハシ　ケンイチ,東京都,葛飾区,柴又9-99-1,03-0000-0009,",
        ",高橋　健二,タカハシ　ケンイチ,東京都,葛飾区,柴又9-99-1,03-0000-0001,",
    ],
)
def test_what_speaks_against_it_makes_a_new_customer_with_a_hint(row: str) -> None:
    plan = plan_of(row + "\r\n", TAKAHASHI)
    assert len(plan.new) == 1
    assert any("may be the same customer as 髙橋　健一" in _said(plan) for _ in plan.new)


def test_two_rows_never_become_one_customer(told: Told) -> None:
    row = ",高橋　健一,タカハシ　ケンイチ,東京都,葛飾区,柴又9-99-1,03-0000-0001,"
    plan = plan_of(f"{row}\r\n{row}\r\n", TAKAHASHI)
    assert (len(plan.new), len(plan.updates)) == (1, 1)
    assert "may be the same customer" in told(plan.warned)[3]


def test_a_number_used_twice_in_the_file_is_refused_the_second_time(read: Read, told: Told) -> None:
    plan = plan_import(read("customers-broken.csv"), [])
    assert told(plan.refused)[13] == "The customer number C0001 is already used in row 2."
    rows = len(plan.new) + len(plan.refused)
    assert rows == 17, "every row is a customer or has its reason"


def test_a_name_with_lost_characters_never_replaces_the_true_one(read: Read) -> None:
    known = replace(TAKAHASHI, customer_no="C1", name="𠮷田　茂雄", kana="ヨシダ　シゲオ")
    plan = plan_of("C1,?田　茂雄,,,,,,\r\n", known)
    assert plan.unchanged == 1
    assert "the name we have is kept" in _said(plan)


def test_a_number_that_now_belongs_to_another_name_is_told() -> None:
    plan = plan_of("C1,林　花,ハヤシ　ハナ,,,,,\r\n", replace(TAKAHASHI, customer_no="C1"))
    assert len(plan.updates) == 1
    assert "Number C1 was 髙橋　健一 and becomes 林　花: please check." in _said(plan)


def _said(plan: ImportPlan) -> str:
    return "\n".join(said.message.format(**said.values) for said in plan.warned)
