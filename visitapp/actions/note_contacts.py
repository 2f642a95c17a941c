"""What the paper promises next: an agreed hour first, then the call that leaving creates (R-39).

The note prints the dates that are kept in the journal, so what the customer reads is what we owe.
"""

from collections.abc import Iterator
from datetime import date, datetime

from visitapp.actions.people import family_name
from visitapp.domain import note_facts as paper
from visitapp.domain.note_facts import NextContact
from visitapp.domain.policy import follow_up_day
from visitapp.domain.visit import FollowUp, Visit
from visitapp.policy import is_holiday
from visitapp.store.store import Transaction
from visitapp.workspace import Workspace

SEEN = 20  # visits of a customer in which a promised call is looked for, the newest first


def contacts_of(ws: Workspace, tx: Transaction, visit: Visit) -> tuple[NextContact, ...]:
    """The calls owed to the customer of a visit, as its note tells them (ux 5).

    A call agreed for an hour of today stands on the note, from whichever visit it comes; the
    policy's day follows, unless this visit has its own hour already; once the visit was left that
    day is owed and no paper made afterwards moves it.
    """
    now, person = ws.clock.now(), _caller(tx, visit)
    own = _agreed(visit.follow_up)
    hours = {at.astimezone(now.tzinfo) for at in _promised(tx, visit)}
    promised = {at for at in hours if at.date() == now.date() and at > now}
    if own is not None:
        promised.add(own.astimezone(now.tzinfo))
    contacts = [_at(at, person) for at in promised]
    if own is None:
        contacts.append(_on(_call_day(ws, visit), paper.DayPart(ws.policy.call_part), person))
    return tuple(contacts)


def _call_day(ws: Workspace, visit: Visit) -> date:
    """The day that is owed already, while it is still to come; else the policy's after the visit.

    Before anybody was there the visit is taken to be on the day that was promised.
    """
    now, task = ws.clock.now(), visit.follow_up
    if task is not None and task.is_open and task.note_no and task.due_on > f"{now:%Y-%m-%d}":
        return date.fromisoformat(task.due_on)
    promised = visit.promised_at if visit.outcome is None else None
    after = max(now, promised or now)
    return follow_up_day(ws.policy, after.astimezone(now.tzinfo), is_holiday)


def _promised(tx: Transaction, visit: Visit) -> Iterator[datetime]:
    for row in tx.visits_of(visit.customer_id, SEEN):
        other = tx.visit(row.id) if row.due_on and row.id != visit.id else None
        at = _agreed(other.follow_up) if other else None
        if at is not None:
            yield at


def _agreed(task: FollowUp | None) -> datetime | None:
    """The hour a customer was promised and still waits for; None without one."""
    return task.due_at if task is not None and task.is_open and task.note_no else None


def _caller(tx: Transaction, visit: Visit) -> str:
    first = tx.record(visit.staff[0]) if visit.staff else None
    return family_name(first.value("name")) if first else ""


def _at(at: datetime, person: str) -> NextContact:
    return NextContact(day=at.date(), by=at.time(), person=person)


def _on(day: date, part: paper.DayPart, person: str) -> NextContact:
    return NextContact(day=day, part=part, person=person)
