"""The short form of the disk-full campaign (``run.py fault diskfull`` is the long one)."""

from pathlib import Path

import pytest

from tests.fault.diskfull import CONTROLS, campaign, control
from tests.fault.filling.volume import why_not

pytestmark = pytest.mark.skipif(bool(why_not()), reason=f"no small disk: {why_not()}")


def test_a_full_disk_loses_nothing_and_says_so(tmp_path: Path) -> None:
    """F3: acknowledged records stay, reading works, refusals have advice, space lets work go on."""
    tally = campaign(tmp_path / "runs", 11, 2, 0)
    assert tally.after_full >= 20
    assert tally.refusals


@pytest.mark.long
def test_many_fill_levels_and_an_office_on_a_full_disk(tmp_path: Path) -> None:
    """F3, 507 disk_full: the office says it is full, keeps what it has, and goes on afterwards."""
    assert campaign(tmp_path / "runs", 12, 20, 4).offices == 4


@pytest.mark.parametrize("name", CONTROLS)
def test_a_program_that_ignores_the_disk_is_found(tmp_path: Path, name: str) -> None:
    """Negative controls: a swallowed error, and no reserve."""
    assert control(name, tmp_path / "broken", 11, 3)
