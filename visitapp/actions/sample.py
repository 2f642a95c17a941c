"""The visit 「見本」 of the first day, to try everything with; removed when it has served."""

from datetime import timedelta

from visitapp.actions import plan
from visitapp.domain.entries import EntryWithdrawn, GroupChange, RecordChanged
from visitapp.domain.events import About, Draft
from visitapp.domain.words import AgreedHow
from visitapp.ids import uuid7
from visitapp.texts import translate as _
from visitapp.workspace import Workspace

VISIT, CUSTOMER = "sample_visit", "sample_customer"
SOON = timedelta(minutes=30)


def sample(ws: Workspace) -> str:
    """The id of the sample visit that is still there, "" for none."""
    return ws.store.meta.text(VISIT)


def add_sample(ws: Workspace) -> str:
    """A visit 「見本」 in half an hour; its id, the same if there is one."""
    there = sample(ws)
    if there:
        return there
    with ws.store.writing():
        request = plan.PlanRequest(
            customer_id=_customer(ws),
            promised_at=ws.clock.now().replace(second=0, microsecond=0) + SOON,
            agreed_how=AgreedHow.PHONE,
            alone_reason=_("Sample"),
        )
        visit = plan.plan(ws, request).visit.id
        ws.store.meta.set(VISIT, visit)
    return visit


def _customer(ws: Workspace) -> str:
    """The customer of every sample visit, made with the first of them."""
    there = ws.store.meta.text(CUSTOMER)
    if there:
        return there
    made = uuid7(ws.clock)
    name = GroupChange(group="name", base="", fields={"name": _("Sample"), "kana": ""})
    content = RecordChanged(record="customer", groups=(name,))
    with ws.store.writing() as tx:
        tx.append(Draft(about=About(record=made), actor=ws.actor, content=content))
        ws.store.meta.set(CUSTOMER, made)
    return made


def remove_sample(ws: Workspace) -> None:
    """Take the sample visit out of every list: all its entries are withdrawn, none is deleted.

    What was tried with it (a note, a call owed) goes with it; does nothing when there is none.
    """
    visit = sample(ws)
    if not visit:
        return
    with ws.store.writing() as tx:
        for event in tx.events_about(visit=visit):
            if not isinstance(event.body.content, EntryWithdrawn):
                content = EntryWithdrawn(entry=event.entry.id, reason=_("Sample"))
                tx.append(Draft(about=About(visit=visit), actor=ws.actor, content=content))
        ws.store.meta.drop(VISIT)
