"""The papers around a note: the envelope of its letter, the small slips."""

from pathlib import Path
from typing import Annotated

import typer

from visitapp.actions.envelope import envelope_of
from visitapp.actions.slip import slip_of
from visitapp.cli.arguments import VisitId
from visitapp.cli.files import write_file
from visitapp.cli.output import say
from visitapp.cli.session import opened
from visitapp.cli.when import span_start
from visitapp.documents.paper import Rendered
from visitapp.domain.slip import Taken
from visitapp.domain.words import SlipForm
from visitapp.texts import N_, translate

app = typer.Typer(rich_markup_mode=None)
"""Joined to the words after ``note``."""
Out = Annotated[Path, typer.Option("--out", metavar="FILE", help=N_("Where to."))]


@app.command("envelope", help=N_("The envelope of the sealed letter, vertical, as a PDF."))
def envelope(
    visit: VisitId,
    out: Out,
    paper: Annotated[
        str,
        typer.Option(
            "--paper", metavar="PAPER", help=N_("naga3 (A4 in three), naga4 or naga3-window.")
        ),
    ] = "naga3",
) -> None:
    """Note envelope."""
    with opened() as ws:
        made = envelope_of(ws, visit, paper)
    _written(made, out, paper)


@app.command("slip", help=N_("A small paper to hand over: request, receipt or thanks."))
def slip(
    visit: VisitId,
    form: Annotated[SlipForm, typer.Option("--form", help=N_("Which one."))],
    out: Out,
    paper: Annotated[str, typer.Option("--paper", metavar="PAPER", help=N_("a6 or a5."))] = "a6",
    item: Annotated[
        str, typer.Option("--item", metavar="TEXT", help=N_("What was taken; else for the pen."))
    ] = "",
    quantity: Annotated[
        str, typer.Option("--quantity", metavar="TEXT", help=N_("How many; else for the pen."))
    ] = "",
    condition: Annotated[
        str, typer.Option("--condition", metavar="TEXT", help=N_("Its state; else for the pen."))
    ] = "",
    back: Annotated[
        str, typer.Option("--back", metavar="DAY", help=N_("When it returns; else for the pen."))
    ] = "",
) -> None:
    """Note slip."""
    with opened() as ws:
        back_on = span_start(back, ws.clock.now()).date() if back else None
        taken = Taken(item=item, quantity=quantity, condition=condition, back_on=back_on)
        made = slip_of(ws, visit, form, paper, taken)
    _written(made, out, paper)


def _written(made: Rendered, out: Path, paper: str) -> None:
    write_file(out, made.pdf)
    width, height = made.size_mm
    value = {
        "file": str(out),
        "paper": paper,
        "size_mm": list(made.size_mm),
        "pdf_sha256": made.sha256,
    }
    line = translate(
        N_("{width} x {height} mm; print it in its real size (100 %)."), width=width, height=height
    )
    say(value, [str(out), line])
