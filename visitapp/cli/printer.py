"""``visitapp printer``: which printers there are, what each can print on, and those for rolls."""

from typing import Annotated

import typer

from visitapp.actions import printers as doing
from visitapp.cli import printer_calibration
from visitapp.cli.catalogue import SUMMARIES
from visitapp.cli.output import say
from visitapp.cli.session import opened
from visitapp.cli.shapes import Json
from visitapp.documents.papers import PAPERS
from visitapp.errors import Known
from visitapp.printing.job import Abilities, Printer
from visitapp.printing.roll import RollPrinter
from visitapp.printing.trouble import UNREACHED, reason_words
from visitapp.texts import N_, translate

app = typer.Typer(help=SUMMARIES["printer"], no_args_is_help=True, rich_markup_mode=None)
app.add_typer(printer_calibration.app)
Name = Annotated[str, typer.Argument(metavar="NAME", help=N_("The printer's name."))]
AWAY = Abilities(accepts=False, reasons=(UNREACHED,))
"""What is told of a roll's printer that is not there now: switched off, or in the car."""


@app.command("list", help=N_("The printers of this computer and the papers each can print on."))
def list_() -> None:
    """Printer list."""
    with opened() as ws:
        settings = ws.settings
    found = [(printer, _able(printer)) for printer in doing.printers(settings)]
    lines = [_line(printer, abilities) for printer, abilities in found]
    say(
        {"printers": [_shape(printer, abilities) for printer, abilities in found]},
        [*lines, *printer_calibration.kept_lines(settings)]
        or [translate(N_("No printer is set up on this computer."))],
    )


@app.command("status", help=N_("Whether a printer can print now; a name, or escpos:…"))
def status(name: Name) -> None:
    """Printer status."""
    with opened() as ws:
        settings = ws.settings
    printer = doing.printer_named(settings, name)
    abilities = printer.abilities()
    say(_shape(printer, abilities), [_line(printer, abilities)])


@app.command("add", help=N_("Name a printer for rolls of 80 or 58 mm."))
def add(
    name: Name,
    address: Annotated[
        str,
        typer.Argument(
            metavar="ADDRESS", help=N_("escpos://HOST:9100?width=576 or escpos:/dev/usb/lp0")
        ),
    ],
) -> None:
    """Printer add."""
    with opened() as ws:
        made = doing.add_printer(ws, name, address)
    told = translate(
        N_("{printer} prints on {paper}."), printer=made.name, paper=made.address.roll.name
    )
    say({"name": made.name, "address": address, "paper": made.address.roll.name}, [told])


@app.command("remove", help=N_("Forget a printer for rolls."))
def remove(name: Name) -> None:
    """Printer remove."""
    with opened() as ws:
        doing.remove_printer(ws, name)
    say({"name": name}, [translate(N_("{printer} is forgotten."), printer=name)])


def papers_of(abilities: Abilities) -> tuple[str, ...]:
    """The papers of ours that this printer has."""
    known = {name: paper for papers in PAPERS.values() for name, paper in papers.items()}
    return tuple(n for n, paper in known.items() if abilities.takes((paper.width, paper.height)))


def _able(printer: Printer) -> Abilities:
    """What it can; one for rolls may be away, and the others are shown nevertheless."""
    try:
        return printer.abilities()
    except Known:
        if not isinstance(printer, RollPrinter):
            raise
        return AWAY


def _line(printer: Printer, abilities: Abilities) -> str:
    state = N_("ready") if abilities.prints else N_("not ready")
    told = " ".join(papers_of(abilities)) or "-"
    return f"{printer.name}  {translate(state)}  {told}  {reason_words(abilities.reasons)}".rstrip()


def _shape(printer: Printer, abilities: Abilities) -> Json:
    return {
        "name": printer.name,
        "accepts": abilities.accepts,
        "ready": abilities.prints,
        "reasons": list(abilities.reasons),
        "papers": list(papers_of(abilities)),
        "two_sided": abilities.two_sided,
    }
