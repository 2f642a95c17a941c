"""How far a long piece of work is, and the button that stops it; hidden while nothing runs."""

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ui.errand import Errand
from ui.widgets.parts import button, row, text
from visitapp.texts import translate as _


class ErrandBar(QWidget):
    """Words, a bar and 中止."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._errand: Errand | None = None
        self.words, self.bar = text(words, "second"), QProgressBar()
        self.bar.setAccessibleName(words)
        self.bar.setTextVisible(False)
        self.halt = button(_("Stop"), "", "close")
        self.halt.clicked.connect(self._stop)
        line = row(self.bar, self.halt)
        line.setStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.words)
        column.addLayout(line)
        self.hide()

    def watch(self, errand: Errand) -> None:
        """Show this errand from now on."""
        self._errand = errand
        errand.moved.connect(self._move)
        self.refresh()

    def refresh(self) -> None:
        """There while something runs."""
        running = self._errand is not None and self._errand.is_running
        self.bar.setRange(0, 0)
        self.setVisible(running)

    def _move(self, done: int, whole: int) -> None:
        self.bar.setRange(0, 1000 if whole else 0)
        self.bar.setValue(1000 * done // whole if whole else 0)

    def _stop(self) -> None:
        if self._errand is not None:
            self._errand.stop()
