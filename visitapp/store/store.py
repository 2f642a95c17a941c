"""The laptop's store in one piece: journal, vault, views, outbox; opened once, written in acts."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from visitapp.clock import Clock
from visitapp.domain.events import Draft, Event
from visitapp.domain.fold import fold_record, fold_visit
from visitapp.domain.note_number import read_number
from visitapp.domain.office_entries import ErasureOrdered
from visitapp.domain.record import Record
from visitapp.domain.visit import Visit
from visitapp.errors import Known
from visitapp.keys import new_signer
from visitapp.store import views
from visitapp.store.database import Connection, fold_log, open_database, told, writing
from visitapp.store.erasure import erase_ordered, reached
from visitapp.store.journal import Journal, touched
from visitapp.store.meta import Meta
from visitapp.store.numbers import visits_numbered
from visitapp.store.outbox import Outbox
from visitapp.store.reserve import after_closing, before_opening, make_room
from visitapp.store.search import purge, search
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
        self._demand_right(drafts)
        return self._shown(self._store.journal.append(drafts, self._store.policy_version))

    def notice(self, visit_id: str, actor: str) -> tuple[Event, ...]:
        """Write what the clocks did since the last entry (sleep, a step); often nothing."""
        version = self._store.policy_version
        return self._shown(self._store.journal.notice(visit_id, actor, version))

    def _shown(self, events: tuple[Event, ...]) -> tuple[Event, ...]:
        """The views of what was written."""
        visits, records = touched(events)
        far_visits, far_records = reached(self._db, events)
        self.destroyed |= erase_ordered(self._db, self._store.vault, events)
        self._folded = views.update(
            self._db, self._store.journal, visits | far_visits, records | far_records
        )
        if far_records:
            purge(self._db)
        return events

    def _demand_right(self, drafts: Sequence[Draft]) -> None:
        """Only the office erases; a laptop without one is its own office (docs/WIRE.md 6)."""
        wanted = any(isinstance(draft.content, ErasureOrdered) for draft in drafts)
        if wanted and self._store.outbox.office is not None:
            raise Known(
                "Only the office erases",
                "This laptop belongs to an office; only the office can erase.",
                "Ask your office to erase it; the laptop follows at the next sync.",
            )

    def visit(self, visit_id: str) -> Visit | None:
        """A visit folded from its entries."""
        if visit_id in self._folded:
            return self._folded[visit_id]
        return fold_visit(visit_id, self._store.journal.about(visit=visit_id))

    def events_about(self, *, visit: str = "", record: str = "") -> list[Event]:
        """The entries about one visit or record."""
        return self._store.journal.about(visit=visit, record=record)

    def papers(self, limit: int) -> list[Event]:
        """The newest counts of papers and notes by pen that this computer wrote."""
        return self._store.journal.papers(limit)

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
        found = self.visits_numbered(number)
        if len(found) > 1:
            raise ambiguous(given)
        return found[0] if found else ""

    def visits_numbered(self, number: str) -> list[str]:
        """The visits that have this number: one, unless two laptops took the same sheet."""
        return visits_numbered(self._db, number)

    def customer_id(self, given: str) -> str:
        """The id meant by an id, an unambiguous part of it, or a customer number; "" for none."""
        given = given.strip()
        row = self._db.execute(
            "SELECT id FROM record_row WHERE number = ? AND number <> '' AND kind = 'customer'"
            " LIMIT 2",
            (given,),
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
        return self._store.outbox.take_number()


def ambiguous(given: str) -> Known:
    """The error of a part of an id that fits several."""
    return Known(
        "Not unambiguous",
        "“{given}” fits more than one.",
        "Give more characters of the id.",
        given=given,
    )


@dataclass(slots=True)
class Desk:
    """What one thread works with: a connection of its own and everything that stands on it."""

    db: Connection
    meta: Meta
    vault: Vault
    journal: Journal
    outbox: Outbox
    act: Transaction | None = None


class Store:
    """The opened store of one data folder.

    Each thread gets a connection of its own (a raw key opens in about a millisecond), so that
    nobody reads what another has not committed; SQLite lets one of them write at a time.
    """

    def __init__(self, folder: Path, key: bytes, clock: Clock, *, create: bool = False) -> None:
        self.folder, self.key, self.clock = folder, key, clock
        self.policy_version = "0"
        self._desks: dict[int, Desk] = {}
        self._mine = threading.local()
        self._sit_down(create=create)

    @property
    def db(self) -> Connection:
        """This thread's connection."""
        return self._desk.db

    @property
    def meta(self) -> Meta:
        """Single values."""
        return self._desk.meta

    @property
    def vault(self) -> Vault:
        """Photos and papers."""
        return self._desk.vault

    @property
    def journal(self) -> Journal:
        """The entries."""
        return self._desk.journal

    @property
    def outbox(self) -> Outbox:
        """What the office has not receipted."""
        return self._desk.outbox

    @property
    def _desk(self) -> Desk:
        found: Desk | None = getattr(self._mine, "desk", None)
        return found or self._sit_down()

    def _sit_down(self, *, create: bool = False) -> Desk:
        db = open_database(self.folder / DATABASE, self.key, create=create)
        meta = Meta(db)
        journal = Journal(db, meta, self.clock)
        desk = Desk(
            db=db,
            meta=meta,
            vault=Vault(self.folder / VAULT, db),
            journal=journal,
            outbox=Outbox(db, meta, journal),
        )
        self._mine.desk = desk
        self._desks[threading.get_ident()] = desk
        return desk

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """One act: BEGIN IMMEDIATE, read, append, COMMIT; on return it is on disk.

        Inside an act it is part of that act: the outer one commits, and sweeps what was destroyed.
        """
        desk = self._desk
        if desk.act is not None:
            yield desk.act
            return
        make_room(self.folder, self._shrink)
        tx = desk.act = Transaction(self)
        try:
            with writing(desk.db):
                yield tx
        finally:
            desk.act = None
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

    def _shrink(self) -> None:
        """Fold the write-ahead log into the database; what others still read stays in it."""
        fold_log(self.db)

    def changes(self) -> int:
        """A number that differs when another program has written (the desktop polls it)."""
        return int(self.db.execute("PRAGMA data_version").fetchone()[0])

    def rebuild(self) -> None:
        """Make the read tables anew from the journal."""
        with writing(self.db):
            views.rebuild(self.db, self.journal)
            self.meta.drop("views_due")

    def close(self) -> None:
        """Close the connections of all threads; no thread may use the store any more."""
        for desk in self._desks.values():
            desk.db.close()
        self._desks.clear()
        self._mine = threading.local()
        after_closing(self.folder)


def open_store(folder: Path, key: bytes, clock: Clock, *, create: bool = False) -> Store:
    """The store in ``folder``; ``create`` makes a new one with a fresh device key.

    Raises Known for a missing, locked, damaged or newer store and for a wrong key.
    """
    if create:
        folder.mkdir(parents=True, exist_ok=True)
    before_opening(folder)
    store = Store(folder, key, clock, create=create)
    try:
        if not store.meta.incarnation:
            with writing(store.db):
                store.meta.set("device_key", new_signer().private)
                store.meta.open_incarnation("new")
        if store.meta.blob("views_due"):
            store.rebuild()
    except BaseException:
        store.close()
        raise
    return store
