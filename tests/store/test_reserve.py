"""The reserve of the disk, on the disk there is: laid, given up, laid again (F3)."""

import shutil
from pathlib import Path

from visitapp.store import reserve
from visitapp.store.reserve import RESERVE, SIZE, after_closing, before_opening, make_room


def never() -> None:
    raise AssertionError("there is room")


def test_a_disk_with_room_keeps_a_reserve_that_takes_its_place(tmp_path: Path) -> None:
    make_room(tmp_path, never)
    kept = (tmp_path / RESERVE).stat()
    assert kept.st_size == min(SIZE, shutil.disk_usage(tmp_path).total // 8)
    make_room(tmp_path, never)
    before_opening(tmp_path)
    after_closing(tmp_path)
    assert (tmp_path / RESERVE).stat().st_mtime_ns == kept.st_mtime_ns


def test_a_folder_that_is_gone_stops_nobody(tmp_path: Path) -> None:
    """A stick that was pulled out: the write itself says so, in a sentence."""
    gone = tmp_path / "stick"
    make_room(gone, never)
    before_opening(gone)
    after_closing(gone)
    assert reserve.has_room_for_photo(gone, 1)
