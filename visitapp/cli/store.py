"""``visitapp store``: is everything as it was written; backup and restore."""

from pathlib import Path
from typing import Annotated

import typer

from visitapp.actions import keep, scrub
from visitapp.actions.scrub import ScrubView
from visitapp.cli.catalogue import SUMMARIES
from visitapp.cli.columns import table
from visitapp.cli.output import mention, say
from visitapp.cli.session import ask_passphrase, opened
from visitapp.cli.shapes import Json
from visitapp.cli.wishes import wishes
from visitapp.store.check import CheckReport
from visitapp.texts import N_, translate

app = typer.Typer(help=SUMMARIES["store"], no_args_is_help=True, rich_markup_mode=None)


@app.command("check", help=N_("Look at every page, entry, signature and photo."))
def check(
    photos: Annotated[
        bool, typer.Option("--photos", help=N_("Only the originals of photos and papers."))
    ] = False,
) -> None:
    """Store check."""
    with opened() as ws:
        if photos:
            _say_scrub(scrub.look_at_all(ws, _told))
            return
        report = keep.check(ws)
    say(check_shape(report), _lines(report))
    if not report.is_ok:
        raise typer.Exit(1)


def _told(done: int) -> None:
    mention(translate(N_("{count} looked at"), count=done))


def _say_scrub(view: ScrubView) -> None:
    if view.damaged:
        first = translate(
            N_("{count} originals are damaged. Sync brings back those the office has."),
            count=len(view.damaged),
        )
    else:
        first = translate(N_("All {count} originals are whole."), count=view.looked)
    value = {"ok": not view.damaged, "looked": view.looked, "damaged": list(view.damaged)}
    say(value, [first, *view.damaged])
    if view.damaged:
        raise typer.Exit(1)


def check_shape(report: CheckReport) -> Json:
    """``store check``."""
    return {
        "ok": report.is_ok,
        "problems": [{"where": f.where, "what": f.what} for f in report.problems],
        "repaired": [{"where": f.where, "what": f.what} for f in report.repaired],
    }


def _lines(report: CheckReport) -> list[str]:
    if report.is_ok:
        first = translate(N_("Everything is as it was written."))
    else:
        first = translate(
            N_("{count} problems. Don't delete anything; restore from a backup or ask for help."),
            count=len(report.problems),
        )
    return [first, *table((f.where, f.what) for f in (*report.problems, *report.repaired))]


@app.command("rebuild", help=N_("Make lists and search anew from the records."))
def rebuild() -> None:
    """Store rebuild."""
    with opened() as ws:
        keep.rebuild(ws)
    say({"rebuilt": True}, [translate(N_("Lists and search were made anew."))])


@app.command("backup", help=N_("One encrypted file with all records and photos."))
def backup(file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Store backup."""
    with opened() as ws:
        path = keep.backup(ws, file)
    value = {"file": str(path), "bytes": path.stat().st_size}
    say(value, [translate(N_("Backup written to {path}."), path=path)])


@app.command("restore", help=N_("Lay a backup out in the empty folder that --data names."))
def restore(file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Store restore."""
    asked = wishes()
    incarnation = keep.restore(asked.folder, file, clock=asked.clock, passphrase=ask_passphrase)
    say(
        {"folder": str(asked.folder), "incarnation": incarnation},
        [translate(N_("Restored into {folder}."), folder=asked.folder)],
    )
