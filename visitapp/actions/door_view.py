"""All the door screen shows of one visit, read in one go; what comes next follows by the clock."""

from dataclasses import dataclass
from datetime import datetime

from visitapp.actions.act import known_visit
from visitapp.domain.customer import customer_of, honorific_of
from visitapp.domain.visit import Visit
from visitapp.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody of the party."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorView:
    """One visit at its door: whom we visit, who is there, who records."""

    visit: Visit
    customer: str
    honorific: str
    address: str
    party: tuple[Person, ...]
    next_promise_at: datetime | None


def door_view(ws: Workspace, visit_id: str) -> DoorView:
    """The view of a visit; Known when there is none of that id."""
    with ws.store.reading() as tx:
        visit = known_visit(tx, visit_id)
        record = tx.record(visit.customer_id)
        customer = customer_of(record) if record else None
        people = [tx.record(person) for person in visit.staff]
        later = [
            row.promised_at
            for row in tx.visits_between(visit.promised_at, None, limit=8)
            if row.id != visit.id and row.promised_at is not None
        ]
    return DoorView(
        visit=visit,
        customer=customer.shown_name if customer else "",
        honorific=honorific_of(customer) if customer else "",
        address=customer.address if customer else "",
        party=tuple(Person(id=p.id, name=p.value("name")) for p in people if p is not None),
        next_promise_at=min(later, default=None),
    )
