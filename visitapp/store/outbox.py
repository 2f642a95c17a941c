"""What the office has not yet receipted: the outbox is "entries without a receipt", nothing else.

``kept`` needs a receipt that names the entry (n ≤ size), its body (n ≤ bodies_upto) and each blob
it attaches. Receipts are kept verbatim; a photo counts as sent only by a receipt naming its hash.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from visitapp.domain.chain import Attachment, Item
from visitapp.domain.receipts import Receipt, read_receipt
from visitapp.domain.visit import Visit
from visitapp.domain.words import SyncState
from visitapp.store.database import Connection
from visitapp.store.journal import Journal
from visitapp.store.meta import Meta


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """What waits for a receipt: entries, thumbnails and originals not yet sent, bytes of those."""

    entries: int
    thumbnails: int
    originals: int
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeLink:
    """The office this laptop belongs to; ``certificate`` is office-signed text and signature."""

    url: str
    token: str
    public_key: bytes
    name: str
    epoch: str


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
        )

    def join(self, link: OfficeLink, certificate: tuple[bytes, bytes]) -> None:
        """Remember an enrolment inside the caller's transaction."""
        self._meta.set("office_url", link.url)
        self._meta.set("office_token", link.token)
        self._meta.set("office_key", link.public_key)
        self._meta.set("office_name", link.name)
        self._meta.set("epoch", link.epoch)
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
        """Note numbers handed out by the office."""
        self._db.executemany(
            "INSERT INTO number_pool VALUES (?, ?) ON CONFLICT DO NOTHING", list(numbers)
        )

    @property
    def numbers_left(self) -> int:
        """How many handed-out numbers are unused."""
        return int(self._db.execute("SELECT count(*) FROM number_pool").fetchone()[0])

    # -- receipts --------------------------------------------------------------------------

    def last_receipt(self, incarnation: str) -> Receipt | None:
        """The newest receipt of an incarnation."""
        row = self._db.execute(
            "SELECT raw FROM receipt WHERE incarnation = ? ORDER BY place DESC LIMIT 1",
            (incarnation,),
        ).fetchone()
        return read_receipt(row[0]) if row else None

    def add_receipt(self, receipt: Receipt, raw: bytes, sig: bytes) -> None:
        """Keep a checked receipt inside the caller's transaction."""
        place = self._db.execute(
            "INSERT INTO receipt (incarnation, size, bodies_upto, durable_size, server_time, raw,"
            " sig) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING place",
            (
                receipt.incarnation,
                receipt.size,
                receipt.bodies_upto,
                receipt.durable_size,
                receipt.server_time,
                raw,
                sig,
            ),
        ).fetchone()[0]
        self._db.executemany(
            "INSERT INTO receipted_blob VALUES (?, ?) ON CONFLICT DO NOTHING",
            [(sha256, place) for sha256 in receipt.blobs],
        )

    @property
    def last_receipt_at(self) -> datetime | None:
        """Office time of the newest receipt."""
        row = self._db.execute("SELECT max(server_time) FROM receipt").fetchone()
        if row is None or row[0] is None:
            return None
        return datetime.fromtimestamp(0, UTC) + timedelta(microseconds=row[0])

    def named_upto(self, incarnation: str) -> tuple[int, int, int]:
        """How far receipts go: size, bodies_upto, durable_size of an incarnation."""
        row = self._db.execute(
            "SELECT max(size), max(min(size, bodies_upto)), max(durable_size) FROM receipt"
            " WHERE incarnation = ?",
            (incarnation,),
        ).fetchone()
        return tuple(int(v or 0) for v in row)  # type: ignore[return-value] # three columns

    def forget_receipts(self) -> None:
        """After the office lost data (new epoch): its old word no longer counts."""
        self._db.execute("DELETE FROM receipted_blob")
        self._db.execute("DELETE FROM receipt")
        self._db.execute("UPDATE copy SET sent = 0")

    # -- what waits ------------------------------------------------------------------------

    def unsent_items(self, incarnation: str, after: int, limit: int) -> list[Item]:
        """Own items from ``after`` + 1 on, verbatim."""
        return self._journal.items(incarnation, after, limit)

    def unsent_blobs(self, limit: int = 500) -> list[tuple[str, int]]:
        """Originals of own entries that no receipt names: (sha256, size), newest entry first."""
        rows = self._db.execute(
            "SELECT b.sha256, b.size FROM blob b JOIN attached a ON a.sha256 = b.sha256"
            " JOIN journal j ON j.hash = a.hash WHERE b.state = 'here'"
            " AND NOT EXISTS (SELECT 1 FROM receipted_blob r WHERE r.sha256 = b.sha256)"
            " GROUP BY b.sha256 ORDER BY max(j.n) DESC, b.size LIMIT ?",
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
        entries = 0
        for incarnation in self._journal.incarnations():
            size, bodies, _durable = self.named_upto(incarnation)
            entries += self._count_after(incarnation, min(size, bodies))
        blobs = self.unsent_blobs(limit=1_000_000)
        thumbnails = self._db.execute(
            "SELECT count(*) FROM copy WHERE kind = 'thumbnail' AND sent = 0"
        ).fetchone()[0]
        return Pending(
            entries=entries,
            thumbnails=int(thumbnails),
            originals=len(blobs),
            bytes=sum(size for _sha, size in blobs),
        )

    def _count_after(self, incarnation: str, n: int) -> int:
        row = self._db.execute(
            "SELECT count(*) FROM journal WHERE incarnation = ? AND n > ?", (incarnation, n)
        ).fetchone()
        return int(row[0])

    def blob_state(self, sha256: str) -> SyncState:
        """How far one original has come; kept only by a receipt naming its hash."""
        row = self._db.execute(
            "SELECT 1 FROM receipted_blob WHERE sha256 = ?", (sha256,)
        ).fetchone()
        if row:
            return SyncState.KEPT
        sending = self._meta.text("sending") == sha256
        return SyncState.SENDING if sending else SyncState.LOCAL

    def visit_state(self, visit: Visit) -> tuple[SyncState, bool]:
        """The state of a whole visit (its least) and whether all of it is durable.

        Entries of other laptops came from the office, so it has them; blobs count everywhere.
        """
        states, durable = [], True
        for row in visit.timeline:
            found = self._db.execute(
                "SELECT incarnation, n FROM journal WHERE hash = ?", (row.hash,)
            ).fetchone()
            if found:
                size, bodies, safe = self.named_upto(found[0])
                durable = durable and found[1] <= safe
                states.append(_entry_state(found[1], size, bodies))
        own = [a for a in _blobs(visit) if self._is_own(a.sha256)]
        states.extend(self.blob_state(a.sha256) for a in own)
        least = min(states, key=list(SyncState).index, default=SyncState.KEPT)
        return least, durable and least is SyncState.KEPT

    def _is_own(self, sha256: str) -> bool:
        row = self._db.execute(
            "SELECT 1 FROM attached a JOIN journal j ON j.hash = a.hash WHERE a.sha256 = ?",
            (sha256,),
        ).fetchone()
        return row is not None


def _entry_state(n: int, size: int, bodies: int) -> SyncState:
    if n <= size and n <= bodies:
        return SyncState.KEPT
    return SyncState.ARRIVED if n <= size else SyncState.LOCAL


def _blobs(visit: Visit) -> list[Attachment]:
    return [photo.attachment for photo in visit.photos]
