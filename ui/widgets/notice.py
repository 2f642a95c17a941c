"""A banner of the whole window, above whatever page is in front; closed by whoever has read it."""

from pathlib import Path

from ui.widgets.banner import Banner
from ui.widgets.parts import button
from visitapp.texts import translate as _


class Notice(Banner):
    """Hidden until the program itself has something to say."""

    def say(self, words: str) -> None:
        """Say it until it is closed."""
        close = button(_("Close"), icon="close")
        close.clicked.connect(self.clear)
        self.show_words(words, close)

    def show_report(self, file: Path) -> None:
        """The program made a mistake: where the report lies, and that the records are safe."""
        self.say(
            _(
                "visitapp made a mistake of its own. Your records are safe. A report without "
                "personal data lies in {file}.",
                file=file,
            )
        )

    def show_last_report(self, file: Path | None) -> None:
        """Once after a mistake of an earlier run."""
        if file is not None:
            self.say(
                _(
                    "Last time visitapp made a mistake of its own. Your records are safe. You can "
                    "give this report to whoever looks after it: {file}",
                    file=file,
                )
            )
