"""Is everything as it was written? Every page, link, signature, body and blob; and the start-up
reconciler, which removes scratch files and reports what has no row."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from sqlcipher3 import dbapi2

from visitapp.domain.chain import Item, Link, after, check_item
from visitapp.errors import Known
from visitapp.keys import verify
from visitapp.store.database import told, writing
from visitapp.store.store import Store

FORMS = """SELECT 'entry ' || n FROM journal WHERE typeof(raw) || typeof(sig) <> 'blobblob'
UNION ALL SELECT 'entry ' || n || ' of ' || substr(device, 1, 8) FROM received
  WHERE typeof(raw) || typeof(sig) <> 'blobblob'
UNION ALL SELECT 'body of ' || substr(hash, 1, 8) FROM body
  WHERE typeof(salt) || typeof(body) <> 'blobblob'"""
HASH = 64  # hex digits of an original's name
PAGES = ("PRAGMA cipher_integrity_check", "PRAGMA integrity_check", "PRAGMA foreign_key_check")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong, or was mended; ``where`` is a page, entry or blob."""

    where: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """``ok`` when there are no problems; what could be mended stands in ``repaired``."""

    problems: tuple[Finding, ...]
    repaired: tuple[Finding, ...]

    @property
    def damaged(self) -> list[str]:
        """The hashes of originals that are damaged or missing."""
        return [finding.where for finding in self.problems if len(finding.where) == HASH]

    @property
    def is_ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def check(store: Store) -> CheckReport:
    """Look at all of it; reads everything, writes only to mend what can be made again."""
    broken = tuple(_pages(store)) or tuple(_forms(store))
    if broken:
        return CheckReport(problems=broken, repaired=())  # what else it says cannot be trusted
    with told():
        problems = [*_entries(store), *_received(store), *_blobs(store)]
        repaired = [*_copies(store), *reconcile(store)]
    return CheckReport(problems=tuple(problems), repaired=tuple(repaired))


def reconcile(store: Store) -> list[Finding]:
    """Remove scratch files and files whose row was never committed; say what was done.

    A file without a row was never acknowledged (file before row), so nothing is lost by it. Under
    the write lock, so that no other program stands between its file and its row.
    """
    mended = []
    with writing(store.db):
        rows = store.db.execute("SELECT sha256 FROM blob WHERE key IS NOT NULL")
        known = {row[0] for row in rows}
        known |= {f"{r[0]}.{r[1]}" for r in store.db.execute("SELECT sha256, kind FROM copy")}
        for path in store.vault.files():
            if path.name not in known:
                path.unlink(missing_ok=True)
                mended.append(Finding(where=path.name[:20], what="file without a row removed"))
        mended += sweep_scratch(store)
    return mended


def sweep_scratch(store: Store) -> list[Finding]:
    """Remove what a program left that was cut off while it wrote; quick, for each start.

    One that is writing right now just writes again.
    """
    mended = []
    with suppress(OSError):  # what cannot be listed or removed now is swept at a later start
        for path in store.vault.scratch():
            path.unlink(missing_ok=True)
            mended.append(Finding(where=path.name[:20], what="scratch file removed"))
    return mended


def _pages(store: Store) -> Iterator[Finding]:
    # pages a checkpoint was writing when the power went are whole in the write-ahead log only
    with suppress(dbapi2.DatabaseError, Known):  # a full disk is no damage
        store.db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    for pragma in PAGES:
        try:
            rows = store.db.execute(pragma).fetchall()
        except (dbapi2.DatabaseError, Known) as error:
            yield Finding(where="store.db", what=str(error))
            continue
        for row in rows:
            if row[0] != "ok":
                yield Finding(where="store.db", what=" ".join(str(part) for part in row))


def _forms(store: Store) -> Iterator[Finding]:
    """Values that are no bytes: a database tool writes text, which nothing here can read."""
    with told():
        for row in store.db.execute(FORMS).fetchall():
            yield Finding(where=row[0], what="is not stored as bytes")


def _entries(store: Store) -> Iterator[Finding]:
    signer = store.meta.signer
    erased = {row[0] for row in store.db.execute("SELECT hash FROM erased")}
    for incarnation in store.journal.incarnations():
        link = Link(device=signer.device, incarnation=incarnation)
        for item in store.journal.items(incarnation, 0, -1):
            found = _entry(item, link, signer.public, erased)
            if found is not None:
                yield found
                break
            link = after(check_item(item))


def _entry(item: Item, link: Link, public: bytes, erased: set[str]) -> Finding | None:
    where = f"entry {link.n}"
    try:
        entry = check_item(item)
    except Known as error:
        return Finding(where=where, what=str(error))
    if (entry.device, entry.incarnation, entry.n, entry.prev) != (
        link.device,
        link.incarnation,
        link.n,
        link.prev,
    ):
        return Finding(where=where, what="does not continue the chain")
    if not verify(public, item.raw, item.sig):
        return Finding(where=where, what="signature does not hold")
    if item.body is None and entry.hash not in erased:
        return Finding(where=where, what="body is missing without an erasure")
    return None


def _received(store: Store) -> Iterator[Finding]:
    """Entries of other devices: bytes, commitments, and no body missing without an erasure."""
    erased = {row[0] for row in store.db.execute("SELECT hash FROM erased")}
    rows = store.db.execute(
        "SELECT r.raw, r.sig, b.salt, b.body, r.device, r.n FROM received r"
        " LEFT JOIN body b ON b.hash = r.hash"
    )
    for raw, sig, salt, body, device, n in rows:
        where = f"entry {n} of {device[:8]}"
        try:
            entry = check_item(Item(raw=raw, sig=sig, salt=salt, body=body))
        except Known as error:
            yield Finding(where=where, what=str(error))
            continue
        if body is None and entry.hash not in erased:
            yield Finding(where=where, what="body is missing without an erasure")


def _copies(store: Store) -> Iterator[Finding]:
    """Copies that are damaged or missing are forgotten: they can be made again."""
    for sha256, kind in store.db.execute("SELECT sha256, kind FROM copy").fetchall():
        if store.vault.read_copy(sha256, kind) is None:
            store.vault.drop_copy(sha256, kind)
            yield Finding(where=sha256, what=f"damaged {kind} copy removed")


def _blobs(store: Store) -> Iterator[Finding]:
    rows = store.db.execute("SELECT sha256 FROM blob WHERE state <> 'destroyed'").fetchall()
    for (sha256,) in rows:
        try:
            store.vault.read(sha256)
        except Known as error:
            yield Finding(where=sha256, what=str(error))
    missing = store.db.execute(
        "SELECT DISTINCT a.sha256 FROM attached a JOIN journal j ON j.hash = a.hash"
        " WHERE NOT EXISTS (SELECT 1 FROM blob b WHERE b.sha256 = a.sha256)"
    )
    for (sha256,) in missing.fetchall():
        yield Finding(where=sha256, what="an entry names this blob and it is not here")
