"""``visitapp visit``: plan, look, change; what happens at the door stands in ``visit_door``."""

from typing import Annotated

import typer

from visitapp.actions import change, correct, go, look
from visitapp.actions.act import known_visit
from visitapp.actions.plan import PlanRequest, plan
from visitapp.actions.promise import move_visit
from visitapp.cli import visit_door, visit_ready
from visitapp.cli.arguments import ClaimedAt, Person, Reason, Remark, VisitId
from visitapp.cli.catalogue import SUMMARIES
from visitapp.cli.output import say
from visitapp.cli.session import customer_name, opened
from visitapp.cli.shapes import act_shape, plan_shape, row_shape, seen, visit_shape
from visitapp.cli.visit_lines import done_lines, row_lines, visit_lines
from visitapp.cli.when import moment, span_end, span_start
from visitapp.domain.words import AgreedHow
from visitapp.store.views import VisitRow
from visitapp.texts import N_, translate
from visitapp.workspace import Workspace

app = typer.Typer(
    help=SUMMARIES["visit"],
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(visit_door.app)
app.add_typer(visit_ready.app)

Staff = Annotated[
    list[str] | None,
    typer.Option(
        "--staff", metavar="NAME", help=N_("Who goes; once per person, NAME or NAME(READING).")
    ),
]
Agreed = Annotated[
    AgreedHow, typer.Option("--agreed", help=N_("How the customer agreed to the time."))
]
When = Annotated[
    str, typer.Option("--at", metavar="WHEN", help=N_("2026-11-25 14:30, 14:30, 11月25日14時30分"))
]


@app.command("plan", help=N_("Promise a visit; its note number is reserved."))
def plan_visit(
    customer: Annotated[str, typer.Option("--customer", metavar="ID", help=N_("The customer."))],
    at: When,
    staff: Staff = None,
    agreed: Agreed = AgreedHow.NOT_AGREED,
    back: Annotated[
        str, typer.Option("--return", metavar="WHEN", help=N_("When you expect to be back."))
    ] = "",
    watcher: Annotated[
        str, typer.Option("--watcher", metavar="NAME", help=N_("Who watches over this visit."))
    ] = "",
    alone_reason: Annotated[
        str, typer.Option("--alone-reason", metavar="TEXT", help=N_("Why one person goes alone."))
    ] = "",
) -> None:
    """Visit plan."""
    with opened() as ws:
        now = ws.clock.now()
        request = PlanRequest(
            customer_id=customer,
            promised_at=moment(at, now),
            staff=tuple(staff or ()),
            agreed_how=agreed,
            expected_return=moment(back, now) if back else None,
            watcher=watcher,
            alone_reason=alone_reason,
        )
        done = plan(ws, request)
    lines = [
        *done_lines(done),
        translate(
            N_("Visit {id}, note number {number}."), id=done.visit.id, number=done.visit.note_no
        ),
    ]
    say(plan_shape(done), lines)


@app.command("today", help=N_("The visits promised for today."))
def today() -> None:
    """Visit today."""
    with opened() as ws:
        _say_rows(ws, look.today(ws))


@app.command("list", help=N_("The visits promised in a span of days."))
def listed(
    start: Annotated[str, typer.Option("--from", metavar="WHEN", help=N_("First day."))] = "",
    end: Annotated[str, typer.Option("--to", metavar="WHEN", help=N_("Last day."))] = "",
) -> None:
    """Visit list."""
    with opened() as ws:
        now = ws.clock.now()
        first = span_start(start, now) if start else None
        last = span_end(end, now) if end else None
        _say_rows(ws, look.between(ws, first, last))


def _say_rows(ws: Workspace, rows: tuple[VisitRow, ...]) -> None:
    zone = ws.clock.now().tzinfo
    named = [(row, customer_name(ws, row.customer_id)) for row in rows]
    shapes = [{**row_shape(row, zone), "customer": name} for row, name in named]
    say(shapes, row_lines(named, zone))


@app.command("show", help=N_("All of one visit."))
def show(visit: VisitId) -> None:
    """Visit show."""
    with opened() as ws:
        found = seen(ws, look.visit(ws, visit))
        name = customer_name(ws, found.visit.customer_id)
        say(visit_shape(found), visit_lines(found, name, ws.clock.now().tzinfo))


@app.command("prepare", help=N_("The checks before departure are done."))
def prepare(
    visit: VisitId,
    superior_told: Annotated[
        bool, typer.Option("--superior-told", help=N_("The superior knows of this visit."))
    ] = False,
    missing: Annotated[
        list[str] | None, typer.Option("--missing", metavar="THING", help=N_("What is not there."))
    ] = None,
) -> None:
    """Visit prepare."""
    with opened() as ws:
        done = go.prepare(ws, visit, superior_told=superior_told, missing=tuple(missing or ()))
    say(act_shape(done), done_lines(done))


@app.command("depart", help=N_("On the way."))
def depart(visit: VisitId, reason: Reason = "") -> None:
    """Visit depart."""
    with opened() as ws:
        done = go.depart(ws, visit, reason=reason)
    say(act_shape(done), done_lines(done))


@app.command("late", help=N_("The customer was told that we will be late."))
def late(
    visit: VisitId,
    at: When,
    agreed: Annotated[bool, typer.Option("--agreed", help=N_("The customer agreed."))] = False,
    not_reached: Annotated[
        bool, typer.Option("--not-reached", help=N_("The customer could not be reached."))
    ] = False,
) -> None:
    """Visit late."""
    with opened() as ws:
        at_last = moment(at, ws.clock.now())
        done = go.running_late(ws, visit, new_time=at_last, agreed=agreed, reached=not not_reached)
    say(act_shape(done), done_lines(done))


@app.command("reschedule", help=N_("A new promise takes the place of the old one."))
def reschedule(
    visit: VisitId, at: When, agreed: Agreed = AgreedHow.NOT_AGREED, reason: Reason = ""
) -> None:
    """Visit reschedule."""
    with opened() as ws:
        promised = moment(at, ws.clock.now())
        with ws.store.reading() as tx:
            old = known_visit(tx, visit)
        done = move_visit(ws, old.id, promised, agreed, reason)
    lines = list(done_lines(done))
    if done.visit.id != old.id:
        told = N_("The visit had begun, so one of its own was planned: {visit}")
        lines.append(translate(told, visit=done.visit.id))
    say(act_shape(done), lines)


@app.command("cancel", help=N_("The visit will not take place."))
def cancel(
    visit: VisitId, reason: Annotated[str, typer.Option("--reason", metavar="TEXT")]
) -> None:
    """Visit cancel."""
    with opened() as ws:
        done = change.cancel(ws, visit, reason=reason)
    say(act_shape(done), done_lines(done))


@app.command("handover", help=N_("Other people take the visit."))
def handover(
    visit: VisitId,
    staff: Annotated[list[str], typer.Option("--staff", metavar="NAME", help=N_("Who takes it."))],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT")],
    memo: Annotated[
        str, typer.Option("--memo", metavar="TEXT", help=N_("What they need to know."))
    ] = "",
) -> None:
    """Visit handover."""
    with opened() as ws:
        done = change.hand_over(ws, visit, staff=tuple(staff), reason=reason, memo=memo)
    say(act_shape(done), done_lines(done))


Entry = Annotated[
    str, typer.Argument(metavar="ENTRY", help=N_("The entry: its number in visit show, or its id."))
]


@app.command("correct", help=N_("One field of an entry should read otherwise; both stay visible."))
def correct_entry(
    visit: VisitId,
    entry: Entry,
    reason: Reason = "",
    field: Annotated[str, typer.Option("--field", metavar="NAME", help=N_("Which field."))] = "",
    value: Annotated[
        str, typer.Option("--value", metavar="TEXT", help=N_("How it should read."))
    ] = "",
) -> None:
    """Visit correct."""
    with opened() as ws:
        done = correct.correct(ws, visit, entry, field=field, value=value, reason=reason)
    say(act_shape(done), done_lines(done))


@app.command(
    "withdraw", help=N_("An entry was made by mistake: it stays visible and counts no more.")
)
def withdraw(visit: VisitId, entry: Entry, reason: Reason = "") -> None:
    """Visit withdraw."""
    with opened() as ws:
        done = correct.withdraw(ws, visit, entry, reason=reason)
    say(act_shape(done), done_lines(done))


@app.command("claim", help=N_("Something that happened earlier is entered now, with a typed time."))
def claim(
    visit: VisitId,
    what: Annotated[str, typer.Option("--what", metavar="TEXT", help=N_("What happened."))],
    claimed_at: ClaimedAt,
    person: Person = "",
    remark: Remark = "",
) -> None:
    """Visit claim."""
    with opened() as ws:
        at = moment(claimed_at, ws.clock.now())
        done = correct.claim(ws, visit, what=what, claimed_at=at, person=person, remark=remark)
    say(act_shape(done), done_lines(done))
