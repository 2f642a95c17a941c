"""What the planning form reads and writes in the records, off the GUI thread."""

from ui.models.plan_typed import Typed, agreed_of, arrangement_of
from ui.undo import Reversal
from visitapp.actions import change, customers, drafts, people, plan
from visitapp.actions.act import Happened
from visitapp.actions.foresight import Proposal
from visitapp.domain.customer import Customer
from visitapp.domain.visit import Visit
from visitapp.texts import translate as _
from visitapp.workspace import Workspace


def draft_name(visit_id: str) -> str:
    """The name of the draft of a new visit or of a change."""
    return f"plan:{visit_id}" if visit_id else "plan"


def draft_of(ws: Workspace, visit_id: str) -> tuple[dict[str, str], Customer | None]:
    """What was typed and never finished, and the customer it named."""
    values = drafts.kept(ws, draft_name(visit_id))
    given = values.get("customer_id", "")
    return values, customers.show(ws, given) if given else None


def proposal_of(
    ws: Workspace, values: dict[str, str], read: Typed, staff: tuple[str, ...], visit_id: str
) -> Proposal:
    """A form as a proposal, so that what is unusual can be told."""
    assert read.at is not None
    ids = {name: person for person, name in people.known(ws)}
    return Proposal(
        promised_at=read.at,
        minutes=read.minutes + int(values["window"]),
        staff=tuple(ids.get(people.split_reading(name)[0], name) for name in staff),
        agreed_how=agreed_of(values),
        visit_id=visit_id,
    )


def write(
    ws: Workspace, values: dict[str, str], read: Typed, staff: tuple[str, ...], visit_id: str
) -> Happened:
    """One act: the visit planned or changed, and its draft forgotten."""
    assert read.at is not None
    request = plan.PlanRequest(
        customer_id=values["customer_id"],
        promised_at=read.at,
        staff=staff,
        agreed_how=agreed_of(values),
        expected_return=read.back,
        watcher=values["watcher"].strip(),
        alone_reason=values["alone_reason"].strip(),
        reason=values["reason"].strip(),
        arrangement=arrangement_of(values, read.minutes),
    )
    with ws.store.writing():
        if visit_id:
            done = change.change(ws, visit_id, request)
        else:
            done = plan.plan(ws, request)
        drafts.keep(ws, draft_name(visit_id), {})
    return done


def reversal_of(before: Visit | None) -> Reversal:
    """How planning or changing is taken back: the visit is cancelled, or stands as before."""
    if before is None:
        reason = _("taken back")
        return Reversal(
            words=_("The visit is planned."),
            back=lambda ws, done: change.cancel(ws, done.visit.id, reason=reason),
        )
    request = change.request_of(before)
    return Reversal(
        words=_("The visit is changed."),
        back=lambda ws, done: change.change(ws, done.visit.id, request),
    )
