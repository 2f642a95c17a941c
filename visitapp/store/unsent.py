"""What has no receipt yet, counted and listed from one source: strip, rail, cards, sync page.

An own entry waits until a receipt names it and its body; a photo waits until a receipt names its
hash, and counts as an item of its own. Nothing here decides what is sent.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from visitapp.domain.chain import Item, read_entry
from visitapp.domain.events import Event, read_event
from visitapp.domain.words import SyncState
from visitapp.store.database import Connection

ENTRY = """SELECT j.place, j.incarnation, j.n, j.raw, j.sig, b.salt, b.body
FROM journal j LEFT JOIN body b ON b.hash = j.hash """


class Branch(NamedTuple):
    """One incarnation of this device and how many of its entries receipts name with bodies."""

    incarnation: str
    kept: int


class OnItsWay(NamedTuple):
    """What a pass is sending at this moment: entries of a branch up to n, one original."""

    incarnation: str
    upto: int
    blob: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """What waits for a receipt: entries, thumbnails and originals not yet sent, bytes of those.

    ``sending`` of them are under way at this moment; ``oldest_at`` is the wall time of the oldest
    entry that waits, or whose photo waits.
    """

    entries: int
    thumbnails: int
    originals: int
    bytes: int
    sending: int = 0
    oldest_at: datetime | None = None

    @property
    def total(self) -> int:
        """Items without a receipt: entries and originals."""
        return self.entries + self.originals

    @property
    def local(self) -> int:
        """Items that lie on this computer only and are not under way."""
        return self.total - self.sending


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsentRow:
    """One item: an entry, or with ``sha256`` the photo that it attaches; ``size`` in bytes."""

    event: Event
    size: int
    state: SyncState
    sha256: str = ""


def pending(db: Connection, branches: list[Branch], way: OnItsWay) -> Pending:
    """The counts; see ``Pending``."""
    entries = sum(_count_after(db, branch) for branch in branches)
    blobs = db.execute(
        "SELECT b.sha256, b.size FROM blob b INDEXED BY blob_waits"
        " JOIN attached a ON a.sha256 = b.sha256 JOIN journal j ON j.hash = a.hash"
        " WHERE b.state = 'here' GROUP BY b.sha256"
    ).fetchall()
    thumbnails = db.execute(
        "SELECT count(*) FROM copy WHERE kind = 'thumbnail' AND sent = 0"
    ).fetchone()[0]
    return Pending(
        entries=entries,
        thumbnails=int(thumbnails),
        originals=len(blobs),
        bytes=sum(size for _sha256, size in blobs),
        sending=_under_way(db, branches, way),
        oldest_at=_oldest(db, branches),
    )


def kept(db: Connection, branches: list[Branch]) -> int:
    """How many entries and photos receipts name: reads all of the latter, for one page only."""
    receipted = db.execute("SELECT count(*) FROM receipted_blob").fetchone()[0]
    return sum(branch.kept for branch in branches) + int(receipted)


def _count_after(db: Connection, branch: Branch) -> int:
    row = db.execute("SELECT count(*) FROM journal WHERE incarnation = ? AND n > ?", branch)
    return int(row.fetchone()[0])


def _under_way(db: Connection, branches: list[Branch], way: OnItsWay) -> int:
    if way.blob:
        return int(bool(_waiting_blob(db, way.blob)))
    count = 0
    for branch in branches:
        if branch.incarnation == way.incarnation:
            row = db.execute(
                "SELECT count(*) FROM journal WHERE incarnation = ? AND n > ? AND n <= ?",
                (*branch, way.upto),
            )
            count += int(row.fetchone()[0])
    return count


def _waiting_blob(db: Connection, sha256: str) -> bool:
    row = db.execute("SELECT 1 FROM blob WHERE sha256 = ? AND state = 'here'", (sha256,))
    return row.fetchone() is not None


def _oldest(db: Connection, branches: list[Branch]) -> datetime | None:
    """Wall time of the oldest own entry that waits or whose photo waits; None when none does."""
    raws = [
        row[0]
        for branch in branches
        for row in db.execute(
            "SELECT raw FROM journal WHERE incarnation = ? AND n > ? ORDER BY n LIMIT 1", branch
        )
    ]
    photo = db.execute(
        "SELECT j.raw FROM blob b INDEXED BY blob_waits JOIN attached a ON a.sha256 = b.sha256"
        " JOIN journal j ON j.hash = a.hash WHERE b.state = 'here' ORDER BY j.place LIMIT 1"
    ).fetchone()
    walls = [read_entry(raw).t.wall for raw in (*raws, *(photo or ()))]
    if not walls:
        return None
    return datetime.fromtimestamp(0, UTC) + timedelta(microseconds=min(walls))


def rows(db: Connection, branches: list[Branch], way: OnItsWay, limit: int) -> list[UnsentRow]:
    """What waits, the oldest first: what is under way stands before everything else."""
    found: list[tuple[int, UnsentRow]] = []
    for branch in branches:
        query = f"{ENTRY} WHERE j.incarnation = ? AND j.n > ? ORDER BY j.n LIMIT ?"
        for row in db.execute(query, (*branch, limit)).fetchall():
            is_sent = way.incarnation == row[1] and row[2] <= way.upto
            state = SyncState.SENDING if is_sent else SyncState.LOCAL
            found.append((row[0], _entry_row(row, state)))
    photos = db.execute(
        "SELECT min(j.place), b.sha256, b.size FROM blob b INDEXED BY blob_waits"
        " JOIN attached a ON a.sha256 = b.sha256 JOIN journal j ON j.hash = a.hash"
        " WHERE b.state = 'here' GROUP BY b.sha256 ORDER BY 1 LIMIT ?",
        (limit,),
    ).fetchall()
    for place, sha256, size in photos:
        state = SyncState.SENDING if way.blob == sha256 else SyncState.LOCAL
        found.append((place, _photo_row(db, place, sha256, size, state)))
    found.sort(key=lambda one: (one[1].state is not SyncState.SENDING, one[0], one[1].sha256))
    return [row for _, row in found[:limit]]


def kept_rows(db: Connection, branches: list[Branch], limit: int) -> list[UnsentRow]:
    """What receipts name, the newest first."""
    found: list[tuple[int, UnsentRow]] = []
    for branch in branches:
        query = f"{ENTRY} WHERE j.incarnation = ? AND j.n <= ? ORDER BY j.n DESC LIMIT ?"
        for row in db.execute(query, (*branch, limit)).fetchall():
            found.append((row[0], _entry_row(row, SyncState.KEPT)))
    photos = db.execute(
        "SELECT min(j.place), r.sha256, b.size FROM receipted_blob r"
        " JOIN blob b ON b.sha256 = r.sha256 JOIN attached a ON a.sha256 = r.sha256"
        " JOIN journal j ON j.hash = a.hash GROUP BY r.sha256 ORDER BY 1 DESC LIMIT ?",
        (limit,),
    ).fetchall()
    for place, sha256, size in photos:
        found.append((place, _photo_row(db, place, sha256, size, SyncState.KEPT)))
    found.sort(key=lambda one: (-one[0], one[1].sha256))
    return [row for _, row in found[:limit]]


def _entry_row(row: tuple[object, ...], state: SyncState) -> UnsentRow:
    _, _, _, raw, sig, salt, body = row
    item = Item(raw=raw, sig=sig, salt=salt, body=body)  # type: ignore[arg-type] # SQL row
    return UnsentRow(
        event=read_event(item), size=len(item.raw) + len(item.body or b""), state=state
    )


def _photo_row(db: Connection, place: int, sha256: str, size: int, state: SyncState) -> UnsentRow:
    row = db.execute(f"{ENTRY} WHERE j.place = ?", (place,)).fetchone()
    return UnsentRow(event=_entry_row(row, state).event, size=size, state=state, sha256=sha256)
