"""Rows P8 and P9: lists and search in a store of a million visits and a million customers."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta

from tests.bench.measure import Act, Row, in_turns
from tests.bench.world import DAY, HISTORY, World
from visitapp.actions.today_view import today_view
from visitapp.domain.stamps import EPOCH, MICROSECOND
from visitapp.store.store import Transaction
from visitapp.store.views import COLUMNS
from visitapp.workspace import Workspace, open_workspace

HIT, COMMON, MISS, ONE = "長谷川", "佐藤", "龍馬", "髙"
FIRST = 50
SOME, SCREEN = 200, 20


def lists(world: World, rounds: int = 400) -> list[Row]:
    """P8: each turn another day of 8 visits, another customer's last 100, another visit by its id.

    All of them have been read before: the rows say what a screen costs, not what a disk does.
    """
    with open_workspace(world.folder) as ws, ws.store.reading() as tx:
        ids, days = some_visits(ws), some_days(ws)
        sql = f"SELECT {COLUMNS} FROM visit_row WHERE id = ?"
        sides: dict[str, Act] = {
            f"day of {DAY}": lambda k: tx.visits_between(*days[k % len(days)]),
            f"last {HISTORY} of a customer": lambda k: tx.visits_of(
                world.customers[k % len(world.customers)], HISTORY
            ),
            f"last {SCREEN} of a customer": lambda k: tx.visits_of(
                world.customers[k % len(world.customers)], SCREEN
            ),
            "row lookup": lambda k: ws.store.db.execute(sql, (ids[k % len(ids)],)).fetchone(),
        }
        whole, history, screenful, lookup = in_turns(sides, rounds, warm=SOME)
        (screen,) = in_turns({"Today screen": lambda _: today_view(ws)}, max(3, rounds // 20))
    return [
        Row(row="P8", what="day view", ours=whole, limit=lookup, goal=3),
        Row(
            row="P8", what=f"customer history, last {HISTORY}", ours=history, limit=lookup, goal=10
        ),
        Row(
            row="P8", what=f"customer history, last {SCREEN}", ours=screenful, limit=lookup, goal=10
        ),
        Row(row="P8", what="Today read whole", ours=screen, limit=None, goal=20, unit="ms"),
    ]


def some_visits(ws: Workspace) -> list[str]:
    """Ids from all over the table."""
    sql = f"SELECT id FROM visit_row WHERE id > ? ORDER BY id LIMIT {SOME}"
    first, last = ws.store.db.execute("SELECT min(id), max(id) FROM visit_row").fetchone()
    low, high = (int(text.replace("-", "")[:16], 16) for text in (first, last))
    found = []
    for k in range(SOME):
        near = f"{low + (high - low) * k // SOME:016x}"
        row = ws.store.db.execute(sql, (f"{near[:8]}-{near[8:12]}-{near[12:]}",)).fetchone()
        found.append(row[0] if row else last)
    return found


def some_days(ws: Workspace) -> list[tuple[datetime, datetime]]:
    """Spans of 8 visits from all over the years."""
    db, found = ws.store.db, []
    first, last = db.execute("SELECT min(promised), max(promised) FROM visit_row").fetchone()
    for k in range(SOME):
        sql = "SELECT promised FROM visit_row WHERE promised >= ? ORDER BY promised LIMIT ?"
        near = first + (last - first) * k // SOME
        rows = db.execute(sql, (near, DAY + 1)).fetchall()
        spans = (EPOCH + MICROSECOND * at for (at,) in (rows[0], rows[-1]))
        found.append((next(spans), next(spans)))
    return found


def day(ws: Workspace) -> tuple[datetime, datetime]:
    """The present day from midnight to midnight."""
    start = ws.clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    return start, start + timedelta(days=1)


def searches(world: World, rounds: int = 30) -> list[Row]:
    """P9: two characters and more, hit or miss, the first 50; the limit is LIKE that misses."""
    plain = sqlite3.connect(world.names)
    like = "SELECT name FROM customer WHERE name LIKE ? OR place LIKE ? LIMIT 50"

    def limit(_: int) -> None:
        plain.execute(like, (f"%{MISS}%",) * 2).fetchall()

    with open_workspace(world.folder) as ws, ws.store.reading() as tx:
        sides = {
            "miss 龍馬": lambda _: tx.search(MISS, FIRST),
            "hits 佐藤": lambda _: tx.search(COMMON, FIRST),
            "hits 長谷川": lambda _: tx.search(HIT, FIRST),
            "hits 髙": lambda _: tx.search(ONE, FIRST),
            "hits 佐藤 世田谷": lambda _: tx.search("佐藤 世田谷", FIRST),
        }
        *found, scan = in_turns({**sides, "LIKE, miss": limit}, rounds)
    plain.close()
    miss = Row(row="P9", what=found[0].label, ours=found[0], limit=scan, goal=0.02)
    hits = [
        Row(row="P9", what=f"{side.label}, first {FIRST}", ours=side, limit=None, goal=1, unit="ms")
        for side in found
    ]
    return [miss, *hits]


def plans(tx: Transaction, world: World, ws: Workspace) -> Iterator[str]:
    """The steps of the query plans behind P8 and P9."""
    asked: list[str] = []
    ws.store.db.set_trace_callback(asked.append)
    tx.visits_between(*day(ws))
    tx.visits_of(world.customers[0], HISTORY)
    tx.follow_ups(20)
    tx.search(COMMON, FIRST)
    ws.store.db.set_trace_callback(None)
    for sql in asked:
        if "visit_row" in sql or "record_row" in sql:  # not what FTS5 asks its own tables
            yield from (row[3] for row in ws.store.db.execute(f"EXPLAIN QUERY PLAN {sql}"))
