"""The short form of ``run.py fault user``: an impatient user over the real window."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from PySide6.QtWidgets import QApplication

from tests.tours.life import forget_template
from tests.tours.user_machine import UserMachine

STEPS = 50
LIVES = 3


@pytest.mark.long
def test_a_user_without_patience_never_sees_another_state_than_the_store(
    qapp: QApplication,
) -> None:
    """No Qt warning, no unexpected log line, the screen equals the fold."""
    wanted = settings(
        max_examples=LIVES,
        stateful_step_count=STEPS,
        derandomize=True,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(UserMachine, settings=wanted)
    finally:
        forget_template()
    assert UserMachine.steps_done > STEPS
