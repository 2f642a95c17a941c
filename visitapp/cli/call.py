"""``visitapp call``: the calls owed to customers after an absent visit (R-39)."""

from typing import Annotated

import typer

from visitapp.actions import follow_up, look
from visitapp.cli.arguments import Remark, VisitId
from visitapp.cli.catalogue import SUMMARIES
from visitapp.cli.output import say
from visitapp.cli.session import customer_name, opened
from visitapp.cli.shapes import act_shape, row_shape
from visitapp.cli.visit_lines import done_lines
from visitapp.cli.when import moment
from visitapp.domain.words import CallResult
from visitapp.texts import N_, translate

app = typer.Typer(help=SUMMARIES["call"], no_args_is_help=True, rich_markup_mode=None)


@app.command("due", help=N_("Calls and letters still owed, the earliest day first."))
def due() -> None:
    """Call due."""
    with opened() as ws:
        zone = ws.clock.now().tzinfo
        found = []
        lines: list[str] = []
        for row in follow_up.due(ws):
            task = look.visit(ws, row.id).follow_up
            script = task.script if task else ""
            name = customer_name(ws, row.customer_id)
            by = task.by if task else "call"
            found.append({**row_shape(row, zone), "customer": name, "script": script, "by": by})
            lines += [f"{row.due_on}  {name}  {row.note_no}", *script.splitlines(), ""]
        say(found, lines or [translate(N_("No call is due."))])


@app.command("done", help=N_("What the call came to."))
def done(
    visit: VisitId,
    result: Annotated[CallResult, typer.Option("--result", help=N_("What the call came to."))],
    remark: Remark = "",
    again: Annotated[
        str, typer.Option("--again", metavar="WHEN", help=N_("When the customer wants the call."))
    ] = "",
) -> None:
    """Call done."""
    with opened() as ws:
        again_at = moment(again, ws.clock.now()) if again else None
        happened = follow_up.done(ws, visit, result, remark=remark, again_at=again_at)
    say(act_shape(happened), done_lines(happened))
