"""Gates that a fact did not meet: the fact is recorded all the same, the exception beside it.

A gate never blocks a fact (invariant 8); it asks for a reason, and without one the exception is
logged with the reason left empty.
"""

from enum import StrEnum

from visitapp.domain.events import Gate
from visitapp.domain.policy import Policy
from visitapp.domain.visit import Visit
from visitapp.domain.words import OutcomeKind


class Fact(StrEnum):
    """Facts that a gate watches."""

    PLAN = "plan"
    DEPART = "depart"
    ARRIVE = "arrive"
    RING = "ring"
    LEAVE = "leave"


def unmet(visit: Visit, fact: Fact, policy: Policy) -> tuple[str, ...]:
    """The rules that ``fact`` leaves unmet as the visit stands: R-32, R-02, R-34, R-36."""
    checks = {
        Fact.PLAN: (("R-32", 0 < len(visit.staff) < policy.party),),
        Fact.DEPART: (("R-02", visit.prepared is None),),
        Fact.ARRIVE: (),
        Fact.RING: (("R-34", not visit.arrivals),),
        Fact.LEAVE: _leaving(visit),
    }
    return tuple(rule for rule, missed in checks[fact] if missed)


def _leaving(visit: Visit) -> tuple[tuple[str, bool], ...]:
    absent = visit.outcome is not None and visit.outcome.kind is OutcomeKind.ABSENT
    return (
        ("R-34", not visit.arrivals),
        ("R-36", absent and not any(p.left for p in visit.papers)),
    )


def gates(rules: tuple[str, ...], reason: str) -> tuple[Gate, ...]:
    """The exceptions to log, all with the reason that was given."""
    return tuple(Gate(rule=rule, reason=reason) for rule in rules)
