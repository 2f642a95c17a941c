"""A question in its place, never a window of its own: what is asked, two or three short answers."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui import theme
from ui.widgets.parts import button, clear, current_look, picture, text


class InlineQuestion(QFrame):
    """Hidden until something is asked; ``answered`` carries the code of the answer."""

    answered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        look = current_look()
        self.setObjectName("question")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(look.px(14), look.px(6), look.px(10), look.px(6))
        self._row.setSpacing(look.px(10))
        self.about = ""
        self.hide()

    def ask(self, about: str, words: str, more: str, answers: Sequence[tuple[str, str]]) -> None:
        """Ask; ``about`` says what for, ``answers`` are (code, words), the calm one first."""
        self.about = about
        look = current_look()
        colours = theme.tokens(look.scheme)
        ground, edge, icon, ink = ("off_soft", "off", "schedule", "off_ink")
        if about == "extend":  # the one amber place, and only after it was asked for (N-10)
            ground, edge, icon, ink = ("warn_soft", "warn_line", "warning", "warn_ink")
        self.setStyleSheet(
            f"QFrame#question {{ background: {colours[ground]}; border: 1px solid {colours[edge]};"
            f"border-left: {look.px(5)}px solid {colours[edge]}; border-radius: {look.px(8)}px; }}"
        )
        clear(self._row)
        self._row.addWidget(picture(icon, ink, 20))
        column = QVBoxLayout()
        column.setSpacing(look.px(2))
        for line, role in ((words, "card"), (more, "second")):
            if line:
                label = text(line, role)
                label.setWordWrap(True)
                column.addWidget(label)
        self._row.addLayout(column, 1)
        for code, said in answers:
            made = button(said)
            made.setObjectName(f"answer-{code}")
            made.clicked.connect(lambda _c=False, c=code: self._take(c))
            self._row.addWidget(made)
        self.setAccessibleName(f"{words} {more}".strip())
        self.show()

    def put_focus(self) -> None:
        """The first answer, which changes nothing, gets the keys."""
        first = self._row.itemAt(2)
        widget = first.widget() if first else None
        if widget is not None:
            widget.setFocus()

    def _take(self, code: str) -> None:
        self.hide()
        self.answered.emit(code)
