"""What is missing of the papers of a day: taken, less what was used, less what came back (N-09)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.domain.conftest import JST
from visitapp.domain import entries as e
from visitapp.domain import paper_entries as pe
from visitapp.domain.events import Event
from visitapp.domain.fold import fold_visit
from visitapp.domain.paper_count import PaperCount, counted
from visitapp.domain.words import AgreedHow, Placement

DAY = date(2026, 11, 25)
OWN, PAD, OTHER_PAD = "K7Q4-29DM", "K7Q4-29EN", "K7Q4-29FP"
Maker = Callable[..., Any]


def took(preprints: int, pad_sheets: int = 0, day: date = DAY) -> pe.PapersTaken:
    return pe.PapersTaken(
        day=day.isoformat(), person="p1", preprints=preprints, pad_sheets=pad_sheets
    )


def brought(preprints: int, pad_sheets: int = 0, shredded: int = 0) -> pe.PapersReturned:
    return pe.PapersReturned(
        day=DAY.isoformat(),
        person="p1",
        preprints=preprints,
        pad_sheets=pad_sheets,
        shredded=shredded,
    )


def sheet(note_no: str, revision: int = 1) -> pe.NoteHandwritten:
    return pe.NoteHandwritten(note_no=note_no, nonce="0", revision=revision, person="p1")


def left(note_no: str) -> pe.NoteLeft:
    return pe.NoteLeft(note_no=note_no, placement=Placement.MAILBOX, person="p1")


@pytest.fixture
def visit(teller: Maker, promised: Any) -> Callable[..., list[Event]]:
    """The entries of one visit of the day, with these about its papers; one writer each."""

    def make(name: str, *papers: Any, minutes: float = 0) -> list[Event]:
        laptop = teller(name, visit=f"visit-{name}")
        plan = e.VisitPlanned(
            customer_id="c1",
            promised_at=promised,
            agreed_how=AgreedHow.PHONE,
            staff=("p1",),
            note_no=OWN,
        )
        told = [plan, e.Arrived(person="p1"), *papers, e.Left(person="p1")]
        return [laptop.at(minutes + n, content) for n, content in enumerate(told)]

    return make


def count(*parts: list[Event]) -> PaperCount:
    events = [event for part in parts for event in part]
    ids = {event.body.about.visit for event in events} - {""}
    visits = [v for v in (fold_visit(one, events) for one in sorted(ids)) if v]
    return counted(DAY, JST, events, visits)


def said(found: PaperCount) -> list[str]:
    return [hint.message.format(**hint.values) for hint in found.sentences]


def bag(teller: Maker, *contents: Any) -> list[Event]:
    """Counts of one laptop, an hour apart, from five hours before the promise."""
    laptop = teller("bag", visit="")
    return [laptop.at(-300 + 60 * n, content) for n, content in enumerate(contents)]


def test_a_pre_print_that_is_missing_is_told_before_anybody_goes_home(
    teller: Maker, visit: Maker
) -> None:
    used = [visit(name, sheet(OWN), left(OWN)) for name in "abc"]
    found = count(bag(teller, took(5), brought(1, shredded=1)), *used)
    assert (found.preprints.taken, found.used_preprints, found.preprints.missing) == (5, 3, 1)
    assert said(found)[0] == (
        "5 pre-prints taken, 3 used at visits, 1 returned: 1 missing,"
        " look for it before going home."
    )
    assert not found.is_settled


def test_what_came_back_whole_and_shredded_is_settled(teller: Maker, visit: Maker) -> None:
    own, pad = visit("a", sheet(OWN), left(OWN)), visit("b", sheet(PAD), left(PAD))
    found = count(bag(teller, took(2, 10), brought(1, 9, shredded=1)), own, pad)
    assert found.is_settled
    assert said(found) == [
        "2 pre-prints taken, 1 used at visits, 1 returned: all are there.",
        "10 pad sheets taken, 1 used at visits, 9 returned: all are there.",
        "1 shredded.",
    ]


def test_a_sheet_that_was_spoilt_comes_back_and_is_not_used(teller: Maker, visit: Maker) -> None:
    """One pre-print bound and spoilt, then one of the pad left: both are told, none is missing."""
    spoilt = visit("a", sheet(OWN), sheet(PAD, 2), sheet(OTHER_PAD, 3), left(OTHER_PAD))
    found = count(bag(teller, took(1, 5), brought(1, 4)), spoilt)
    assert (found.used_preprints, found.used_pad_sheets) == (0, 1)
    assert (found.preprints.missing, found.pad_sheets.missing) == (0, 0)
    assert found.to_shred == 2  # the pre-print, and the spoilt sheet of the pad
    assert said(found)[-1] == "2 still to be shredded."


def test_the_last_count_counts_and_other_days_do_not(teller: Maker) -> None:
    earlier = took(9, day=date(2026, 11, 24))
    found = count(bag(teller, took(5), took(4), earlier))
    assert found.taken == took(4)
    assert found.taken_at is not None
    assert f"{found.taken_at:%H:%M}" == "10:30"
    assert said(found) == ["4 pre-prints taken, 0 used at visits: 4 should come back."]
    assert not found.is_settled


def test_more_than_were_taken_is_a_wrong_count(teller: Maker, visit: Maker) -> None:
    found = count(bag(teller, took(1), brought(1)), visit("a", sheet(OWN), left(OWN)))
    assert said(found)[0].endswith("1 too many, count again.")
    unreturned = count(bag(teller, took(0)), visit("a", sheet(OWN), left(OWN)))
    assert said(unreturned)[0].endswith("1 too many, count again.")


def test_who_takes_no_such_papers_is_left_in_peace(teller: Maker) -> None:
    assert count().is_settled
    assert said(count()) == ["Not counted at departure."]
    nothing = count(bag(teller, took(0)))
    assert nothing.is_settled
    assert said(nothing) == ["No pre-prints and no pad sheets were taken."]


def test_returned_without_a_count_at_departure_still_has_to_be_shredded(teller: Maker) -> None:
    found = count(bag(teller, brought(2, shredded=1)))
    assert not found.is_settled
    assert said(found) == ["Not counted at departure.", "1 still to be shredded."]
    assert count(bag(teller, brought(0))).is_settled


def test_a_note_by_pen_of_another_day_was_not_in_this_bag(teller: Maker, visit: Maker) -> None:
    yesterday = visit("a", sheet(OWN), left(OWN), minutes=-24 * 60)
    found = count(bag(teller, took(1)), yesterday)
    assert found.used_preprints == 0
