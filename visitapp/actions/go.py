"""Before the door: prepared, departed, running late (R-02, N-01)."""

from datetime import datetime

from visitapp.actions.act import Happened, Step, perform
from visitapp.domain.entries import VisitDeparted, VisitPrepared, VisitRunningLate
from visitapp.domain.gates import Fact
from visitapp.domain.rules import Intention
from visitapp.workspace import Workspace


def prepare(
    ws: Workspace, visit_id: str, *, superior_told: bool = False, missing: tuple[str, ...] = ()
) -> Happened:
    """The checks before departure are done; ``missing`` names what is not there."""
    content = VisitPrepared(superior_told=superior_told, missing=missing)
    return perform(ws, visit_id, lambda _t, _v: [content], Step(intention=Intention.PREPARE))


def depart(ws: Workspace, visit_id: str, *, reason: str = "") -> Happened:
    """On the way; leaving unprepared is logged as an exception (R-02), never blocked."""
    step = Step(intention=Intention.DEPART, fact=Fact.DEPART, reason=reason)
    return perform(ws, visit_id, lambda _t, _v: [VisitDeparted()], step)


def running_late(
    ws: Workspace, visit_id: str, *, new_time: datetime, agreed: bool = False
) -> Happened:
    """The customer was told a new time; ``agreed`` when there was consent (N-01)."""
    content = VisitRunningLate(new_time=new_time, agreed=agreed)
    return perform(ws, visit_id, lambda _t, _v: [content])
