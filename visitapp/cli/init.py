"""``visitapp init``: set up this computer; complete without any office (N-17)."""

from dataclasses import replace
from typing import Annotated

import typer

from visitapp.cli.output import say
from visitapp.cli.session import new_passphrase
from visitapp.cli.wishes import wishes
from visitapp.settings import Sender, load_settings, save_settings
from visitapp.texts import N_, translate
from visitapp.workspace import init_workspace

app = typer.Typer(rich_markup_mode=None)


@app.command("init", help=N_("Set up this computer; no office is needed."))
def init(
    key: Annotated[
        str,
        typer.Option(
            "--key",
            metavar="keyring|passphrase|file:PATH",
            help=N_("Where the key of the records is kept."),
        ),
    ] = "keyring",
    person: Annotated[
        str, typer.Option("--person", metavar="NAME", help=N_("Who records on this computer."))
    ] = "",
    company: Annotated[
        str, typer.Option("--company", metavar="NAME", help=N_("The company on the note."))
    ] = "",
    department: Annotated[
        str, typer.Option("--department", metavar="NAME", help=N_("The department on the note."))
    ] = "",
    phone: Annotated[
        str, typer.Option("--phone", metavar="NUMBER", help=N_("The number a customer calls."))
    ] = "",
    hours: Annotated[
        str, typer.Option("--hours", metavar="TEXT", help=N_("When somebody answers it."))
    ] = "",
) -> None:
    """Init."""
    asked = wishes()
    made = init_workspace(
        asked.folder, key, person=person, clock=asked.clock, passphrase=new_passphrase
    )
    given = {"company": company, "department": department, "phone": phone, "hours": hours}
    told = {name: value for name, value in given.items() if value}
    if told or person:
        old = load_settings(made.folder)
        sender: Sender = replace(old.sender, **told)
        save_settings(made.folder, replace(old, person=person or old.person, sender=sender))
    value = {
        "folder": str(made.folder),
        "person": made.person,
        "recovery_code": made.recovery_code,
    }
    lines = [
        translate(N_("Set up in {folder}."), folder=made.folder),
        translate(N_("Recovery code (print it and keep it away from this computer):")),
        made.recovery_code,
    ]
    say(value, lines)
