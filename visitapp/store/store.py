"""The laptop's store in one piece: journal, vault, views, outbox; opened once, written in acts."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from visitapp.clock import Clock
from visitapp.domain.events import Draft, Event
from visitapp.domain.fold import fold_record, fold_visit
from visitapp.domain.note_number import read_number
from visitapp.domain.record import Record
from visitapp.domain.visit import Visit
from visitapp.errors import Known
from visitapp.keys import new_signer
from visitapp.store import views
from visitapp.store.database import Connection, open_database, told, writing
from visitapp.store.erasure import erase_ordered
from visitapp.store.journal import Journal, touched
from visitapp.store.meta import Meta
from visitapp.store.outbox import Outbox
from visitapp.store.search import search
from visitapp.store.vault import Vault
from visitapp.store.views import VisitRow

DATABASE = "store.db"
VAULT = "vault"
MANY = 100_000


class Transaction:
    """Reads and, inside ``Store.writing``, appends; everything sees one state."""

    def __init__(self, store: "Store") -> None:
        self._store = store
        self._db = store.db
        self.destroyed: set[str] = set()
        self._folded: dict[str, Visit] = {}

    def append(self, *drafts: Draft) -> tuple[Event, ...]:
        """Write entries; their views are made anew in the same transaction."""
        if not drafts:
            return ()
        events = self._store.journal.append(drafts, self._store.policy_version)
        visits, records = touched(events)
        self._folded |= views.update(self._db, self._store.journal, visits, records)
        self.destroyed |= erase_ordered(self._db, self._store.vault, events)
        return events

    def visit(self, visit_id: str) -> Visit | None:
        """A visit folded from its entries."""
        if visit_id in self._folded:
            return self._folded[visit_id]
        return fold_visit(visit_id, self._store.journal.about(visit=visit_id))

    def events_about(self, *, visit: str = "", record: str = "") -> list[Event]:
        """The entries about one visit or record."""
        return self._store.journal.about(visit=visit, record=record)

    def record(self, record_id: str) -> Record | None:
        """A record folded from its entries."""
        return fold_record(record_id, self._store.journal.about(record=record_id))

    def records(self, kind: str) -> list[Record]:
        """All records of a kind, by reading."""
        rows = self._db.execute(
            "SELECT id, kind, value FROM record_row WHERE kind = ? ORDER BY sort, id", (kind,)
        )
        return [views.read_record(row) for row in rows.fetchall()]

    def visit_id(self, given: str) -> str:
        """The id meant by an id, an unambiguous part of it, or a note number; "" for none."""
        given = given.strip()
        found = views.ids_like(self._db, "visit_row", given.lower()) if given else []
        if len(found) > 1 and given.lower() not in found:
            raise ambiguous(given)
        if found:
            return given.lower() if given.lower() in found else found[0]
        try:
            number = read_number(given)
        except Known:
            return ""
        row = self._db.execute("SELECT id FROM visit_row WHERE note_no = ?", (number,)).fetchone()
        return str(row[0]) if row else ""

    def customer_id(self, given: str) -> str:
        """The id meant by an id, an unambiguous part of it, or a customer number; "" for none."""
        given = given.strip()
        row = self._db.execute(
            "SELECT id FROM record_row WHERE number = ? AND kind = 'customer' LIMIT 2", (given,)
        ).fetchall()
        if given and len(row) == 1:
            return str(row[0][0])
        found = views.ids_like(self._db, "record_row", given.lower()) if given else []
        if len(found) > 1 and given.lower() not in found:
            raise ambiguous(given)
        return (given.lower() if given.lower() in found else found[0]) if found else ""

    def visits_between(
        self, start: datetime | None, end: datetime | None, limit: int = MANY
    ) -> tuple[VisitRow, ...]:
        """Visits promised in a span, by promised time."""
        return views.visits_between(self._db, start, end, limit)

    def visits_of(self, customer_id: str, limit: int = 200) -> tuple[VisitRow, ...]:
        """A customer's visits, the newest promise first."""
        return views.visits_of(self._db, customer_id, limit)

    def follow_ups(self, limit: int = MANY) -> tuple[VisitRow, ...]:
        """Visits whose call is still owed."""
        return views.follow_ups(self._db, limit)

    def search(self, text: str, limit: int) -> list[Record]:
        """Customers that match what was typed."""
        return [views.read_record(row) for row in search(self._db, text, "customer", limit)]

    def take_number(self) -> tuple[str, str] | None:
        """A note number and nonce of the office's pool, used up by this; None when empty."""
        row: tuple[str, str] | None = self._db.execute(
            "DELETE FROM number_pool WHERE note_no = (SELECT min(note_no) FROM number_pool)"
            " RETURNING note_no, nonce"
        ).fetchone()
        return row


def ambiguous(given: str) -> Known:
    """The error of a part of an id that fits several."""
    return Known(
        "Not unambiguous",
        "“{given}” fits more than one.",
        "Give more characters of the id.",
        given=given,
    )


class Store:
    """The opened store of one data folder; one thread at a time."""

    def __init__(self, folder: Path, db: Connection, clock: Clock) -> None:
        self.folder, self.db, self.clock = folder, db, clock
        self.meta = Meta(db)
        self.vault = Vault(folder / VAULT, db)
        self.journal = Journal(db, self.meta, clock)
        self.outbox = Outbox(db, self.meta, self.journal)
        self.policy_version = ""

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """One act: BEGIN IMMEDIATE, read, append, COMMIT; on return it is on disk."""
        tx = Transaction(self)
        with writing(self.db):
            yield tx
        for sha256 in tx.destroyed:
            self.vault.sweep(sha256)

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """One consistent state to read from."""
        with told():
            nested = self.db.in_transaction
            if not nested:
                self.db.execute("BEGIN")
            try:
                yield Transaction(self)
            finally:
                if not nested and self.db.in_transaction:
                    self.db.execute("ROLLBACK")

    def changes(self) -> int:
        """A number that differs when another program has written (the desktop polls it)."""
        return int(self.db.execute("PRAGMA data_version").fetchone()[0])

    def rebuild(self) -> None:
        """Make the read tables anew from the journal."""
        with writing(self.db):
            views.rebuild(self.db, self.journal)

    def close(self) -> None:
        """Close the database."""
        self.db.close()


def open_store(folder: Path, key: bytes, clock: Clock, *, create: bool = False) -> Store:
    """The store in ``folder``; ``create`` makes a new one with a fresh device key.

    Raises Known for a missing, locked, damaged or newer store and for a wrong key.
    """
    if create:
        folder.mkdir(parents=True, exist_ok=True)
    store = Store(folder, open_database(folder / DATABASE, key, create=create), clock)
    if not store.meta.incarnation:
        with writing(store.db):
            store.meta.set("device_key", new_signer().private)
            store.meta.set("incarnation", secrets.token_hex(8))
            store.meta.set("opened_for", "new")
    return store
