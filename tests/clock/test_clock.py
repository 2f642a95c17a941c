"""The clock of this computer and the scripted one of a rehearsal."""

import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from visitapp.clock import ScriptedClock, SystemClock, boot_id, first_clock, idle, read_boot
from visitapp.domain.stamps import Anchor
from visitapp.errors import Known

MINUTE = 60_000_000
ANCHOR = Anchor(boot="b", mono=1, server=2, u=3, receipt="r")


def test_a_stamp_carries_wall_zone_boot_and_the_last_office_time() -> None:
    clock = SystemClock("Asia/Tokyo")
    before, stamp, after = clock.now(), clock.stamp(ANCHOR), clock.now()
    assert before.timestamp() - 1 < stamp.wall / 1e6 < after.timestamp() + 1
    assert (stamp.tz, stamp.boot, stamp.anchor) == (540, boot_id(), ANCHOR)
    assert not clock.rehearsal


def test_monotonic_time_never_goes_back_and_no_sleep_is_negative() -> None:
    """A wait goes on counting under a closed lid: what was slept is the difference of the two."""
    clock = SystemClock()
    awake, first, second = clock.awake(), clock.stamp().mono, clock.stamp().mono
    assert awake <= first <= second


def test_idle_time_only_grows() -> None:
    first = idle()
    assert idle() >= first


def test_the_first_clock_a_system_has_is_read_and_without_one_the_steady_clock() -> None:
    """Linux has no CLOCK_UPTIME_RAW, macOS no CLOCK_BOOTTIME."""
    low = time.clock_gettime_ns(time.CLOCK_REALTIME)
    found = first_clock("CLOCK_OF_ANOTHER_SYSTEM", "CLOCK_REALTIME", "CLOCK_MONOTONIC")()
    assert low <= found <= time.clock_gettime_ns(time.CLOCK_REALTIME)
    assert first_clock("CLOCK_OF_ANOTHER_SYSTEM") is time.monotonic_ns


def test_the_boot_id_is_the_kernels_without_hyphens(tmp_path: Path) -> None:
    kernel = tmp_path / "boot_id"
    kernel.write_text("0b8ef4a2-1111-4222-8333-444455556666\n", encoding="ascii")
    assert read_boot(kernel, "linux") == "0b8ef4a2111142228333444455556666"


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_without_a_kernels_id_the_minute_of_the_start_names_the_boot(
    tmp_path: Path, platform: str
) -> None:
    name, minute = read_boot(tmp_path / "absent", platform).split("-")
    clock = SystemClock()
    started = (clock.stamp().wall - clock.stamp().mono) // MINUTE
    assert name == platform
    assert int(minute) in {started - 1, started, started + 1}


def test_a_system_that_tells_nothing_gives_each_process_a_boot_of_its_own(tmp_path: Path) -> None:
    """Class B at worst, never a false class A: two starts are never taken for one."""
    kernel = tmp_path / "absent"
    assert read_boot(kernel, "freebsd") != read_boot(kernel, "freebsd")


def test_a_scripted_clock_says_that_it_proves_nothing(tmp_path: Path) -> None:
    clock = ScriptedClock(tmp_path / "demo.json")
    clock.set(datetime.fromisoformat("2026-11-25T14:30:00+09:00"))
    assert clock.rehearsal
    assert clock.stamp().boot == "rehearsal-demo"


def test_a_scripted_sleep_moves_both_clocks_and_going_back_only_the_wall(tmp_path: Path) -> None:
    clock = ScriptedClock(tmp_path / "demo.json")
    start = datetime.fromisoformat("2026-11-25T14:30:00+09:00")
    clock.set(start)
    clock.sleep_until(start + timedelta(minutes=10))
    clock.set(start + timedelta(minutes=15))
    clock.set(start)
    assert clock.now() == start
    assert clock.stamp().mono == 15 * MINUTE
    assert clock.awake() == 5 * MINUTE


@pytest.mark.parametrize("written", [None, "", "[]", "{}", '{"wall": "x", "mono": 1}'])
def test_a_script_that_cannot_be_read_is_said_with_its_place(
    tmp_path: Path, written: str | None
) -> None:
    path = tmp_path / "demo.json"
    if written is not None:
        path.write_text(written, encoding="utf-8")
    with pytest.raises(Known, match=r"demo\.json"):
        ScriptedClock(path).now()
