"""The short form of the kill campaign (``run.py fault kill`` is the long one)."""

from pathlib import Path

import pytest

from tests.fault.kill import CONTROLS, Campaign, campaign, control


def test_nothing_acknowledged_is_lost_by_kills_in_laptop_and_office(tmp_path: Path) -> None:
    """T2, promise 2: kill -9 at any moment of the story, zero events or photos lost."""
    tally = campaign(Campaign(folder=tmp_path, seed=11, runs=8))
    assert tally.total >= 8
    assert tally.acknowledged > 0


@pytest.mark.parametrize("fault", CONTROLS)
def test_a_program_that_is_broken_on_purpose_is_found(tmp_path: Path, fault: str) -> None:
    """Negative controls: acknowledging before COMMIT; the row before the file."""
    assert control(Campaign(folder=tmp_path, seed=11, runs=0), fault) is not None
