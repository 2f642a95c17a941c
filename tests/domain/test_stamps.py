"""The bracket of a stamp at its edges (docs/WIRE.md section 3); tests/fault/clock lives them."""

import pytest

from visitapp.domain.stamps import Anchor, Stamp, TimeClass, bracket, micros, step_of

SERVER = 1_795_584_600_000_000
ANCHOR = Anchor(boot="b", mono=1_000_000, server=SERVER, u=20_000, receipt="")


def stamped(mono: int, boot: str = "b", wall: int = SERVER) -> Stamp:
    return Stamp(wall=wall, tz=540, mono=mono, boot=boot, anchor=ANCHOR)


def test_a_day_in_one_boot_is_known_to_less_than_ten_seconds() -> None:
    """M2."""
    found = bracket(stamped(1_000_000 + 86_400_000_000))
    assert found.klass is TimeClass.A
    assert found.earliest is not None
    assert found.latest is not None
    assert (found.latest - found.earliest).total_seconds() / 2 < 10


@pytest.mark.parametrize(
    "stamp", [stamped(999_999), stamped(5, boot="c", wall=SERVER - 61_000_000)]
)
def test_a_contradiction_keeps_only_what_the_office_said(stamp: Stamp) -> None:
    """A clock before its own anchor: the anchor was heard before, and nothing else is sure."""
    found = bracket(stamp)
    assert found.klass is TimeClass.X
    assert found.earliest is not None
    assert micros(found.earliest) == SERVER - ANCHOR.u
    assert micros(found.estimate) == SERVER
    assert found.latest is None


def test_a_receipt_before_the_earliest_leaves_no_impossible_bracket() -> None:
    received = SERVER + 1_000_000
    found = bracket(stamped(1_000_000 + 3_600_000_000), received)
    assert found.klass is TimeClass.X
    assert found.earliest is not None
    assert found.latest is not None
    assert micros(found.earliest) <= micros(found.latest) == received


def test_a_receipt_narrows_a_bracket_and_moves_no_estimate() -> None:
    stamp = stamped(1_000_000 + 3_600_000_000)
    received = SERVER + 3_600_000_000
    alone, known = bracket(stamp), bracket(stamp, received)
    assert alone.estimate == known.estimate
    assert known.latest is not None
    assert micros(known.latest) == received


def test_after_a_restart_the_wall_clock_counts_from_the_last_office_time_on() -> None:
    """Class B: never before what the office said, open above until a receipt names it."""
    later = bracket(stamped(5, boot="c", wall=SERVER + 3_600_000_000))
    early = bracket(stamped(5, boot="c", wall=SERVER - 59_000_000))
    assert (later.klass, early.klass) == (TimeClass.B, TimeClass.B)
    assert micros(later.estimate) == SERVER + 3_600_000_000
    assert micros(early.estimate) == SERVER
    assert later.latest is early.latest is None


@pytest.mark.parametrize(
    ("wall", "boot", "expected"),
    [
        (60_000_000, "b", 0),  # both clocks went along
        (63_000_000, "b", 3_000_000),
        (0, "b", -60_000_000),
        (61_000_000, "b", 0),  # within the tolerance
        (60_000_000, "c", 0),  # another start: only backwards is a step
        (-5, "c", -5),
    ],
)
def test_a_clock_step_is_seen_by_the_other_clock(wall: int, boot: str, expected: int) -> None:
    """D9: 60 s passed on the monotonic clock between the two."""
    first = Stamp(wall=SERVER, tz=540, mono=0, boot="b")
    second = Stamp(wall=SERVER + wall, tz=540, mono=60_000_000, boot=boot)
    assert step_of(first, second) == expected
