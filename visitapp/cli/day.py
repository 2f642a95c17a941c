"""``visitapp day``: the check before departure, the list of the evening, the report of the day."""

import typer

from visitapp.actions.day_report import day_report
from visitapp.actions.evening import evening_of
from visitapp.actions.today_view import today_view
from visitapp.cli import words
from visitapp.cli.catalogue import SUMMARIES
from visitapp.cli.note_count import count_shape
from visitapp.cli.output import hinted, say
from visitapp.cli.session import opened
from visitapp.cli.visit_ready import check_lines, check_shapes, measured
from visitapp.domain.words import OutcomeKind
from visitapp.texts import N_, translate

app = typer.Typer(help=SUMMARIES["day"], no_args_is_help=True, rich_markup_mode=None)


@app.command("check", help=N_("What would fail at the door: every check that can run."))
def check() -> None:
    """Day check."""
    with opened() as ws:
        found = list(measured(ws).values())
    say(check_shapes(found), check_lines(found))


@app.command("evening", help=N_("What is left of the day (N-16)."))
def evening() -> None:
    """Day evening."""
    with opened() as ws:
        left = evening_of(today_view(ws))
    sheets = [f"{number}/{revision}" for number, revision in left.misprints]
    shape = {
        "unsent": left.unsent,
        "calls": left.calls,
        "misprints": sheets,
        "items": left.items,
        "sheets": left.sheets,
        "bag": count_shape(left.bag),
    }
    lines = [
        translate("to send {n}", n=left.unsent),
        translate("call results {n}", n=left.calls),
        " ".join((translate("misprints {n}", n=len(sheets)), *sheets)),
        *map(hinted, left.bag.sentences),
        translate("items {n}", n=left.items),
        translate("tomorrow's paper {n}", n=left.sheets),
    ]
    say(shape, lines)


@app.command("report", help=N_("The report of the day, from the records alone."))
def report() -> None:
    """Day report."""
    with opened() as ws:
        told = day_report(
            today_view(ws), {kind: words.OUTCOMES[kind.value] for kind in OutcomeKind}
        )
    say({"report": told}, told.splitlines())
