"""Counts and notes by pen are found by their kind: a count belongs to no visit (N-09)."""

from collections.abc import Callable

import pytest

from visitapp.domain.codec import Content
from visitapp.domain.entries import Rang
from visitapp.domain.events import About, Draft
from visitapp.domain.paper_entries import NoteHandwritten, PapersReturned, PapersTaken
from visitapp.store.database import open_database
from visitapp.store.migrations import migrate
from visitapp.store.schema import OF_PAPER, PAPERS
from visitapp.store.store import Store

KEY = bytes(range(32))
TAKEN = PapersTaken(day="2026-11-25", person="p1", preprints=5, pad_sheets=10)
SHEET = NoteHandwritten(note_no="K7Q4-29DM", nonce="0", revision=1, person="p1")
BACK = PapersReturned(day="2026-11-25", person="p1", preprints=1, pad_sheets=10, shredded=1)


@pytest.fixture
def write(store: Store) -> Callable[..., None]:
    def append(*contents: Content, visit: str = "") -> None:
        about = About(visit=visit, device=store.meta.signer.device)
        with store.writing() as tx:
            tx.append(*(Draft(about=about, actor="p1", content=content) for content in contents))

    return append


def test_what_was_counted_and_used_is_found_among_everything_else(
    store: Store, write: Callable[..., None]
) -> None:
    write(TAKEN)
    write(Rang(person="p1"), SHEET, Rang(person="p1"), visit="v1")
    write(BACK)
    with store.reading() as tx:
        found = [event.body.content for event in tx.papers(99)]
        assert found == [TAKEN, SHEET, BACK]
        newest = [event.body.content for event in tx.papers(2)]
    assert newest == [SHEET, BACK]


def test_they_are_found_by_an_index_however_many_years_lie_between(store: Store) -> None:
    """Asked at every change of the day: a walk over all entries would be felt."""
    plan = store.db.execute(
        f"EXPLAIN QUERY PLAN SELECT hash FROM journal j WHERE j.{OF_PAPER} ORDER BY place DESC"
    ).fetchall()
    assert any("journal_papers" in str(row) for row in plan)


def test_a_store_of_the_release_before_gets_the_index_and_keeps_its_entries(
    store: Store, write: Callable[..., None]
) -> None:
    write(SHEET, visit="v1")
    path = store.folder / "store.db"
    store.db.execute("DROP INDEX journal_papers")
    store.db.execute("DELETE FROM _sqlite_migrations WHERE name = '0003'")
    migrate(store.db, path, 2)
    with store.reading() as tx:
        assert [event.body.content for event in tx.papers(9)] == [SHEET]
    names = [row[0] for row in store.db.execute("SELECT name FROM sqlite_master")]
    assert "journal_papers" in names
    assert PAPERS.split()[2] == "journal_papers"
    kept = open_database(path.with_suffix(".before-3.db"), KEY)
    assert kept.execute("SELECT count(*) FROM journal").fetchone() == (2,)
    kept.close()
