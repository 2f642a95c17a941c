"""The daily backup of a computer that stands alone (N-17)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from visitapp.actions import keep
from visitapp.clock import ScriptedClock
from visitapp.errors import Known
from visitapp.workspace import Workspace, init_workspace, start_workspace


@pytest.fixture
def clock(tmp_path: Path) -> ScriptedClock:
    made = ScriptedClock(tmp_path / "clock")
    made.set(datetime(2026, 11, 25, 0, 0, tzinfo=UTC))  # 09:00 in Tokyo
    return made


@pytest.fixture
def alone(tmp_path: Path, clock: ScriptedClock) -> Workspace:
    init_workspace(tmp_path / "data", f"file:{tmp_path / 'key'}", person="佐久間 亮", clock=clock)
    return start_workspace(tmp_path / "data", clock=clock)


def test_it_is_due_once_a_day_and_at_the_next_start(
    alone: Workspace, clock: ScriptedClock, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    assert not keep.is_due(alone)  # no place was chosen
    keep.choose_backup(alone, str(stick), "18:10")
    assert keep.is_due(alone)  # none was ever made
    keep.backup_to_place(alone)
    assert not keep.is_due(alone)
    clock.set(clock.now().replace(hour=18, minute=9))
    assert not keep.is_due(alone)
    clock.set(clock.now().replace(hour=18, minute=10))
    assert keep.is_due(alone)
    clock.set(clock.now() + timedelta(days=3))  # it was off for days
    assert keep.is_due(alone)
    keep.backup_to_place(alone)
    view = keep.backup_view(alone)
    assert (view.count, view.is_there) == (2, True)
    assert view.next_at == clock.now().replace(hour=18, minute=10) + timedelta(days=1)
    alone.store.close()


def test_a_place_that_is_not_there_is_a_sentence(alone: Workspace, tmp_path: Path) -> None:
    """A stick that was pulled, a network drive that is away: calm, and due again later."""
    keep.choose_backup(alone, str(tmp_path / "gone"), "18:10")
    with pytest.raises(Known) as caught:
        keep.backup_to_place(alone)
    assert caught.value.title == "Backup place is not there"
    assert keep.is_due(alone)
    assert not keep.backup_view(alone).is_there
    alone.store.close()


def test_old_backups_make_room_and_those_of_others_stay(
    alone: Workspace, clock: ScriptedClock, tmp_path: Path
) -> None:
    """14 days and 12 months; a file that is not ours is never touched."""
    keep.choose_backup(alone, str(tmp_path), "18:10")
    made = keep.backup_to_place(alone)
    device = made.name.split("-")[1]
    first = clock.now() - timedelta(days=500)
    paths = []
    for day in range(500):
        at = first + timedelta(days=day)
        paths.append(tmp_path / f"visitapp-{device}-{at:%Y%m%d-%H%M}.backup")
        paths[-1].touch()
    other = tmp_path / "visitapp-ffffffff-20200101-0000.backup"
    other.touch()
    clock.set(clock.now() + timedelta(minutes=1))
    keep.backup_to_place(alone)
    left = sorted(p.name for p in tmp_path.glob(f"visitapp-{device}-*.backup"))
    days = {name.split("-")[2] for name in left}
    assert len(left) == len(days)
    assert len({day[:6] for day in days}) == keep.MONTHLY
    assert len(left) == keep.DAILY + keep.MONTHLY - 1  # the newest of this month is one of both
    assert other.exists()
    alone.store.close()


def test_a_restore_can_be_tried_without_leaving_anything(alone: Workspace, tmp_path: Path) -> None:
    keep.choose_backup(alone, str(tmp_path), "18:10")
    made = keep.backup_to_place(alone)
    before = sorted(alone.folder.iterdir())
    drill = keep.drill(alone, made)
    assert (drill.report.is_ok, drill.entries) == (True, 2)
    assert sorted(alone.folder.iterdir()) == before
    damaged = bytearray(made.read_bytes())
    damaged[len(damaged) // 2] ^= 0xFF
    made.write_bytes(damaged)
    with pytest.raises(Known):
        keep.restore(tmp_path / "elsewhere", made, clock=alone.clock)
    alone.store.close()
