"""A visit is found at the office by every number of its: planned, printed or by pen."""

from typing import Any

import pytest

from visitapp.clock import SystemClock
from visitapp.domain.chain import digest, read_entry
from visitapp.domain.events import About, Draft
from visitapp.domain.office_entries import ErasureOrdered
from visitapp.errors import Known
from visitapp.office import own_journal
from visitapp.office.database import STEPS, _find_numbers
from visitapp.office.dossiers import visit_named
from visitapp.office.seat import open_office

VISIT = "019abcde-0000-7000-8000-000000000001"
OTHER = "019abcde-0000-7000-8000-000000000002"
PLANNED, PEN, PRINTED, FREE = "K7Q4-29DK", "0000-0000", "S000-0003", "S000-0013"


def plan(laptop: Any, visit: str, number: str) -> Any:
    content = {
        "customer_id": "c1",
        "promised_at": "2026-11-25T14:30:00+09:00",
        "agreed_how": "phone",
        "staff": ["p1"],
        "note_no": number,
    }
    return laptop.write("visit_planned", content, about={"visit": visit})


def by_pen(laptop: Any, visit: str, number: str) -> Any:
    content = {"note_no": number, "nonce": "0", "revision": 1, "person": "p1"}
    return laptop.write("note_handwritten", content, about={"visit": visit})


def found(office: Any, given: str) -> str:
    """The visit meant, "" for none or several."""
    opened = office.opened()
    try:
        with opened.database.reading() as connection:
            return visit_named(connection, given)
    except Known:
        return ""
    finally:
        opened.database.close()


def rows(office: Any) -> list[tuple[str, str]]:
    said = office.query("SELECT number, visit FROM visit_number ORDER BY number, visit")
    return [(row.number, row.visit) for row in said]


def test_a_visit_is_found_by_each_of_its_numbers(laptop: Any, office: Any) -> None:
    """Whoever answers the telephone is told one of them."""
    plan(laptop, VISIT, PLANNED)
    note = {"note_no": PRINTED, "nonce": "0", "revision": 1, "form": "open", "paper": "hagaki"}
    laptop.write("note_numbered", note, about={"visit": VISIT})
    by_pen(laptop, VISIT, PEN)
    laptop.kept(laptop.push())
    for given in (PLANNED, PEN, PRINTED, "k7q4 29dk"):
        assert found(office, given) == VISIT
    assert found(office, FREE) == found(office, "電話") == ""
    looked = "EXPLAIN QUERY PLAN SELECT visit FROM visit_number WHERE number = '0000-0000'"
    assert all("SCAN" not in row.detail for row in office.query(looked))


def test_whoever_holds_the_number_comes_before_whom_it_was_planned_for(
    laptop: Any, office: Any
) -> None:
    """The same rule as on a laptop."""
    plan(laptop, VISIT, PLANNED)
    by_pen(laptop, VISIT, PEN)
    by_pen(laptop, OTHER, PLANNED)
    laptop.kept(laptop.push())
    assert found(office, PLANNED) == OTHER
    assert found(office, PEN) == VISIT


def test_a_withdrawn_sheet_finds_nothing_and_a_corrected_number_does(
    laptop: Any, office: Any
) -> None:
    plan(laptop, VISIT, PLANNED)
    sheet, second = by_pen(laptop, VISIT, PEN), by_pen(laptop, VISIT, FREE)
    withdrawn = {"entry": read_entry(sheet.raw).id, "reason": "読み違い"}
    laptop.write("entry_withdrawn", withdrawn, about={"visit": VISIT})
    corrected = {"entry": read_entry(second.raw).id, "field": "note_no", "value": PRINTED}
    laptop.write("entry_corrected", {**corrected, "reason": "一字"}, about={"visit": VISIT})
    laptop.kept(laptop.push())
    assert found(office, PEN) == found(office, FREE) == ""
    assert found(office, PRINTED) == VISIT


def test_an_erased_entry_leaves_no_number_behind(laptop: Any, office: Any) -> None:
    """V-02; what the visit's other entries tell stays."""
    target = digest(plan(laptop, VISIT, PLANNED).raw)
    by_pen(laptop, VISIT, PEN)
    laptop.kept(laptop.push())
    opened = office.opened()
    order = ErasureOrdered(entries=(target,), blobs=(), reason="V-02")
    own_journal.write(opened, Draft(about=About(), actor="office", content=order))
    opened.database.close()
    assert rows(office) == [(PEN, VISIT)]
    assert found(office, PLANNED) == ""


@pytest.mark.parametrize("told", ["whole", "half"])
def test_an_older_office_gets_its_numbers_from_its_entries(
    laptop: Any, office: Any, told: str
) -> None:
    """The table is missing, or a step before made it empty."""
    plan(laptop, VISIT, PLANNED)
    by_pen(laptop, VISIT, PEN)
    laptop.write()
    laptop.kept(laptop.push())
    before = rows(office)
    opened = office.opened()
    with opened.database.writing() as connection:
        gone = "DROP TABLE visit_number" if told == "whole" else "DELETE FROM visit_number"
        connection.exec_driver_sql(gone)
        connection.exec_driver_sql(f"DELETE FROM version WHERE step > {STEPS.index(_find_numbers)}")
    opened.database.close()
    open_office(office.folder, SystemClock()).database.close()
    assert before == [(PEN, VISIT), (PLANNED, VISIT)]
    assert rows(office) == before
