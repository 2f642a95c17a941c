"""The short form of the powercut campaign (``run.py fault powercut`` is the long one)."""

from pathlib import Path

import pytest

from tests.fault.cutting.disk import Disk, Name, Sync, Write
from tests.fault.powercut import CONTROLS, TELLINGS, control, cut, record
from tests.fault.tracing.calls import missing

traced = pytest.mark.skipif(bool(missing()), reason=missing())


def test_the_disk_forgets_what_was_not_synced() -> None:
    """The model itself: bytes need a sync of the file, names one of the folder."""
    disk = Disk()
    for step in (Name(0, "a", 1), Write(1, 0, b"kept"), Sync(1), Write(1, 4, b" lost")):
        disk.take(step)
    assert disk.left([]) == {}
    disk.take(Sync(0, is_folder=True))
    assert bytes(disk.left([])["a"].data) == b"kept"
    assert bytes(disk.left(disk.waiting)["a"].data) == b"kept lost"


def test_a_rename_is_whole_or_not_at_all() -> None:
    """The model itself: after a rename one of the two names is there."""
    disk = Disk()
    for step in (Name(0, "a", 1), Write(1, 0, b"x"), Sync(1), Sync(0, is_folder=True)):
        disk.take(step)
    disk.take(Name(0, "b", 1, was=(0, "a")))
    assert set(disk.left([])) == {"a"}
    assert set(disk.left(disk.waiting)) == {"b"}


@traced
def test_nothing_acknowledged_is_lost_when_the_power_goes(tmp_path: Path) -> None:
    """T2, promise 2: cut at any write, unsynced data dropped or torn; all said is there."""
    recording = record(tmp_path / "told", list(TELLINGS)[1], office=False)
    tally = cut(recording, tmp_path / "bench", "12", 24)
    assert tally.broken == []
    assert tally.promises > 0


@traced
@pytest.mark.long
@pytest.mark.parametrize("fault", CONTROLS)
def test_a_program_that_does_not_sync_is_found(tmp_path: Path, fault: str) -> None:
    """Negative controls: synchronous=NORMAL, photos without fsync, renames without their folder."""
    assert control(tmp_path, 12, fault, cuts=60) > 0
