"""The journal is append-only, chained, signed, and found damaged when it is."""

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from sqlcipher3 import dbapi2

from visitapp.clock import ScriptedClock
from visitapp.domain.chain import Attachment, Link, check_links, read_entry
from visitapp.domain.entries import VisitPlanned
from visitapp.domain.events import About, Draft, Gate, read_event
from visitapp.domain.office_entries import ErasureOrdered
from visitapp.domain.words import AgreedHow
from visitapp.errors import Known
from visitapp.keys import verify
from visitapp.store.check import check
from visitapp.store.store import Store, open_store

KEY = bytes(range(32))
Maker = Callable[..., Draft]
SAME = "incarnation, n, id, kind, asleep, raw, sig"


def ring_often(store: Store, rang: Maker, times: int) -> None:
    for _ in range(times):
        with store.writing() as tx:
            tx.append(rang())


def test_entries_are_numbered_without_holes_linked_and_signed(store: Store, rang: Maker) -> None:
    ring_often(store, rang, 5)
    incarnation = store.meta.incarnation
    items = store.journal.items(incarnation, 0, 99)
    entries = [read_entry(item.raw) for item in items]
    check_links(Link(device=store.meta.signer.device, incarnation=incarnation), entries)
    assert [e.n for e in entries] == [1, 2, 3, 4, 5, 6]
    assert entries[0].kind == "incarnation_opened"
    assert all(verify(store.meta.signer.public, i.raw, i.sig) for i in items)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal SET kind = 'left'",
        "DELETE FROM journal",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal",
        f"REPLACE INTO journal ({SAME}, hash) SELECT {SAME}, 'ff' FROM journal",
        f"REPLACE INTO journal ({SAME}, hash, place) SELECT {SAME}, 'ff', place FROM journal",
        f"INSERT OR IGNORE INTO journal ({SAME}, hash) SELECT {SAME}, hash FROM journal",
        "UPDATE body SET body = x'00'",
        "DELETE FROM body",
        "INSERT OR REPLACE INTO body SELECT hash, salt, x'00' FROM body",
        "UPDATE OR REPLACE journal SET n = n + 1",
    ],
)
def test_the_database_itself_refuses_to_change_the_journal(
    store: Store, rang: Maker, sql: str
) -> None:
    """T6: no UPDATE, DELETE or INSERT OR REPLACE on events."""
    ring_often(store, rang, 2)
    before = store.db.execute("SELECT * FROM journal").fetchall()
    with pytest.raises(dbapi2.DatabaseError, match=r"append-only|written once|legal erasure"):
        store.db.execute(sql)
    assert store.db.execute("SELECT * FROM journal").fetchall() == before


def test_what_an_act_returns_is_what_is_read_from_its_bytes(store: Store, named: Maker) -> None:
    """Instants with any offset, gates and attachments included."""
    planned = VisitPlanned(
        customer_id="c1",
        promised_at=datetime(2026, 11, 25, 5, 30, tzinfo=timezone(timedelta(hours=-3.5))),
        agreed_how=AgreedHow.PHONE,
        staff=("p1", "p2"),
    )
    draft = Draft(
        about=About(visit="v1", case="k1"),
        actor="p1",
        content=planned,
        gates=(Gate(rule="R-02", reason="上司が不在"),),
        attach=[Attachment(sha256="ab" * 32, size=1, mime="image/png", origin="phone")],
    )
    with store.writing() as tx:
        events = tx.append(draft, named("c1", "𠮷田　花子"))
    items = store.journal.items(store.meta.incarnation, 0, 9)
    assert [read_event(item) for item in items] == list(events)


def test_an_act_that_fails_leaves_nothing_behind(store: Store, rang: Maker) -> None:
    def act() -> None:
        with store.writing() as tx:
            tx.append(rang())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        act()
    assert store.journal.head().n == 1


def test_a_clock_moved_back_is_recorded_and_stops_nothing(
    store: Store, rang: Maker, clock: ScriptedClock, tmp_path: Path
) -> None:
    """D2, D9: clock steps are entries."""
    ring_often(store, rang, 1)
    clock.set(datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo")))
    ring_often(store, rang, 1)
    kinds = [read_entry(i.raw).kind for i in store.journal.items(store.meta.incarnation, 0, 99)]
    assert kinds == ["incarnation_opened", "rang", "clock_stepped", "rang"]
    visit = store.journal.about(visit="v1")
    assert any(event.entry.kind == "clock_stepped" for event in visit)


def test_a_body_goes_only_by_an_erasure_and_never_comes_back(store: Store, rang: Maker) -> None:
    """V-02, V-03."""
    ring_often(store, rang, 1)
    item = store.journal.items(store.meta.incarnation, 1, 1)[0]
    target = read_entry(item.raw).hash
    order = ErasureOrdered(entries=(target,), blobs=(), reason="開示請求")
    with store.writing() as tx:
        tx.append(Draft(about=About(), actor="admin", content=order))
    again = store.journal.items(store.meta.incarnation, 1, 1)[0]
    assert (again.raw, again.body, again.salt) == (item.raw, None, None)
    assert read_event(again).body.about.visit == ""
    with pytest.raises(dbapi2.DatabaseError):
        store.db.execute("INSERT INTO body VALUES (?, ?, ?)", (target, item.salt, item.body))
    assert check(store).is_ok


def test_the_read_tables_can_be_made_anew_and_come_out_the_same(
    store: Store, rang: Maker, named: Maker
) -> None:
    with store.writing() as tx:
        tx.append(named("c1", "山田　太郎"), named("c2", "𠮷田　辻󠄀子"), rang("v1"), rang("v2"))
        tx.append(named("c1", "山田　次郎"))
    tables = ("visit_row", "record_row")
    before = {
        t: sorted(r[1:] for r in store.db.execute(f"SELECT * FROM {t}").fetchall()) for t in tables
    }
    store.rebuild()
    after = {
        t: sorted(r[1:] for r in store.db.execute(f"SELECT * FROM {t}").fetchall()) for t in tables
    }
    assert before == after
    with store.reading() as tx:
        assert [r.id for r in tx.search("次郎", 9)] == ["c1"]
        assert tx.search("太郎", 9) == []


def test_two_programs_write_one_chain(
    store: Store, rang: Maker, clock: ScriptedClock, tmp_path: Path
) -> None:
    """Desktop and command line may be open together (invariant 3)."""
    other = open_store(tmp_path / "data", KEY, clock)
    for k in range(20):
        with (store if k % 2 else other).writing() as tx:
            tx.append(rang())
    assert store.journal.head() == other.journal.head()
    assert store.journal.head().n == 22
    before = store.changes()
    with other.writing() as tx:
        tx.append(rang())
    assert store.changes() != before
    other.close()


def test_a_flipped_bit_anywhere_in_the_database_is_found(
    store: Store, rang: Maker, clock: ScriptedClock, tmp_path: Path
) -> None:
    ring_often(store, rang, 30)
    store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    path = tmp_path / "data" / "store.db"
    good = path.read_bytes()
    chance = Random(7)
    missed = []
    for _ in range(120):
        place, bit = chance.randrange(len(good)), chance.randrange(8)
        bad = bytearray(good)
        bad[place] ^= 1 << bit
        path.write_bytes(bytes(bad))
        if not _found(tmp_path / "data", clock):
            missed.append(place)
    assert missed == []


def _found(folder: Path, clock: ScriptedClock) -> bool:
    try:
        opened = open_store(folder, KEY, clock)
    except Known:
        return True
    try:
        return not check(opened).is_ok
    finally:
        opened.close()


def test_the_file_says_nothing_without_its_key(
    store: Store, named: Maker, clock: ScriptedClock, tmp_path: Path
) -> None:
    """Promise 7: the store of a stolen laptop gives away nothing."""
    with store.writing() as tx:
        tx.append(named("c1", "髙橋　美和子"))
    for file in (tmp_path / "data").rglob("*"):
        if file.is_file():
            assert "美和子".encode() not in file.read_bytes()
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(tmp_path / "data/store.db").execute("SELECT * FROM journal")
    with pytest.raises(Known, match="do not open with this key"):
        open_store(tmp_path / "data", bytes(32), clock)


def test_a_newer_store_is_refused_and_left_alone(
    store: Store, clock: ScriptedClock, tmp_path: Path
) -> None:
    store.db.execute("PRAGMA user_version = 99")
    with pytest.raises(Known, match="newer"):
        open_store(tmp_path / "data", KEY, clock)


def test_a_store_that_another_program_holds_says_so(
    store: Store, rang: Maker, clock: ScriptedClock, tmp_path: Path
) -> None:
    other = open_store(tmp_path / "data", KEY, clock)
    other.db.execute("PRAGMA busy_timeout = 50")
    with store.writing() as tx:
        tx.append(rang())
        with pytest.raises(Known, match="Another program"), other.writing():
            pass
    other.close()


def test_no_list_of_the_day_scans_the_whole_store(store: Store, rang: Maker, named: Maker) -> None:
    """P8, P9: the very statements the program runs, by the plan the database makes of them."""
    said: list[str] = []
    day = datetime(2026, 11, 25, tzinfo=ZoneInfo("Asia/Tokyo"))
    with store.writing() as tx:
        tx.append(rang("v1"), named("c1", "山田　太郎"))
        store.db.set_trace_callback(said.append)
        tx.append(rang("v1"), named("c1", "山田　花子"))
        tx.visits_between(day, day + timedelta(days=1))
        tx.visits_of("c1")
        tx.visit_id("0190abcd")
        tx.visit_id("0000-0000")
        tx.visits_numbered("0000-0000")
        tx.customer_id("C-0001")
        tx.search("山田", 50)
        tx.search("山", 50)
        tx.follow_ups()
        tx.take_number()
    store.outbox.pending()
    store.outbox.entry_state("aa")
    store.db.set_trace_callback(None)
    scans = {
        f"{step[3]}: {sql[:120]}"
        for sql in said
        if sql.split()[0] in {"SELECT", "INSERT", "UPDATE", "DELETE"}
        for step in store.db.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
        if step[3].startswith("SCAN") and not _is_small(step[3])
    }
    assert scans == set()


def _is_small(step: str) -> bool:
    """A partial index holds only what waits; an FTS match is a look-up; CONSTANT is one row."""
    return any(
        word in step
        for word in (
            "blob_waits",
            "copy_waits",
            "number_free",
            "visit_due",
            "VIRTUAL TABLE INDEX",
            "CONSTANT ROW",
        )
    )


def test_time_in_the_far_future_is_only_a_time(
    store: Store, rang: Maker, clock: ScriptedClock
) -> None:
    clock.set(clock.now() + timedelta(days=5000))
    ring_often(store, rang, 1)
    assert check(store).is_ok
