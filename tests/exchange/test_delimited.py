"""Delimited text: any encoding Excel writes, any damage, good rows whole (design 5)."""

import csv
import io
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitapp.errors import Known
from visitapp.exchange import table
from visitapp.exchange.delimited import read_delimited
from visitapp.exchange.encoding import decoded
from visitapp.exchange.match import plan_import
from visitapp.exchange.sheet import read_customers

HEADING = ("顧客番号", "氏名", "備考")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp")
Told = Callable[..., dict[int, str]]


def fits(text: str, encoding: str) -> bool:
    try:
        return decoded(text.encode(encoding), encoding) == text
    except UnicodeEncodeError:
        return False


CELLS = st.text(
    st.one_of(
        st.characters(exclude_categories=("Cs", "Cc")),
        st.sampled_from('髙﨑邉濵𠮷辻ｱﾞ～ー"",;\t\n'),
        st.sampled_from("\U000e0100\ufffd\u2028"),
    ),
    max_size=12,
)
ROWS = st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6)


def written(rows: Sequence[Sequence[str]], encoding: str, delimiter: str = ",") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([HEADING, *rows])
    return text.getvalue().encode(encoding)


@given(rows=ROWS, encoding=st.sampled_from(ENCODINGS), delimiter=st.sampled_from(",\t;"))
def test_any_table_reads_back_code_point_for_code_point(
    rows: list[tuple[str, ...]], encoding: str, delimiter: str
) -> None:
    right = [row for row in rows if all(fits(cell, encoding) for cell in row)]
    _, found = read_delimited(written(right, encoding, delimiter))
    assert [row.cells for row in found.rows[1:]] == right
    assert found.refused == ()


@given(rows=ROWS, cut=st.integers(0, 400))
def test_a_file_cut_anywhere_gives_only_rows_that_are_whole(
    rows: list[tuple[str, ...]], cut: int
) -> None:
    """No row is mixed up with another; only the last cell of the last row may have been cut."""
    data = written(rows, "utf-8")
    shorter = data[: max(len(data) - cut, len(written([], "utf-8")))]
    _, found = read_delimited(shorter)
    whole = [HEADING, *rows]
    for row in found.rows[:-1]:
        assert row.cells in whole
    last = found.rows[-1].cells
    assert last in whole or len(last) < 3 or last[:2] in [row[:2] for row in whole]


@given(st.binary(max_size=300))
def test_no_bytes_at_all_bring_the_reader_down(junk: bytes) -> None:
    heading = "顧客番号,氏名,備考\r\n".encode()
    sheet = read_customers(heading + junk)
    rows = {draft.row for draft in sheet.drafts} & {said.row for said in sheet.refused}
    assert rows == set()


def test_line_ends_may_be_mixed_and_quoted_cells_keep_theirs() -> None:
    data = '氏名,備考\r\n林,"一\r\n二"\n森,"a\rb"\r木,\n'.encode()
    assert [(d.row, d.customer.name, d.customer.note) for d in read_customers(data).drafts] == [
        (2, "林", "一\r\n二"),
        (3, "森", "a\rb"),
        (4, "木", ""),
    ]


def test_an_unclosed_quote_costs_one_row_even_when_a_later_row_is_quoted(told: Told) -> None:
    data = '顧客番号,氏名,備考\r\n1,"林,\r\n2,森,"あ"\r\n3,木,い\r\n'.encode()
    sheet = read_customers(data)
    assert [d.customer.name for d in sheet.drafts] == ["森", "木"]
    assert told(sheet.refused) == {2: "A quotation mark in this row is not closed."}


def test_formula_like_text_stays_text() -> None:
    data = '氏名,備考\r\n=1+1,"=HYPERLINK(""x"")"\r\n@林,-2+3\r\n'.encode()
    drafts = read_customers(data).drafts
    assert [(d.customer.name, d.customer.note) for d in drafts] == [
        ("=1+1", '=HYPERLINK("x")'),
        ("@林", "-2+3"),
    ]


def test_headings_below_a_title_and_by_other_words_are_found(told: Told) -> None:
    data = (
        "顧客名簿,,,,\r\n\r\nお客様 No．,姓,名,セイ,メイ,〒,ご住所（必須）,ＴＥＬ\r\n"
        "7,髙橋,健一,ﾀｶﾊｼ,ｹﾝｲﾁ,1250052,東京都葛飾区柴又9-99-1　メゾン 203,03(0000)0001\r\n"
    )
    sheet = read_customers(data.encode("cp932"))
    customer = sheet.drafts[0].customer
    assert sheet.drafts[0].row == 4
    assert (customer.customer_no, customer.name, customer.kana) == (
        "7",
        "髙橋　健一",
        "タカハシ　ケンイチ",
    )
    assert (customer.postal_code, customer.phone) == ("125-0052", "03-0000-0001")
    assert (customer.prefecture, customer.city, customer.town_and_block, customer.building) == (
        "東京都",
        "葛飾区",
        "柴又9-99-1",
        "メゾン 203",
    )
    assert told(sheet.warned)[1] == "The 2 rows above the headings were not read."


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"a,b\r\n1,2\r\n"])
def test_a_file_without_headings_is_told_at_once(data: bytes) -> None:
    with pytest.raises(Known, match="no row of headings"):
        read_customers(data)


def test_files_and_lists_beyond_the_limits_are_refused() -> None:
    with pytest.raises(Known, match="larger than"):
        read_customers(bytes(table.MAX_BYTES + 1))
    with pytest.raises(Known, match="more than 50000 rows"):
        read_customers("氏名,備考\r\n".encode() + b"a,b\r\n" * table.MAX_ROWS)


def test_a_family_called_kei_is_no_row_of_totals(told: Told) -> None:
    data = (
        "氏名,フリガナ,住所,電話番号\r\n"
        "計,ハカリ,東京都八丈島八丈町大賀郷1,03-0000-0001\r\n合計,,,12\r\n"
    )
    sheet = read_customers(data.encode())
    assert [d.customer.name for d in sheet.drafts] == ["計"]
    assert "totals" in told(sheet.refused)[3]


def test_what_is_said_of_a_row_is_one_short_line() -> None:
    data = ('氏名,電話番号\r\n林,"いつも\r\n留守' + "番" * 300 + '"\r\n').encode()
    (said,) = read_customers(data).warned
    text = str(said.values["text"])
    assert len(text) == 80
    assert text.startswith("いつも  留守番")


@pytest.mark.parametrize("cell", ["一" * 9999, "1" + " " * 9997 + "x", "a@" + "." * 9996 + "@"])
def test_a_hostile_cell_is_kept_in_the_note_without_delay(cell: str) -> None:
    data = f"氏名,住所,登録日,電話番号,メール\r\n林,{cell},{cell},{cell},{cell}\r\n".encode()
    plan = plan_import(read_customers(data), [])
    assert plan.new[0].note.count(cell) == 3
