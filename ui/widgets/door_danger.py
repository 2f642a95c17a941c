"""身の危険: three numbers, large, over everything; no sound, Esc returns (N-15)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.door_buttons import KeyButton
from ui.widgets.parts import current_look, row, text
from visitapp.marks import override
from visitapp.texts import translate as _


class DangerPage(QWidget):
    """``tapped`` carries the number that was pressed; ``left`` goes back to the visit."""

    tapped = Signal(str)
    left = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        look = current_look()
        self.setObjectName("page")
        self.setAccessibleName(_("Danger"))
        self.back = KeyButton(_("Go on with the visit"), "arrow_back", "Esc")
        self.back.clicked.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(32), look.px(24), look.px(32), look.px(24))
        column.setSpacing(look.px(16))
        told = text(_("Go away from here first. The record can wait."), "title")
        told.setWordWrap(True)
        head = row(told, self.back)
        head.setStretch(0, 1)
        column.addLayout(head)
        self._numbers = [self._number() for _place in range(3)]
        for made in self._numbers:
            column.addWidget(made, 1)

    def _number(self) -> QPushButton:
        look = current_look()
        made = QPushButton()
        colours = theme.tokens(look.scheme)
        made.setStyleSheet(
            f"QPushButton {{ border: 3px solid {colours['line_strong']};"
            f"min-height: {look.px(96)}px; border-radius: {look.px(12)}px; }}"
        )
        number, whom = text("", "danger_number"), text("", "answer")
        line = row(number, whom, 1, spacing=24)
        line.setContentsMargins(look.px(28), 0, look.px(28), 0)
        made.setLayout(line)
        made.clicked.connect(lambda: self.tapped.emit(number.text()))
        return made

    def show_numbers(self, numbers: tuple[tuple[str, str], ...]) -> None:
        """Number and who answers it, the police first; a missing one is not shown."""
        for place, made in enumerate(self._numbers):
            shown = numbers[place] if place < len(numbers) else ("", "")
            layout = made.layout()
            for at, words in enumerate(shown):
                item = layout.itemAt(at) if layout else None
                widget = item.widget() if item else None
                if widget is not None:
                    widget.setProperty("text", words)
            made.setAccessibleName(" ".join(shown))
            made.setVisible(bool(shown[0]))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
