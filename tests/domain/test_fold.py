"""What the entries of a visit add up to, in whatever order they come."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from visitapp.domain import entries as e
from visitapp.domain import paper_entries as paper
from visitapp.domain.chain import Attachment, code_head
from visitapp.domain.events import Event
from visitapp.domain.fold import fold_visit
from visitapp.domain.waiting import read_wait
from visitapp.domain.words import (
    AgreedHow,
    CallResult,
    Form,
    NoteCode,
    OutcomeKind,
    PhotoRole,
    Placement,
    SiteKind,
    State,
)

VISIT = "019abcde-1111-7000-8000-000000000001"
PHOTO = Attachment(sha256="ab" * 32, size=9, mime="image/jpeg", origin="imported")
Maker = Callable[..., Any]


def planned(promised: datetime) -> e.VisitPlanned:
    return e.VisitPlanned(
        customer_id="c1",
        promised_at=promised,
        agreed_how=AgreedHow.PHONE,
        staff=("p1", "p2"),
        note_no="K7Q4-29DM",
    )


@pytest.fixture
def story(teller: Maker, promised: datetime) -> list[Event]:
    a, b = teller("a"), teller("b")
    number = paper.NoteNumbered(
        note_no="K7Q4-29DM", nonce="0", revision=1, form=Form.OPEN, paper="hagaki"
    )
    return [
        a.at(-600, planned(promised)),
        a.at(-60, e.VisitPrepared(superior_told=True)),
        a.at(-50, e.VisitDeparted()),
        a.at(-2, e.Arrived(person="p1")),
        b.at(-1, e.Arrived(person="p2")),
        a.at(0.5, e.Rang(person="p1")),
        b.at(1, e.Rang(person="p2")),
        b.at(2, e.Called(person="p2", number_kind="mobile", result=CallResult.NO_ANSWER)),
        a.at(2.5, e.WaitStarted(person="p1", minutes=30)),
        a.at(32, e.WaitEnded(person="p1")),
        a.at(32, e.OutcomeRecorded(outcome=OutcomeKind.ABSENT)),
        a.at(33, number),
        a.at(34, paper.NotePrinted(note_no="K7Q4-29DM", revision=1, pdf_sha256="cd" * 32)),
        a.at(35, e.PhotoTaken(sha256=PHOTO.sha256, role=PhotoRole.NOTE), attach=(PHOTO,)),
        a.at(35, paper.NoteCodeRead(photo_sha256=PHOTO.sha256, result=NoteCode.FOUND)),
        a.at(
            36,
            paper.NoteLeft(note_no="K7Q4-29DM", placement=Placement.MAILBOX, person="p1"),
        ),
        a.at(37, e.Left(person="p1")),
        a.at(37, e.FollowUpDue(due_on="2026-11-26", script="…", note_no="K7Q4-29DM")),
    ]


def test_the_whole_story_folds_into_one_visit(story: list[Event]) -> None:
    """R-33, R-34, R-36, R-39, N-11: two laptops, one visit."""
    visit = fold_visit(VISIT, story)
    assert visit is not None
    assert visit.state is State.LEFT
    assert [a.person for a in visit.arrivals] == ["p1", "p2"]
    assert visit.punctuality == timedelta(seconds=30)
    assert visit.outcome is not None
    assert visit.outcome.kind is OutcomeKind.ABSENT
    assert visit.paper is not None
    assert visit.paper.placement is Placement.MAILBOX
    assert visit.paper.head == code_head(story[11].entry.raw)
    assert visit.photos[0].note_code is NoteCode.FOUND
    assert visit.follow_up is not None
    assert visit.follow_up.is_open
    assert len(visit.timeline) == len(story)


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_arrival_does_not_matter(story: list[Event], seed: int) -> None:
    shuffled = list(story)
    Random(seed).shuffle(shuffled)
    assert fold_visit(VISIT, shuffled) == fold_visit(VISIT, story)


def test_the_state_after_each_step_is_the_furthest_thing_said(story: list[Event]) -> None:
    states = [fold_visit(VISIT, story[:k]).state for k in range(1, len(story) + 1)]  # type: ignore[union-attr]
    assert states == [
        State.PLANNED,
        State.PREPARED,
        State.DEPARTED,
        *[State.ARRIVED] * 5,
        *[State.WAITING] * 2,
        *[State.ABSENT] * 6,
        *[State.LEFT] * 2,
    ]


def test_a_clock_set_back_in_a_visit_keeps_the_order_of_its_laptop(teller: Maker) -> None:
    a = teller("a")
    events = [
        a.at(0, e.Rang(person="p1")),
        a.at(1, e.WaitStarted(person="p1", minutes=30)),
        a.at(31, e.WaitEnded(person="p1"), wall_shift=timedelta(days=-1)),
    ]
    visit = fold_visit(VISIT, reversed(events))
    assert visit is not None
    assert visit.waits[0].end is not None


def test_a_correction_changes_what_counts_and_leaves_both_visible(
    teller: Maker,
) -> None:
    """T6: old values kept."""
    a = teller("a")
    first = a.at(0, e.OutcomeRecorded(outcome=OutcomeKind.ABSENT, reason="雨"))
    fix = a.at(
        5,
        e.EntryCorrected(
            entry=first.entry.id, field="outcome", value="intercom_only", reason="押し間違い"
        ),
    )
    visit = fold_visit(VISIT, [first, fix])
    assert visit is not None
    assert visit.outcome is not None
    assert visit.outcome.kind is OutcomeKind.INTERCOM_ONLY
    assert visit.outcome.reason == "雨"
    assert visit.amendments[0].reason == "押し間違い"
    assert [row.kind for row in visit.timeline] == ["outcome_recorded", "entry_corrected"]


def test_a_withdrawn_entry_no_longer_counts_but_stays_in_the_history(teller: Maker) -> None:
    a = teller("a")
    ring = a.at(0, e.Rang(person="p1"))
    gone = a.at(1, e.EntryWithdrawn(entry=ring.entry.id, reason="隣の家"))
    visit = fold_visit(VISIT, [ring, gone])
    assert visit is not None
    assert visit.rings == ()
    assert visit.timeline[0].withdrawn


def test_a_correction_that_does_not_fit_changes_nothing(teller: Maker) -> None:
    a = teller("a")
    ring = a.at(0, e.OutcomeRecorded(outcome=OutcomeKind.ABSENT))
    bad = a.at(
        1, e.EntryCorrected(entry=ring.entry.id, field="outcome", value="nonsense", reason="x")
    )
    visit = fold_visit(VISIT, [ring, bad])
    assert visit is not None
    assert visit.outcome is not None
    assert visit.outcome.kind is OutcomeKind.ABSENT


def test_the_plan_keeps_who_was_told_what_and_who_moved_it(
    teller: Maker, promised: datetime
) -> None:
    """N-01, N-14, R-02: lateness with the customer's answer, moves, hand-overs, the last check."""
    a, b = teller("a"), teller("b")
    later = promised + timedelta(minutes=15)
    other = promised + timedelta(days=1)
    events = [
        a.at(-600, planned(promised)),
        a.at(-90, e.VisitPrepared(superior_told=True)),
        a.at(-60, e.VisitPrepared(missing=("battery",), checks=("battery:attention",))),
        a.at(-20, e.VisitRunningLate(new_time=later, agreed=False, reached=False)),
    ]
    visit = fold_visit(VISIT, events)
    assert visit is not None
    assert visit.late is not None
    assert (visit.new_time, visit.late.agreed, visit.late.reached) == (later, False, False)
    assert visit.readiness is not None
    assert visit.readiness.superior_told  # told once stays told
    assert visit.readiness.missing == ("battery",)

    moved = b.at(-10, e.VisitRescheduled(promised_at=other, agreed_how=AgreedHow.PHONE))
    given = b.at(-9, e.VisitHandedOver(staff=("p9",), reason="体調"))
    visit = fold_visit(VISIT, [*events, moved, given])
    assert visit is not None
    assert visit.late is None
    assert [(m.before, m.after) for m in visit.moves] == [(promised, other)]
    assert visit.moves[0].mark.device == moved.entry.device
    assert [h.staff for h in visit.handovers] == [("p9",)] == [visit.staff]


def test_a_promise_moved_after_the_ring_leaves_ring_and_wait_as_they_were(
    teller: Maker, promised: datetime
) -> None:
    """R-33, R-35: measured against the promise in force at the first ring."""
    a = teller()
    tomorrow = promised + timedelta(days=1)
    moved = e.VisitRescheduled(promised_at=tomorrow, agreed_how=AgreedHow.IN_PERSON)
    earlier = e.VisitRescheduled(
        promised_at=promised + timedelta(minutes=5), agreed_how=AgreedHow.PHONE
    )
    visit = fold_visit(
        VISIT,
        [
            a.at(-90, planned(promised)),
            a.at(-60, earlier),
            a.at(7, e.Rang(person="p1")),
            a.at(8, e.WaitStarted(person="p1", minutes=30)),
            a.at(18, moved),
        ],
    )
    assert visit is not None
    assert visit.promised_at == tomorrow
    assert visit.punctuality == timedelta(minutes=2)
    now = a.at(28, e.Rang(person="p1")).entry.t
    assert read_wait(visit, visit.waits[0], now).elapsed == timedelta(minutes=20)


def test_a_call_later_moves_the_call_to_the_time_asked_for(
    story: list[Event], teller: Maker, promised: datetime
) -> None:
    """R-39: 後ほど asks for the time; the call stays owed, then."""
    again = promised + timedelta(hours=20)
    done = e.FollowUpDone(result=CallResult.CALL_LATER, again_at=again)
    visit = fold_visit(VISIT, [*story, teller("c").at(60, done)])
    assert visit is not None
    task = visit.follow_up
    assert task is not None
    assert task.is_open
    assert (task.due_on, task.due_at) == (again.date().isoformat(), again)


def test_an_arrangement_sets_roles_place_and_length_and_the_latest_counts(
    teller: Maker, promised: datetime
) -> None:
    """R-32, N-05, N-15: everything but the promise itself may be arranged anew, as a whole."""
    a = teller("a")
    first = e.VisitArranged(
        staff=("p1", "p2"),
        speaker="p1",
        recorder="p2",
        minutes=90,
        window_minutes=60,
        site=SiteKind.FLATS,
        room="305",
        purpose="inspection",
        watcher="p9",
    )
    told = [a.at(-600, planned(promised)), a.at(-590, first)]
    visit = fold_visit(VISIT, told)
    assert visit is not None
    assert (visit.speaker, visit.recorder, visit.minutes, visit.window_minutes) == (
        "p1",
        "p2",
        90,
        60,
    )
    assert (visit.site, visit.room, visit.watcher) == (SiteKind.FLATS, "305", "p9")
    assert visit.promised_at == promised

    visit = fold_visit(VISIT, [*told, a.at(-580, e.VisitArranged(staff=("p3",)))])
    assert visit is not None
    assert (visit.staff, visit.room, visit.speaker) == (("p3",), "", "")


def test_a_visit_planned_before_arrangements_existed_is_an_hour_at_a_house(
    teller: Maker, promised: datetime
) -> None:
    """Old entries fold as they did; what they did not say stands at its usual."""
    visit = fold_visit(VISIT, [teller("a").at(-600, planned(promised))])
    assert visit is not None
    assert (visit.minutes, visit.window_minutes, visit.site) == (60, 0, SiteKind.HOUSE)
    assert visit.staff == ("p1", "p2")
