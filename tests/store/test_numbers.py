"""Every number of a visit finds it: planned, printed or by pen; made anew for older stores."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from visitapp.clock import ScriptedClock
from visitapp.domain.entries import EntryWithdrawn, VisitPlanned
from visitapp.domain.events import About, Draft
from visitapp.domain.office_entries import ErasureOrdered
from visitapp.domain.paper_entries import NoteHandwritten
from visitapp.domain.words import AgreedHow
from visitapp.errors import Known
from visitapp.store.store import Store, open_store

KEY = bytes(range(32))
PLANNED, PEN, OTHER = "K7Q4-29DK", "0000-0000", "S000-0003"
Maker = Callable[..., Draft]


@pytest.fixture
def planned(clock: ScriptedClock) -> Maker:
    def make(visit: str, number: str) -> Draft:
        content = VisitPlanned(
            customer_id="c1",
            promised_at=clock.now() + timedelta(hours=2),
            agreed_how=AgreedHow.PHONE,
            staff=("p1",),
            note_no=number,
        )
        return Draft(about=About(visit=visit), actor="p1", content=content)

    return make


def by_pen(visit: str, number: str) -> Draft:
    content = NoteHandwritten(note_no=number, nonce="0", revision=1, person="p1")
    return Draft(about=About(visit=visit), actor="p1", content=content)


def write(store: Store, *drafts: Draft) -> str:
    """The id of the last entry written."""
    with store.writing() as tx:
        return tx.append(*drafts)[-1].entry.id


def found(store: Store, number: str) -> str:
    with store.reading() as tx:
        return tx.visit_id(number)


def rows(store: Store) -> list[tuple[str, str]]:
    said = store.db.execute("SELECT number, visit FROM visit_number ORDER BY number, visit")
    return [(str(number), str(visit)) for number, visit in said.fetchall()]


def test_a_visit_is_found_by_its_planned_number_after_it_left_another_sheet(
    store: Store, planned: Maker
) -> None:
    write(store, planned("v1", PLANNED), by_pen("v1", PEN))
    assert found(store, PLANNED) == found(store, PEN) == found(store, "k7q4 29dk") == "v1"
    assert found(store, OTHER) == ""


def test_whoever_holds_the_number_comes_before_whom_it_was_planned_for(
    store: Store, planned: Maker
) -> None:
    """Two laptops apart: one visit's pre-print lies at another's door, whose customer calls."""
    write(store, planned("v1", PLANNED), by_pen("v1", PEN), by_pen("v2", PLANNED))
    assert found(store, PLANNED) == "v2"
    write(store, by_pen("v3", PLANNED))
    with pytest.raises(Known, match="fits more than one"):
        found(store, PLANNED)


def test_a_sheet_that_was_withdrawn_is_nobodys_again(store: Store, planned: Maker) -> None:
    entry = write(store, planned("v1", PLANNED), by_pen("v1", PEN))
    content = EntryWithdrawn(entry=entry, reason="番号の読み違い")
    write(store, Draft(about=About(visit="v1"), actor="p1", content=content))
    assert rows(store) == [(PLANNED, "v1")]


def test_an_erased_plan_takes_its_number_along(store: Store, planned: Maker) -> None:
    with store.writing() as tx:
        target = tx.append(planned("v1", PLANNED))[-1].entry.hash
    order = ErasureOrdered(entries=(target,), blobs=(), reason="開示請求")
    write(store, Draft(about=About(), actor="admin", content=order))
    assert rows(store) == []


def test_made_anew_the_numbers_come_out_the_same(store: Store, planned: Maker) -> None:
    write(store, planned("v1", PLANNED), by_pen("v1", PEN), planned("v2", OTHER), planned("v3", ""))
    before = rows(store)
    assert before == sorted([(PLANNED, "v1"), (PEN, "v1"), (OTHER, "v2")])
    store.rebuild()
    assert rows(store) == before


def test_a_store_of_the_release_before_gets_its_numbers_when_it_opens(
    store: Store, planned: Maker, clock: ScriptedClock, tmp_path: Path
) -> None:
    write(store, planned("v1", PLANNED), by_pen("v1", PEN))
    as_before(store)
    store.close()
    opened = open_store(tmp_path / "data", KEY, clock)
    assert found(opened, PLANNED) == found(opened, PEN) == "v1"
    assert not opened.meta.blob("views_due")
    opened.close()
    assert (tmp_path / "data/store.before-4.db").exists()


def test_a_new_store_has_nothing_to_make_anew(store: Store) -> None:
    assert not store.meta.blob("views_due")


def as_before(store: Store) -> None:
    """Take out of a store what the release before did not have."""
    store.db.execute("DROP TABLE visit_number")
    store.db.execute("CREATE INDEX visit_note ON visit_row (note_no) WHERE note_no <> ''")
    store.db.execute("DELETE FROM _sqlite_migrations WHERE name = '0004'")
    store.db.execute("PRAGMA user_version = 3")
