"""Rows P7 and P11: an arrival on disk beside a one-row commit, and what encryption costs."""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import sqlcipher3

from tests.bench.measure import Row, in_turns
from visitapp.clock import SystemClock
from visitapp.domain.codec import Content
from visitapp.domain.entries import Arrived, VisitDeparted, VisitPlanned, VisitPrepared
from visitapp.domain.events import About, Draft
from visitapp.domain.words import AgreedHow
from visitapp.store.database import Connection, open_database
from visitapp.store.store import Store, open_store

PAYLOAD = json.dumps({"lat": 35681, "note": "玄関前に到着", "prev": "0" * 64, "hash": "1" * 64})


@contextmanager
def own_store(folder: Path) -> Iterator[Store]:
    """An empty encrypted store."""
    store = open_store(folder / "data", secrets.token_bytes(32), SystemClock(), create=True)
    try:
        yield store
    finally:
        store.close()


def arrival(folder: Path, rounds: int = 300) -> Row:
    """P7: journal, body, view, outbox, chain, signature, encrypted; the limit is one plain row."""
    visits = rounds + rounds // 10
    with own_store(folder) as store, one_row(folder, store.key) as plain:
        for k in range(visits):
            _plan(store, k)

        def ours(k: int) -> None:
            with store.writing() as tx:
                tx.append(_draft(k, Arrived(person="p")))

        def limit(k: int) -> None:
            plain.execute("BEGIN IMMEDIATE")
            plain.execute(
                "INSERT INTO event VALUES (?, ?, ?, ?)",
                (secrets.token_hex(16), f"v{k}", "2026-07-21T14:05:33.123+09:00", PAYLOAD),
            )
            plain.execute("COMMIT")

        one, other = in_turns({"arrival": ours, "one-row SQLCipher commit": limit}, rounds)
    return Row(row="P7", what="arrival durable", ours=one, limit=other, goal=2.2)


def arrival_shown(row: Row) -> Row:
    """P7 again: the wall time to 保存済み, from the same turns."""
    wall = 1000 * row.ours.wall
    what = "arrival durable, wall"
    return replace(row, what=what, limit=None, goal=5, unit="ms", found=wall)


@contextmanager
def one_row(folder: Path, key: bytes) -> Iterator[Connection]:
    """The least that can be called a record: one table, one index, WAL, FULL, encrypted."""
    plain = sqlcipher3.connect(str(folder / "one.db"), isolation_level=None)
    for pragma in (f"key = \"x'{key.hex()}'\"", "journal_mode = WAL", "synchronous = FULL"):
        plain.execute(f"PRAGMA {pragma}")
    plain.execute("CREATE TABLE event (id TEXT PRIMARY KEY, visit TEXT, at TEXT, payload TEXT)")
    plain.execute("CREATE INDEX event_visit ON event (visit, at)")
    try:
        yield plain
    finally:
        plain.close()


def _plan(store: Store, k: int) -> None:
    planned = VisitPlanned(
        customer_id="c", promised_at=store.clock.now(), agreed_how=AgreedHow.PHONE, staff=("p",)
    )
    with store.writing() as tx:
        tx.append(*(_draft(k, c) for c in (planned, VisitPrepared(), VisitDeparted())))


def _draft(k: int, content: Content) -> Draft:
    return Draft(about=About(visit=f"v{k}"), actor="p", content=content)


def opening(folder: Path, rounds: int = 60) -> Row:
    """P11: our opening with a raw key, schema check and all; the limit opens a plain file."""
    plain = folder / "plain.db"
    first = sqlcipher3.connect(str(plain), isolation_level=None)
    first.execute("PRAGMA journal_mode = WAL")
    first.execute("CREATE TABLE t (a)")
    first.close()
    with own_store(folder) as store:

        def ours(_: int) -> None:
            open_database(store.folder / "store.db", store.key).close()

        def limit(_: int) -> None:
            db = sqlcipher3.connect(str(plain), isolation_level=None)
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
            db.close()

        one, other = in_turns({"open, encrypted": ours, "open, plain": limit}, rounds)
    return Row(row="P11", what="open", ours=one, limit=other, goal=1, unit="ms")


def warm_queries(folder: Path, rows: int = 50_000, rounds: int = 60) -> list[Row]:
    """P11: the same table with and without a key: warm queries, and the size of the file."""
    paths = {"encrypted": folder / "with.db", "plain": folder / "without.db"}
    connections = {}
    for label, path in paths.items():
        db = connections[label] = sqlcipher3.connect(str(path), isolation_level=None)
        if label == "encrypted":
            db.execute(f"PRAGMA key = \"x'{secrets.token_bytes(32).hex()}'\"")
        db.execute("PRAGMA cache_size = -65536")
        db.execute("CREATE TABLE visit (id INTEGER PRIMARY KEY, at INTEGER, told TEXT)")
        db.execute("CREATE INDEX visit_at ON visit (at)")
        db.execute("BEGIN")
        told = ((k, k * 7919 % rows, f"{k:08d}{PAYLOAD}") for k in range(rows))
        db.executemany("INSERT INTO visit VALUES (?, ?, ?)", told)
        db.execute("COMMIT")

    def query(db: Connection, k: int) -> None:
        low = k * 101 % rows
        span = "SELECT * FROM visit WHERE at BETWEEN ? AND ? ORDER BY at"
        db.execute(span, (low, low + 200)).fetchall()

    turns = {label: (lambda k, db=db: query(db, k)) for label, db in connections.items()}
    one, other = in_turns(turns, rounds, warm=rounds)
    for db in connections.values():
        db.close()
    size = 100 * (paths["encrypted"].stat().st_size / paths["plain"].stat().st_size - 1)
    queries = Row(row="P11", what="warm queries", ours=one, limit=other, goal=1.1)
    return [queries, replace(queries, what="size of the file", goal=10, unit="%", found=size)]
