"""``visitapp dossier``: everything about a visit in one file, and the check of anybody's file."""

from pathlib import Path
from typing import Annotated

import typer

from visitapp.actions import dossier
from visitapp.actions.dossier import Made
from visitapp.cli.catalogue import SUMMARIES
from visitapp.cli.dossier_words import issued_lines, told
from visitapp.cli.output import mention, say
from visitapp.cli.session import opened
from visitapp.cli.shapes import Json
from visitapp.evidence.verdict import Verdict
from visitapp.evidence.verdict_words import finding_line
from visitapp.texts import N_, translate

app = typer.Typer(help=SUMMARIES["dossier"], no_args_is_help=True, rich_markup_mode=None)


@app.command("export", help=N_("Write the records of visits to a zip; the reason is logged."))
def export(
    visits: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID…", help=N_("The visits, each by id or note number.")),
    ] = None,
    *,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=N_("Who needs it, why."))],
    customer: Annotated[
        str, typer.Option("--customer", metavar="ID", help=N_("All visits to this customer."))
    ] = "",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help=N_("Where to."))] = None,
) -> None:
    """Dossier export."""
    with opened() as ws:
        given = [*(visits or ()), *(dossier.visits_of(ws, customer) if customer else ())]
        name = f"dossier-{customer or '-'.join(given[:1])}.zip"
        made = dossier.export(ws, given, reason, out or Path(name), told())
    mention(translate(N_("The file is not encrypted. Photos in it keep their position data.")))
    say(_shape(made), _lines(made))


def _shape(made: Made) -> Json:
    return {
        "visits": [visit.id for visit in made.visits],
        "file": str(made.file),
        "bytes": made.issued.size,
        "sha256": made.issued.sha256,
        "fingerprint": made.issued.fingerprint,
        **_verdict_shape(made.issued.verdict),
    }


def _lines(made: Made) -> list[str]:
    return issued_lines(made.file, made.issued)


@app.command("verify", help=N_("What a dossier proves and what it doesn't; needs no records."))
def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    fingerprint: Annotated[
        str,
        typer.Option(
            "--fingerprint", metavar="TEXT", help=N_("The office's, from its paper or site.")
        ),
    ] = "",
    every: Annotated[
        bool, typer.Option("--all", help=N_("Check each single signature; takes longer."))
    ] = False,
    tsa: Annotated[
        Path | None,
        typer.Option(
            "--tsa", metavar="FILE", help=N_("Certificates (PEM) of the time-stamp authority.")
        ),
    ] = None,
) -> None:
    """Dossier verify."""
    verdict = dossier.verify(file, fingerprint, every=every, authority=tsa)
    say(_verdict_shape(verdict), [finding_line(finding) for finding in verdict.findings])
    if verdict.outcome:
        raise typer.Exit(int(verdict.outcome))


def _verdict_shape(verdict: Verdict) -> Json:
    return {
        "outcome": verdict.outcome.name.lower(),
        "conclusion": verdict.findings[-1].key,
        "findings": [{"key": f.key, **f.values} for f in verdict.findings],
    }
