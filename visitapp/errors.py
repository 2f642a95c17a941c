"""The only two roots of errors: what a person can mend, and what is our fault."""

from visitapp.marks import override


class Known(Exception):
    """A problem of the world, told to the user in one sentence with advice; exit code 1.

    ``title`` (a few words), ``message`` (one whole sentence: what happened) and ``advice`` (what to
    do next) are English message ids with ``{name}`` places filled from ``values``; the edge (CLI,
    desktop, office pages) shows them through ``visitapp.texts`` in the user's language.
    """

    def __init__(self, title: str, message: str, advice: str = "", **values: object) -> None:
        super().__init__(title, message, advice)
        self.title = title
        self.message = message
        self.advice = advice
        self.values = values

    @override
    def __str__(self) -> str:
        return f"{self.message} {self.advice}".strip().format(**self.values)


class Bug(Exception):
    """A broken promise inside the program: never shown as the user's mistake; exit code 70."""
