"""The short form of the every-io campaign (``run.py fault every-io`` is the long one)."""

import random
from pathlib import Path

import pytest

from tests.fault.every_io import CONTROLS, Stage, control, fail_each
from tests.fault.tracing.calls import missing

pytestmark = [pytest.mark.long, pytest.mark.skipif(bool(missing()), reason=missing())]


def test_a_call_on_a_file_that_fails_is_answered_or_refused_in_a_sentence(tmp_path: Path) -> None:
    """T2, F3: no space, broken disk, no right, half a write: no traceback, nothing lost."""
    tally = fail_each(Stage(tmp_path / "told"), random.Random(12), 40)
    assert tally.broken == []
    assert tally.refused
    assert tally.promises


@pytest.mark.parametrize("fault", CONTROLS)
def test_a_program_that_handles_errors_badly_is_found(tmp_path: Path, fault: str) -> None:
    """Negative controls: errors of the database swallowed, and told without a sentence."""
    assert control(tmp_path / "told", 12, fault, 150)
