"""Before the door: prepared, departed, running late (R-02, N-01)."""

from datetime import datetime

from visitapp.actions.act import Happened, Step, perform
from visitapp.domain.departure import open_items
from visitapp.domain.entries import VisitDeparted, VisitPrepared, VisitRunningLate
from visitapp.domain.gates import Fact
from visitapp.domain.rules import Intention
from visitapp.domain.visit import Visit
from visitapp.store.store import Transaction
from visitapp.workspace import Workspace


def prepare(
    ws: Workspace,
    visit_id: str,
    *,
    superior_told: bool = False,
    missing: tuple[str, ...] = (),
    checks: tuple[str, ...] = (),
) -> Happened:
    """The checks before departure are done; ``missing`` names what is not there.

    Without new ``checks`` (only the superior was told) the results of the last check stay.
    """

    def contents(_tx: Transaction, visit: Visit) -> list[VisitPrepared]:
        last = visit.readiness
        kept = last is not None and not checks and not missing
        return [
            VisitPrepared(
                superior_told=superior_told,
                missing=last.missing if last and kept else missing,
                checks=last.checks if last and kept else checks,
            )
        ]

    return perform(ws, visit_id, contents, Step(intention=Intention.PREPARE))


def depart(ws: Workspace, visit_id: str, *, reason: str = "") -> Happened:
    """On the way; what is open is logged with it (R-02, R-32, R-33), never blocked."""

    def contents(_tx: Transaction, visit: Visit) -> list[VisitDeparted]:
        return [VisitDeparted(missing=open_items(visit, ws.policy))]

    step = Step(intention=Intention.DEPART, fact=Fact.DEPART, reason=reason)
    return perform(ws, visit_id, contents, step)


def running_late(
    ws: Workspace, visit_id: str, *, new_time: datetime, agreed: bool = False, reached: bool = True
) -> Happened:
    """We will come at ``new_time``; the customer agreed, did not, or was not reached (N-01)."""
    content = VisitRunningLate(new_time=new_time, agreed=agreed and reached, reached=reached)
    return perform(ws, visit_id, lambda _t, _v: [content])
