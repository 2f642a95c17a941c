"""Legal erasures: the only thing that removes a body or blob, and it stays removed (V-02)."""

from collections.abc import Iterable

from visitapp.domain.events import Event
from visitapp.domain.office_entries import ErasureOrdered
from visitapp.store.database import Connection
from visitapp.store.vault import Vault


def erase_ordered(db: Connection, vault: Vault, events: Iterable[Event]) -> set[str]:
    """Apply the erasures among ``events`` inside the caller's transaction.

    Named bodies go, named blobs lose their keys; hashes and reason stay, so that a later import
    of the same entry finds the erasure and leaves the body out. Returns the destroyed blobs, whose
    files the caller sweeps away after its commit.
    """
    destroyed: set[str] = set()
    for event in events:
        order = event.body.content
        if not isinstance(order, ErasureOrdered):
            continue
        for entry_hash in order.entries:
            db.execute(
                "INSERT INTO erased VALUES (?, ?) ON CONFLICT DO NOTHING",
                (entry_hash, order.reason),
            )
            db.execute("DELETE FROM body WHERE hash = ?", (entry_hash,))
        for sha256 in order.blobs:
            vault.destroy(sha256)
        destroyed.update(order.blobs)
    return destroyed


def reached(db: Connection, events: Iterable[Event]) -> tuple[set[str], set[str]]:
    """Visits and records whose entries the erasures among ``events`` name: their rows change."""
    visits: set[str] = set()
    records: set[str] = set()
    for event in events:
        order = event.body.content
        for entry_hash in order.entries if isinstance(order, ErasureOrdered) else ():
            rows = db.execute(
                "SELECT visit, record FROM journal WHERE hash = ? UNION ALL"
                " SELECT visit, record FROM received WHERE hash = ?",
                (entry_hash, entry_hash),
            ).fetchall()
            visits |= {row[0] for row in rows if row[0]}
            records |= {row[1] for row in rows if row[1]}
    return visits, records


def is_erased(db: Connection, entry_hash: str) -> bool:
    """Whether an erasure names this entry."""
    row = db.execute("SELECT 1 FROM erased WHERE hash = ?", (entry_hash,)).fetchone()
    return row is not None
