"""Amber words in a row: what is unusual and blocks nothing."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.widgets.flow import Flow
from ui.widgets.parts import chip, current_look


class WarningChips(QWidget):
    """Hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = Flow(self, current_look().px(6))
        self.hide()

    def show_words(self, said: Sequence[str]) -> None:
        """Each of these in its own chip."""
        self._flow.empty()
        for words in said:
            self._flow.add(chip(words, "warn", "warning"))
        self.setVisible(bool(said))
