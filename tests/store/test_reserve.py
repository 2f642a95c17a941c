"""The reserve of the disk: laid, given up step by step, laid again (F3)."""

import shutil
from pathlib import Path

from visitapp.store import database
from visitapp.store.reserve import (
    OPENING,
    PHOTO_ROOM,
    RESERVE,
    SIZE,
    after_closing,
    before_opening,
    has_room_for_photo,
    make_room,
)
from visitapp.store.store import Store

LARGE = 256_000_000_000


class Disk:
    """A large disk whose free bytes are told, look by look."""

    def __init__(self, *free: int) -> None:
        self._free = [*free]
        self.shrunk = 0

    def __call__(self, _folder: Path) -> tuple[int, int, int]:
        free = self._free.pop(0) if len(self._free) > 1 else self._free[0]
        return LARGE, LARGE - free, free

    def shrink(self) -> None:
        self.shrunk += 1


def test_a_disk_with_room_keeps_a_reserve_that_takes_its_place(tmp_path: Path) -> None:
    disk = Disk(LARGE // 2)
    make_room(tmp_path, disk.shrink)
    kept = (tmp_path / RESERVE).stat()
    assert kept.st_size == min(SIZE, shutil.disk_usage(tmp_path).total // 8)
    make_room(tmp_path, disk.shrink, disk)
    before_opening(tmp_path, disk)
    after_closing(tmp_path)
    assert (tmp_path / RESERVE).stat().st_mtime_ns == kept.st_mtime_ns
    assert not disk.shrunk


def test_a_full_disk_takes_the_reserve_step_by_step(tmp_path: Path) -> None:
    """First the log is folded, then records, then opening; closing keeps what opening took."""
    file = tmp_path / RESERVE
    make_room(tmp_path, Disk(1).shrink)
    make_room(tmp_path, Disk(1).shrink, Disk(SIZE))
    assert file.stat().st_size == SIZE
    folded = Disk(0, SIZE)
    make_room(tmp_path, folded.shrink, folded)
    assert (folded.shrunk, file.stat().st_size) == (1, SIZE)
    for _ in range(2):
        make_room(tmp_path, Disk(0).shrink, Disk(0))
        assert file.stat().st_size == OPENING
    for _ in range(2):
        before_opening(tmp_path, Disk(0))
        assert not file.exists()
    after_closing(tmp_path)
    assert 0 < file.stat().st_size <= OPENING


def test_photos_leave_room_for_records(tmp_path: Path) -> None:
    assert has_room_for_photo(tmp_path, 5_000_000, Disk(PHOTO_ROOM + 10_000_000))
    assert not has_room_for_photo(tmp_path, 5_000_001, Disk(PHOTO_ROOM + 10_000_000))


def test_a_folder_that_is_gone_stops_nobody(tmp_path: Path) -> None:
    """A stick that was pulled out: the write itself says so, in a sentence."""
    gone = tmp_path / "stick"
    make_room(gone, Disk(0).shrink)
    before_opening(gone)
    after_closing(gone)
    assert has_room_for_photo(gone, 1)


def test_the_log_is_folded_where_it_can_be(store: Store) -> None:
    """A write-ahead log of a few records gives its place back; a busy one stays as it is."""
    log = store.folder / "store.db-wal"
    store.meta.set("some", "value")
    assert log.stat().st_size
    with database.writing(store.db):
        store.meta.set("other", "value")
        database.fold_log(store.db)
    assert log.stat().st_size
    store._shrink()
    assert not log.stat().st_size
