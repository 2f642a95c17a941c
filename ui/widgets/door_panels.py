"""Choices at the door, inline and never modal: who answered, how it ends, where the note went."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QSizePolicy

from ui.widgets.parts import button, current_look, row, text
from visitapp.texts import translate as _


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: its code, its words and the line to say or what happens then."""

    code: str
    words: str
    line: str = ""


class ChoicePanel(QFrame):
    """Numbered choices; digits choose, Esc goes back; ``chosen`` carries the code."""

    chosen = Signal(str)
    dismissed = Signal()

    def __init__(self, title: str, choices: Sequence[Choice], columns: int = 2) -> None:
        super().__init__()
        look = current_look()
        self.setProperty("card", "true")
        self._codes = [choice.code for choice in choices]
        grid = QGridLayout(self)
        grid.setContentsMargins(look.px(14), look.px(10), look.px(14), look.px(12))
        grid.setSpacing(look.px(8))
        back = button(_("Go back"), icon="arrow_back")
        back.clicked.connect(self.dismissed)
        grid.addLayout(row(text(title, "card"), 1, back), 0, 0, 1, columns)
        self.buttons: list[QPushButton] = []
        for place, choice in enumerate(choices):
            made = self._choice(place + 1, choice)
            grid.addWidget(made, 1 + place // columns, place % columns)
            self.buttons.append(made)

    def _choice(self, number: int, choice: Choice) -> QPushButton:
        look = current_look()
        words = _(choice.words)
        line = f"\n{_(choice.line)}" if choice.line else ""
        made = button(f"{number}  {words}{line}")
        made.setProperty("choice", choice.code)
        made.setAccessibleName(words)
        made.setAccessibleDescription(_(choice.line) if choice.line else "")
        made.setStyleSheet(f"text-align: left; min-height: {look.px(56)}px;")
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        made.clicked.connect(lambda _c=False, code=choice.code: self.chosen.emit(code))
        return made

    def choose(self, number: int) -> bool:
        """Choose by digit; False when there is no such number."""
        if 1 <= number <= len(self._codes):
            self.chosen.emit(self._codes[number - 1])
            return True
        return False
