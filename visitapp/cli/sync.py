"""``visitapp enroll``, ``sync`` and ``status``: the way to the office and what it has."""

from collections.abc import Iterator
from datetime import tzinfo
from typing import Annotated

import typer

from visitapp.actions import link
from visitapp.cli.catalogue import SUMMARIES
from visitapp.cli.output import mention, say
from visitapp.cli.session import opened
from visitapp.incidents import laptop_words
from visitapp.sync.report import Progress, SyncReport
from visitapp.texts import N_, tell, translate

app = typer.Typer(rich_markup_mode=None)

LANES = {
    "text": N_("records"),
    "thumbnails": N_("small pictures"),
    "originals": N_("photos"),
}
KIB = 1024
SHOWN = 5


@app.command("enroll", help=SUMMARIES["enroll"])
def enroll(
    url: Annotated[
        str, typer.Argument(metavar="URL", help=N_("The office's address, or its invitation."))
    ],
    code: Annotated[
        str, typer.Argument(metavar="[CODE]", help=N_("The one-time code; not with an invitation."))
    ] = "",
    check: Annotated[
        str,
        typer.Option("--check", metavar="NUMBER", help=N_("The office's check number, compared.")),
    ] = "",
) -> None:
    """Enroll."""
    invited = link.invitation_in(url)
    if invited is not None:
        url, code, check = invited.url, code or invited.code, check or invited.check
    with opened() as ws:
        joined = link.enroll(ws, url, code, check=check)
    line = translate(N_("This computer belongs to the office “{name}”."), name=joined.office_name)
    say({"office": joined.office_name, "already": joined.already}, [line])


@app.command("sync", help=SUMMARIES["sync"])
def sync(
    once: Annotated[bool, typer.Option("--once", help=N_("One pass, then end."))] = False,
    watch: Annotated[bool, typer.Option("--watch", help=N_("Go on until stopped."))] = False,
) -> None:
    """Sync."""
    with opened() as ws:
        zone = ws.clock.now().tzinfo
        if watch and not once:
            report = link.watch(ws, lambda passed: _passed(passed, zone), _progress)
        else:
            report = link.sync(ws, _progress)
            _passed(report, zone)
    if report.trouble is not None:
        raise report.trouble


@app.command("status", help=SUMMARIES["status"])
def status() -> None:
    """Status."""
    with opened() as ws:
        report = link.status(ws)
        alone = ws.store.outbox.office is None
        zone = ws.clock.now().tzinfo
    say(
        report.as_json(),
        [translate(N_("Used on this computer only."))] if alone else _lines(report, zone),
    )


def progress_line(progress: Progress) -> str:
    """How far a lane is, in the language spoken; originals are counted in bytes."""
    lane = translate(LANES.get(progress.lane, progress.lane))
    if progress.lane == "originals":
        return f"{lane} {-(-progress.done // KIB)}/{-(-progress.total // KIB)} KiB"
    return f"{lane} {progress.done}/{progress.total}"


def _progress(progress: Progress) -> None:
    mention(progress_line(progress))


def _passed(report: SyncReport, zone: tzinfo | None) -> None:
    say(report.as_json(), _lines(report, zone))


def _lines(report: SyncReport, zone: tzinfo | None) -> Iterator[str]:
    pending = report.pending
    if pending.entries or pending.originals:
        yield translate(
            N_("This computer only: {entries} records, {photos} photos ({size} KiB)"),
            entries=pending.entries,
            photos=pending.originals,
            size=-(-pending.bytes // KIB),
        )
    else:
        yield translate(N_("Everything is kept at the office."))
    if report.last_receipt_at:
        yield translate(
            N_("Last receipt of the office: {time}"),
            time=f"{report.last_receipt_at.astimezone(zone):%Y-%m-%d %H:%M:%S}",
        )
    for incident in report.incidents:
        yield tell(incident).sentence
    for found in () if report.incidents else report.found[:SHOWN]:
        words = laptop_words(found.what)
        at = f"{found.seen_at.astimezone(zone):%Y-%m-%d %H:%M}"
        yield f"{at} {words.title}: {words.sentence} {words.advice}"
