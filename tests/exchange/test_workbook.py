"""XLSX: text stays text, formulas are told, damaged and oversized files are refused."""

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visitapp.errors import Known
from visitapp.exchange.sheet import read_customers

Told = Callable[..., dict[int, str]]
CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)


def book(rows: list[list[object]], merge: str = "") -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row, start=1):
            cell = sheet.cell(row=number, column=place)
            cell.value = value
            if isinstance(value, str) and not value.startswith("=SUM"):
                cell.data_type = "s"
    if merge:
        sheet.merge_cells(merge)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


@settings(max_examples=40)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=4))
def test_names_and_notes_read_back_code_point_for_code_point(rows: list[tuple[str, str]]) -> None:
    data = book([["氏名", "備考"], *([f"林{name}", note] for name, note in rows)])
    taken = [(d.customer.name, d.customer.note) for d in read_customers(data).drafts]
    assert taken == [(f"林{name}", note if note.strip() else "") for name, note in rows]


def test_a_formula_without_a_stored_value_is_told_and_empty(told: Told) -> None:
    sheet = read_customers(book([["氏名", "備考"], ["林", "=SUM(A1)"], ["森", "=text"]]))
    assert [(d.customer.name, d.customer.note) for d in sheet.drafts] == [
        ("林", ""),
        ("森", "=text"),
    ]
    assert told(sheet.warned) == {2: "備考 holds a formula without a value; it is taken as empty."}


def test_of_a_formula_the_value_last_shown_is_taken(told: Told) -> None:
    data = book([["氏名", "備考"], ["林", "=SUM(A1)"]])
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as copy:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == "xl/worksheets/sheet1.xml":
                for empty in (b"<v />", b"<v/>", b"<v></v>"):  # as each XML writer has it
                    content = content.replace(empty, b"<v>42</v>")
            copy.writestr(info, content)
    sheet = read_customers(target.getvalue())
    assert sheet.drafts[0].customer.note == "42"
    assert told(sheet.warned) == {2: "備考 holds a formula; the value last shown is taken."}


def test_a_workbook_that_unpacks_too_large_is_refused_before_reading() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for place in range(3):
            archive.writestr(f"xl/{place}.xml", bytes(80 * 1024 * 1024))
    assert len(bomb.getvalue()) < 1024 * 1024
    with pytest.raises(Known, match="unpacks to more than"):
        read_customers(bomb.getvalue())


def test_a_damaged_or_old_workbook_is_told() -> None:
    whole = book([["氏名", "備考"], ["林", "x"]])
    for data in (
        whole[: len(whole) // 2],
        b"PK\x03\x04junk",
        whole[:400] + bytes(300) + whole[700:],
    ):
        with pytest.raises(Known, match="workbook cannot be read"):
            read_customers(data)
    with pytest.raises(Known, match="of an old kind"):
        read_customers(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    with pytest.raises(Known, match="no row of headings"):
        read_customers(book([["a", "b"], ["林", "x"]]))


def test_a_cell_merged_over_several_customers_counts_for_each(told: Told) -> None:
    address = "東京都八丈島八丈町大賀郷1"
    rows: list[list[object]] = [
        ["氏名", "住所"],
        ["林", address],
        ["森", None],
        ["木", "大阪府堺市堺区1"],
    ]
    sheet = read_customers(book(rows, merge="B2:B3"))
    assert [d.customer.address for d in sheet.drafts] == [address, address, "大阪府堺市堺区1"]
    assert told(sheet.warned) == {3: "住所 is one cell with row 2; its value is taken here too."}
