"""``visitapp card``: business cards on sheets of ten, used positions skipped, or for a shop."""

from pathlib import Path
from typing import Annotated

import typer

from visitapp.actions.card import card_of, card_way
from visitapp.cli.arguments import Vertical
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
        typer.Option(
            "--layout", metavar="NAME", help=N_("a-one-51002, plain-a4, shop, or a file.")
        ),
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
    vertical: Vertical = None,
) -> None:
    """Card sheet."""
    wanted = card_sheet(layout)
    with opened() as ws:
        way = card_way(ws, vertical)
        made = render(card_of(ws, person), wanted, skip, (right, down), way)
    write_file(out, made.pdf)
    count = len(wanted.positions) - skip
    value = {
        "file": str(out),
        "cards": count,
        "way": way.value,
        "size_mm": list(made.size_mm),
        "bleed_mm": wanted.bleed,
        "pdf_sha256": made.sha256,
    }
    line = translate(N_("Cards: {count}; print it in its real size (100 %)."), count=count)
    if wanted.bleed:
        shop = N_("For a print shop: cut at the TrimBox, with {bleed} mm of bleed around it.")
        line = translate(shop, bleed=f"{wanted.bleed:g}")
    say(value, [str(out), line])
