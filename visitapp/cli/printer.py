"""``visitapp printer``: which printers there are, and what each can print on."""

import typer

from visitapp.cli.catalogue import SUMMARIES
from visitapp.cli.output import say
from visitapp.cli.shapes import Json
from visitapp.documents.papers import PAPERS
from visitapp.printing.job import Abilities
from visitapp.printing.queue import Queue, queues
from visitapp.texts import N_, translate

app = typer.Typer(help=SUMMARIES["printer"], no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _group() -> None:
    """Keeps ``list`` a word of its own."""


@app.command("list", help=N_("The printers of this computer and the papers each can print on."))
def list_() -> None:
    """Printer list."""
    found = [(queue, queue.abilities()) for queue in queues()]
    lines = [_line(queue, abilities) for queue, abilities in found]
    say(
        {"printers": [_shape(queue, abilities) for queue, abilities in found]},
        lines or [translate(N_("No printer is set up on this computer."))],
    )


def papers_of(abilities: Abilities) -> tuple[str, ...]:
    """The papers of ours that this printer has."""
    known = {name: paper for papers in PAPERS.values() for name, paper in papers.items()}
    return tuple(n for n, paper in known.items() if abilities.takes((paper.width, paper.height)))


def _line(queue: Queue, abilities: Abilities) -> str:
    state = N_("ready") if abilities.accepts and not abilities.reasons else N_("not ready")
    told = " ".join(papers_of(abilities)) or "-"
    return f"{queue.name}  {translate(state)}  {told}  {' '.join(abilities.reasons)}".rstrip()


def _shape(queue: Queue, abilities: Abilities) -> Json:
    return {
        "name": queue.name,
        "accepts": abilities.accepts,
        "reasons": list(abilities.reasons),
        "papers": list(papers_of(abilities)),
        "two_sided": abilities.two_sided,
    }
