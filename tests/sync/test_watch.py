"""When the laptop tries again."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from visitapp.store.unsent import Pending
from visitapp.sync.failures import Cause, Failure
from visitapp.sync.report import SyncReport
from visitapp.sync.watch import (
    IDLE_SECONDS,
    LONGEST_SECONDS,
    Doorbell,
    Rung,
    ceiling,
    next_delay,
    watch,
)

NOTHING = Pending(entries=0, thumbnails=0, originals=0, bytes=0)


def report(cause: Cause | None = None) -> SyncReport:
    trouble = None if cause is None else Failure(cause)
    return SyncReport(
        online=trouble is None, last_receipt_at=None, pending=NOTHING, trouble=trouble
    )


@given(failures=st.integers(1, 10_000), luck=st.floats(0, 1, exclude_max=True))
def test_a_wait_after_failures_is_anything_up_to_a_growing_ceiling(
    failures: int, luck: float
) -> None:
    """Full jitter, 2 s to 5 min (sync rule 7)."""
    delay = next_delay(failures, luck)
    assert 0 <= delay <= ceiling(failures) <= LONGEST_SECONDS


def test_the_ceiling_doubles_from_two_seconds_to_five_minutes() -> None:
    ceilings = [ceiling(n) for n in range(1, 12)]
    assert ceilings[:3] == [2, 4, 8]
    assert ceilings[-1] == LONGEST_SECONDS
    assert all(a <= b for a, b in pairwise(ceilings))


def test_failures_lengthen_the_wait_and_a_person_resets_it() -> None:
    """Liveness: no new entry is needed for the next try; a click starts over."""
    waits: list[float] = []
    rings = iter([Rung.TIME, Rung.TIME, Rung.NOW, Rung.TIME, Rung.OVER])
    causes = iter([Cause.UNREACHABLE, Cause.CAPTIVE, Cause.UNREACHABLE, Cause.FULL, None])

    def wait(seconds: float) -> Rung:
        waits.append(seconds)
        return next(rings)

    last = watch(lambda: report(next(causes)), wait, lambda: 1.0)
    assert waits == [2, 4, 8, 2, IDLE_SECONDS]
    assert last.online


def test_a_revoked_laptop_knocks_seldom() -> None:
    """An unsigned no may come from anybody: it slows the laptop down and never stops it."""
    waits: list[float] = []

    def wait(seconds: float) -> Rung:
        waits.append(seconds)
        return Rung.OVER

    last = watch(lambda: report(Cause.REVOKED), wait, lambda: 0.0)
    assert last.needs_person
    assert waits == [LONGEST_SECONDS]


def test_a_ring_during_a_pass_is_not_lost_and_the_end_ends_it() -> None:
    bell = Doorbell()
    bell.ring()
    assert bell.wait(60) is Rung.NOW
    assert bell.wait(0) is Rung.TIME
    bell.end()
    assert bell.is_over()
    assert bell.wait(60) is Rung.OVER
    assert bell.wait(60) is Rung.OVER
