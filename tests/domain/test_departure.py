"""Before the door: what is asked once, when the card warns, calls before visits, misprints."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitapp.domain.call_order import VISIT_LENGTH, before_visit
from visitapp.domain.departure import (
    DEPARTURE_WARNING,
    LATE_WARNING,
    Open,
    is_tardy,
    open_items,
    unsettled,
)
from visitapp.domain.visit import Visit
from visitapp.domain.words import AgreedHow
from visitapp.policy import load_policy

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def test_departure_asks_for_what_is_not_settled() -> None:
    """R-02, R-32, R-33: one list, in the order it is asked."""
    visit = Visit(id="v", staff=("a",))
    assert open_items(visit, load_policy()) == tuple(Open)
    settled = Visit(id="v", staff=("a", "b"), agreed_how=AgreedHow.PHONE, expected_return=NOON)
    assert open_items(settled, load_policy()) == (Open.SUPERIOR, Open.READINESS)


@pytest.mark.parametrize(
    ("minutes", "late", "amber"),
    [(16, False, False), (15, True, False), (5, True, True), (-3, True, True)],
)
def test_the_card_warns_before_the_minute(minutes: int, late: bool, amber: bool) -> None:
    """N-01: 遅れそう from -15 min without arrival; ux 1: amber from -5 min without departure."""
    visit = Visit(id="v", promised_at=NOON)
    now = NOON - timedelta(minutes=minutes)
    assert is_tardy(visit, now, LATE_WARNING) is late
    assert unsettled(visit, now) is amber
    assert timedelta(0) < DEPARTURE_WARNING < LATE_WARNING


def test_a_call_that_falls_into_a_visit_is_made_before_it() -> None:
    """R-39: due 17:00, the visit of 16:30 lies in the way; a visit right before it counts too."""
    due, visit = NOON.replace(hour=17), NOON.replace(hour=16, minute=30)
    assert before_visit(due, [visit]) == visit
    assert before_visit(due, [visit, visit - timedelta(minutes=40)]) == visit - timedelta(
        minutes=40
    )
    assert before_visit(due, [NOON, due + timedelta(minutes=1)]) is None


@given(st.integers(0, 1440), st.lists(st.integers(0, 1440), max_size=6))
def test_the_proposed_time_of_a_call_lies_in_no_visit(due: int, starts: list[int]) -> None:
    """R-39: whatever the day looks like, just before the named visit nobody is at a door."""
    at = NOON + timedelta(minutes=due)
    visits = [NOON + timedelta(minutes=m) for m in starts]
    before = before_visit(at, visits)
    free = before or at
    assert free <= at
    assert not any(start < free <= start + VISIT_LENGTH for start in visits)
