"""Entries -> Visit and Record: one match per small union, each ending in ``assert_never``.

The order is the office's, own unsent entries last; facts that come twice (two laptops at one
visit, N-11) are all kept. A correction or withdrawal changes what counts, never what is seen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from visitapp.domain import entries as e
from visitapp.domain import paper_entries as paper
from visitapp.domain.amend import amended
from visitapp.domain.events import Event
from visitapp.domain.fold_follow_up import follow_up_read
from visitapp.domain.fold_note import note_read, photo_taken
from visitapp.domain.fold_plan import going_read, plan_read
from visitapp.domain.record import GroupValue, Record
from visitapp.domain.visit import (
    Amendment,
    Call,
    Claim,
    Gap,
    Mark,
    Outcome,
    Presence,
    Ring,
    Saying,
    TimelineRow,
    Visit,
    WaitSpan,
)
from visitapp.domain.words import OutcomeKind, State

MET = frozenset({OutcomeKind.MET_CUSTOMER, OutcomeKind.MET_FAMILY, OutcomeKind.COMPANY_RECEPTION})


def fold_visit(visit_id: str, events: Iterable[Event]) -> Visit | None:
    """The visit its entries tell of, in the order given; None when no entry is about it."""
    mine = [event for event in events if event.body.about.visit == visit_id]
    if not mine:
        return None
    mine = in_time(mine)
    visit = Visit(id=visit_id, timeline=_timeline(mine))
    for event in amended(mine):
        visit = _step(visit, event)
    return replace(visit, state=state_of(visit))


def in_time(events: Iterable[Event]) -> list[Event]:
    """The events by their estimated time, each device's own order kept even over a clock step.

    The result depends on the set alone, not on the order of arrival: two laptops and the office
    fold the same state as soon as they hold the same entries.
    """
    latest: dict[tuple[str, str], datetime] = {}
    keyed = []
    for event in sorted(events, key=lambda v: (v.entry.device, v.entry.incarnation, v.entry.n)):
        branch = (event.entry.device, event.entry.incarnation)
        at = event.time.estimate
        latest[branch] = max(latest.get(branch, at), at)
        keyed.append(((latest[branch], *branch, event.entry.n), event))
    return [event for _, event in sorted(keyed, key=lambda pair: pair[0])]


def state_of(visit: Visit) -> State:
    """How far a visit has come: the furthest thing its facts say."""
    found = visit.outcome.kind if visit.outcome else None
    typed = {claim.what for claim in visit.claims}  # N-08: what was typed afterwards counts too
    stages = (
        (bool(visit.cancelled) and not visit.arrivals, State.CANCELLED),
        (bool(visit.departures) or "left" in typed, State.LEFT),
        (found in MET, State.MET),
        (found is OutcomeKind.ABSENT, State.ABSENT),
        (bool(visit.waits) and found is None, State.WAITING),
        (bool(visit.arrivals), State.ARRIVED),
        (visit.departed is not None, State.DEPARTED),
        (visit.prepared is not None, State.PREPARED),
    )
    return next((state for holds, state in stages if holds), State.PLANNED)


def fold_record(record_id: str, events: Iterable[Event]) -> Record | None:
    """The record its changes add up to; None when there are none."""
    record: Record | None = None
    for event in in_time(events):
        content = event.body.content
        if isinstance(content, e.RecordChanged) and event.body.about.record == record_id:
            new = {
                g.group: GroupValue(fields=dict(g.fields), set_by=event.entry.id)
                for g in content.groups
            }
            record = Record(
                id=record_id,
                kind=content.record,
                groups={**(record.groups if record else {}), **new},
            )
    return record


def mark_of(event: Event) -> Mark:
    """Who recorded the event when and where."""
    return Mark(
        entry=event.entry.id,
        device=event.entry.device,
        actor=event.body.actor,
        t=event.entry.t,
        time=event.time,
    )


def _timeline(events: Sequence[Event]) -> tuple[TimelineRow, ...]:
    withdrawn = {
        event.body.content.entry
        for event in events
        if isinstance(event.body.content, e.EntryWithdrawn)
    }
    return tuple(
        TimelineRow(
            mark=mark_of(event),
            n=event.entry.n,
            kind=event.entry.kind,
            hash=event.entry.hash,
            withdrawn=event.entry.id in withdrawn,
            gates=tuple((g.rule, g.reason) for g in event.body.gates),
        )
        for event in events
    )


def _step(visit: Visit, event: Event) -> Visit:
    mark, content = mark_of(event), event.body.content
    if isinstance(content, e.Plan):
        return plan_read(visit, mark, content)
    if isinstance(content, e.Going):
        return going_read(visit, mark, content)
    if isinstance(content, e.Arrival):
        return _arrival(visit, mark, content)
    if isinstance(content, e.Contact):
        return _contact(visit, mark, content)
    if isinstance(content, e.Wait):
        return _wait(visit, mark, content)
    if isinstance(content, e.OutcomeRecorded):
        return _outcome(visit, mark, content)
    if isinstance(content, paper.Note):
        return note_read(visit, mark, content, event.entry.raw)
    return _rest(visit, event, mark)


def _rest(visit: Visit, event: Event, mark: Mark) -> Visit:
    content = event.body.content
    if isinstance(content, e.PhotoTaken):
        return photo_taken(visit, mark, content, event.entry.attach)
    if isinstance(content, e.FollowUp):
        return follow_up_read(visit, mark, content)
    if isinstance(content, e.Correction):
        return _correction(visit, mark, content)
    if isinstance(content, e.Suspended | e.ClockStepped):
        return _interrupted(visit, mark, content)
    return visit  # records, office acts, unknown and erased say nothing about a visit


def _arrival(visit: Visit, mark: Mark, content: e.Arrival) -> Visit:
    presence = Presence(mark=mark, person=content.person)
    match content:
        case e.Arrived():
            return replace(visit, arrivals=(*visit.arrivals, presence))
        case e.Left():
            return replace(visit, departures=(*visit.departures, presence))
        case e.Returned():
            return replace(visit, returns=(*visit.returns, presence))
        case _:
            assert_never(content)


def _contact(visit: Visit, mark: Mark, content: e.Contact) -> Visit:
    match content:
        case e.Rang():
            ring = Ring(mark=mark, person=content.person, answered=content.answered)
            return replace(visit, rings=(*visit.rings, ring))
        case e.Called():
            call = Call(
                mark=mark,
                person=content.person,
                number_kind=content.number_kind,
                result=content.result,
            )
            return replace(visit, calls=(*visit.calls, call))
        case e.Answered():
            answer = Presence(mark=mark, person=content.person)
            return replace(visit, answers=(*visit.answers, answer))
        case e.Heard():
            saying = Saying(
                mark=mark, person=content.person, what=content.what, words=content.words
            )
            return replace(visit, sayings=(*visit.sayings, saying))
        case _:
            assert_never(content)


def _wait(visit: Visit, mark: Mark, content: e.Wait) -> Visit:
    match content:
        case e.WaitStarted():
            span = WaitSpan(start=mark, person=content.person, minutes=content.minutes)
            return replace(visit, waits=(*visit.waits, span))
        case e.WaitExtended():
            waits = tuple(
                replace(span, minutes=content.minutes) if span.end is None else span
                for span in visit.waits
            )
            return replace(visit, waits=waits)
        case e.WaitEnded():
            waits = tuple(_ended(span, mark, content.person) for span in visit.waits)
            return replace(visit, waits=waits)
        case _:
            assert_never(content)


def _ended(span: WaitSpan, mark: Mark, person: str) -> WaitSpan:
    same = span.person == person and span.start.device == mark.device
    return replace(span, end=mark) if same and span.end is None else span


def _outcome(visit: Visit, mark: Mark, content: e.OutcomeRecorded) -> Visit:
    outcome = Outcome(mark=mark, kind=content.outcome, reason=content.reason, remark=content.remark)
    return replace(visit, outcomes=(*visit.outcomes, outcome))


def _correction(visit: Visit, mark: Mark, content: e.Correction) -> Visit:
    match content:
        case e.EntryCorrected():
            amendment = Amendment(
                mark=mark,
                entry=content.entry,
                field=content.field,
                value=content.value,
                reason=content.reason,
            )
        case e.EntryWithdrawn():
            amendment = Amendment(
                mark=mark, entry=content.entry, field="", value="", reason=content.reason
            )
        case e.TimeClaimed():
            claim = Claim(
                mark=mark,
                what=content.what,
                claimed_at=content.claimed_at,
                person=content.person,
                remark=content.remark,
            )
            return replace(visit, claims=(*visit.claims, claim))
        case _:
            assert_never(content)
    return replace(visit, amendments=(*visit.amendments, amendment))


def _interrupted(visit: Visit, mark: Mark, content: e.Suspended | e.ClockStepped) -> Visit:
    if isinstance(content, e.Suspended):
        start = mark.at - timedelta(seconds=content.seconds)
        gap = Gap(device=mark.device, start=start, end=mark.at, why="suspend", t=mark.t)
    else:
        step = timedelta(milliseconds=content.step_ms)
        gap = Gap(device=mark.device, start=mark.at, end=mark.at, why="clock", step=step, t=mark.t)
    return replace(visit, gaps=(*visit.gaps, gap))
