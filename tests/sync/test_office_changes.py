"""Offices restored, laptops restored and copied, erasures: what comes back and what stays away."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sync.conftest import Laptop, noise, opened
from tests.sync.offices import OfficeProcess
from visitapp.domain.chain import digest
from visitapp.domain.entries import VisitPlanned
from visitapp.domain.events import About, Draft, Event
from visitapp.domain.office_entries import ErasureOrdered
from visitapp.office import epochs, own_journal


def erase(office: OfficeProcess, entries: tuple[str, ...], blobs: tuple[str, ...]) -> None:
    seat = office.opened()
    order = ErasureOrdered(entries=entries, blobs=blobs, reason="本人の請求")
    own_journal.write(seat, Draft(about=About(), actor="admin", content=order))
    seat.database.close()


def hashes(laptop: Laptop, visit: str, kind: str) -> list[str]:
    with laptop.store.reading() as tx:
        return [e.entry.hash for e in tx.events_about(visit=visit) if e.entry.kind == kind]


def body_count(laptop: Laptop, entry_hash: str) -> int:
    row = laptop.store.db.execute("SELECT count(*) FROM body WHERE hash = ?", (entry_hash,))
    return int(row.fetchone()[0])


class Backup:
    """A copy of an office's folder, put back as a restore does: with a new epoch."""

    def __init__(self, office: OfficeProcess, aside: Path) -> None:
        self._office, self._aside = office, aside
        office.kill()
        shutil.copytree(office.folder, aside)
        office.start()

    def put_back(self) -> None:
        self._office.kill()
        shutil.rmtree(self._office.folder)
        shutil.copytree(self._aside, self._office.folder)
        seat = self._office.opened()
        with seat.database.writing() as connection:
            epochs.begin(connection)
        seat.database.close()
        self._office.start()


@pytest.fixture
def backup(office: OfficeProcess, tmp_path: Path) -> Callable[[], Backup]:
    return lambda: Backup(office, tmp_path / "aside")


def test_what_a_restored_office_lost_is_offered_again(
    office: OfficeProcess, joined: Callable[..., Laptop], backup: Callable[[], Backup]
) -> None:
    """Sync rule 9: nothing is lost that any laptop still has, and nobody has to do anything."""
    first, second = joined(), joined()
    visit = first.plan()
    for laptop in (first, second):
        laptop.sync()
    kept = backup()
    photo = noise(900_000)
    sha256 = first.photo(visit, photo)
    first.ring(visit, 50)
    second.arrive(visit)
    for laptop in (first, second, first):
        assert laptop.sync().pending.entries == 0
    kept.put_back()
    assert office.blob(sha256) is None
    second.arrive(visit)
    for laptop in (second, first, second):
        report = laptop.sync()
        assert report.trouble is None
        assert (report.pending.entries, report.pending.originals) == (0, 0)
    assert office.blob(sha256) == photo
    held = [row.raw for row in office.rows("SELECT raw FROM entry")]
    assert sorted(held) == sorted(first.raws() + second.raws())
    assert first.state(visit) == second.state(visit)


def test_an_office_that_forgot_a_laptop_takes_it_in_again(
    office: OfficeProcess, alone: Callable[..., Laptop], backup: Callable[[], Backup]
) -> None:
    """A laptop enrolled after the backup was made joins with a new code and loses nothing."""
    kept = backup()
    laptop = alone()
    laptop.join(office)
    laptop.plan()
    laptop.sync()
    kept.put_back()
    assert laptop.sync().needs_person
    assert not laptop.join(office).already
    assert laptop.sync().pending.entries == 0
    assert [row.raw for row in office.rows("SELECT raw FROM entry")] == laptop.raws()


def test_an_erasure_comes_down_and_nothing_comes_back(
    office: OfficeProcess, joined: Callable[..., Laptop], backup: Callable[[], Backup]
) -> None:
    """V-02, WIRE 6: body, photo and key go on every laptop; a re-offer brings none of it back."""
    first, second = joined(), joined()
    visit = first.plan()
    sha256 = first.photo(visit, noise(70_000))
    first.sync()
    second.sync()
    (target,) = hashes(first, visit, "photo_taken")
    assert body_count(second, target) == 1
    kept = backup()
    erase(office, (target,), (sha256,))
    for laptop in (first, second):
        assert laptop.sync().incidents == ()
        assert body_count(laptop, target) == 0
    assert not first.store.vault.has(sha256)
    assert not first.store.vault.path(sha256).exists()
    assert first.sync().pending.originals == 0
    assert office.blob(sha256) is None
    assert first.state(visit) == second.state(visit)
    assert first.state(visit).photos == ()  # type: ignore[attr-defined]
    kept.put_back()
    assert office.rows("SELECT body FROM entry WHERE hash = ?", target)[0].body is not None
    for laptop in (first, second):
        report = laptop.sync()
        assert (report.trouble, report.incidents) == (None, ())
        assert report.pending.entries == report.pending.originals == 0
    assert office.rows("SELECT body FROM entry WHERE hash = ?", target)[0].body is None
    assert office.blob(sha256) is None


def test_a_laptop_that_comes_after_the_erasure_never_sees_the_body(
    office: OfficeProcess, joined: Callable[..., Laptop]
) -> None:
    first = joined()
    visit = first.plan()
    first.arrive(visit)
    first.sync()
    (target,) = hashes(first, visit, "arrived")
    erase(office, (target,), ())
    second = joined()
    assert second.sync().incidents == ()
    assert body_count(second, target) == 0
    assert second.state(visit) is not None


def test_a_laptop_erases_nothing_of_another_one(
    office: OfficeProcess, joined: Callable[..., Laptop]
) -> None:
    """Only the office's word reaches beyond a device's own entries."""
    first, second = joined(), joined()
    visit = first.plan()
    first.sync()
    (target,) = hashes(first, visit, VisitPlanned.kind)
    order = ErasureOrdered(entries=(target,), blobs=(), reason="x")
    with second.store.writing():  # past the guard of our own program
        draft = Draft(about=About(), actor="p1", content=order)
        second.store.journal.append([draft], "2026-11")
    second.sync()
    assert first.sync().trouble is None
    assert body_count(first, target) == 1


def restored(laptop: Laptop, aside: Path) -> Laptop:
    """The laptop as it lay in a copy of its folder."""
    return Laptop(store=opened(aside, laptop.key), key=laptop.key)


def test_a_laptop_put_back_to_an_older_state_gets_back_what_it_lost(
    office: OfficeProcess, laptop: Laptop, tmp_path: Path
) -> None:
    """The old branch is never continued; its later entries come back from the office."""
    visit = laptop.plan()
    laptop.sync()
    laptop.store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(laptop.store.folder, tmp_path / "old")
    laptop.arrive(visit)
    laptop.ring(visit, 5)
    laptop.sync()
    expected = laptop.state(visit)
    older = restored(laptop, tmp_path / "old")
    try:
        before = older.store.meta.incarnation
        report = older.sync()
        assert report.trouble is None
        assert [known.title for known in report.incidents] == ["Older state of this laptop"]
        assert older.store.meta.incarnation != before
        assert older.state(visit) == expected
        event: Event = older.arrive(visit)
        assert event.entry.incarnation == older.store.meta.incarnation
        report = older.sync()
        assert (report.trouble, report.incidents) == (None, ())
        assert report.pending.entries == 0
    finally:
        older.store.close()


def test_a_copied_laptop_goes_on_in_its_own_branch(
    office: OfficeProcess, laptop: Laptop, tmp_path: Path
) -> None:
    """A fork is an incident: both histories stay, nothing is overwritten, nothing is held up."""
    visit = laptop.plan()
    laptop.sync()
    laptop.store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(laptop.store.folder, tmp_path / "copy")
    copy = restored(laptop, tmp_path / "copy")
    try:
        laptop.ring(visit, 2)
        copy.ring(visit, 4)
        laptop.sync()
        report = copy.sync()
        assert report.online
        assert report.incidents
        assert report.as_json()["refused"] == 1
        copy.arrive(visit)
        sha256 = copy.photo(visit, noise(10_000))
        report = copy.sync()
        assert report.trouble is None
        assert office.blob(sha256) == noise(10_000)
        assert laptop.sync().incidents == ()
        held = {row.raw for row in office.rows("SELECT raw FROM entry")}
        assert set(laptop.raws()) <= held
        assert set(copy.raws()) <= held
    finally:
        copy.store.close()


def test_erased_entries_are_named_by_the_hash_of_their_raw_bytes(laptop: Laptop) -> None:
    visit = laptop.plan()
    event = laptop.arrive(visit)
    assert hashes(laptop, visit, "arrived") == [digest(event.entry.raw)]
