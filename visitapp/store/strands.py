"""Whole branches read out for a dossier, own and received alike; bodies only where asked."""

import json
from collections.abc import Iterable

from visitapp.domain.chain import Item, damaged, digest, read_entry
from visitapp.domain.receipts import read_receipt, telling
from visitapp.store.store import Store

Branch = tuple[str, str]
"""Device and incarnation."""

BRANCHES = """SELECT ?, incarnation FROM journal WHERE visit = ?
UNION SELECT device, incarnation FROM received WHERE visit = ?"""
MINE = "SELECT raw, sig, hash, n FROM journal WHERE incarnation = ?"
THEIRS = "SELECT raw, sig, hash, n FROM received WHERE device = ? AND incarnation = ?"
ORDERS = """SELECT t.raw, t.sig, b.salt, b.body FROM (
  SELECT raw, sig, hash FROM received WHERE kind = 'erased'
  UNION SELECT raw, sig, hash FROM journal WHERE kind = 'erased') t
JOIN body b ON b.hash = t.hash"""


def branches(store: Store, visit: str) -> list[Branch]:
    """The branches with an entry about a visit, sorted."""
    device = store.meta.signer.device
    rows = store.db.execute(BRANCHES, (device, visit, visit))
    return sorted((str(row[0]), str(row[1])) for row in rows)


def items(store: Store, branch: Branch, told: frozenset[str]) -> list[Item]:
    """Entries 1, 2, 3 … of a branch, with bodies for those hashed in ``told``.

    Raises Known when the branch has a hole here: what follows it would prove nothing.
    """
    device, incarnation = branch
    rows = store.db.execute(THEIRS, branch).fetchall()
    if device == store.meta.signer.device:
        rows += store.db.execute(MINE, (incarnation,)).fetchall()
    found = {row[3]: row for row in rows}
    if sorted(found) != list(range(1, len(found) + 1)):
        raise damaged(f"entries of {device[:8]} have a hole")
    return [_item(store, found[n], with_body=found[n][2] in told) for n in sorted(found)]


def erasures(store: Store) -> list[Item]:
    """Every order to erase whose body is here."""
    rows = store.db.execute(ORDERS)
    return [Item(raw=row[0], sig=row[1], salt=row[2], body=row[3]) for row in rows]


def hashes_about(store: Store, visit: str) -> list[str]:
    """The hashes of all entries about a visit, also of those whose body was erased."""
    rows = store.db.execute(
        "SELECT hash FROM journal WHERE visit = ? UNION SELECT hash FROM received WHERE visit = ?",
        (visit, visit),
    )
    return [str(row[0]) for row in rows]


def certificate(store: Store, device: str) -> tuple[bytes, bytes] | None:
    """The office's certificate of a device, raw and signature: our own or one that was pulled."""
    if device == store.meta.signer.device:
        kept = json.loads(store.meta.text("certificate", "[]"))
        return (bytes.fromhex(kept[0]), bytes.fromhex(kept[1])) if kept else None
    row = store.db.execute(
        "SELECT raw, sig FROM certificate WHERE device = ?", (device,)
    ).fetchone()
    return (bytes(row[0]), bytes(row[1])) if row else None


def receipts(
    store: Store, incarnation: str, told: Iterable[str], blobs: Iterable[str]
) -> list[tuple[bytes, bytes]]:
    """Of one own branch: the first receipt naming each entry of ``told`` (hashes), those naming
    ``blobs``, and the one that goes furthest; raw and signature, in the order they came."""
    rows = store.db.execute(
        "SELECT raw, sig FROM receipt WHERE incarnation = ? AND size > 0 ORDER BY place",
        (incarnation,),
    )
    pairs = [(bytes(row[0]), bytes(row[1])) for row in rows]
    known = [read_receipt(raw) for raw, _ in pairs]
    places = telling(known, _numbers(store, incarnation, told), frozenset(blobs))
    return [pairs[place] for place in places]


def _numbers(store: Store, incarnation: str, told: Iterable[str]) -> list[int]:
    wanted = frozenset(told)
    rows = store.db.execute("SELECT hash, n FROM journal WHERE incarnation = ?", (incarnation,))
    return [int(row[1]) for row in rows if row[0] in wanted]


def _item(store: Store, row: tuple[bytes, bytes, str, int], *, with_body: bool) -> Item:
    raw, sig, entry_hash = row[:3]
    if digest(raw) != entry_hash:
        raise damaged(f"entry {read_entry(raw).n}")
    body = None
    if with_body:
        body = store.db.execute(
            "SELECT salt, body FROM body WHERE hash = ?", (entry_hash,)
        ).fetchone()
    return Item(raw=raw, sig=sig, salt=body and body[0], body=body and body[1])
