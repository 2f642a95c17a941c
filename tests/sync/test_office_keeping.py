"""The office's backup makes records durable; its restore loses nothing; a lost laptop is opened."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sync.conftest import Laptop, noise
from tests.sync.offices import CLOCK, OfficeProcess
from visitapp.domain.events import About, Draft
from visitapp.domain.office_entries import ErasureOrdered, KeyOpened
from visitapp.errors import Known
from visitapp.keys import key_from_recovery
from visitapp.office import backing, erasing, lost_laptops, own_journal
from visitapp.office.pages.reading import event_of
from visitapp.office.seat import Office
from visitapp.store import backup as backups
from visitapp.store.incidents import Incidents


@pytest.fixture
def seat(office: OfficeProcess) -> Office:
    """The office's own folder, opened beside the process that serves it."""
    return office.opened()


def durable(laptop: Laptop, entry_hash: str) -> bool:
    return laptop.store.outbox.is_durable(entry_hash)


def test_an_entry_is_durable_only_with_its_photo_in_the_offices_backup(
    seat: Office, laptop: Laptop, tmp_path: Path
) -> None:
    """Promise 3: only the backup watermark decides when an original may be freed."""
    visit = laptop.plan()
    first = laptop.arrive(visit).entry.hash
    assert laptop.sync().pending.entries == 0
    assert not durable(laptop, first)
    sha256 = laptop.photo(visit, noise(5_000))
    lanes: list[str] = []
    laptop.sync(progress=lambda step: lanes.append(step.lane), stop=lambda: "text" in lanes)
    made = backing.backup(seat, tmp_path / "office.backup")
    assert (made.entries, made.originals) == (len(laptop.raws()), 0)
    last = laptop.arrive(visit).entry.hash
    assert laptop.sync().pending.originals == 0
    assert (durable(laptop, first), durable(laptop, last)) == (True, False)
    row = laptop.store.db.execute("SELECT hash FROM attached WHERE sha256 = ?", (sha256,))
    taken = row.fetchone()[0]
    assert not durable(laptop, taken)
    assert backing.backup(seat, tmp_path / "office.backup").originals == 1
    laptop.sync()
    assert durable(laptop, taken)
    assert durable(laptop, last)
    seat.database.close()


def test_a_restored_office_goes_on_where_its_laptops_stand(
    office: OfficeProcess, seat: Office, joined: Callable[..., Laptop], tmp_path: Path
) -> None:
    """A new epoch by itself: what came after the backup is offered again, orders included."""
    first, second = joined(), joined()
    visit = first.plan()
    photo = first.photo(visit, noise(3_000))
    first.sync()
    backing.backup(seat, tmp_path / "office.backup")
    seat.database.close()
    later = second.photo(visit, noise(3_000, 1))
    second.sync()
    first.sync()
    office.kill()
    made = backing.restore(tmp_path / "again", tmp_path / "office.backup", CLOCK)
    assert (made.lost, made.entries) == ([], 3)
    office.folder = tmp_path / "again"
    office.start()
    for laptop in (first, second, first):
        report = laptop.sync()
        assert (report.trouble, report.incidents, report.pending.total) == (None, (), 0)
    assert office.blob(photo) == noise(3_000)
    assert office.blob(later) == noise(3_000, 1)
    assert first.state(visit) == second.state(visit)
    assert [one.what for one in Incidents(first.store.db).newest(9)] == ["office_restored"]
    held = {row.raw for row in office.rows("SELECT raw FROM entry")}
    assert held == {*first.raws(), *second.raws()}


def test_a_damaged_original_in_a_backup_is_asked_for_anew(
    office: OfficeProcess, seat: Office, laptop: Laptop, tmp_path: Path
) -> None:
    data = noise(4_000)
    sha256 = laptop.photo(laptop.plan(), data)
    laptop.sync()
    path, spoiled = tmp_path / "office.backup", tmp_path / "spoiled.backup"
    backing.backup(seat, path)
    seat.database.close()
    with zipfile.ZipFile(path) as good, zipfile.ZipFile(spoiled, "w") as bad:
        for name in good.namelist():
            bad.writestr(name, noise(4_000, 9) if sha256 in name else good.read(name))
    made = backing.restore(tmp_path / "again", spoiled, CLOCK)
    assert made.lost == [sha256]
    office.kill()
    office.folder = tmp_path / "again"
    office.start()
    assert laptop.sync().pending.originals == 0
    assert office.blob(sha256) == data
    flipped = path.read_bytes().replace(data, noise(4_000, 9))
    path.write_bytes(flipped)
    with pytest.raises(Known, match="damaged"):
        backing.restore(tmp_path / "third", path, CLOCK)
    assert not (tmp_path / "third").exists()


def test_only_a_backup_is_restored_and_only_into_an_empty_folder(
    seat: Office, tmp_path: Path
) -> None:
    path = tmp_path / "office.backup"
    with pytest.raises(Known, match="cannot be written"):
        backing.backup(seat, tmp_path / "nowhere" / "office.backup")
    backing.backup(seat, path)
    with pytest.raises(Known, match="empty folder"):
        backing.restore(seat.folder, path, CLOCK)
    path.write_bytes(b"PK" + bytes(100))
    with pytest.raises(Known, match="not a backup"):
        backing.restore(tmp_path / "again", path, CLOCK)
    seat.database.close()


def test_the_sealed_key_opens_the_backup_of_a_lost_laptop(
    seat: Office, laptop: Laptop, tmp_path: Path
) -> None:
    """N-18: the office's code works like the printed sheet, and its journal says who asked."""
    visit = laptop.plan()
    laptop.sync()
    path = backups.backup(laptop.store, tmp_path / "laptop.backup", laptop.key)
    device = laptop.store.meta.signer.device
    with pytest.raises(Known, match="only with a reason"):
        lost_laptops.open_sealed(seat, "03 藤井", " ")
    with pytest.raises(Known, match="names 0 laptops"):
        lost_laptops.open_sealed(seat, "04", "x")
    opened = lost_laptops.open_sealed(seat, device[:8], "紛失の連絡")
    key = key_from_recovery(opened.code)
    backups.unpack(path, tmp_path / "new")
    restored = Laptop(store=backups.restored(tmp_path / "new", key, CLOCK), key=key)
    assert restored.state(visit) is not None
    restored.store.close()
    with seat.database.reading() as connection:
        row = connection.exec_driver_sql("SELECT * FROM entry WHERE kind = 'key_opened'").one()
    content = event_of(row).body.content
    assert content == KeyOpened(device=device, reason="紛失の連絡")
    seat.database.close()


def test_a_text_is_erased_by_the_hash_of_its_record(
    office: OfficeProcess, seat: Office, laptop: Laptop
) -> None:
    """V-03."""
    target = laptop.arrive(laptop.plan()).entry.hash
    laptop.sync()
    for given in ("", target[:7], "ab" * 32):
        with pytest.raises(Known, match="names no single"):
            erasing.erase_entry(seat, given, "x")
    assert erasing.erase_entry(seat, target[:16], "本人の請求") == target
    order = ErasureOrdered(entries=("ab" * 32,), blobs=(), reason="x")
    written = own_journal.write(seat, Draft(about=About(), actor="a", content=order))
    with pytest.raises(Known, match="names no single"):
        erasing.erase_entry(seat, written.entry.hash, "x")
    assert laptop.sync().incidents == ()
    row = laptop.store.db.execute("SELECT count(*) FROM body WHERE hash = ?", (target,)).fetchone()
    assert row[0] == 0
    seat.database.close()
