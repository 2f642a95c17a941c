"""The weekly look at every original: does it still have the bytes it was kept with?

It goes in steps of so many bytes, so that a large vault holds nobody up and a closed lid costs
nothing: the place reached is remembered. What is damaged is remembered until it is whole again;
sync brings it back from the office when the office has it.
"""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from visitapp.domain.stamps import micros
from visitapp.errors import Known
from visitapp.store.incidents import Incidents
from visitapp.store.store import Store

WEEK = timedelta(days=7)
STEP = 64 * 1024 * 1024
"""Bytes of originals that one step reads, and one photo more."""
KEY = "scrub"
AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Scrub:
    """How the look stands: ``at`` is the end of the last whole one (ISO 8601, "" before it).

    ``looked`` originals were in it; ``reached`` is the hash the present one has come to ("" while
    none is under way), with ``seen`` so far. ``damaged`` are hashes of originals.
    """

    at: str = ""
    looked: int = 0
    reached: str = ""
    seen: int = 0
    damaged: tuple[str, ...] = ()


def scrub_of(store: Store) -> Scrub:
    """The look as it was remembered."""
    stored = json.loads(store.meta.text(KEY, "{}"))
    return Scrub(**{**stored, "damaged": tuple(stored.get("damaged", ()))})


def is_due(store: Store, now: datetime) -> bool:
    """Whether one is under way, or the last whole one was a week ago."""
    known = scrub_of(store)
    return bool(known.reached) or not known.at or now - datetime.fromisoformat(known.at) >= WEEK


def step(store: Store, now: datetime, room: int = STEP) -> Scrub:
    """Look at the next originals, about ``room`` bytes of them; over when ``reached`` is ""."""
    known = scrub_of(store)
    rows = store.db.execute(
        "SELECT sha256, size FROM blob WHERE state <> 'destroyed' AND sha256 > ?"
        " ORDER BY sha256 LIMIT ?",
        (known.reached, AT_ONCE),
    ).fetchall()
    found: set[str] = set()
    looked: list[str] = []
    for sha256, size in rows:
        if room <= 0:
            break
        room -= size
        looked.append(sha256)
        if not is_whole(store, sha256):
            found.add(sha256)
    damaged = tuple(sorted((set(known.damaged) - set(looked)) | found))
    seen = known.seen + len(looked)
    is_over = len(looked) == len(rows) < AT_ONCE
    if is_over:
        after = Scrub(at=now.isoformat(), looked=seen, damaged=damaged)
    else:
        after = replace(known, reached=looked[-1], seen=seen, damaged=damaged)
    with store.writing():
        _note(store, found - set(known.damaged), now)
        _keep(store, after)
    return after


def restart(store: Store) -> None:
    """Begin a look anew: somebody wants to know it now."""
    with store.writing():
        _keep(store, replace(scrub_of(store), reached="", seen=0))


def remember(store: Store, sha256: str, now: datetime) -> None:
    """Damage that something else met: sync looks for it at the office from now on."""
    known = scrub_of(store)
    if sha256 not in known.damaged:
        with store.writing():
            _note(store, {sha256}, now)
            _keep(store, replace(known, damaged=tuple(sorted({*known.damaged, sha256}))))


def mend(store: Store, data: bytes) -> None:
    """Put the bytes of a damaged original back; it counts as whole once it was read again.

    Raises Known when an erasure took it meanwhile, or the disk is full.
    """
    sha256 = store.vault.mend(data)
    if not is_whole(store, sha256):
        return  # it stays remembered, and the next sync tries it again
    known = scrub_of(store)
    with store.writing():
        _keep(store, replace(known, damaged=tuple(h for h in known.damaged if h != sha256)))


def is_whole(store: Store, sha256: str) -> bool:
    """Whether an original has its bytes, or an erasure took them."""
    try:
        store.vault.read(sha256)
    except Known:
        return store.vault.is_destroyed(sha256)
    return True


def _note(store: Store, found: set[str], now: datetime) -> None:
    for sha256 in sorted(found):
        Incidents(store.db).note("original_damaged", sha256, b"", micros(now))


def _keep(store: Store, scrub: Scrub) -> None:
    store.meta.set(KEY, json.dumps(asdict(scrub)))
