"""What waits for the office, row by row: the same things that are counted, in a useful order."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from visitapp.clock import ScriptedClock
from visitapp.domain.chain import Attachment
from visitapp.domain.events import Draft
from visitapp.domain.receipts import Receipt
from visitapp.domain.words import SyncState
from visitapp.store.outbox import OfficeLink
from visitapp.store.store import Store
from visitapp.store.unsent import UnsentRow

Maker = Callable[..., Draft]
Told = tuple[str, SyncState]


@dataclass
class Day:
    """Entries 1 (opened), 2 and 3 (photos a and b) and 4 (photo a again), a minute apart."""

    store: Store
    photos: tuple[str, str]

    def receipt(self, size: int, *blobs: str, bodies: int | None = None) -> None:
        link = self.store.journal.head()
        with self.store.writing():
            self.store.outbox.add_receipt(
                Receipt(
                    device=link.device,
                    incarnation=link.incarnation,
                    size=size,
                    root="00" * 32,
                    bodies_upto=size if bodies is None else bodies,
                    blobs=blobs,
                    durable_size=0,
                    server_time=1,
                    epoch="e",
                    office_size=0,
                    office_root="00" * 32,
                ),
                b"raw",
                b"sig",
            )

    def sending(self, upto: int = 0, blob: str = "") -> None:
        with self.store.writing():
            self.store.outbox.sending(self.store.meta.incarnation if upto else "", upto, blob)

    def names(self, rows: list[UnsentRow]) -> list[Told]:
        """Entries by number, photos by letter, each with its state."""
        letters = dict(zip(self.photos, "ab", strict=True))
        return [(letters.get(row.sha256) or str(row.event.entry.n), row.state) for row in rows]

    def waiting(self, limit: int = 99) -> list[Told]:
        return self.names(self.store.outbox.unsent_rows(limit))

    def agree(self) -> None:
        """Counts and rows come from one source: a number that disagrees with its list is a lie."""
        pending, rows = self.store.outbox.pending(), self.store.outbox.unsent_rows(99)
        assert pending.total == len(rows)
        assert pending.sending == sum(row.state is SyncState.SENDING for row in rows)
        assert pending.local == sum(row.state is SyncState.LOCAL for row in rows)
        assert self.store.outbox.kept() == len(self.store.outbox.kept_rows(99))


@pytest.fixture
def day(store: Store, rang: Maker, clock: ScriptedClock) -> Day:
    made = Day(store, (store.vault.put(b"a" * 100), store.vault.put(b"b" * 200)))
    for photo in (0, 1, 0):
        sha256, size = made.photos[photo], 100 * (photo + 1)
        attach = (Attachment(sha256=sha256, size=size, mime="image/jpeg", origin="captured"),)
        with store.writing() as tx:
            tx.append(rang(attach=attach))
        clock.set(clock.now() + timedelta(minutes=1))
    return made


def local(*names: str) -> list[Told]:
    return [(name, SyncState.LOCAL) for name in names]


def test_each_entry_and_each_photo_waits_as_one_item_the_oldest_first(day: Day) -> None:
    assert day.waiting() == local("1", "2", "a", "3", "b", "4")
    assert day.waiting(limit=3) == local("1", "2", "a")
    sizes = {row.sha256: row.size for row in day.store.outbox.unsent_rows(99) if row.sha256}
    assert sizes == dict(zip(day.photos, (100, 200), strict=True))
    day.agree()


def test_what_is_under_way_stands_first(day: Day) -> None:
    day.receipt(1)
    day.sending(3)
    assert day.waiting() == [
        ("2", SyncState.SENDING),
        ("3", SyncState.SENDING),
        *local("a", "b", "4"),
    ]
    day.agree()
    day.sending(blob=day.photos[1])
    assert day.waiting()[0] == ("b", SyncState.SENDING)
    assert day.store.outbox.blob_state(day.photos[1]) is SyncState.SENDING
    day.agree()


def test_a_photo_that_arrived_while_it_was_called_under_way_is_not_counted(day: Day) -> None:
    """A pass that was cut off leaves its mark behind; the receipt counts."""
    day.sending(blob=day.photos[0])
    day.receipt(1, day.photos[0])
    assert day.store.outbox.pending().sending == 0
    day.agree()


def test_what_a_receipt_names_is_kept_and_listed_newest_first(day: Day) -> None:
    day.receipt(3, day.photos[1])
    kept = day.store.outbox.kept_rows(99)
    assert day.names(kept) == [(name, SyncState.KEPT) for name in ("3", "b", "2", "1")]
    assert day.names(day.store.outbox.kept_rows(1)) == [("3", SyncState.KEPT)]
    assert day.waiting() == local("a", "4")
    day.agree()


def test_an_entry_without_its_body_at_the_office_still_waits(day: Day) -> None:
    day.receipt(4, *day.photos, bodies=2)
    assert day.waiting() == local("3", "4")
    day.agree()


def test_a_second_branch_of_this_laptop_waits_beside_the_first(day: Day, rang: Maker) -> None:
    """N-18: after a restore the old branch may still be owed."""
    day.receipt(3, *day.photos)
    day.sending(9)
    with day.store.writing() as tx:
        day.store.meta.open_incarnation("restored")
        tx.append(rang())
    waiting = day.store.outbox.unsent_rows(99)
    assert [(row.event.entry.n, row.state.value) for row in waiting] == [
        (4, "sending"),
        (1, "local"),
        (2, "local"),
    ]
    day.agree()


def test_the_oldest_thing_that_waits_is_named_by_its_own_time(
    day: Day, clock: ScriptedClock
) -> None:
    written = clock.now() - timedelta(minutes=3)
    assert day.store.outbox.pending().oldest_at == written
    day.receipt(3, day.photos[0])
    assert day.store.outbox.pending().oldest_at == written + timedelta(minutes=1)  # photo b
    day.receipt(3, day.photos[1])
    assert day.store.outbox.pending().oldest_at == written + timedelta(minutes=2)  # entry 4
    day.receipt(4)
    assert day.store.outbox.pending().oldest_at is None
    day.agree()


def test_a_new_epoch_offers_everything_again(day: Day) -> None:
    """Design 4: an office restored from an older backup may hold less than it receipted."""
    day.receipt(4, *day.photos)
    link = OfficeLink(url="u", token="t", public_key=b"k", name="o", epoch="e1")
    with day.store.writing():
        day.store.outbox.join(link, (b"", b""))
        day.store.outbox.set_cursor("17")
        day.store.outbox.set_epoch("e2")
        day.store.outbox.forget_receipts()
    assert day.store.outbox.office == replace(link, epoch="e2")
    assert day.store.outbox.cursor == ""
    assert len(day.waiting()) == 6
    day.agree()


def test_an_entry_of_another_laptop_came_from_the_office_and_is_safe_there(day: Day) -> None:
    assert day.store.outbox.entry_state("ab" * 32) is None
    assert day.store.outbox.is_durable("ab" * 32)
