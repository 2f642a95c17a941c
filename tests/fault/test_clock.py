"""The short form of the clock campaign (``run.py fault clock`` is the long one)."""

from tests.fault.clock import campaign, controls, is_clean


def test_the_true_time_lies_in_every_bracket() -> None:
    """M2: steps, sleep, restarts, drift, restored stores; ±10 s after a day offline in one boot."""
    tally = campaign(11, 150)
    assert is_clean(tally), tally
    assert {"A", "B", "C", "X"} <= set(tally.entries)


def test_brackets_that_promise_too_much_are_found() -> None:
    """Negative controls: the wall clock alone, more drift than promised, a paused machine."""
    assert all(controls(11, 20).values())
