"""A planned visit is moved, arranged anew, cancelled or handed over (N-14, ux 2)."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from visitapp.actions.act import Happened, Step, demanded, drafts, known_visit, perform
from visitapp.actions.arrangement import Arrangement, arranged
from visitapp.actions.foresight import unusual
from visitapp.actions.people import people_named
from visitapp.actions.plan import PlanRequest, gates_of, party_of, proposal_of
from visitapp.domain.codec import Content
from visitapp.domain.customer import customer_of
from visitapp.domain.entries import (
    FollowUpDue,
    VisitArranged,
    VisitCancelled,
    VisitHandedOver,
    VisitRescheduled,
)
from visitapp.domain.rules import Intention
from visitapp.domain.visit import Visit
from visitapp.domain.words import AgreedHow, State
from visitapp.errors import Known
from visitapp.store.store import Transaction
from visitapp.texts import N_, translate
from visitapp.workspace import Workspace

FIRST = datetime.fromtimestamp(0, UTC)  # a visit that was never promised
OVER = frozenset({State.LEFT, State.CLOSED, State.MET, State.ABSENT})


def change(ws: Workspace, visit_id: str, wanted: PlanRequest) -> Happened:
    """Write what differs: a new promise, a new arrangement; a move without consent owes a call.

    ``wanted`` is the visit as it is to stand; its customer stays. Raises Known for one that is
    over.
    """
    with ws.store.writing() as tx:
        visit = known_visit(tx, visit_id)
        refuse_finished(visit)
        demanded(ws, visit, Step(intention=Intention.RESCHEDULE))
        staff = people_named(ws, tx, wanted.staff) or (ws.actor,)
        made = [
            *_moved(ws, tx, visit, wanted),
            *_arranged_anew(visit, arranged(ws, tx, wanted.arrangement, party_of(wanted, staff))),
        ]
        found = unusual(ws, tx, proposal_of(wanted, staff, visit.id)) if made else ()
        exceptions = gates_of(wanted, found)
        events = tx.append(*drafts(ws, visit.id, made, exceptions))
        hints = tuple(u.hint for u in found)
        return Happened(visit=tx.visit(visit.id) or visit, events=events, hints=hints)


def request_of(visit: Visit) -> PlanRequest:
    """A visit as it stands, as a request that brings it back to that."""
    return PlanRequest(
        customer_id=visit.customer_id,
        promised_at=visit.promised_at or FIRST,
        agreed_how=visit.agreed_how,
        staff=visit.staff,
        expected_return=visit.expected_return,
        watcher=visit.watcher,
        arrangement=Arrangement(
            speaker=visit.speaker,
            recorder=visit.recorder,
            liaison=visit.liaison,
            minutes=visit.minutes,
            window_minutes=visit.window_minutes,
            site=visit.site,
            room=visit.room,
            purpose=visit.purpose,
        ),
    )


def refuse_finished(visit: Visit) -> None:
    """Known for a visit that has taken place: it is corrected, never moved (ux 2)."""
    if visit.state in OVER:
        raise Known(
            "Not possible now",
            "A finished visit cannot be moved.",
            "Add a correction.",
        )


def _moved(ws: Workspace, tx: Transaction, visit: Visit, wanted: PlanRequest) -> Iterator[Content]:
    same_time = visit.promised_at == wanted.promised_at
    if same_time and visit.agreed_how == wanted.agreed_how:
        return
    yield VisitRescheduled(
        promised_at=wanted.promised_at, agreed_how=wanted.agreed_how, reason=wanted.reason.strip()
    )
    was_agreed = visit.agreed_how is not AgreedHow.NOT_AGREED
    if not same_time and was_agreed and wanted.agreed_how is AgreedHow.NOT_AGREED:
        yield consent_call(ws, tx, visit, wanted.promised_at)


def consent_call(
    ws: Workspace, tx: Transaction, visit: Visit, promised_at: datetime
) -> FollowUpDue:
    """The call that asks for consent to a moved promise, due today; no note belongs to it."""
    record = tx.record(visit.customer_id)
    customer = customer_of(record) if record else None
    reachable = customer is not None and bool(customer.phone or customer.mobile)
    now = ws.clock.now()
    at = promised_at.astimezone(now.tzinfo)
    script = translate(
        N_("Ask whether {month}/{day} {time} is convenient, and record the answer."),
        month=at.month,
        day=at.day,
        time=f"{at:%H:%M}",
    )
    return FollowUpDue(
        due_on=now.date().isoformat(),
        script=script if reachable else "",
        by="call" if reachable else "letter",
    )


def _arranged_anew(visit: Visit, wanted: VisitArranged) -> Sequence[Content]:
    """The new arrangement, or nothing when the visit stands like that already."""
    names = VisitArranged.__dataclass_fields__
    same = all(getattr(visit, name) == getattr(wanted, name) for name in names)
    return () if same else (wanted,)


def reschedule(
    ws: Workspace, visit_id: str, *, promised_at: datetime, agreed_how: AgreedHow, reason: str
) -> Happened:
    """A new promise takes the place of the old one; both stay in the history."""
    content = VisitRescheduled(promised_at=promised_at, agreed_how=agreed_how, reason=reason)

    def contents(tx: Transaction, visit: Visit) -> list[Content]:
        was_agreed = visit.agreed_how is not AgreedHow.NOT_AGREED
        moved = visit.promised_at != promised_at
        if moved and was_agreed and agreed_how is AgreedHow.NOT_AGREED:
            return [content, consent_call(ws, tx, visit, promised_at)]
        return [content]

    return perform(ws, visit_id, contents, Step(intention=Intention.RESCHEDULE))


def cancel(ws: Workspace, visit_id: str, *, reason: str) -> Happened:
    """The visit will not take place; the reason is kept."""
    step = Step(intention=Intention.CANCEL)
    return perform(ws, visit_id, lambda _t, _v: [VisitCancelled(reason=reason)], step)


def hand_over(
    ws: Workspace, visit_id: str, *, staff: tuple[str, ...], reason: str, memo: str = ""
) -> Happened:
    """Other people take the visit; people not known yet are added by their names."""
    return perform(
        ws,
        visit_id,
        lambda tx, _v: [
            VisitHandedOver(staff=people_named(ws, tx, staff), reason=reason, memo=memo)
        ],
    )
