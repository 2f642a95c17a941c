"""Short forms after an answer at the door: an hour, another day, a name, what was said (N-03)."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ui.widgets.door_buttons import KeyButton
from ui.widgets.door_panels import DoorPage
from ui.widgets.parts import button, current_look, row, text
from visitapp.marks import override


@dataclass(frozen=True, slots=True)
class Field:
    """One line to fill: its name in the result, its label, what stands in it."""

    name: str
    words: str
    value: str = ""
    hint: str = ""
    lines: int = 1


class LineEdit(QLineEdit):
    """Enter that ends a composition submits nothing; only a plain Enter does."""

    submitted = Signal()

    def __init__(self, value: str, hint: str) -> None:
        super().__init__(value)
        self._composing = False
        self.setPlaceholderText(hint)
        self.setMinimumHeight(current_look().px(44))

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not self._composing and not event.isAutoRepeat():
                self.submitted.emit()
            event.accept()
            return
        super().keyPressEvent(event)


class FormPage(DoorPage):
    """Fields with one act at the end; ``filled`` carries the texts by name and the tick."""

    filled = Signal(object)

    def __init__(
        self,
        title: str,
        back: KeyButton,
        fields: Sequence[Field],
        act: str,
        *,
        tick: str = "",
    ) -> None:
        super().__init__(title, back)
        look = current_look()
        self.line = text("", "row_plain")
        self.line.setWordWrap(True)
        self.wrong = text("", "second")
        self.wrong.setWordWrap(True)
        self.card = QFrame()
        self.card.setProperty("card", "true")
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(look.px(20), look.px(14), look.px(20), look.px(14))
        inside.setSpacing(look.px(8))
        inside.addWidget(self.line)
        self.fields: dict[str, LineEdit | QPlainTextEdit] = {}
        for given in fields:
            inside.addWidget(text(given.words, "card"))
            inside.addWidget(self._field(given))
        self.below = QVBoxLayout()
        inside.addLayout(self.below)
        self.tick = KeyButton(tick, "check_circle")
        self.tick.setCheckable(True)
        self.tick.setMinimumHeight(look.px(64))
        inside.addLayout(row(self.tick, 1))
        if not tick:
            self.tick.hide()
        inside.addWidget(self.wrong)
        self.act = button(act, "primary")
        self.act.setMinimumHeight(look.px(64))
        self.act.clicked.connect(self.submit)
        inside.addLayout(row(self.act, 1))
        self.column.addWidget(self.card)
        self.column.addStretch(1)

    def _field(self, given: Field) -> QWidget:
        made: LineEdit | QPlainTextEdit
        if given.lines > 1:
            made = QPlainTextEdit(given.value)
            made.setPlaceholderText(given.hint)
            made.setTabChangesFocus(True)
            made.setFixedHeight(current_look().px(26 * given.lines + 20))
        else:
            made = LineEdit(given.value, given.hint)
            made.submitted.connect(self.submit)
        made.setAccessibleName(given.words)
        self.fields[given.name] = made
        return made

    @override
    def first(self) -> QWidget:
        return next(iter(self.fields.values()))

    @override
    def choose(self, key: str) -> bool:
        return False  # a key in a form is typed, never a choice

    def submit(self) -> None:
        """Hand on what stands in the fields."""
        self.wrong.setText("")
        self.filled.emit({name: _words(made) for name, made in self.fields.items()})

    def open_with(self, line: str, values: dict[str, str]) -> None:
        """Start over: the line to say and what stands in the fields."""
        self.line.setText(line)
        self.line.setVisible(bool(line))
        self.wrong.setText("")
        self.tick.setChecked(False)
        for name, made in self.fields.items():
            if isinstance(made, QLineEdit):
                made.setText(values.get(name, ""))
            else:
                made.setPlainText(values.get(name, ""))

    def refuse(self, words: str) -> None:
        """Say below the fields why this cannot be taken; what was typed stays."""
        self.wrong.setText(words)


def _words(made: QLineEdit | QPlainTextEdit) -> str:
    return made.text() if isinstance(made, QLineEdit) else made.toPlainText()
