"""Rows P4, P7 and P11 of the performance table: the store against the least work that could do.

usage: python tests/bench/store_rows.py      (about ten seconds; prints one line per row)

Both sides of a ratio run in turns in one process; medians; CPU time first, wall time beside it.
"""

import hashlib
import json
import os
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import sqlcipher3

from visitapp.clock import SystemClock
from visitapp.domain.entries import Arrived, VisitDeparted, VisitPlanned, VisitPrepared
from visitapp.domain.events import About, Draft
from visitapp.domain.words import AgreedHow
from visitapp.store.database import open_database
from visitapp.store.store import Store, open_store

ROUNDS = 200
PHOTO = 5 * 1024 * 1024
Act = Callable[[int], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table: ours and the limit in µs (CPU, wall) and what was promised."""

    name: str
    ours: tuple[float, float]
    limit: tuple[float, float]
    goal: str

    @property
    def line(self) -> str:
        cpu, wall = (a / b for a, b in zip(self.ours, self.limit, strict=True))
        return (
            f"{self.name:34} {self.ours[0]:8.0f} {self.ours[1]:8.0f} µs   limit"
            f" {self.limit[0]:7.0f} {self.limit[1]:7.0f} µs   {cpu:5.2f}x cpu {wall:5.2f}x wall"
            f"   goal {self.goal}"
        )


def rows() -> list[Row]:
    """Measure all rows in a folder of their own."""
    with tempfile.TemporaryDirectory() as name:
        folder, key = Path(name), secrets.token_bytes(32)
        store = open_store(folder / "data", key, SystemClock(), create=True)
        try:
            return [arrival(store, folder, key), photo(store, folder), opening(store, folder, key)]
        finally:
            store.close()


def in_turns(ours: Act, limit: Act, times: int) -> list[tuple[float, float]]:
    """Medians of (CPU, wall) µs of both, one call each per round; the first tenth is warming up."""
    found: list[list[tuple[float, float]]] = [[], []]
    for k in range(times):
        for place, act in enumerate((ours, limit)):
            wall, cpu = time.perf_counter(), time.process_time()
            act(k)
            found[place].append((time.process_time() - cpu, time.perf_counter() - wall))
    settled = [side[times // 10 :] for side in found]
    return [
        (1e6 * statistics.median(c for c, _ in side), 1e6 * statistics.median(w for _, w in side))
        for side in settled
    ]


def arrival(store: Store, folder: Path, key: bytes) -> Row:
    """P7: journal, body, view, outbox, chain, signature, encrypted, against a one-row commit."""
    plain = sqlcipher3.connect(str(folder / "one.db"), isolation_level=None)
    for pragma in (f"key = \"x'{key.hex()}'\"", "journal_mode = WAL", "synchronous = FULL"):
        plain.execute(f"PRAGMA {pragma}")
    plain.execute("CREATE TABLE event (id TEXT PRIMARY KEY, visit TEXT, at TEXT, payload TEXT)")
    plain.execute("CREATE INDEX event_visit ON event (visit, at)")
    payload = json.dumps({"lat": 35681, "note": "玄関前に到着", "prev": "0" * 64, "hash": "1" * 64})
    planned = VisitPlanned(
        customer_id="c",
        promised_at=store.clock.now(),
        agreed_how=AgreedHow.PHONE,
        staff=("p",),
    )

    def draft(k: int, content: Arrived | VisitPlanned | VisitPrepared | VisitDeparted) -> Draft:
        return Draft(about=About(visit=f"v{k}"), actor="p", content=content)

    with store.writing() as tx:
        for k in range(ROUNDS):
            tx.append(*(draft(k, c) for c in (planned, VisitPrepared(), VisitDeparted())))

    def ours(k: int) -> None:
        with store.writing() as tx:
            tx.append(draft(k, Arrived(person="p")))

    def limit(k: int) -> None:
        plain.execute("BEGIN IMMEDIATE")
        plain.execute(
            "INSERT INTO event VALUES (?, ?, ?, ?)",
            (secrets.token_hex(16), f"v{k}", "2026-07-21T14:05:33.123+09:00", payload),
        )
        plain.execute("COMMIT")

    one, other = in_turns(ours, limit, ROUNDS)
    plain.close()
    return Row(name="P7 arrival / one-row commit", ours=one, limit=other, goal="2.2x")


def photo(store: Store, folder: Path) -> Row:
    """P4: hash, encrypt, fsync, row, against hash and fsync of the same bytes."""
    data = [secrets.token_bytes(PHOTO) for _ in range(2)]

    def bytes_of(side: int, k: int) -> bytes:
        return k.to_bytes(4, "big") + data[side]

    def limit(k: int) -> None:
        found = bytes_of(1, k)
        name = hashlib.sha256(found).hexdigest()
        with (folder / name).open("wb") as file:
            file.write(found)
            file.flush()
            os.fsync(file.fileno())

    one, other = in_turns(lambda k: store.vault.put(bytes_of(0, k)), limit, 20)
    return Row(name="P4 photo safe / hash and fsync", ours=one, limit=other, goal="1.5x")


def opening(store: Store, folder: Path, key: bytes) -> Row:
    """P11: open with a raw key against the same library without one."""
    plain = folder / "plain.db"
    first = sqlcipher3.connect(str(plain), isolation_level=None)
    first.execute("PRAGMA journal_mode = WAL")
    first.execute("CREATE TABLE t (a)")
    first.close()

    def limit(_: int) -> None:
        db = sqlcipher3.connect(str(plain), isolation_level=None)
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        db.close()

    one, other = in_turns(
        lambda _: open_database(store.folder / "store.db", key).close(), limit, 60
    )
    return Row(name="P11 open, encrypted / plain", ours=one, limit=other, goal="1 ms")


if __name__ == "__main__":
    for row in rows():
        sys.stdout.write(f"{row.line}\n")
