"""The nine steps at the door, each a button with its key: done, current, not yet, locked."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from ui import theme
from ui.widgets.parts import current_look, key_cap, row, text
from visitapp.domain.door import Step, StepState
from visitapp.texts import translate as _


class StepButton(QPushButton):
    """One step of the rail; clicking it does that step."""

    def __init__(self, place: int, words: str, key: str) -> None:
        super().__init__()
        look = current_look()
        self._place, self._words = place, words
        self.setObjectName("step")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        grid = QGridLayout(self)
        grid.setContentsMargins(look.px(10), look.px(4), look.px(10), look.px(4))
        grid.setHorizontalSpacing(look.px(10))
        self._mark = QLabel()
        self._mark.setFixedSize(look.px(28), look.px(28))
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name = text(words, "card")
        self._hint = text("", "meta")
        self._hint.setWordWrap(True)
        self._count = text("", "second")
        grid.addWidget(self._mark, 0, 0)
        self._name.setWordWrap(True)
        words_column = QVBoxLayout()
        words_column.setSpacing(look.px(5))
        words_column.addStretch(1)
        words_column.addWidget(self._name)
        words_column.addWidget(self._hint)
        words_column.addStretch(1)
        grid.addLayout(words_column, 0, 1)
        grid.addWidget(self._count, 0, 2)
        grid.addWidget(key_cap(key), 0, 3)
        grid.setColumnStretch(1, 1)
        self._hint.hide()

    def show_state(self, state: StepState, hint: str, count: str) -> None:
        """Dress the step as it stands."""
        look = current_look()
        colours = theme.tokens(look.scheme)
        ground = colours["primary_soft"] if state.current else colours["surface"]
        edge = colours["primary"] if state.current else ground
        self.setStyleSheet(
            f"QPushButton#step {{ background: {ground}; border: 0; border-radius: 0;"
            f"border-left: {look.px(5)}px solid {edge}; text-align: left;"
            f"min-height: {look.px(44)}px; padding: 0; }}"
        )
        self._hint.setText(_("stopped") if state.locked else hint)
        self._hint.setVisible(bool(self._hint.text()))
        self._count.setText(count)
        self._paint_mark(state)
        self.setEnabled(not state.locked)
        said = [self._words, count, self._hint.text(), _("done") if state.done else ""]
        self.setAccessibleName(" ".join(part for part in said if part))

    def _paint_mark(self, state: StepState) -> None:
        look = current_look()
        colours = theme.tokens(look.scheme)
        size = look.px(28)
        if state.done:
            ink = "#FFFFFF" if look.scheme != theme.Scheme.DARK else colours["window"]
            self._mark.setPixmap(theme.pixmap("check", ink, look.px(18)))
            ground, line = colours["ok"], colours["ok"]
        else:
            self._mark.setText(str(self._place))
            ground = colours["surface"]
            line = colours["primary" if state.current else "line_strong"]
        self._mark.setStyleSheet(
            f"background: {ground}; border: 2px solid {line}; border-radius: {size // 2}px;"
            f"color: {colours['text2']}; font-size: {look.px(14)}px;"
        )


class DoorRail(QFrame):
    """All nine steps; ``chosen`` carries the step that was pressed."""

    chosen = Signal(str)

    def __init__(self, words: dict[Step, tuple[str, str]]) -> None:
        super().__init__()
        look = current_look()
        self.setProperty("card", "true")
        self.setFixedWidth(look.px(276 if look.scale <= 125 else 228))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, look.px(8), 1, look.px(8))
        column.setSpacing(0)
        self._progress = text("", "meta")
        self._progress.setFixedHeight(look.px(28))
        head = row(text(_("Course of the visit"), "card"), 1, self._progress)
        head.setContentsMargins(look.px(14), 0, look.px(14), look.px(6))
        column.addLayout(head)
        column.addSpacing(look.px(2))
        self._buttons: dict[Step, StepButton] = {}
        for place, (step, (name, key)) in enumerate(words.items(), start=1):
            made = StepButton(place, _(name), key)
            made.clicked.connect(lambda _checked=False, s=step: self.chosen.emit(s.value))
            self._buttons[step] = made
            column.addWidget(made, 1)

    def show_steps(
        self, states: tuple[StepState, ...], hints: dict[Step, str], counts: dict[Step, str]
    ) -> None:
        """Dress all steps; the head counts the finished ones."""
        done = sum(1 for state in states if state.done)
        self._progress.setText(f"{done} / {len(states)}")
        for state in states:
            self._buttons[state.step].show_state(
                state, hints.get(state.step, ""), counts.get(state.step, "")
            )
