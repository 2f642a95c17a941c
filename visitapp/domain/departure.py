"""What is asked once before departure, and when a visit runs late; pure.

Departure is a fact and never blocked (invariant 8): what is open is asked once and logged.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from visitapp.domain.policy import Policy
from visitapp.domain.visit import Visit
from visitapp.domain.words import AgreedHow

LATE_WARNING = timedelta(minutes=15)  # N-01: "from -15 min without arrival"
DEPARTURE_WARNING = timedelta(minutes=5)  # ux 1: the card turns amber


class Open(StrEnum):
    """What is not settled when somebody departs (R-32, R-33, R-02)."""

    SECOND_PERSON = "second_person"
    CONSENT = "consent"
    SUPERIOR = "superior"
    RETURN = "return"
    READINESS = "readiness"


def open_items(visit: Visit, policy: Policy) -> tuple[Open, ...]:
    """What is not settled before this departure, in the order it is asked."""
    ready = visit.readiness
    checks = (
        (Open.SECOND_PERSON, 0 < len(visit.staff) < policy.party),
        (Open.CONSENT, lacks_consent(visit)),
        (Open.SUPERIOR, ready is None or not ready.superior_told),
        (Open.RETURN, visit.expected_return is None),
        (Open.READINESS, ready is None or not ready.checks),
    )
    return tuple(item for item, is_open in checks if is_open)


def lacks_consent(visit: Visit) -> bool:
    """Whether the customer has not agreed to the time that holds now (R-33, N-01)."""
    if visit.late is not None:
        return not visit.late.agreed
    return visit.agreed_how is AgreedHow.NOT_AGREED


def holds_at(visit: Visit) -> datetime | None:
    """The time we are expected: the new one when we said we are late, else the promise."""
    return visit.new_time or visit.promised_at


def is_tardy(visit: Visit, now: datetime, margin: timedelta) -> bool:
    """Whether ``margin`` before the time nobody has arrived (aware times)."""
    at = holds_at(visit)
    return at is not None and not visit.arrivals and now >= at - margin


def unsettled(visit: Visit, now: datetime) -> bool:
    """Whether the card warns: 5 minutes before, neither departure nor arrival (ux 1)."""
    return visit.departed is None and is_tardy(visit, now, DEPARTURE_WARNING)
