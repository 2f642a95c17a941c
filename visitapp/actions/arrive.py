"""Somebody stands at the site (R-34)."""

from datetime import timedelta

from visitapp.actions.act import Happened, Step, perform, person_at
from visitapp.domain.entries import Arrived
from visitapp.domain.gates import Fact
from visitapp.domain.hint import Hint
from visitapp.domain.policy import Policy
from visitapp.domain.visit import Visit
from visitapp.workspace import Workspace


def arrive(ws: Workspace, visit_id: str, person: str = "") -> Happened:
    """Record an arrival; the hint says how it lies to the promised time (R-33)."""
    done = perform(
        ws,
        visit_id,
        lambda tx, visit: [Arrived(person=person_at(ws, tx, person, visit))],
        Step(fact=Fact.ARRIVE),
    )
    return Happened(visit=done.visit, events=done.events, hints=(punctual(done.visit, ws.policy),))


def punctual(visit: Visit, policy: Policy) -> Hint:
    """On time, early or late, in whole minutes of the arrival against the promise."""
    if visit.promised_at is None or visit.arrived_at is None:
        return Hint("Arrival recorded.")
    early = visit.promised_at - visit.arrived_at
    minutes = abs(early) // timedelta(minutes=1)
    if minutes == 0:
        return Hint("Arrival recorded: exactly on time.")
    if early > timedelta(0):
        return Hint("Arrival recorded: {minutes} minutes early.", {"minutes": minutes})
    if -early <= policy.late_tolerance:
        return Hint(
            "Arrival recorded: on time ({minutes} minutes after the promised time).",
            {"minutes": minutes},
        )
    return Hint("Arrival recorded: {minutes} minutes late.", {"minutes": minutes})
