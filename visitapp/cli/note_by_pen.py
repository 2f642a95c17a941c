"""Notes completed by pen: pads of sheets, which one was used, what was written on it."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from visitapp.actions import handwritten, sheet_photo
from visitapp.cli.arguments import VisitId
from visitapp.cli.files import write_file
from visitapp.cli.findings import finding_lines, findings_shape
from visitapp.cli.note_papers import Out
from visitapp.cli.output import say
from visitapp.cli.session import opened
from visitapp.domain.wording import is_allowed
from visitapp.errors import Known
from visitapp.photo_words import SHOWS_THE_NOTE
from visitapp.texts import N_, translate

app = typer.Typer(rich_markup_mode=None)
"""Joined to the words after ``note``."""


@app.command("pad", help=N_("Numbered sheets for the pen, for visits that are not planned yet."))
def pad(
    count: Annotated[int, typer.Argument(metavar="COUNT", help=N_("How many sheets."))],
    out: Out,
) -> None:
    """Note pad."""
    with opened() as ws:
        made = handwritten.make_pad(ws, count)
        write_file(out, made.rendered.pdf)
    value = {"file": str(out), "numbers": list(made.numbers)}
    told = translate(N_("{count} sheets are in {path}."), count=len(made.numbers), path=out)
    say(value, [told, " ".join(made.numbers)])


@app.command("by-pen", help=N_("A sheet made beforehand was completed by pen for this visit."))
def by_pen(
    visit: VisitId,
    number: Annotated[
        str,
        typer.Argument(
            metavar="NUMBER", help=N_("Of a pad's sheet; without it the visit's own pre-print.")
        ),
    ] = "",
    photo: Annotated[
        Path | None,
        typer.Option(
            "--photo", metavar="FILE", help=N_("Read the number in a photo of the sheet.")
        ),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help=N_("The sheet in the photo is the note: bind it."))
    ] = False,
) -> None:
    """Note by-pen."""
    if photo and number:
        raise Known(
            "Number given twice",
            "The number is given both as text and as a photo.",
            "Give one of them.",
        )
    with opened() as ws:
        if photo:
            code = sheet_photo.sheet_in_photo(ws, visit, photo)
            _demand_yes(sheet_photo.told_number(code), yes=yes)
            reason = translate(SHOWS_THE_NOTE)
            happened = sheet_photo.bind_from_photo(ws, visit, photo, code, reason=reason)
        else:
            happened = handwritten.bind(ws, visit, number)
    told = happened.visit.told_no
    say(
        {"visit": happened.visit.id, "note_no": told},
        [translate(N_("The note {number} is bound to this visit."), number=told)],
    )


@app.command("transcribe", help=N_("Type what the pen wrote on the note of a visit."))
def transcribe(
    visit: VisitId,
    text: Annotated[str, typer.Option("--text", metavar="TEXT", help=N_("Letter by letter."))],
) -> None:
    """Note transcribe."""
    with opened() as ws:
        done = handwritten.transcribe(ws, visit, text)
    value = {
        "visit": done.happened.visit.id,
        "allowed": is_allowed(done.findings),
        "findings": findings_shape(done.findings),
    }
    said = (
        translate(N_("It may stand on a note."))
        if is_allowed(done.findings)
        else translate(N_("It lies with the customer: tell your superior today."))
    )
    say(value, [*finding_lines(done.findings), said])


def _demand_yes(number: str, *, yes: bool) -> None:
    """What the photo shows is bound by a yes only: asked at a terminal, else ``--yes``."""
    question = translate(N_("The photo shows the sheet {number}. Is it the note?"), number=number)
    if yes or (sys.stdin.isatty() and typer.confirm(question, err=True)):
        return
    raise Known(
        "Nothing bound",
        "The photo shows the sheet {number}; nothing was bound.",
        "Say --yes if this sheet is the note of the visit.",
        number=number,
    )
