"""A record is never changed: a correction is a new entry with a reason, and both stay (T6)."""

from collections.abc import Sequence
from datetime import datetime

from visitapp.actions.act import Happened, drafts, known_visit, perform, person_at
from visitapp.domain.amend import correctable, corrected_content
from visitapp.domain.codec import Content
from visitapp.domain.entries import EntryCorrected, EntryWithdrawn, TimeClaimed
from visitapp.domain.events import Event
from visitapp.errors import Known
from visitapp.store.store import Transaction
from visitapp.workspace import Workspace


def correct(
    ws: Workspace, visit_id: str, entry: str, *, field: str, value: str, reason: str
) -> Happened:
    """One text field of an earlier entry should read ``value``; ``reason`` is obligatory.

    Raises Known for an unknown entry, a field that can't be corrected or a value it can't have.
    """
    _demand_reason(reason)
    with ws.store.writing() as tx:
        visit = known_visit(tx, visit_id)
        event = _entry(tx, visit.id, entry)
        content = event.body.content
        try:
            if isinstance(content, Content):
                corrected_content(content, {field: value})
        except (KeyError, TypeError, ValueError) as error:
            names = ", ".join(correctable(content)) if isinstance(content, Content) else ""
            raise Known(
                "Not a possible correction",
                "“{field}” of this entry cannot become “{value}”.",
                "What can be corrected here: {names}.",
                field=field,
                value=value,
                names=names,
            ) from error
        made = EntryCorrected(entry=event.entry.id, field=field, value=value, reason=reason)
        events = tx.append(*drafts(ws, visit.id, [made]))
        return Happened(visit=tx.visit(visit.id) or visit, events=events)


def withdraw(ws: Workspace, visit_id: str, entry: str, *, reason: str) -> Happened:
    """An earlier entry was made by mistake: it stays visible and no longer counts."""
    _demand_reason(reason)
    with ws.store.writing() as tx:
        visit = known_visit(tx, visit_id)
        event = _entry(tx, visit.id, entry)
        made = EntryWithdrawn(entry=event.entry.id, reason=reason)
        events = tx.append(*drafts(ws, visit.id, [made]))
        return Happened(visit=tx.visit(visit.id) or visit, events=events)


def take_back(ws: Workspace, visit_id: str, entries: Sequence[str], *, reason: str) -> Happened:
    """A mistaken key: the entries of one act are withdrawn together, in the last first order."""
    _demand_reason(reason)
    with ws.store.writing() as tx:
        visit = known_visit(tx, visit_id)
        wanted = [_entry(tx, visit.id, entry).entry.id for entry in reversed(entries)]
        made = [EntryWithdrawn(entry=entry, reason=reason) for entry in wanted]
        events = tx.append(*drafts(ws, visit.id, made))
        return Happened(visit=tx.visit(visit.id) or visit, events=events)


def claim(
    ws: Workspace,
    visit_id: str,
    *,
    what: str,
    claimed_at: datetime,
    person: str = "",
    remark: str = "",
) -> Happened:
    """A typed time (N-08): recorded and shown as a claim, beside the records, never as one."""
    return perform(
        ws,
        visit_id,
        lambda tx, visit: [
            TimeClaimed(
                what=what,
                claimed_at=claimed_at,
                person=person_at(ws, tx, person, visit),
                remark=remark,
            )
        ],
    )


def _demand_reason(reason: str) -> None:
    if not reason.strip():
        raise Known(
            "A reason is missing",
            "A correction needs a reason.",
            "Say in a few words why the record should read otherwise.",
        )


def _entry(tx: Transaction, visit_id: str, given: str) -> Event:
    """The entry of a visit named by id, hash, their beginning or end, or its number n."""
    events = [
        event
        for event in tx.events_about(visit=visit_id)
        if given == str(event.entry.n)
        or (
            len(given) >= 4
            and any(
                name.startswith(given) or name.endswith(given)
                for name in (event.entry.id, event.entry.hash)
            )
        )
    ]
    if len(events) == 1:
        return events[0]
    raise Known(
        "Unknown entry",
        "“{given}” names no single entry of this visit.",
        "Look at the entries with visit show and give the number or more of the id.",
        given=given,
    )
