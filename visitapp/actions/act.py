"""The one shape of every act on a visit: read, ask the rules, append, all in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from visitapp.domain import rules
from visitapp.domain.chain import Attachment
from visitapp.domain.codec import Content
from visitapp.domain.events import About, Draft, Event, Gate
from visitapp.domain.gates import Fact, gates, unmet
from visitapp.domain.hint import Hint
from visitapp.domain.rules import Asked, Intention
from visitapp.domain.visit import Visit
from visitapp.errors import Known
from visitapp.store.store import Transaction
from visitapp.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What an act came to: the visit as it stands now, the new entries, and hints."""

    visit: Visit
    events: tuple[Event, ...] = ()
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One act: which intention or fact it is, and the reason given for an exception."""

    intention: Intention | None = None
    fact: Fact | None = None
    reason: str = ""
    asked: Asked | None = None


def perform(
    ws: Workspace,
    given_id: str,
    contents: Callable[[Transaction, Visit], Sequence[Content]],
    step: Step | None = None,
) -> Happened:
    """Append what ``contents`` makes of the visit; returns after it is on disk.

    Raises Known when the visit is unknown or the rules refuse and no reason opens them.
    """
    with ws.store.writing() as tx:
        visit = known_visit(tx, given_id)
        exceptions = demanded(ws, visit, step or Step())
        made = contents(tx, visit)
        events = tx.append(*drafts(ws, visit.id, made, exceptions))
        return Happened(visit=tx.visit(visit.id) or visit, events=events)


def drafts(
    ws: Workspace,
    visit_id: str,
    contents: Sequence[Content],
    exceptions: tuple[Gate, ...] = (),
    attach: Sequence[Attachment] = (),
) -> list[Draft]:
    """Drafts about one visit; exceptions and attachments go with the first of them."""
    return [
        Draft(
            about=About(visit=visit_id),
            actor=ws.actor,
            content=content,
            gates=exceptions if place == 0 else (),
            attach=attach if place == 0 else (),
        )
        for place, content in enumerate(contents)
    ]


def demanded(ws: Workspace, visit: Visit, step: Step) -> tuple[Gate, ...]:
    """The exceptions a step has to log; Known when the rules refuse it outright."""
    exceptions = gates(unmet(visit, step.fact, ws.policy), step.reason) if step.fact else ()
    if step.intention is None:
        return exceptions
    asked = step.asked or Asked(policy=ws.policy, now=ws.clock.stamp())
    match rules.may(visit, step.intention, asked):
        case rules.Refused() as no if no.overridable and step.reason.strip():
            return (*exceptions, Gate(rule=no.rule, reason=step.reason.strip()))
        case rules.Refused() as no:
            raise refusal(no)
        case _:
            return exceptions


def refusal(no: rules.Refused) -> Known:
    """The rules' no as an error for the user."""
    return Known("Not possible now", no.message, no.advice, rule=no.rule)


def known_visit(tx: Transaction, given_id: str) -> Visit:
    """The visit named by id, an unambiguous part of it, or its note number; Known otherwise."""
    visit = tx.visit(tx.visit_id(given_id))
    if visit is None:
        raise Known(
            "Unknown visit",
            "There is no visit “{given}”.",
            "List the visits and copy the id, or give the number of its note.",
            given=given_id,
        )
    return visit


def person_at(ws: Workspace, tx: Transaction, name: str, visit: Visit) -> str:
    """The id of the person named at the door; the recorder when no name is given (N-11).

    Two laptops may each have made a record of the same person: the one planned for this visit
    is meant, else the owner of this laptop.
    """
    if not name.strip():
        return ws.actor
    found = [r.id for r in tx.records("person") if name.strip() in {r.id, r.value("name")}]
    meant = [p for p in (*visit.staff, ws.actor) if p in found] or found
    if not meant:
        raise Known(
            "Unknown person",
            "“{name}” is not one of the people of this laptop.",
            "Give the name exactly as it was planned; --staff of visit plan adds people.",
            name=name,
        )
    return meant[0]
