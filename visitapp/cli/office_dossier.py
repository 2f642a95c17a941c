"""``visitapp office dossier`` and ``office fingerprint``: what the office gives to strangers."""

import secrets
from pathlib import Path
from typing import Annotated

import typer

from visitapp.cli.dossier_words import issued_lines, told
from visitapp.cli.office_seat import AsJson, Data, clock, folder_of, show
from visitapp.cli.output import mention
from visitapp.errors import Known
from visitapp.evidence.verdict import fingerprint_of, shown_fingerprint
from visitapp.texts import N_, translate

app = typer.Typer(rich_markup_mode=None)


@app.command(
    "dossier", help=N_("Write what the office holds of visits to a zip; the reason is logged.")
)
def dossier(
    visits: Annotated[
        list[str],
        typer.Argument(metavar="ID…", help=N_("The visits, each by id or note number.")),
    ],
    *,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=N_("Who needs it, why."))],
    case: Annotated[
        bool, typer.Option("--case", help=N_("All other visits to the same customers too."))
    ] = False,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help=N_("Where to."))] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Write what the office holds of visits to a zip; the reason is logged."""
    from visitapp.office import dossiers, seat  # noqa: PLC0415 - the database is slow to load

    file = out or Path(f"dossier-{visits[0]}.zip")
    scratch = _scratch(file)
    office = seat.open_office(folder_of(data), clock())
    try:
        given = dossiers.with_case(office, visits) if case else visits
        made = dossiers.make(office, given, reason, scratch, told())
    finally:
        office.database.close()
    scratch.replace(file)
    mention(translate(N_("The file is not encrypted. Photos in it keep their position data.")))
    if made.absent:
        mention(translate(N_("{count} photos or papers have not arrived yet."), count=made.absent))
    value = {
        "visits": list(made.visits),
        "file": str(file),
        "bytes": made.issued.size,
        "sha256": made.issued.sha256,
        "fingerprint": made.issued.fingerprint,
        "absent": made.absent,
        "conclusion": made.issued.verdict.findings[-1].key,
    }
    show(value, as_json, lambda: "\n".join(issued_lines(file, made.issued)))


@app.command("fingerprint", help=N_("The office's fingerprint, for the company's paper and site."))
def fingerprint(data: Data = None, as_json: AsJson = False) -> None:
    """The office's fingerprint, for the company's paper and site."""
    from visitapp.office import seat  # noqa: PLC0415

    office = seat.open_office(folder_of(data), clock())
    office.database.close()
    found = fingerprint_of(office.key.public)
    value = {"name": office.name, "fingerprint": found}
    show(value, as_json, lambda: shown_fingerprint(found))


def _scratch(file: Path) -> Path:
    if file.exists() or not file.absolute().parent.is_dir():
        raise Known(
            "File not usable",
            "{path} exists already, or its folder does not.",
            "Choose another name; a dossier is never overwritten.",
            path=file,
        )
    return file.absolute().with_name(f".{file.name}.{secrets.token_hex(4)}.tmp")
