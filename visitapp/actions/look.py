"""Looking without changing: one visit, the visits of a day or a span."""

from datetime import datetime, timedelta

from visitapp.actions.act import known_visit
from visitapp.domain.customer import customer_of, with_honorific
from visitapp.domain.visit import Visit
from visitapp.store.views import VisitRow
from visitapp.workspace import Workspace


def visit(ws: Workspace, given_id: str) -> Visit:
    """One visit by id, an unambiguous part of it, or its note number; Known otherwise."""
    with ws.store.reading() as tx:
        return known_visit(tx, given_id)


def today(ws: Workspace) -> tuple[VisitRow, ...]:
    """The visits promised for today in the clock's zone, by promised time (R-01)."""
    start = ws.clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    return between(ws, start, start + timedelta(days=1))


def between(ws: Workspace, start: datetime | None, end: datetime | None) -> tuple[VisitRow, ...]:
    """The visits promised from ``start`` up to, not including, ``end``; None = open."""
    with ws.store.reading() as tx:
        return tx.visits_between(start, end)


def customer_name(ws: Workspace, customer_id: str) -> str:
    """The customer's name with its honorific, "" for nobody."""
    with ws.store.reading() as tx:
        record = tx.record(customer_id)
    return with_honorific(customer_of(record)) if record is not None else ""


def data_version(ws: Workspace) -> int:
    """A number that differs when another program has written to the records."""
    return ws.store.changes()
