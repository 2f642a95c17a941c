"""What the office's order brings: places, others' entries, erasures first; twice is once."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from visitapp.clock import ScriptedClock
from visitapp.domain.chain import Item, read_entry
from visitapp.domain.entries import Erased
from visitapp.domain.events import About, Draft
from visitapp.domain.names import search_key
from visitapp.domain.office_entries import ErasureOrdered
from visitapp.domain.receipts import Receipt
from visitapp.errors import Known
from visitapp.store.check import check
from visitapp.store.outbox import OfficeLink
from visitapp.store.received import Placed, Received, Taken
from visitapp.store.search import pairs
from visitapp.store.store import Store, open_store

KEY = bytes(range(32))
Maker = Callable[..., Draft]
OFFICE = "0f" * 16


@pytest.fixture
def other(tmp_path: Path, clock: ScriptedClock) -> Iterator[Store]:
    """Another laptop."""
    opened = open_store(tmp_path / "other", KEY, clock, create=True)
    yield opened
    opened.close()


def page(store: Store, first_seq: int) -> list[Placed]:
    """All entries of a laptop as the office would order them from ``first_seq`` on."""
    items = store.journal.items(store.meta.incarnation, 0, 99)
    return [placed(first_seq + k, item) for k, item in enumerate(items)]


def placed(seq: int, item: Item) -> Placed:
    entry = read_entry(item.raw)
    return Placed(seq=seq, device=entry.device, incarnation=entry.incarnation, n=entry.n, item=item)


def own(store: Store, first_seq: int) -> list[Placed]:
    """Places of a laptop's own entries: the office sends no item for them."""
    return [
        Placed(seq=p.seq, device=p.device, incarnation=p.incarnation, n=p.n, item=None)
        for p in page(store, first_seq)
    ]


def take(store: Store, items: list[Placed], office: str = OFFICE) -> Taken:
    with store.writing() as tx:
        taken = Received(store.db, store.vault, store.journal).take(items, office)
        tx.destroyed |= taken.destroyed
    return taken


def write(store: Store, *drafts: Draft) -> str:
    with store.writing() as tx:
        return tx.append(*drafts)[-1].entry.hash


def order(*entries: str, blobs: tuple[str, ...] = ()) -> Draft:
    content = ErasureOrdered(entries=entries, blobs=blobs, reason="開示請求")
    return Draft(about=About(), actor="admin", content=content)


def hashes(store: Store, visit: str) -> list[str]:
    return [event.entry.hash for event in store.journal.about(visit=visit)]


def test_events_stand_in_office_order_and_own_unsent_ones_last(
    store: Store, other: Store, rang: Maker
) -> None:
    """Design 3: office order, own unsent entries last by n."""
    mine = [write(store, rang("v1")) for _ in range(2)]
    theirs = write(other, rang("v1"))
    take(store, [*page(other, 1), *own(store, 3)[:2]])
    heads = hashes(store, "v1")
    assert heads.index(theirs) < heads.index(mine[0]) < heads.index(mine[1])
    assert heads[-1] == mine[1]


def test_a_restored_office_that_orders_anew_is_followed(
    store: Store, other: Store, rang: Maker
) -> None:
    """Design 4, rule 9: the same entries, other places."""
    mine, theirs = write(store, rang("v1")), write(other, rang("v1"))
    take(store, [*page(other, 1), *own(store, 3)])
    assert hashes(store, "v1").index(theirs) < hashes(store, "v1").index(mine)
    take(store, [*own(store, 1), *page(other, 3)])
    assert hashes(store, "v1").index(mine) < hashes(store, "v1").index(theirs)
    assert store.db.execute("SELECT count(*) FROM received").fetchone() == (2,)


def test_the_same_page_twice_changes_nothing(store: Store, other: Store, named: Maker) -> None:
    write(other, named("c1", "山田　太郎"))
    assert take(store, page(other, 1)).new == 2
    before = store.db.execute("SELECT * FROM record_row").fetchall()
    again = take(store, page(other, 1))
    assert (again.new, again.forked) == (0, ())
    assert store.db.execute("SELECT * FROM record_row").fetchall() == before


def test_the_same_key_with_other_bytes_is_an_incident_and_the_first_stays(
    store: Store, other: Store, rang: Maker
) -> None:
    """Design 4, rule 4."""
    write(other, rang("v1"))
    items = page(other, 1)
    take(store, items)
    before = hashes(store, "v1")
    last = items[-1]
    assert last.item is not None
    fork = Item(
        raw=last.item.raw.replace(b'"v":1}', b'"v":1}') + b" ",
        sig=last.item.sig,
        salt=last.item.salt,
        body=last.item.body,
    )
    forged = Placed(seq=9, device=last.device, incarnation=last.incarnation, n=last.n, item=fork)
    taken = take(store, [forged])
    assert [type(known) for known in taken.forked] == [Known]
    assert hashes(store, "v1") == before


def test_an_erasure_of_the_office_empties_rows_and_nothing_comes_back(
    store: Store, other: Store, named: Maker, clock: ScriptedClock
) -> None:
    """V-02, V-03: bodies go, hashes stay; offered again, it stays erased."""
    target = write(other, named("c1", "山田　太郎"))
    items = page(other, 1)
    take(store, items)
    assert store.db.execute("SELECT count(*) FROM record_row").fetchone() == (1,)
    write(other, order(target))
    office = read_entry(page(other, 1)[0].item.raw).device  # type: ignore[union-attr]
    take(store, page(other, 1)[2:], office)
    assert store.db.execute("SELECT count(*) FROM body WHERE hash = ?", (target,)).fetchone() == (
        0,
    )
    with store.reading() as tx:
        assert tx.record("c1") is None
        assert tx.search("山田", 9) == []
    pair = pairs(search_key("山田"))[0].encode()
    blocks = store.db.execute("SELECT block FROM record_search_data").fetchall()
    assert not any(pair in block[0] for block in blocks)
    take(store, items, office)
    assert store.db.execute("SELECT count(*) FROM body WHERE hash = ?", (target,)).fetchone() == (
        0,
    )
    assert check(store).is_ok


def test_an_erased_entry_keeps_its_line_in_the_visit(store: Store, rang: Maker) -> None:
    target = write(store, rang("v1"))
    write(store, order(target))
    with store.reading() as tx:
        visit = tx.visit("v1")
        events = tx.events_about(visit="v1")
    assert visit is not None
    assert target in [row.hash for row in visit.timeline]
    assert isinstance(events[-1].body.content, Erased)
    assert store.db.execute("SELECT rings FROM visit_row WHERE id = 'v1'").fetchone() == (0,)


def test_a_laptop_with_an_office_does_not_erase_by_itself(store: Store, rang: Maker) -> None:
    """docs/WIRE.md 6: the office's order, or the local administrator's without an office."""
    target = write(store, rang("v1"))
    link = OfficeLink(url="http://o", token="t", public_key=bytes(32), name="o", epoch="e")
    with store.writing():
        store.outbox.join(link, (b"", b""))
    with pytest.raises(Known, match="only the office"):
        write(store, order(target))
    assert store.db.execute("SELECT count(*) FROM body WHERE hash = ?", (target,)).fetchone() == (
        1,
    )


def test_another_laptop_cannot_erase_what_is_not_its_own(
    store: Store, other: Store, rang: Maker
) -> None:
    target = write(store, rang("v1"))
    photo = store.vault.put(b"photo" * 99)
    write(other, order(target, blobs=(photo,)))
    take(store, page(other, 1))
    assert store.vault.read(photo) == b"photo" * 99
    assert store.db.execute("SELECT count(*) FROM body WHERE hash = ?", (target,)).fetchone() == (
        1,
    )


def test_the_first_receipt_closes_the_bracket_and_a_new_epoch_does_not_open_it(
    store: Store, rang: Maker
) -> None:
    """Decision 6: the receipt's time is an upper bound for ever."""
    write(store, rang("v1"))
    for server_time, size in ((5_000_000, 2), (9_000_000, 2)):
        receipt = a_receipt(store, size, server_time)
        with store.writing():
            store.outbox.add_receipt(receipt, b"raw", b"sig")
    with store.writing():
        store.outbox.forget_receipts()
    assert [event.received_at for event in store.journal.about(visit="v1")] == [5_000_000] * 2
    assert store.outbox.pending().entries == 2


def a_receipt(store: Store, size: int, server_time: int) -> Receipt:
    link = store.journal.head()
    return Receipt(
        device=link.device,
        incarnation=link.incarnation,
        size=size,
        root="00" * 32,
        bodies_upto=size,
        blobs=(),
        durable_size=0,
        server_time=server_time,
        epoch="e",
        office_size=size,
        office_root="00" * 32,
    )


def test_entries_of_a_branch_are_counted_and_read_between_two_numbers(
    store: Store, other: Store, rang: Maker
) -> None:
    for _ in range(3):
        write(other, rang("v1"))
    items = page(other, 1)
    take(store, items)
    received = Received(store.db, store.vault, store.journal)
    branch = (items[0].device, items[0].incarnation)
    assert [received.count(*branch, after) for after in (0, 1, 4)] == [4, 3, 0]
    assert received.count(items[0].device, "ab" * 8, 0) == 0
    raws = [one.item.raw for one in items if one.item is not None]
    assert received.raws(*branch, 1, 3) == raws[1:3]


def test_what_was_erased_before_it_came_is_kept_without_its_text(
    store: Store, other: Store, named: Maker, rang: Maker
) -> None:
    """V-03: the erasure overtook the entry; its bytes and hash stay, the text never arrives."""
    target, untold = write(other, named("c1", "山田　太郎")), write(other, rang("v1"))
    write(store, order(target))
    items = page(other, 1)
    bare = [
        replace(one, item=replace(one.item, salt=None, body=None))
        if one.item is not None and read_entry(one.item.raw).hash == untold
        else one
        for one in items
    ]
    assert take(store, bare).new == 3
    there = {row[0] for row in store.db.execute("SELECT hash FROM body").fetchall()}
    assert not {target, untold} & there
    assert Received(store.db, store.vault, store.journal).unexplained() == 1  # the untold one
    with store.reading() as tx:
        assert tx.record("c1") is None
        assert tx.search("山田", 9) == []


def test_an_erasure_ordered_twice_erases_once(store: Store, named: Maker) -> None:
    """A second order may name what the first took; nothing is left to take."""
    target = write(store, named("c1", "山田　太郎"))
    write(store, order(target))
    write(store, order(target))
    with store.reading() as tx:
        assert tx.record("c1") is None
        assert tx.records("customer") == []
    assert check(store).is_ok


def test_a_certificate_that_was_renewed_takes_the_place_of_the_old_one(store: Store) -> None:
    received = Received(store.db, store.vault, store.journal)
    assert received.certificate(OFFICE) is None
    with store.writing():
        received.put_certificate(OFFICE, b"old", b"sig 1")
        received.put_certificate(OFFICE, b"new", b"sig 2")
    assert received.certificate(OFFICE) == (b"new", b"sig 2")
