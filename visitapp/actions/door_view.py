"""All the door screen shows of one visit, read in one go; what comes next follows by the clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from visitapp.actions.act import known_visit
from visitapp.actions.note_facts import sender_of
from visitapp.actions.people import family_name
from visitapp.domain.customer import Customer, customer_of, honorific_of
from visitapp.domain.door_lines import Speaker, line_of
from visitapp.domain.visit import Visit
from visitapp.domain.words import OutcomeKind, State
from visitapp.lexicon import door_lines
from visitapp.store.store import Transaction
from visitapp.workspace import Workspace

OVER = frozenset({State.LEFT, State.CLOSED, State.CANCELLED})
THUMBNAIL = "thumbnail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody of the party."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorView:
    """One visit at its door: whom we visit, who is there, who records.

    ``lines`` are the agreed sentences by who may answer, spoken by the first of the party unless
    ``spoken_by`` names another; ``office_phone`` is the number of our own company.
    """

    visit: Visit
    customer: str
    honorific: str
    address: str
    party: tuple[Person, ...]
    next_promise_at: datetime | None
    next_promise_name: str = ""
    office_phone: str = ""
    phones: tuple[str, str] = ("", "")
    is_company: bool = False
    forbids_note: bool = False
    lines: Mapping[OutcomeKind, str] = field(default_factory=dict)
    thumbnails: Mapping[str, bytes] = field(default_factory=dict)
    erased: frozenset[str] = frozenset()


def door_view(ws: Workspace, visit_id: str, spoken_by: str = "") -> DoorView:
    """The view of a visit; Known when there is none of that id."""
    with ws.store.reading() as tx:
        visit = known_visit(tx, visit_id)
        record = tx.record(visit.customer_id)
        customer = customer_of(record) if record else Customer()
        people = [tx.record(person) for person in visit.staff]
        party = tuple(Person(id=p.id, name=p.value("name")) for p in people if p is not None)
        promise_at, promise_name = _next_promise(ws, tx, visit)
        lines = _lines(ws, tx, visit, customer, spoken_by)
    return DoorView(
        visit=visit,
        customer=customer.shown_name,
        honorific=honorific_of(customer) if record else "",
        address=customer.address,
        party=party,
        next_promise_at=promise_at,
        next_promise_name=promise_name,
        office_phone=ws.settings.sender.phone,
        phones=(customer.phone, customer.mobile),
        is_company=bool(customer.company.strip()),
        forbids_note=bool(customer.no_note),
        lines=lines,
        thumbnails=_thumbnails(ws, visit),
        erased=_erased(ws, visit),
    )


def _next_promise(ws: Workspace, tx: Transaction, visit: Visit) -> tuple[datetime | None, str]:
    """The next promise that somebody of this party has to keep, and whom it was given to."""
    zone = ws.clock.now().tzinfo
    party = set(visit.staff)
    for row in tx.visits_between(visit.promised_at, None, limit=16):
        mine = row.id != visit.id and bool(party & set(row.staff))
        if mine and row.promised_at is not None and State(row.state) not in OVER:
            record = tx.record(row.customer_id)
            customer = customer_of(record) if record else Customer()
            name = f"{customer.company or customer.shown_name}様" if record else ""
            return row.promised_at.astimezone(zone), name
    return None, ""


def _lines(
    ws: Workspace, tx: Transaction, visit: Visit, customer: Customer, spoken_by: str
) -> Mapping[OutcomeKind, str]:
    sender = sender_of(ws, tx, visit)
    named = tx.record(spoken_by) if spoken_by else None
    first = sender.staff[0].name if sender.staff else ""
    speaker = Speaker(
        company=sender.company,
        department=sender.department,
        person=family_name(named.value("name") if named else first),
    )
    texts = door_lines()
    return {kind: line_of(kind, speaker, customer, texts) for kind in OutcomeKind}


def _erased(ws: Workspace, visit: Visit) -> frozenset[str]:
    """The hashes of photos that an erasure destroyed (V-02): gone by rule, not missing."""
    hashes = {photo.attachment.sha256 for photo in visit.photos}
    return frozenset(one for one in hashes if ws.store.vault.is_destroyed(one))


def _thumbnails(ws: Workspace, visit: Visit) -> Mapping[str, bytes]:
    """Small pictures of the photos by their hash; a missing one is simply not shown."""
    found = {}
    for photo in visit.photos:
        data = ws.store.vault.read_copy(photo.attachment.sha256, THUMBNAIL)
        if data:
            found[photo.attachment.sha256] = data
    return found
