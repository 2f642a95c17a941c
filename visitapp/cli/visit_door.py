"""What happens at the door: every act is one command, recorded at the moment it is given."""

from typing import Annotated

import typer

from visitapp.actions import leave as leaving
from visitapp.actions import look, outcome, wait
from visitapp.actions.act import Happened
from visitapp.actions.arrive import arrive
from visitapp.actions.call import call
from visitapp.actions.correct import claim
from visitapp.actions.ring import ring
from visitapp.cli.arguments import ClaimedAt, Person, Reason, Remark, VisitId
from visitapp.cli.output import say
from visitapp.cli.session import opened
from visitapp.cli.shapes import act_shape
from visitapp.cli.visit_lines import done_lines
from visitapp.cli.when import moment
from visitapp.domain.words import CallResult, OutcomeKind
from visitapp.errors import Known
from visitapp.texts import N_
from visitapp.workspace import Workspace

app = typer.Typer(rich_markup_mode=None)


def _say(done: Happened) -> None:
    say(act_shape(done), done_lines(done))


def _claimed(ws: Workspace, visit: str, what: str, claimed_at: str, person: str) -> Happened:
    """A typed time is recorded as a claim beside the records, never as one of them (N-08)."""
    at = moment(claimed_at, ws.clock.now())
    return claim(ws, visit, what=what, claimed_at=at, person=person)


@app.command("arrive", help=N_("Somebody stands at the site."))
def arrive_(visit: VisitId, person: Person = "", claimed_at: ClaimedAt = "") -> None:
    """Visit arrive."""
    with opened() as ws:
        if claimed_at:
            done = _claimed(ws, visit, "arrived", claimed_at, person)
        else:
            done = arrive(ws, visit, person)
    _say(done)


@app.command("ring", help=N_("The intercom was rung; logged to the second."))
def ring_(
    visit: VisitId,
    person: Person = "",
    answered: Annotated[bool, typer.Option("--answered", help=N_("Somebody answered."))] = False,
    claimed_at: ClaimedAt = "",
) -> None:
    """Visit ring."""
    with opened() as ws:
        if claimed_at:
            done = _claimed(ws, visit, "rang", claimed_at, person)
        else:
            done = ring(ws, visit, person, answered=answered)
    _say(done)


@app.command("call", help=N_("The customer was telephoned."))
def call_(
    visit: VisitId,
    person: Person = "",
    mobile: Annotated[bool, typer.Option("--mobile", help=N_("The mobile number."))] = False,
    result: Annotated[
        CallResult, typer.Option("--result", help=N_("What the call came to."))
    ] = CallResult.NO_ANSWER,
) -> None:
    """Visit call."""
    with opened() as ws:
        kind = "mobile" if mobile else "phone"
        _say(call(ws, visit, person, number_kind=kind, result=result))


@app.command("wait", help=N_("Start the wait at the door, or make the running one longer."))
def wait_(
    visit: VisitId,
    person: Person = "",
    minutes: Annotated[
        int | None, typer.Option("--minutes", help=N_("How long; without it, the shorter wait."))
    ] = None,
) -> None:
    """Visit wait."""
    with opened() as ws:
        running = look.visit(ws, visit).running_wait
        if running is not None and minutes is not None and minutes > running.minutes:
            _say(wait.extend(ws, visit, person, minutes))
        else:
            _say(wait.start(ws, visit, person, minutes))


@app.command("met", help=N_("Somebody was met: the customer, or whom --whom names."))
def met(
    visit: VisitId,
    whom: Annotated[
        str, typer.Option("--whom", help=N_("customer, family, minor or reception."))
    ] = "customer",
    remark: Remark = "",
) -> None:
    """Visit met."""
    kinds = {
        "customer": OutcomeKind.MET_CUSTOMER,
        "family": OutcomeKind.MET_FAMILY,
        "minor": OutcomeKind.MET_MINOR,
        "reception": OutcomeKind.COMPANY_RECEPTION,
    }
    if whom not in kinds:
        raise Known(
            "Unknown choice",
            "“{given}” is none of the people one meets at a door.",
            "Give one of {choices}.",
            given=whom,
            choices=", ".join(kinds),
        )
    _found(visit, kinds[whom], remark=remark)


@app.command("intercom", help=N_("Somebody spoke through the intercom only."))
def intercom(visit: VisitId, remark: Remark = "") -> None:
    """Visit intercom."""
    _found(visit, OutcomeKind.INTERCOM_ONLY, remark=remark)


@app.command("absent", help=N_("Nobody is in; before the wait is over only with a reason."))
def absent(visit: VisitId, reason: Reason = "", remark: Remark = "") -> None:
    """Visit absent."""
    _found(visit, OutcomeKind.ABSENT, reason=reason, remark=remark)


@app.command("not-found", help=N_("The address is wrong or can't be found."))
def not_found(visit: VisitId, remark: Remark = "") -> None:
    """Visit not-found."""
    _found(visit, OutcomeKind.NOT_FOUND, remark=remark)


@app.command("moved", help=N_("The customer moved the appointment at the door or by phone."))
def moved(visit: VisitId, remark: Remark = "") -> None:
    """Visit moved."""
    _found(visit, OutcomeKind.MOVED, remark=remark)


@app.command("asked-to-leave", help=N_("We were asked to go; nothing more is done at the door."))
def asked_to_leave(visit: VisitId, remark: Remark = "") -> None:
    """Visit asked-to-leave."""
    _found(visit, OutcomeKind.ASKED_TO_LEAVE, remark=remark)


@app.command("emergency", help=N_("Danger: leave first, write later."))
def emergency(visit: VisitId, remark: Remark = "") -> None:
    """Visit emergency."""
    _found(visit, OutcomeKind.EMERGENCY, remark=remark)


def _found(visit: str, kind: OutcomeKind, *, reason: str = "", remark: str = "") -> None:
    with opened() as ws:
        _say(outcome.record(ws, visit, kind, reason=reason, remark=remark))


@app.command("leave", help=N_("The visit ends; after an absence the call task is made."))
def leave(
    visit: VisitId, person: Person = "", reason: Reason = "", claimed_at: ClaimedAt = ""
) -> None:
    """Visit leave."""
    with opened() as ws:
        if claimed_at:
            done = _claimed(ws, visit, "left", claimed_at, person)
        else:
            done = leaving.leave(ws, visit, person, reason=reason)
    _say(done)


@app.command("back", help=N_("Back at the office, or home directly."))
def back(
    visit: VisitId,
    person: Person = "",
    home: Annotated[bool, typer.Option("--home", help=N_("Straight home."))] = False,
) -> None:
    """Visit back."""
    with opened() as ws:
        _say(leaving.back(ws, visit, person, home=home))
