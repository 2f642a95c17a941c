"""What every command needs before its action: the opened workspace, the passphrase, names."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getpass

from visitapp import texts
from visitapp.cli.output import mention
from visitapp.cli.wishes import wishes
from visitapp.domain.customer import customer_of
from visitapp.errors import Known
from visitapp.texts import N_, translate
from visitapp.workspace import Workspace, open_workspace


@contextmanager
def opened() -> Iterator[Workspace]:
    """The workspace of the data folder asked for; from here on its language is spoken.

    Raises Known when there is none, or it can't be opened.
    """
    asked = wishes()
    with open_workspace(asked.folder, clock=asked.clock, passphrase=ask_passphrase) as workspace:
        if not asked.lang:
            texts.use_language(workspace.settings.language)
        for trouble in workspace.style_troubles:
            mention(texts.tell(trouble).sentence)
        yield workspace


def ask_passphrase() -> str:
    """The passphrase as typed without echo, or the first line of standard input of a script."""
    if sys.stdin.isatty():
        return getpass(translate(N_("Passphrase: ")), stream=sys.stderr)
    return sys.stdin.readline().rstrip("\r\n")


def new_passphrase() -> str:
    """A new passphrase: typed twice on a terminal, for nobody can see what was typed."""
    given = ask_passphrase()
    if sys.stdin.isatty() and getpass(translate(N_("Once more: ")), stream=sys.stderr) != given:
        raise Known(
            "Two different passphrases",
            "The two passphrases are not the same.",
            "Type the same one twice.",
        )
    return given


def customer_name(ws: Workspace, customer_id: str) -> str:
    """The name of a customer as lists show it; the id of one this computer does not know."""
    with ws.store.reading() as tx:
        record = tx.record(customer_id)
    return customer_of(record).shown_name if record else customer_id
