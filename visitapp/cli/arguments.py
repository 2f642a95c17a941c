"""Arguments and options that many commands share: one spelling, one help text."""

from pathlib import Path
from typing import Annotated

import typer

from visitapp.texts import N_

VisitId = Annotated[
    str,
    typer.Argument(
        metavar="ID", help=N_("The visit: its id, a beginning or end of it, or its note number.")
    ),
]
CustomerId = Annotated[
    str,
    typer.Argument(
        metavar="ID", help=N_("The customer: number, id, or a beginning or end of the id.")
    ),
]
Person = Annotated[
    str, typer.Option("--person", metavar="NAME", help=N_("Who did it; without it, who records."))
]
Reason = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help=N_("Why: kept in the record."))
]
Remark = Annotated[
    str, typer.Option("--remark", metavar="TEXT", help=N_("A remark, kept in the record."))
]
ClaimedAt = Annotated[
    str,
    typer.Option(
        "--claimed-at",
        metavar="WHEN",
        help=N_("When it happened, if it is entered later: kept and shown as a claim."),
    ),
]
File = Annotated[Path, typer.Argument(metavar="FILE")]
Vertical = Annotated[
    bool | None,
    typer.Option(
        "--vertical/--horizontal",
        help=N_("Upright cards set vertically, or lying ones; without it, as in the settings."),
    ),
]
