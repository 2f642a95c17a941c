"""The rules refuse only acts of ours, and each refusal says what to do."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from visitapp.domain import entries as e
from visitapp.domain import paper_entries as paper
from visitapp.domain.fold import fold_visit
from visitapp.domain.rules import Allowed, Asked, Intention, Refused, may
from visitapp.domain.stamps import Stamp, micros
from visitapp.domain.visit import Visit
from visitapp.domain.waiting import read_wait
from visitapp.domain.words import AgreedHow, Form, OutcomeKind, Placement
from visitapp.policy import load_policy

VISIT = "019abcde-1111-7000-8000-000000000001"
Maker = Callable[..., Any]


def at(promised: datetime, minutes: float, boot: str = "b1") -> Stamp:
    moment = promised + timedelta(minutes=minutes)
    mono = micros(moment) - micros(promised) + 10**12
    return Stamp(wall=micros(moment), tz=540, mono=mono, boot=boot)


def asked(now: Stamp, **more: Any) -> Asked:
    return Asked(policy=load_policy(), now=now, **more)


def visit_of(events: list[Any]) -> Visit:
    visit = fold_visit(VISIT, events)
    assert visit is not None
    return visit


@pytest.fixture
def waiting_since_ring(teller: Maker) -> Visit:
    a = teller()
    return visit_of(
        [
            a.at(-1, e.Arrived(person="p1")),
            a.at(0, e.Rang(person="p1")),
            a.at(1, e.WaitStarted(person="p1", minutes=30)),
        ]
    )


def test_absent_opens_with_the_wait_and_not_a_minute_before(
    waiting_since_ring: Visit, promised: datetime
) -> None:
    """R-35."""
    early = may(waiting_since_ring, Intention.ABSENT, asked(at(promised, 30.9)))
    assert isinstance(early, Refused)
    assert early.rule == "R-35"
    assert early.overridable
    assert may(waiting_since_ring, Intention.ABSENT, asked(at(promised, 31))) == Allowed()


def test_a_wait_before_the_promised_time_does_not_count(teller: Maker, promised: datetime) -> None:
    """R-35: it counts from max(promised time, first ring)."""
    a = teller()
    visit = visit_of(
        [
            a.at(-600, plan(promised)),
            a.at(-20, e.Arrived(person="p1")),
            a.at(-20, e.Rang(person="p1")),
            a.at(-20, e.WaitStarted(person="p1", minutes=30)),
        ]
    )
    reading = read_wait(visit, visit.waits[0], at(promised, 15))
    assert reading.elapsed == timedelta(minutes=15)
    assert reading.remaining == timedelta(minutes=15)


def plan(promised: datetime) -> e.VisitPlanned:
    return e.VisitPlanned(
        customer_id="c", promised_at=promised, agreed_how=AgreedHow.PHONE, staff=("p1",)
    )


def test_a_reboot_in_the_wait_counts_wall_time_and_shows_the_gap(
    waiting_since_ring: Visit, promised: datetime
) -> None:
    """R-35, D2: basis wall, class C, an honest gap."""
    reading = read_wait(waiting_since_ring, waiting_since_ring.waits[0], at(promised, 21, "b2"))
    assert reading.elapsed == timedelta(minutes=20)
    assert reading.basis == "wall"
    assert reading.klass == "C"
    assert [gap.why for gap in reading.gaps] == ["reboot"]


def test_suspend_and_clock_steps_in_a_wait_are_shown_and_do_not_stop_it(
    teller: Maker, promised: datetime
) -> None:
    a = teller()
    visit = visit_of(
        [
            a.at(0, e.Rang(person="p1")),
            a.at(1, e.WaitStarted(person="p1", minutes=30)),
            a.at(20, e.Suspended(seconds=600)),
            a.at(22, e.ClockStepped(step_ms=-3600_000)),
        ]
    )
    reading = read_wait(visit, visit.waits[0], at(promised, 25))
    assert reading.elapsed == timedelta(minutes=24)
    assert [gap.why for gap in reading.gaps] == ["suspend", "clock"]


@pytest.mark.parametrize("outcome", ["asked_to_leave", "emergency", "met_minor"])
@pytest.mark.parametrize(
    "intention", [Intention.WAIT, Intention.ABSENT, Intention.NOTE, Intention.LEAVE_NOTE]
)
def test_after_please_go_wait_note_and_paper_are_locked(
    teller: Maker, promised: datetime, outcome: str, intention: Intention
) -> None:
    """N-03."""
    visit = visit_of([teller().at(0, e.OutcomeRecorded(outcome=OutcomeKind(outcome)))])
    assert isinstance(may(visit, intention, asked(at(promised, 1))), Refused)


def test_a_note_needs_an_outcome_and_a_customer_who_allows_it(
    teller: Maker, promised: datetime, waiting_since_ring: Visit
) -> None:
    """R-36, V-06, N-03."""
    now = at(promised, 40)
    assert isinstance(may(waiting_since_ring, Intention.NOTE, asked(now)), Refused)
    a = teller()
    absent = visit_of([a.at(31, e.OutcomeRecorded(outcome=OutcomeKind.ABSENT))])
    assert may(absent, Intention.NOTE, asked(now)) == Allowed()
    refused = may(absent, Intention.NOTE, asked(now, forbids_note=True))
    assert isinstance(refused, Refused)
    assert refused.rule == "V-06"
    family = visit_of([teller("f").at(31, e.OutcomeRecorded(outcome=OutcomeKind.MET_FAMILY))])
    assert isinstance(may(family, Intention.NOTE, asked(now)), Refused)
    assert may(family, Intention.NOTE, asked(now, form=Form.LETTER)) == Allowed()


def test_an_open_slip_is_never_handed_over_or_posted(teller: Maker, promised: datetime) -> None:
    """R-37."""
    a = teller()
    visit = visit_of(
        [
            a.at(31, e.OutcomeRecorded(outcome=OutcomeKind.ABSENT)),
            a.at(
                32,
                paper.NoteNumbered(
                    note_no="K7Q4-29DM", nonce="0", revision=1, form=Form.OPEN, paper="hagaki"
                ),
            ),
        ]
    )
    now = at(promised, 40)
    for placement in Placement:
        answer = may(visit, Intention.LEAVE_NOTE, asked(now, placement=placement))
        closed = placement in {Placement.HANDED_SEALED, Placement.BY_POST}
        assert isinstance(answer, Refused) is closed
