"""The fold of a visit's plan: promised, arranged, prepared, late, moved, handed over."""

from dataclasses import replace
from typing import assert_never

from visitapp.domain import entries as e
from visitapp.domain.fold_follow_up import settled
from visitapp.domain.visit import Handover, Lateness, Mark, Move, Readiness, Visit
from visitapp.domain.words import AgreedHow


def plan_read(visit: Visit, mark: Mark, content: e.Plan) -> Visit:
    """The visit after an entry about its plan."""
    match content:
        case e.VisitPlanned():
            return _planned(visit, content)
        case e.VisitArranged():
            return _arranged(visit, content)
        case e.VisitRescheduled():
            return _moved(visit, mark, content)
        case e.VisitCancelled():
            return replace(visit, cancelled=content.reason, follow_up=settled(visit))
        case e.VisitHandedOver():
            taken = Handover(mark=mark, staff=content.staff, memo=content.memo)
            return replace(visit, staff=content.staff, handovers=(*visit.handovers, taken))
        case _:
            assert_never(content)


def going_read(visit: Visit, mark: Mark, content: e.Going) -> Visit:
    """The visit after an entry about the way to the door."""
    match content:
        case e.VisitPrepared():
            return _prepared(visit, mark, content)
        case e.VisitDeparted():
            return replace(visit, departed=_earliest(visit.departed, mark))
        case e.VisitRunningLate():
            late = Lateness(
                mark=mark,
                new_time=content.new_time,
                agreed=content.agreed,
                reached=content.reached,
            )
            return replace(visit, late=late)
        case _:
            assert_never(content)


def _planned(visit: Visit, content: e.VisitPlanned) -> Visit:
    return replace(
        visit,
        customer_id=content.customer_id,
        promised_at=content.promised_at,
        agreed_how=content.agreed_how,
        staff=content.staff,
        expected_return=content.expected_return,
        watcher=content.watcher,
        note_no=content.note_no,
        nonce=content.nonce,
    )


def _arranged(visit: Visit, content: e.VisitArranged) -> Visit:
    return replace(
        visit,
        staff=content.staff,
        speaker=content.speaker,
        recorder=content.recorder,
        liaison=content.liaison,
        minutes=content.minutes,
        window_minutes=content.window_minutes,
        site=content.site,
        room=content.room,
        purpose=content.purpose,
        expected_return=content.expected_return,
        watcher=content.watcher,
    )


def _prepared(visit: Visit, mark: Mark, content: e.VisitPrepared) -> Visit:
    """The latest check counts; that the superior was told once stays true."""
    told = content.superior_told or bool(visit.readiness and visit.readiness.superior_told)
    readiness = Readiness(
        mark=mark, superior_told=told, missing=content.missing, checks=content.checks
    )
    return replace(visit, prepared=_earliest(visit.prepared, mark), readiness=readiness)


def _moved(visit: Visit, mark: Mark, content: e.VisitRescheduled) -> Visit:
    move = Move(mark=mark, before=visit.promised_at, after=content.promised_at)
    is_agreed = content.agreed_how is not AgreedHow.NOT_AGREED
    return replace(
        visit,
        follow_up=settled(visit) if is_agreed else visit.follow_up,
        promised_at=content.promised_at,
        agreed_how=content.agreed_how,
        late=None,
        moves=(*visit.moves, move),
    )


def _earliest(old: Mark | None, new: Mark) -> Mark:
    return new if old is None or new.at < old.at else old
