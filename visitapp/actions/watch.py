"""What the clocks of the laptop did while a door was only looked at: written as soon as seen."""

from visitapp.actions.act import Happened, known_visit
from visitapp.workspace import Workspace


def notice(ws: Workspace, visit_id: str) -> Happened:
    """Sleep and clock steps since the last entry, as a gap of this visit (R-35).

    Written at waking, the gap ends there; with the next act it would end minutes too late.
    """
    with ws.store.writing() as tx:
        visit = known_visit(tx, visit_id)
        events = tx.notice(visit.id, ws.actor)
        return Happened(visit=tx.visit(visit.id) or visit, events=events)
