"""``visitapp note``: look at the note, make it, say where it was left."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from visitapp.actions import note as notes
from visitapp.actions import print_job
from visitapp.actions.act import known_visit
from visitapp.actions.note import NoteWish, PreparedNote
from visitapp.actions.note_facts import contact_hints
from visitapp.actions.printers import printer_named
from visitapp.actions.readiness import left_out_hint
from visitapp.cli import note_by_pen, note_count, note_day, note_papers
from visitapp.cli.arguments import Person, VisitId
from visitapp.cli.catalogue import SUMMARIES
from visitapp.cli.files import write_file
from visitapp.cli.findings import finding_lines, findings_shape
from visitapp.cli.output import hinted, mention, say
from visitapp.cli.session import opened
from visitapp.cli.shapes import Json, act_shape
from visitapp.cli.visit_lines import done_lines
from visitapp.domain.note_terms import NoteTerms
from visitapp.domain.words import (
    ApologyScope,
    CardPlace,
    ExtraLine,
    Form,
    Placement,
    Responsibility,
)
from visitapp.errors import Known
from visitapp.printing.job import JobState, Printer
from visitapp.printing.trouble import reason_words
from visitapp.texts import N_, translate
from visitapp.workspace import Workspace

PATIENCE = 60.0
"""Seconds the command waits for a sheet."""
app = typer.Typer(help=SUMMARIES["note"], no_args_is_help=True, rich_markup_mode=None)
app.add_typer(note_day.app)
app.add_typer(note_papers.app)
app.add_typer(note_by_pen.app)
app.add_typer(note_count.app, name="count")

FormOption = Annotated[Form, typer.Option("--form", help=N_("Open slip or sealed letter."))]
Paper = Annotated[
    str,
    typer.Option(
        "--paper",
        metavar="PAPER",
        help=N_("hagaki a6 b6 a5 b5 80mm 58mm; a letter a4; without it, as in the settings."),
    ),
]
Remark = Annotated[
    str, typer.Option("--remark", metavar="TEXT", help=N_("A line of your own on the note."))
]

Scope = Annotated[
    ApologyScope | None,
    typer.Option("--apology", help=N_("What the letter apologises for; without it, nothing.")),
]
Liability = Annotated[
    Responsibility,
    typer.Option("--responsibility", help=N_("Where liability lies; fault needs “ours”.")),
]
Approver = Annotated[
    list[str] | None,
    typer.Option("--approved-by", metavar="PERSON", help=N_("Who approved a letter on our fault.")),
]
Money = Annotated[
    bool, typer.Option("--money", help=N_("The customer demands money: two people must approve."))
]
Large = Annotated[bool, typer.Option("--large", help=N_("Large type (14 pt), on A5."))]
Window = Annotated[
    bool, typer.Option("--window", help=N_("The letter's address shows through a window."))
]
ExtraLineOption = Annotated[
    ExtraLine | None,
    typer.Option("--line", help=N_("One more line on the open slip: easy Japanese or English.")),
]
CardOption = Annotated[
    bool, typer.Option("--card", help=N_("A card along with it, on a sheet of its own."))
]
ByPost = Annotated[bool, typer.Option("--by-post", help=N_("It goes by post: dates only."))]


@app.command("preview", help=N_("The note as it will be; before arrival with blank times."))
def preview(
    visit: VisitId,
    form: FormOption = Form.OPEN,
    paper: Paper = "",
    remark: Remark = "",
    apology: Scope = None,
    responsibility: Liability = Responsibility.UNDETERMINED,
    approved_by: Approver = None,
    money: Money = False,
    by_post: ByPost = False,
    large: Large = False,
    window: Window = False,
    line: ExtraLineOption = None,
    card: CardOption = False,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help=N_("Where to."))] = None,
) -> None:
    """Note preview."""
    terms = _terms(apology, responsibility, approved_by, money=money, by_post=by_post, large=large)
    terms = replace(terms, window=window, line=line, card=card)
    with opened() as ws:
        wish = NoteWish(form=form, paper=paper, remark=remark, terms=terms)
        ready = notes.preview(ws, visit, wish)
        _mention(ws, ready, wish)
    if out is not None:
        write_file(out, ready.rendered.pdf)
    _say(ready, str(out or ""))


@app.command("print", help=N_("Make the note as a PDF, and record that it was printed."))
def print_(
    visit: VisitId,
    form: FormOption = Form.OPEN,
    paper: Paper = "",
    remark: Remark = "",
    apology: Scope = None,
    responsibility: Liability = Responsibility.UNDETERMINED,
    approved_by: Approver = None,
    money: Money = False,
    by_post: ByPost = False,
    large: Large = False,
    window: Window = False,
    line: ExtraLineOption = None,
    card: CardOption = False,
    printer: Annotated[
        str,
        typer.Option("--printer", metavar="NAME", help=N_("On this printer; else a PDF.")),
    ] = "",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help=N_("Where to."))] = None,
) -> None:
    """Note print."""
    terms = _terms(apology, responsibility, approved_by, money=money, by_post=by_post, large=large)
    terms = replace(terms, window=window, line=line, card=card)
    wish = NoteWish(form=form, paper=paper, remark=remark, terms=terms)
    with opened() as ws:
        with ws.store.reading() as tx:
            print_job.demand_settled(known_visit(tx, visit))
        if printer:
            ready = _through(ws, visit, printer_named(ws.settings, printer), wish)
            _mention(ws, ready, wish)
            _say(ready, printer)
            return
        file = out or Path(f"note-{visit}.pdf")
        ready = notes.print_note(ws, visit, file, wish)
        _mention(ws, ready, wish)
    _say(ready, str(file))


@app.command("came-out", help=N_("Whether the sheet of a print that was cut off lies there."))
def came_out(
    visit: VisitId,
    yes: Annotated[bool, typer.Option("--yes/--no", help=N_("It came out, or it did not."))],
) -> None:
    """Note came-out."""
    with opened() as ws:
        with ws.store.reading() as tx:
            open_prints = print_job.unsettled(known_visit(tx, visit))
        settle = print_job.came_out if yes else print_job.no_sheet
        if not open_prints:
            raise print_job.none_open()
        done = [settle(ws, visit, paper.revision) for paper in open_prints][-1]
    say(act_shape(done), done_lines(done))


@app.command("left", help=N_("Where the note was left."))
def left(
    visit: VisitId,
    placement: Annotated[Placement, typer.Option("--placement", help=N_("Where."))],
    person: Person = "",
    tracking_no: Annotated[
        str, typer.Option("--tracking-no", metavar="NUMBER", help=N_("Of a letter by post."))
    ] = "",
) -> None:
    """Note left."""
    with opened() as ws:
        done = notes.leave_note(ws, visit, placement, person, tracking_no)
    say(act_shape(done), done_lines(done))


def _through(ws: Workspace, visit: str, printer: Printer, wish: NoteWish) -> PreparedNote:
    sent = print_job.send(ws, visit, printer, wish)
    report = print_job.until_over(ws, sent, printer, PATIENCE)
    if report.state is not JobState.DONE:
        raise Known(
            "The sheet did not come out",
            "The printer “{printer}” has not printed the note ({what}).",
            "Look at the printer; then say with “note came-out” whether the sheet lies there.",
            printer=printer.name,
            what=reason_words(report.reasons) or report.state.value,
        )
    return sent.prepared


def _mention(ws: Workspace, ready: PreparedNote, wish: NoteWish) -> None:
    """Say which visits a promised call runs into (N-10), and that a card has no place."""
    if wish.terms.card and ready.card is CardPlace.NOWHERE:
        mention(translate(N_("There is no card: this paper or this customer has none.")))
    with ws.store.reading() as tx:
        for hint in contact_hints(ws, tx, ready.visit):
            mention(hinted(hint))


def _terms(
    apology: ApologyScope | None,
    responsibility: Responsibility,
    approved_by: list[str] | None,
    *,
    money: bool,
    by_post: bool,
    large: bool,
) -> NoteTerms:
    return NoteTerms(
        scope=apology,
        responsibility=responsibility,
        approved_by=tuple(approved_by or ()),
        posted=by_post,
        money_demanded=money,
        large=large,
    )


def _say(ready: PreparedNote, file: str) -> None:
    width, height = ready.rendered.size_mm
    lines = [
        translate(
            N_("Note {number}, {width} x {height} mm"),
            number=ready.note_no,
            width=width,
            height=height,
        ),
        *([file] if file else []),
        *finding_lines(ready.findings),
        *([hinted(left_out_hint(ready.left_out))] if ready.left_out else []),
    ]
    say(note_shape(ready, file), lines)


def note_shape(ready: PreparedNote, file: str) -> Json:
    """``note print`` and ``note preview``."""
    return {
        "note_no": ready.note_no,
        "file": file,
        "pdf_sha256": ready.rendered.sha256,
        "paper": ready.paper,
        "size_mm": list(ready.rendered.size_mm),
        "findings": findings_shape(ready.findings),
        "left_out": list(ready.left_out),
        "revision": ready.revision,
        "card": ready.card.value,
    }
