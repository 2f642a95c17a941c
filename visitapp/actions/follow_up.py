"""The call owed to a customer after an absent visit (R-39, R-40): the task and its results."""

from datetime import datetime

from visitapp.actions.act import Happened, perform
from visitapp.domain.customer import Customer, customer_of
from visitapp.domain.entries import FollowUpDone, FollowUpDue
from visitapp.domain.policy import follow_up_day
from visitapp.domain.visit import Visit
from visitapp.domain.words import CallResult, OutcomeKind
from visitapp.errors import Known
from visitapp.lexicon import load_call_script
from visitapp.policy import is_holiday
from visitapp.store.store import Transaction
from visitapp.store.views import VisitRow
from visitapp.workspace import Workspace

CALLED_BACK = frozenset({OutcomeKind.ABSENT, OutcomeKind.INTERCOM_ONLY, OutcomeKind.MET_FAMILY})


def task_after(ws: Workspace, tx: Transaction, visit: Visit) -> FollowUpDue | None:
    """The task that leaving this visit creates: a call, or a letter without a telephone (R-39).

    None when the outcome calls for none or the task exists already.
    """
    if visit.follow_up or visit.outcome is None or visit.outcome.kind not in CALLED_BACK:
        return None
    record = tx.record(visit.customer_id)
    customer = customer_of(record) if record else None
    due = follow_up_day(ws.policy, ws.clock.now(), is_holiday)
    reachable = customer is not None and bool(customer.phone or customer.mobile)
    return FollowUpDue(
        due_on=due.isoformat(),
        script=_script(visit, customer) if reachable else "",
        note_no=visit.note_no,
        by="call" if reachable else "letter",
    )


def _script(visit: Visit, customer: Customer | None) -> str:
    template = load_call_script()
    came: datetime | None = visit.first_ring_at or visit.arrived_at or visit.promised_at
    return template.fill(
        came_at=came,
        people=max(1, len({a.person for a in visit.arrivals})),
        note_left=any(p.left for p in visit.papers),
        name=customer.name or customer.company if customer else "",
    )


def due(ws: Workspace) -> tuple[VisitRow, ...]:
    """Visits whose call or letter is still open, the earliest due day first."""
    return ws.store.follow_ups()


def done(ws: Workspace, visit_id: str, result: CallResult, *, remark: str = "") -> Happened:
    """Record what the call came to; a visit without a task is refused."""

    def contents(_tx: Transaction, visit: Visit) -> list[FollowUpDone]:
        if visit.follow_up is None:
            raise Known(
                "No call is due",
                "No call is due for this visit.",
                "A call task is made when you leave a visit where nobody was in.",
            )
        return [FollowUpDone(result=result, remark=remark)]

    return perform(ws, visit_id, contents)
