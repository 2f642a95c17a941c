"""Whether the note may be printed, in one box: green, red with what to mend, grey for a rule."""

from PySide6.QtWidgets import QFrame, QSizePolicy

from ui.models.note_words import verdict_words
from ui.widgets.parts import current_look, picture, row, wrapped
from visitapp.actions.note_view import NoteView


class NoteVerdict(QFrame):
    """Hidden until a note is composed."""

    def __init__(self) -> None:
        super().__init__()
        look = current_look()
        self._words = wrapped("", "card")
        self._signs = {
            "refused": picture("block", "danger_ink"),
            "allowed": picture("check_circle", "ok_ink"),
            "later": picture("schedule", "off_ink"),
        }
        line = row(*self._signs.values())
        line.addWidget(self._words, 1)
        line.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(8))
        self.setLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.hide()

    def show_view(self, view: NoteView | None, *, allowed: bool, trouble: str = "") -> None:
        """What is to be mended first, or that nothing is; ``trouble`` is why there is no note."""
        self.setVisible(view is not None)
        if view is None:
            return
        kind = "allowed" if allowed else "refused"
        if view.refused is not None and not trouble:
            kind = "later"
        for code, sign in self._signs.items():
            sign.setVisible(code == kind)
        self._words.setText(trouble or verdict_words(view))
        self.setAccessibleName(self._words.text())
        self.setProperty("card", kind)
        self.style().polish(self)

    @property
    def words(self) -> str:
        """What the box says."""
        return self._words.text()
