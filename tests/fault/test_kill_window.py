"""The short form of the window under kill (``run.py fault kill-window`` is the long one)."""

from pathlib import Path

import pytest

from tests.fault.kill_window import campaign, control


@pytest.mark.long
def test_nothing_the_window_showed_is_lost_by_a_kill(tmp_path: Path) -> None:
    """T2, promise 2: kill -9 of the window at any moment; the next start shows it and goes on."""
    tally = campaign(tmp_path, 11, 8)
    assert tally.kills >= 8
    assert tally.shown > 0


@pytest.mark.long
def test_a_window_that_shows_before_it_commits_is_found(tmp_path: Path) -> None:
    """The negative control."""
    assert control(tmp_path, 11) is not None
