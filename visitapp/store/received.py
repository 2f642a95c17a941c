"""What the office's order brings: other devices' entries, places of our own, erasures first.

The caller has checked commitments and signatures. Everything here happens inside the caller's
transaction together with the cursor, and doing it twice changes nothing: after an office was
restored from a backup its order is read again from the start.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from visitapp.domain.chain import Item, damaged
from visitapp.domain.events import Event, read_event
from visitapp.domain.office_entries import ErasureOrdered
from visitapp.errors import Known
from visitapp.store import views
from visitapp.store.database import Connection
from visitapp.store.erasure import erase_ordered, is_erased, reached
from visitapp.store.journal import Journal, attach, touched
from visitapp.store.search import purge
from visitapp.store.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A place in the office's order; ``item`` is None for an entry of this device."""

    seq: int
    device: str
    incarnation: str
    n: int
    item: Item | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a page came to: entries that were new, keys that came with other bytes, blobs gone."""

    new: int
    forked: tuple[Known, ...]
    destroyed: frozenset[str]


class Received:
    """The entries of other devices in one store."""

    def __init__(self, db: Connection, vault: Vault, journal: Journal) -> None:
        self._db, self._vault, self._journal = db, vault, journal

    def take(self, page: Sequence[Placed], office_device: str) -> Taken:
        """Store a page inside the caller's transaction; ``office_device`` may order erasures.

        A key that came before with other bytes is an incident: the first one stays.
        """
        forked: list[Known] = []
        fresh: list[tuple[int, Item, Event]] = []
        for placed in page:
            if placed.item is None:
                self._place_own(placed)
            elif self._is_new(placed, placed.item, forked):
                fresh.append((placed.seq, placed.item, read_event(placed.item)))
        orders = [self._within_rights(event, fresh, office_device) for _, _, event in fresh]
        visits, records = reached(self._db, orders)
        destroyed = erase_ordered(self._db, self._vault, orders)
        kept = [self._bare_if_erased(*one) for one in fresh]
        for seq, item, event in kept:
            self._insert(seq, item, event)
        more_visits, more_records = touched(event for _, _, event in kept)
        views.update(self._db, self._journal, visits | more_visits, records | more_records)
        if records:
            purge(self._db)
        return Taken(new=len(fresh), forked=tuple(forked), destroyed=frozenset(destroyed))

    def raws(self, device: str, incarnation: str, after: int, upto: int) -> list[bytes]:
        """Raw bytes of the received entries of a branch with ``after`` < n ≤ ``upto``."""
        rows = self._db.execute(
            "SELECT raw FROM received WHERE device = ? AND incarnation = ? AND n > ? AND n <= ?"
            " ORDER BY n",
            (device, incarnation, after, upto),
        )
        return [row[0] for row in rows]

    def count(self, device: str, incarnation: str, after: int) -> int:
        """How many entries of a branch with n > ``after`` were received."""
        row = self._db.execute(
            "SELECT count(*) FROM received WHERE device = ? AND incarnation = ? AND n > ?",
            (device, incarnation, after),
        ).fetchone()
        return int(row[0])

    def unexplained(self) -> int:
        """Received entries whose body is missing although no erasure names them."""
        row = self._db.execute(
            "SELECT count(*) FROM received r WHERE NOT EXISTS (SELECT 1 FROM body b"
            " WHERE b.hash = r.hash) AND NOT EXISTS (SELECT 1 FROM erased e WHERE e.hash = r.hash)"
        ).fetchone()
        return int(row[0])

    def put_certificate(self, device: str, raw: bytes, sig: bytes) -> None:
        """Keep a checked certificate of a device."""
        self._db.execute(
            "INSERT INTO certificate VALUES (?, ?, ?) ON CONFLICT (device) DO UPDATE"
            " SET raw = excluded.raw, sig = excluded.sig",
            (device, raw, sig),
        )

    def certificate(self, device: str) -> tuple[bytes, bytes] | None:
        """The certificate of a device: raw bytes and signature."""
        row = self._db.execute(
            "SELECT raw, sig FROM certificate WHERE device = ?", (device,)
        ).fetchone()
        return (bytes(row[0]), bytes(row[1])) if row else None

    def _place_own(self, placed: Placed) -> None:
        self._db.execute(
            "INSERT INTO placed SELECT hash, ? FROM journal WHERE incarnation = ? AND n = ?"
            " ON CONFLICT (hash) DO UPDATE SET seq = excluded.seq",
            (placed.seq, placed.incarnation, placed.n),
        )

    def _is_new(self, placed: Placed, item: Item, forked: list[Known]) -> bool:
        row = self._db.execute(
            "SELECT raw, hash FROM received WHERE device = ? AND incarnation = ? AND n = ?"
            " UNION ALL SELECT raw, hash FROM journal WHERE incarnation = ? AND n = ?",
            (placed.device, *(placed.incarnation, placed.n) * 2),
        ).fetchone()
        if row is None:
            return True
        if row[0] != item.raw:
            forked.append(damaged(f"two entries {placed.n} of {placed.device[:8]}"))
        else:
            self._put_place(row[1], placed.seq)
        return False

    def _put_place(self, entry_hash: str, seq: int) -> None:
        self._db.execute(
            "INSERT INTO placed VALUES (?, ?) ON CONFLICT (hash) DO UPDATE SET seq = excluded.seq",
            (entry_hash, seq),
        )

    def _insert(self, seq: int, item: Item, event: Event) -> None:
        entry, about = event.entry, event.body.about
        self._db.execute(
            "INSERT INTO received (seq, hash, device, incarnation, n, kind, visit, record, raw,"
            " sig) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self._free(seq),
                entry.hash,
                entry.device,
                entry.incarnation,
                entry.n,
                entry.kind,
                about.visit or None,
                about.record or None,
                item.raw,
                item.sig,
            ),
        )
        if item.body is not None:
            self._db.execute(
                "INSERT INTO body VALUES (?, ?, ?)", (entry.hash, item.salt, item.body)
            )
        self._put_place(entry.hash, seq)
        attach(self._db, event)

    def _bare_if_erased(self, seq: int, item: Item, event: Event) -> tuple[int, Item, Event]:
        """The same without its body when an erasure names it, now or long ago."""
        if item.body is None or not is_erased(self._db, event.entry.hash):
            return seq, item, event
        bare = replace(item, salt=None, body=None)
        return seq, bare, read_event(bare)

    def _free(self, seq: int) -> int:
        """``seq``, or the next free number: a restored office may number anew."""
        taken, last = self._db.execute(
            "SELECT EXISTS (SELECT 1 FROM received WHERE seq = ?), (SELECT max(seq) FROM received)",
            (seq,),
        ).fetchone()
        return int(last) + 1 if taken else seq

    def _within_rights(
        self, event: Event, page: Iterable[tuple[int, Item, Event]], office_device: str
    ) -> Event:
        """The event; an erasure that is not the office's reaches only its own device's entries."""
        order = event.body.content
        if not isinstance(order, ErasureOrdered) or event.entry.device == office_device:
            return event
        same = {e.entry.hash for _, _, e in page if e.entry.device == event.entry.device}
        own = tuple(h for h in order.entries if h in same or self._writer(h) == event.entry.device)
        return replace(
            event, body=replace(event.body, content=replace(order, entries=own, blobs=()))
        )

    def _writer(self, entry_hash: str) -> str:
        row = self._db.execute(
            "SELECT device FROM received WHERE hash = ?", (entry_hash,)
        ).fetchone()
        return str(row[0]) if row else ""
