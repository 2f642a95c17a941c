"""``visitapp wording check``: may this sentence stand on a note?"""

import sys
from typing import Annotated

import typer

from visitapp.cli.catalogue import SUMMARIES
from visitapp.cli.findings import finding_lines, findings_shape
from visitapp.cli.output import say
from visitapp.domain.wording import check, is_allowed
from visitapp.domain.words import Form, Responsibility
from visitapp.lexicon import lexicon
from visitapp.texts import N_, translate

app = typer.Typer(help=SUMMARIES["wording"], no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _group() -> None:
    """Keeps ``check`` a word of its own."""


@app.command("check", help=N_("Check a text, or with - each line of standard input."))
def check_(
    text: Annotated[str, typer.Argument(metavar="TEXT", help=N_("The text, or - for lines."))],
    form: Annotated[
        Form, typer.Option("--form", help=N_("Open slip or sealed letter."))
    ] = Form.OPEN,
    responsibility: Annotated[
        Responsibility, typer.Option("--responsibility", help=N_("Where liability lies."))
    ] = Responsibility.UNDETERMINED,
) -> None:
    """Wording check."""
    rules = lexicon()
    given = (line.rstrip("\r\n") for line in sys.stdin) if text == "-" else iter((text,))
    for line in given:
        findings = check(line, form, responsibility, rules)
        allowed = is_allowed(findings)
        word = (
            translate(N_("May be printed.")) if allowed else translate(N_("Must not be printed."))
        )
        say(
            {"allowed": allowed, "findings": findings_shape(findings)},
            [word, *finding_lines(findings)],
        )
