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
from visitapp.documents.page import Column, Page, Text
from visitapp.documents.paper import Rendered
from visitapp.domain.slip import Taken
from visitapp.domain.words import SlipForm
from visitapp.texts import N_, translate

app = typer.Typer(rich_markup_mode=None)
"""Joined to the words after ``note``."""
SAME = 0.2
"""Millimetres within which two pieces stand on one line, or in one column."""
Out = Annotated[Path, typer.Option("--out", metavar="FILE", help=N_("Where to."))]
OutIfWanted = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help=N_("Where to; else its words are shown only.")),
]


@app.command("envelope", help=N_("The envelope of the sealed letter, vertical, as a PDF."))
def envelope(
    visit: VisitId,
    out: OutIfWanted = None,
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
    out: OutIfWanted = None,
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


def _written(made: Rendered, out: Path | None, paper: str) -> None:
    """What was made; without a file only what stands on each side of it, line by line."""
    if out is not None:
        write_file(out, made.pdf)
    width, height = made.size_mm
    sides = [_words(page) for page in made.drawing.pages]
    value = {
        "file": str(out or ""),
        "paper": paper,
        "size_mm": list(made.size_mm),
        "pdf_sha256": made.sha256,
        "words": sides,
    }
    line = translate(
        N_("{width} x {height} mm; print it in its real size (100 %)."), width=width, height=height
    )
    say(value, [str(out), line] if out else [word for side in sides for word in (*side, "")])


def _words(page: Page) -> list[str]:
    """The lines and columns of a side; pieces that go on from one another are joined."""
    found: list[str] = []
    last: Text | Column | None = None
    for one in page.commands:
        if not isinstance(one, Text | Column) or not one.text.strip():
            continue
        if last is not None and _goes_on(last, one):
            found[-1] += one.text
        else:
            found.append(one.text)
        last = one
    return found


def _goes_on(last: Text | Column, one: Text | Column) -> bool:
    if isinstance(last, Text) and isinstance(one, Text):
        return abs(last.y - one.y) < SAME
    return abs(_middle(last) - _middle(one)) < SAME


def _middle(one: Text | Column) -> float:
    return one.x + one.width / 2 if isinstance(one, Text) else one.x
