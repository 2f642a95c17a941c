"""docs/REQUIREMENTS.md: every requirement stands there, and what it names exists."""

import ast
import re
from functools import cache
from typing import NamedTuple

import pytest

from tests.architecture.sources import ROOT, functions, tree

COUNTS = {"R-": 57, "N-": 21, "V-": 10, "T": 9, "D": 12, "M": 12}
STATES = {"done", "partly", "planned"}


class Row(NamedTuple):
    """One line of the table."""

    id: str
    rule: str
    where: list[str]
    tests: list[str]
    state: str


@cache
def rows() -> tuple[Row, ...]:
    """All lines of all tables, in the order of the page."""
    found = []
    for line in (ROOT / "docs" / "REQUIREMENTS.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if re.fullmatch(r"[RNV]-\d\d|[TDM]\d{1,2}", cells[0]):
            code = [re.findall(r"`([^`]+)`", cell) for cell in cells]
            found.append(Row(cells[0], cells[1], code[2], code[3], cells[4].partition(":")[0]))
    return tuple(found)


def test_every_requirement_stands_in_the_table_once() -> None:
    wanted = [
        f"{letter}{number:02d}" if letter.endswith("-") else f"{letter}{number}"
        for letter, count in COUNTS.items()
        for number in range(1, count + 1)
    ]
    assert [row.id for row in rows()] == wanted


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.id)
def test_what_a_row_names_exists(row: Row) -> None:
    assert row.state in STATES
    assert row.rule
    assert not [path for path in row.where if not (ROOT / path).exists()]
    for named in row.tests:
        file, _, name = named.partition("::")
        assert name in {node.name for node in functions(tree(ROOT / file))}, named


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.id)
def test_the_state_of_a_row_is_honest(row: Row) -> None:
    """Done needs a place and a test; what is only planned claims neither."""
    if row.state == "done":
        assert row.where
        assert row.tests
    if row.state == "planned":
        assert not row.where
        assert not row.tests


def test_the_sum_at_the_top_is_right() -> None:
    text = (ROOT / "docs" / "REQUIREMENTS.md").read_text(encoding="utf-8")
    counts = [sum(row.state == state for row in rows()) for state in ("done", "partly", "planned")]
    assert re.search(r"Now: {} done, {} partly, {} planned\.".format(*counts), text)


def test_no_test_names_a_requirement_that_does_not_exist() -> None:
    known = {row.id for row in rows()}
    wrong = []
    for file in (ROOT / "tests").rglob("test_*.py"):
        for node in functions(tree(file)):
            named = re.findall(r"\b[RNV]-\d\d\b", ast.get_docstring(node) or "")
            wrong += [f"{file.name}::{node.name}: {id_}" for id_ in named if id_ not in known]
    assert not wrong
