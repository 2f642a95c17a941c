"""``visitapp card``: business cards on sheets of ten, row by row, used positions skipped."""

from pathlib import Path
from typing import Annotated

import typer

from visitapp.actions.card import card_of
from visitapp.cli.catalogue import SUMMARIES
from visitapp.cli.files import write_file
from visitapp.cli.output import say
from visitapp.cli.session import opened
from visitapp.documents.card_sheets import card_sheet, render
from visitapp.texts import N_, translate

app = typer.Typer(help=SUMMARIES["card"], no_args_is_help=True, rich_markup_mode=None)
USUAL = "a-one-51002"


@app.callback()
def _group() -> None:
    """Keeps ``sheet`` a word of its own."""


@app.command("sheet", help=N_("A sheet of business cards as a PDF."))
def sheet(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help=N_("Where to."))],
    layout: Annotated[
        str,
        typer.Option("--layout", metavar="NAME", help=N_("a-one-51002, plain-a4, or a file.")),
    ] = USUAL,
    skip: Annotated[
        int, typer.Option("--skip", metavar="N", help=N_("So many positions are used already."))
    ] = 0,
    person: Annotated[
        str, typer.Option("--person", metavar="NAME", help=N_("Whose; else the owner's."))
    ] = "",
    right: Annotated[
        float, typer.Option("--right", metavar="MM", help=N_("Move all of it right, or - left."))
    ] = 0.0,
    down: Annotated[
        float, typer.Option("--down", metavar="MM", help=N_("Move all of it down, or - up."))
    ] = 0.0,
) -> None:
    """Card sheet."""
    wanted = card_sheet(layout)
    with opened() as ws:
        made = render(card_of(ws, person), wanted, skip, (right, down))
    write_file(out, made.pdf)
    count = len(wanted.positions) - skip
    value = {
        "file": str(out),
        "cards": count,
        "size_mm": list(made.size_mm),
        "pdf_sha256": made.sha256,
    }
    line = translate(N_("{count} cards; print it in its real size (100 %)."), count=count)
    say(value, [str(out), line])
