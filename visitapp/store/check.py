"""Is everything as it was written? Every page, link, signature, body and blob; and the start-up
reconciler, which removes scratch files and reports what has no row."""

from collections.abc import Iterator
from dataclasses import dataclass

from visitapp.domain.chain import Item, Link, after, check_item
from visitapp.errors import Known
from visitapp.keys import verify
from visitapp.store.store import Store

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
    def is_ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def check(store: Store) -> CheckReport:
    """Look at all of it; reads everything, writes only to remove scratch files."""
    problems = [
        *_pages(store),
        *_entries(store),
        *_blobs(store),
    ]
    return CheckReport(problems=tuple(problems), repaired=tuple(reconcile(store)))


def reconcile(store: Store) -> list[Finding]:
    """Remove scratch files and files whose row was never committed; say what was done.

    A file without a row was never acknowledged (file before row), so nothing is lost by it.
    """
    mended = []
    known = {row[0] for row in store.db.execute("SELECT sha256 FROM blob WHERE key IS NOT NULL")}
    copies = {f"{row[0]}.{row[1]}" for row in store.db.execute("SELECT sha256, kind FROM copy")}
    for path in store.vault.files():
        if path.suffix == ".tmp":
            what = "scratch file removed"
        elif path.name in known or path.name in copies:
            continue
        else:
            what = "file without a row removed"
        path.unlink(missing_ok=True)
        mended.append(Finding(where=path.name[:20], what=what))
    return mended


def _pages(store: Store) -> Iterator[Finding]:
    for pragma in PAGES:
        try:
            rows = store.db.execute(pragma).fetchall()
        except Exception as error:  # noqa: BLE001 - whatever a damaged page raises is the finding
            yield Finding(where="store.db", what=str(error))
            continue
        for row in rows:
            if row[0] != "ok":
                yield Finding(where="store.db", what=" ".join(str(part) for part in row))


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


def _blobs(store: Store) -> Iterator[Finding]:
    rows = store.db.execute("SELECT sha256 FROM blob WHERE state = 'here'").fetchall()
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
