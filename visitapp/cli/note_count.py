"""``visitapp note count``: pre-prints and pads counted at departure and on return (N-09, N-16)."""

from typing import Annotated

import typer

from visitapp.actions import count as doing
from visitapp.cli.output import hinted, say
from visitapp.cli.session import opened
from visitapp.cli.shapes import Json
from visitapp.cli.when import span_start
from visitapp.domain.paper_count import PaperCount, Tally
from visitapp.texts import N_

app = typer.Typer(
    help=N_("Pre-prints and pads, counted by hand at departure and on return."),
    no_args_is_help=True,
    rich_markup_mode=None,
)
Preprints = Annotated[
    int, typer.Option("--preprints", metavar="N", help=N_("Notes made beforehand for a visit."))
]
Pads = Annotated[int, typer.Option("--pads", metavar="N", help=N_("Sheets of pads."))]
Day = Annotated[str, typer.Option("--day", metavar="DAY", help=N_("Which day; without it, today."))]
TODAY = "today"


@app.command("taken", help=N_("What goes along; counting again corrects it."))
def taken(
    preprints: Preprints = 0,
    pads: Pads = 0,
    cut_corner: Annotated[
        bool, typer.Option("--cut-corner", help=N_("Paper with one corner cut off is there."))
    ] = False,
    day: Day = TODAY,
) -> None:
    """Note count taken."""
    with opened() as ws:
        wanted = span_start(day, ws.clock.now()).date()
        made = doing.taken(
            ws, preprints=preprints, pad_sheets=pads, cut_corner=cut_corner, day=wanted
        )
    _tell(made)


@app.command("returned", help=N_("What came back, spoilt sheets too, and what was shredded."))
def returned(
    preprints: Preprints = 0,
    pads: Pads = 0,
    shredded: Annotated[
        int, typer.Option("--shredded", metavar="N", help=N_("Sheets shredded, misprints too."))
    ] = 0,
    day: Day = TODAY,
) -> None:
    """Note count returned."""
    with opened() as ws:
        wanted = span_start(day, ws.clock.now()).date()
        made = doing.returned(
            ws, preprints=preprints, pad_sheets=pads, shredded=shredded, day=wanted
        )
    _tell(made)


@app.command("show", help=N_("What was counted and used, and what is missing."))
def show(day: Day = TODAY) -> None:
    """Note count show."""
    with opened() as ws:
        made = doing.count_of(ws, span_start(day, ws.clock.now()).date())
    _tell(made)


def count_shape(count: PaperCount) -> Json:
    """The count as JSON: null where nothing was counted."""
    taken, back = count.taken, count.returned
    return {
        "day": count.day.isoformat(),
        "taken": taken
        and {
            "preprints": taken.preprints,
            "pads": taken.pad_sheets,
            "cut_corner": taken.cut_corner,
        },
        "used": {"preprints": count.used_preprints, "pads": count.used_pad_sheets},
        "returned": back
        and {"preprints": back.preprints, "pads": back.pad_sheets, "shredded": back.shredded},
        "missing": {
            "preprints": _missing(count, count.preprints),
            "pads": _missing(count, count.pad_sheets),
        },
        "to_shred": count.to_shred,
        "settled": count.is_settled,
    }


def _missing(count: PaperCount, tally: Tally) -> int | None:
    """What is missing; null while one of the two counts is."""
    return tally.missing if count.taken and count.returned else None


def _tell(count: PaperCount) -> None:
    said = [hinted(sentence) for sentence in count.sentences]
    say({**count_shape(count), "said": said}, said)
