"""Findings about an office stay with the bytes that show them."""

from datetime import UTC, datetime

from visitapp.store.incidents import Incidents
from visitapp.store.store import Store


def test_a_finding_is_kept_once_with_its_evidence_and_when_it_was_seen_last(store: Store) -> None:
    """D6: seen again, only the last time moves; the newest stands first."""
    found = Incidents(store.db)
    with store.writing():
        found.note("log_shrank", "office", b"first", 1_000_000)
        found.note("branch_forked", "ab", b"other", 2_000_000)
        found.note("log_shrank", "office", b"second", 3_000_000)
    newest, older = found.newest(9)
    assert (newest.what, newest.evidence, newest.first_at) == ("log_shrank", b"first", 1_000_000)
    assert newest.seen_at == datetime(1970, 1, 1, 0, 0, 3, tzinfo=UTC)
    assert older.what == "branch_forked"
    assert found.newest(1) == [newest]
