"""The checks before departure on the command line: shown (``day check``), or kept with a visit."""

from collections.abc import Sequence

import typer

from visitapp.actions import go, readiness
from visitapp.actions.readiness import Check, Finding
from visitapp.actions.today_view import today_view
from visitapp.cli.arguments import VisitId
from visitapp.cli.output import hinted, say
from visitapp.cli.session import opened
from visitapp.cli.shapes import Json, act_shape
from visitapp.cli.visit_lines import done_lines
from visitapp.texts import N_
from visitapp.workspace import Workspace

app = typer.Typer(rich_markup_mode=None)
"""Joined to the words after ``visit``."""


@app.command("ready", help=N_("What would fail at the door; the results are kept with the visit."))
def ready(visit: VisitId) -> None:
    """Visit ready."""
    with opened() as ws:
        found = measured(ws)
        whole = [readiness.unseen(one) if one in readiness.BY_EYE else found[one] for one in Check]
        done = go.prepare(
            ws,
            visit,
            missing=readiness.open_checks(whole),
            checks=tuple(one.kept_as for one in whole),
        )
    shape = {**act_shape(done), "checks": check_shapes(whole)}
    say(shape, [*check_lines(whole), *done_lines(done)])


def measured(ws: Workspace) -> dict[Check, Finding]:
    """Every check that can run without somebody who looks."""
    view = today_view(ws)
    return {one: readiness.run(ws, one, view) for one in readiness.MEASURED}


def check_shapes(found: Sequence[Finding]) -> list[Json]:
    """The results as JSON."""
    return [{"check": f.check.value, "settled": f.settled, "words": hinted(f.words)} for f in found]


def check_lines(found: Sequence[Finding]) -> list[str]:
    """The results as lines; amber ones begin with an exclamation mark."""
    return [
        f"{'✓' if f.settled else '!'} {f.check.value:10} {line}"
        for f in found
        for line in hinted(f.words).splitlines()
    ]
