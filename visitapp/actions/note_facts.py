"""From a visit's log to the facts of its paper: times are read, never typed."""

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo

from visitapp.actions.foresight import call_collisions
from visitapp.actions.note_contacts import SEEN, contacts_of
from visitapp.domain import note_facts as paper
from visitapp.domain.card import address_lines
from visitapp.domain.customer import Customer, addressee_of, customer_of
from visitapp.domain.hint import Hint
from visitapp.domain.note_facts import NextContact, NoteFacts, Situation
from visitapp.domain.note_number import code_text
from visitapp.domain.note_terms import NO_TERMS
from visitapp.domain.postal import postal_of
from visitapp.domain.record import Record
from visitapp.domain.visit import NotePaper, Visit
from visitapp.domain.waiting import waited_until
from visitapp.domain.words import OutcomeKind
from visitapp.errors import Known
from visitapp.store.store import Transaction
from visitapp.workspace import Workspace

SITUATIONS = {
    OutcomeKind.INTERCOM_ONLY: Situation.INTERCOM,
    OutcomeKind.COMPANY_RECEPTION: Situation.RECEPTION,
    OutcomeKind.MET_FAMILY: Situation.FAMILY,
    OutcomeKind.MET_CUSTOMER: Situation.MET,
    OutcomeKind.MOVED: Situation.MOVED,
}
WITHOUT_CALL = {Situation.MET, Situation.MOVED}


def facts_of(
    ws: Workspace, tx: Transaction, visit: Visit, sheet: NotePaper | None, remark: str
) -> NoteFacts:
    """What the note is made of; without ``sheet`` (preview before arrival) the times are blank.

    Raises Known when the plan, or the new time of a moved promise, is not known here.
    """
    customer = customer_at(tx, visit)
    if visit.promise_at_door is None:
        raise _no_plan()
    zone = ws.clock.now().tzinfo
    # Who left early does not tell how long was waited (layout 8).
    came, until = _came_at(visit), waited_until(visit, ws.policy.wait)
    situation, terms = _situation(visit), sheet.terms if sheet else NO_TERMS
    return NoteFacts(
        addressee=addressee_of(customer),
        promised_at=visit.promise_at_door.astimezone(zone),
        sender=sender_of(ws, tx, visit),
        note_no=visit.note_no,
        code=code_text(visit.note_no, visit.nonce, sheet.head if sheet else ""),
        situation=situation,
        first_ring_at=came.astimezone(zone) if came and sheet else None,
        waited_until=until.astimezone(zone) if until and sheet else None,
        late=_late(ws, visit),
        was_early=_was_early(ws, visit),
        made_on=ws.clock.now().date() if sheet else None,
        revision=sheet.revision if sheet else 1,
        contacts=contacts_told(ws, tx, visit),
        has_phone=_has_phone(customer),
        remark=remark,
        blank_times=sheet is None,
        named_outside=not customer.no_name_outside,
        posted=terms.posted,
        moved_to=_moved_to(tx, visit, zone) if situation is Situation.MOVED else None,
        scope=terms.scope,
        window=_window(ws, customer) if terms.window else (),
        line=terms.line,
        absences=_absences(ws, tx, visit) if terms.posted else (),
    )


def customer_at(tx: Transaction, visit: Visit) -> Customer:
    """Whom the visit is to; raises Known when the plan is not known here."""
    record = tx.record(visit.customer_id)
    if record is None:
        raise _no_plan()
    return customer_of(record)


def contacts_told(ws: Workspace, tx: Transaction, visit: Visit) -> tuple[NextContact, ...]:
    """The calls that stand on the paper of a visit; none after it was met or moved."""
    return () if _situation(visit) in WITHOUT_CALL else contacts_of(ws, tx, visit)


def contact_hints(ws: Workspace, tx: Transaction, visit: Visit) -> tuple[Hint, ...]:
    """Visits that the calls on the paper run into, for whoever is to call (N-10)."""
    zone = ws.clock.now().tzinfo
    return tuple(
        hint
        for contact in contacts_told(ws, tx, visit)
        if contact.by is not None
        for hint in call_collisions(
            ws, tx, visit, datetime.combine(contact.day, contact.by, tzinfo=zone)
        )
    )


def sender_of(ws: Workspace, tx: Transaction, visit: Visit) -> paper.Sender:
    """Who we are on paper: the settings' sender with the staff of the plan and their readings."""
    sender = ws.settings.sender
    records = [tx.record(person) for person in visit.staff]
    staff = tuple(_staff(ws, record) for record in records if record is not None)
    return paper.Sender(
        company=sender.company,
        phone=sender.phone,
        department=sender.department,
        hours=sender.hours,
        staff=staff,
        address=address_lines(sender.postal_code, sender.address),
        mail=sender.mail,
        logo=ws.style.logo,
    )


def _staff(ws: Workspace, record: Record) -> paper.Staff:
    """A person; a title is known of the owner of this computer alone (the settings)."""
    title = ws.settings.title if record.id == ws.actor else ""
    return paper.Staff(name=record.value("name"), kana=record.value("kana"), title=title)


def _no_plan() -> Known:
    return Known(
        "The plan is missing",
        "The plan of this visit is not on this computer.",
        "Sync with the office, or plan the visit here.",
    )


def _situation(visit: Visit) -> Situation:
    kind = visit.outcome.kind if visit.outcome else OutcomeKind.ABSENT
    return SITUATIONS.get(kind, Situation.ABSENT)


def _moved_to(tx: Transaction, visit: Visit, zone: tzinfo | None) -> datetime:
    """The new promise of a visit whose promise was moved at the door (layout 8).

    It is this visit's own, or that of a visit planned for the customer since (``promise_visit``).
    """
    found = [visit.arrived_at, visit.first_ring_at, *(o.mark.at for o in visit.outcomes)]
    since = min(at for at in found if at is not None)
    moved = visit.promised_at if any(m.mark.at >= since for m in visit.moves) else None
    moved = moved or next(_planned_since(tx, visit, since), None)
    if moved is None:
        raise Known(
            "The new time is missing",
            "The customer moved the promise, but its new time is not planned yet.",
            "Move the promise to its new time first, then make the note.",
        )
    return moved.astimezone(zone)


def _planned_since(tx: Transaction, visit: Visit, since: datetime) -> Iterator[datetime]:
    for row in tx.visits_of(visit.customer_id, SEEN):
        other = tx.visit(row.id) if row.id != visit.id else None
        is_new = other is not None and bool(other.timeline) and other.timeline[0].mark.at >= since
        if is_new and other is not None and other.promised_at and not other.cancelled:
            yield other.promised_at


def _came_at(visit: Visit) -> datetime | None:
    """The first ring; who turned back before the bell, for a dog or a gate, came on arrival."""
    return visit.first_ring_at or visit.arrived_at


def _late(ws: Workspace, visit: Visit) -> timedelta:
    """Lateness beyond the tolerance, zero when we were on time (N-02)."""
    came, promised = _came_at(visit), visit.promise_at_door
    late = came - promised if came and promised else timedelta(0)
    return late if late > ws.policy.late_tolerance else timedelta(0)


def _was_early(ws: Workspace, visit: Visit) -> bool:
    """Whether all was over before the promised time: the paper claims no more than the log."""
    found, promised = visit.outcome, visit.promise_at_door
    if found is None or promised is None:
        return False
    return found.mark.at < promised - ws.policy.late_tolerance


def _absences(ws: Workspace, tx: Transaction, visit: Visit) -> tuple[datetime, ...]:
    """The promises at which nobody was met in a row, once the policy wants a letter for them."""
    found: list[datetime] = []
    for row in tx.visits_of(visit.customer_id):
        at, kind = row.promised_at, row.outcome
        if at is None or visit.promise_at_door is None or at > visit.promise_at_door or not kind:
            continue
        if kind != OutcomeKind.ABSENT:
            break
        found.insert(0, at.astimezone(ws.clock.now().tzinfo))
    least = ws.policy.absences_before_letter
    return tuple(found[-least:]) if len(found) >= least > 1 else ()


def _window(ws: Workspace, customer: Customer) -> tuple[str, ...]:
    postal = postal_of(customer)
    code = ws.style.texts.say("letter.postcode", code=postal.hyphened) if postal.code else ""
    return tuple(part for part in (code, *postal.lines) if part)


def _has_phone(customer: Customer) -> bool:
    return bool(customer.phone or customer.mobile)
