"""The call owed to a customer after an absent visit (R-39, R-40): the task and its results."""

from datetime import datetime

from visitapp.actions.act import Happened, perform
from visitapp.actions.note_facts import sender_of
from visitapp.actions.people import family_name
from visitapp.domain.call_script import CallFacts, script_of
from visitapp.domain.customer import Customer, customer_of
from visitapp.domain.entries import FollowUpDone, FollowUpDue
from visitapp.domain.policy import follow_up_day
from visitapp.domain.visit import Visit
from visitapp.domain.words import CallResult, OutcomeKind
from visitapp.errors import Known
from visitapp.lexicon import call_texts
from visitapp.policy import is_holiday
from visitapp.store.store import Transaction
from visitapp.store.views import VisitRow
from visitapp.workspace import Workspace

CALLED_BACK = frozenset({OutcomeKind.ABSENT, OutcomeKind.INTERCOM_ONLY, OutcomeKind.MET_FAMILY})


def task_after(ws: Workspace, tx: Transaction, visit: Visit) -> FollowUpDue | None:
    """The task that leaving this visit creates: a call, or a letter without a telephone (R-39).

    None when the outcome calls for none or the task exists already.
    """
    task = visit.follow_up
    is_made = task is not None and bool(task.note_no or not visit.note_no)
    if is_made or visit.outcome is None or visit.outcome.kind not in CALLED_BACK:
        return None
    record = tx.record(visit.customer_id)
    customer = customer_of(record) if record else None
    due = follow_up_day(ws.policy, ws.clock.now(), is_holiday)
    reachable = customer is not None and bool(customer.phone or customer.mobile)
    return FollowUpDue(
        due_on=due.isoformat(),
        script=script_for(ws, tx, visit) if reachable else "",
        note_no=visit.told_no,
        by="call" if reachable else "letter",
    )


def script_for(ws: Workspace, tx: Transaction, visit: Visit) -> str:
    """What is said on the call after this visit; "" while its customer is not known here."""
    record = tx.record(visit.customer_id)
    return _script(ws, tx, visit, customer_of(record)) if record else ""


def _script(ws: Workspace, tx: Transaction, visit: Visit, customer: Customer) -> str:
    sender = sender_of(ws, tx, visit)
    came = visit.first_ring_at or visit.arrived_at or ws.clock.now()
    paper = visit.paper
    return script_of(
        CallFacts(
            name=customer.name or customer.company,
            is_company=not customer.name,
            company=sender.company,
            department=sender.department,
            person=family_name(sender.staff[0].name) if sender.staff else "",
            came_on=came.astimezone(ws.clock.now().tzinfo).date(),
            placement=paper.placement if paper else None,
            was_absent=visit.outcome is None or visit.outcome.kind is OutcomeKind.ABSENT,
        ),
        call_texts(),
    )


def due(ws: Workspace) -> tuple[VisitRow, ...]:
    """Visits whose call or letter is still open, the earliest due day first."""
    with ws.store.reading() as tx:
        return tx.follow_ups()


def done(
    ws: Workspace,
    visit_id: str,
    result: CallResult,
    *,
    remark: str = "",
    again_at: datetime | None = None,
) -> Happened:
    """Record what the call came to; ``again_at`` moves it to the time the customer asked for.

    A visit without a task is refused.
    """

    def contents(_tx: Transaction, visit: Visit) -> list[FollowUpDone]:
        if visit.follow_up is None:
            raise Known(
                "No call is due",
                "No call is due for this visit.",
                "A call task is made when you leave a visit where nobody was in.",
            )
        return [FollowUpDone(result=result, remark=remark, again_at=again_at)]

    return perform(ws, visit_id, contents)
