"""What the office has not yet receipted: the outbox is "entries without a receipt", nothing else.

``kept`` needs a receipt that names the entry (n ≤ size), its body (n ≤ bodies_upto) and each blob
it attaches. Receipts are kept verbatim; a photo counts as sent only by a receipt naming its hash.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from visitapp.domain.receipts import Receipt, read_receipt
from visitapp.domain.visit import Visit
from visitapp.domain.words import SyncState
from visitapp.store import unsent
from visitapp.store.database import Connection
from visitapp.store.journal import Journal
from visitapp.store.meta import Meta
from visitapp.store.unsent import Branch, OnItsWay, Pending, UnsentRow


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeLink:
    """The office this laptop belongs to.

    ``pinned`` is the PEM of the only TLS certificate accepted there, "" = any the system trusts.
    """

    url: str
    token: str
    public_key: bytes
    name: str
    epoch: str
    pinned: str = ""


class Named(NamedTuple):
    """How far a receipt goes: entries, entries whose bodies are there too, durable entries."""

    size: int
    bodies: int
    durable: int


def last_word(db: Connection) -> tuple[bytes, bytes] | None:
    """The newest receipt of all, raw and signature: how far the office's log was seen."""
    row = db.execute(
        "SELECT raw, sig FROM receipt WHERE lapsed = 0 ORDER BY place DESC LIMIT 1"
    ).fetchone()
    return (bytes(row[0]), bytes(row[1])) if row else None


class Outbox:
    """Receipts, cursors and the office link of one store."""

    def __init__(self, db: Connection, meta: Meta, journal: Journal) -> None:
        self._db, self._meta, self._journal = db, meta, journal

    # -- the office ------------------------------------------------------------------------

    @property
    def office(self) -> OfficeLink | None:
        """The office, or None on a laptop that stands alone (N-17)."""
        url = self._meta.text("office_url")
        if not url:
            return None
        return OfficeLink(
            url=url,
            token=self._meta.text("office_token"),
            public_key=self._meta.blob("office_key"),
            name=self._meta.text("office_name"),
            epoch=self._meta.text("epoch"),
            pinned=self._meta.text("office_pinned"),
        )

    def join(self, link: OfficeLink, certificate: tuple[bytes, bytes]) -> None:
        """Remember an enrolment inside the caller's transaction."""
        self._meta.set("office_url", link.url)
        self._meta.set("office_token", link.token)
        self._meta.set("office_key", link.public_key)
        self._meta.set("office_name", link.name)
        self._meta.set("epoch", link.epoch)
        self._meta.set("office_pinned", link.pinned)
        self._meta.set("certificate", json.dumps([part.hex() for part in certificate]))

    @property
    def cursor(self) -> str:
        """Where the next pull goes on, "" at the beginning."""
        return self._meta.text("cursor")

    def set_cursor(self, cursor: str) -> None:
        """Remember the cursor with what was pulled, in one transaction."""
        self._meta.set("cursor", cursor)

    def set_epoch(self, epoch: str) -> None:
        """The office started a new epoch: everything is offered again from what it still has."""
        self._meta.set("epoch", epoch)
        self._meta.set("cursor", "")

    def add_numbers(self, numbers: Iterable[tuple[str, str]]) -> None:
        """Note numbers handed out by the office; one that was used stays used."""
        self._db.executemany(
            "INSERT INTO number_pool (note_no, nonce) VALUES (?, ?) ON CONFLICT DO NOTHING",
            list(numbers),
        )

    def take_number(self) -> tuple[str, str] | None:
        """A note number and nonce of the office's pool, used up by this; None when empty."""
        row: tuple[str, str] | None = self._db.execute(
            "UPDATE number_pool SET taken = 1 WHERE note_no ="
            " (SELECT min(note_no) FROM number_pool WHERE taken = 0) RETURNING note_no, nonce"
        ).fetchone()
        return row

    def drop_numbers(self) -> None:
        """Give up what is left of the pool: a restored store may have used it before (N-12)."""
        self._db.execute("UPDATE number_pool SET taken = 1")

    @property
    def numbers_left(self) -> int:
        """How many handed-out numbers are unused."""
        row = self._db.execute("SELECT count(*) FROM number_pool WHERE taken = 0").fetchone()
        return int(row[0])

    # -- receipts --------------------------------------------------------------------------

    def last_receipt(self, incarnation: str) -> Receipt | None:
        """The newest receipt of an incarnation."""
        row = self._db.execute(
            "SELECT raw FROM receipt WHERE incarnation = ? AND lapsed = 0"
            " ORDER BY place DESC LIMIT 1",
            (incarnation,),
        ).fetchone()
        return read_receipt(row[0]) if row else None

    def add_receipt(self, receipt: Receipt, raw: bytes, sig: bytes) -> None:
        """Keep a checked receipt inside the caller's transaction."""
        named = self._db.execute(
            "SELECT max(size) FROM receipt WHERE incarnation = ?", (receipt.incarnation,)
        ).fetchone()[0]
        first = (named or 0) + 1
        place = self._db.execute(
            "INSERT INTO receipt (incarnation, size, bodies_upto, durable_size, server_time, raw,"
            " sig, first) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING place",
            (
                receipt.incarnation,
                receipt.size,
                receipt.bodies_upto,
                receipt.durable_size,
                receipt.server_time,
                raw,
                sig,
                first if receipt.size >= first else None,
            ),
        ).fetchone()[0]
        for sha256 in receipt.blobs:
            self._db.execute(
                "INSERT INTO receipted_blob VALUES (?, ?) ON CONFLICT DO NOTHING", (sha256, place)
            )
            self._db.execute(
                "UPDATE blob SET state = 'kept' WHERE sha256 = ? AND state = 'here'", (sha256,)
            )

    @property
    def last_receipt_at(self) -> datetime | None:
        """Office time of the newest receipt."""
        row = self._db.execute(
            "SELECT server_time FROM receipt ORDER BY place DESC LIMIT 1"
        ).fetchone()
        if row is None:
            return None
        return datetime.fromtimestamp(0, UTC) + timedelta(microseconds=row[0])

    def named_upto(self, incarnation: str) -> Named:
        """How far the office's last word about an incarnation goes."""
        row = self._db.execute(
            "SELECT size, min(size, bodies_upto), min(size, durable_size) FROM receipt"
            " WHERE incarnation = ? AND lapsed = 0 ORDER BY place DESC LIMIT 1",
            (incarnation,),
        ).fetchone()
        return Named(*(row or (0, 0, 0)))

    def forget_receipts(self) -> None:
        """After the office lost data (new epoch): its old word counts only as a time bound."""
        self._db.execute("UPDATE receipt SET lapsed = 1 WHERE lapsed = 0")
        self._db.execute("DELETE FROM receipted_blob")
        self._db.execute("UPDATE blob SET state = 'here' WHERE state = 'kept'")
        self._db.execute("UPDATE copy SET sent = 0")

    # -- what waits ------------------------------------------------------------------------

    def unsent_blobs(self, limit: int = 500) -> list[tuple[str, int]]:
        """Originals of own entries that no receipt names: (sha256, size), newest entry first."""
        rows = self._db.execute(
            "SELECT b.sha256, b.size FROM blob b INDEXED BY blob_waits"
            " JOIN attached a ON a.sha256 = b.sha256 JOIN journal j ON j.hash = a.hash"
            " WHERE b.state = 'here'"
            " GROUP BY b.sha256 ORDER BY max(j.place) DESC, b.size LIMIT ?",
            (limit,),
        )
        return [(row[0], int(row[1])) for row in rows.fetchall()]

    def unsent_thumbnails(self, limit: int = 500) -> list[str]:
        """Originals whose thumbnail the office has not taken."""
        rows = self._db.execute(
            "SELECT sha256 FROM copy WHERE kind = 'thumbnail' AND sent = 0 LIMIT ?", (limit,)
        )
        return [row[0] for row in rows.fetchall()]

    def thumbnail_sent(self, sha256: str) -> None:
        """The office took a thumbnail (re-makeable, never evidence)."""
        self._db.execute(
            "UPDATE copy SET sent = 1 WHERE sha256 = ? AND kind = 'thumbnail'", (sha256,)
        )

    def pending(self) -> Pending:
        """The counts behind the honesty strip: one source for every place that shows them."""
        return unsent.pending(self._db, self._branches(), self.on_its_way())

    def unsent_rows(self, limit: int) -> list[UnsentRow]:
        """Own entries and photos that no receipt names yet, the oldest first, at most ``limit``."""
        return unsent.rows(self._db, self._branches(), self.on_its_way(), limit)

    def kept(self) -> int:
        """How many own entries and photos the office has receipted."""
        return unsent.kept(self._db, self._branches())

    def kept_rows(self, limit: int) -> list[UnsentRow]:
        """Own entries and photos the office has receipted, the newest first."""
        return unsent.kept_rows(self._db, self._branches(), limit)

    def _branches(self) -> list[Branch]:
        return [
            Branch(incarnation, self.named_upto(incarnation).bodies)
            for incarnation in self._journal.incarnations()
        ]

    def sending(self, incarnation: str, upto: int, blob: str = "") -> None:
        """What is on its way at this moment (entries up to n, one original); 0 and "" for none."""
        self._meta.set("sending", json.dumps([incarnation, upto, blob]))

    def blob_state(self, sha256: str) -> SyncState:
        """How far one original has come; kept only by a receipt naming its hash."""
        row = self._db.execute(
            "SELECT 1 FROM receipted_blob WHERE sha256 = ?", (sha256,)
        ).fetchone()
        if row:
            return SyncState.KEPT
        return SyncState.SENDING if self.on_its_way()[2] == sha256 else SyncState.LOCAL

    def entry_state(self, entry_hash: str) -> SyncState | None:
        """How far an own entry has come with its body and blobs; None for one of others."""
        found = self._db.execute(
            "SELECT incarnation, n FROM journal WHERE hash = ?", (entry_hash,)
        ).fetchone()
        if found is None:
            return None
        incarnation, n = found
        named = self.named_upto(incarnation)
        if n > named.size:
            sent_in, upto, _ = self.on_its_way()
            return SyncState.SENDING if sent_in == incarnation and n <= upto else SyncState.LOCAL
        blobs = self._blobs(entry_hash)
        kept = n <= named.bodies and all(self.blob_state(b) is SyncState.KEPT for b in blobs)
        return SyncState.KEPT if kept else SyncState.ARRIVED

    def is_durable(self, entry_hash: str) -> bool:
        """Whether the office has an own entry and its blobs below its backup watermark."""
        row = self._db.execute(
            "SELECT incarnation, n FROM journal WHERE hash = ?", (entry_hash,)
        ).fetchone()
        if row is None:
            return True
        safe = row[1] <= self.named_upto(row[0]).durable
        return safe and self.entry_state(entry_hash) is SyncState.KEPT

    def visit_state(self, visit: Visit) -> tuple[SyncState, bool]:
        """The state of a whole visit (its least) and whether all of it is durable.

        Entries of other laptops came from the office, so it has them.
        """
        hashes = [row.hash for row in visit.timeline]
        states = [state for h in hashes if (state := self.entry_state(h)) is not None]
        least = min(states, key=list(SyncState).index, default=SyncState.KEPT)
        return least, all(self.is_durable(h) for h in hashes)

    def on_its_way(self) -> OnItsWay:
        """What a pass is sending at this moment; shown and never asked when sync decides."""
        incarnation, upto, blob = json.loads(self._meta.text("sending", '["", 0, ""]'))
        return OnItsWay(str(incarnation), int(upto), str(blob))

    def _blobs(self, entry_hash: str) -> list[str]:
        """The blobs an entry names; one that was erased by rule is owed to nobody."""
        rows = self._db.execute(
            "SELECT a.sha256 FROM attached a WHERE a.hash = ? AND NOT EXISTS (SELECT 1 FROM blob b"
            " WHERE b.sha256 = a.sha256 AND b.state = 'destroyed')",
            (entry_hash,),
        )
        return [row[0] for row in rows]
