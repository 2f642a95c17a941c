"""In which order the calls of a day are made; pure (R-39).

A call whose time falls into a visit cannot be made then: it is moved before that visit and says
so. Times are aware.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

VISIT_LENGTH = timedelta(hours=1)


def before_visit(due_at: datetime, visits: Iterable[datetime]) -> datetime | None:
    """The start of the visit that a call due at ``due_at`` has to be made before, or None.

    Visits that follow each other without a gap count as one: the call goes before the first.
    """
    found: datetime | None = None
    latest = due_at
    for start in sorted(visits, reverse=True):
        if start < latest <= start + VISIT_LENGTH:
            found = latest = start
    return found
