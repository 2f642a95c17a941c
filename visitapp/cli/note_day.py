"""The notes of a day made beforehand, and the cards that go with them."""

from pathlib import Path
from typing import Annotated

import typer

from visitapp.actions.card import card_way
from visitapp.actions.day_papers import DayPapers, DayWish, compose_day
from visitapp.cli.arguments import Vertical
from visitapp.cli.files import write_file
from visitapp.cli.output import progress, say
from visitapp.cli.session import opened
from visitapp.cli.visit_lines import ID_TAIL
from visitapp.cli.when import span_start
from visitapp.texts import N_, tell, translate

app = typer.Typer(rich_markup_mode=None)
"""Joined to the words after ``note``."""


@app.command("preprint", help=N_("The notes of a day made beforehand, to be completed by pen."))
def preprint(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help=N_("Where to."))],
    day: Annotated[
        str, typer.Option("--day", metavar="DAY", help=N_("Which day; without it, tomorrow."))
    ] = "tomorrow",
    cards: Annotated[
        bool, typer.Option("--cards", help=N_("The business cards for these visits too, on A4."))
    ] = False,
    skip: Annotated[
        int,
        typer.Option("--skip", metavar="N", help=N_("Cards already taken from the first sheet.")),
    ] = 0,
    vertical: Vertical = None,
) -> None:
    """Note preprint."""
    with opened() as ws:
        when, way = span_start(day, ws.clock.now()).date(), card_way(ws, vertical)
        wish = DayWish(day=when, cards=cards, way=way, used=skip)
        made = compose_day(ws, wish, _told)
    if not made.is_empty:
        write_file(out, made.rendered().pdf)
    value = {
        "day": wish.day.isoformat(),
        "file": "" if made.is_empty else str(out),
        "notes": [{"visit": visit, "note_no": number} for visit, number in made.visits],
        "cards": made.card_count,
        "left_out": [{"visit": one.visit_id, "why": str(one.why)} for one in made.left_out],
    }
    say(value, [*_lines(wish, made), *([] if made.is_empty else [str(out)]), *_left_out(made)])


def _lines(wish: DayWish, made: DayPapers) -> list[str]:
    if made.is_empty:
        return [translate(N_("No visit of {day} needs one."), day=wish.day)]
    count = len(made.visits)
    notes = N_("Notes for {day}: {count}; print them in real size on postcards.")
    cards = N_("Cards: {count}; print it in its real size (100 %).")
    of_cards = [translate(cards, count=made.card_count)] if made.card_count else []
    return [translate(notes, count=count, day=wish.day), *of_cards]


def _left_out(made: DayPapers) -> list[str]:
    return [f"{one.visit_id[-ID_TAIL:]}  {tell(one.why).sentence}" for one in made.left_out]


def _told(done: int, whole: int) -> None:
    progress(translate(N_("{done} of {whole}"), done=done, whole=whole))
