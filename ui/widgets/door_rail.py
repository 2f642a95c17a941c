"""The nine steps at the door, each a button with its key: done, current, not yet, stopped.

Beside the screen as a rail, or as one line above it where the window is small.
"""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
)

from ui import theme
from ui.theme import Scheme
from ui.widgets.parts import current_look, hairline, key_cap, row, text
from ui.widgets.short import Short
from visitapp.domain.door import Step, StepState
from visitapp.marks import override
from visitapp.texts import translate as _

MARK = 28


class StepMark(QLabel):
    """The disc of a step: its number, a clock while it runs, a tick when it is done."""

    def __init__(self, place: int) -> None:
        super().__init__()
        look = current_look()
        self._place = place
        self.setFixedSize(look.px(MARK), look.px(MARK))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def show_state(self, state: StepState) -> None:
        """Paint the disc; what is being done is never ticked."""
        look = current_look()
        colours = theme.tokens(look.scheme)
        ground, line = colours["surface"], colours["primary" if state.current else "line_strong"]
        self.setPixmap(QPixmap())
        if state.done and not state.current:
            ink = colours["window"] if look.scheme is Scheme.DARK else "#FFFFFF"
            self.setPixmap(theme.pixmap("check", ink, look.px(18)))
            ground = line = colours["ok"]
        elif state.step is Step.WAIT and state.count:
            self.setPixmap(theme.pixmap("timer", colours["text2"], look.px(18)))
        else:
            self.setText(str(self._place))
        if look.scheme is Scheme.OUTDOOR and state.current:
            ground, line = colours["primary"], "#000000"
        self.setStyleSheet(
            f"background: {ground}; border: 2px solid {line};"
            f"border-radius: {look.px(MARK) // 2}px; color: {colours['text2']};"
            f"font-size: {look.px(14)}px;"
        )


class StepButton(QPushButton):
    """One step of the rail; clicking it does that step."""

    def __init__(self, place: int, words: str, key: str, *, short: bool) -> None:
        super().__init__()
        look = current_look()
        self._words, self._short = words, short
        self.setObjectName(f"step-{key}-{place}")
        self.setProperty("step", "true")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        grid = QGridLayout(self)
        side = look.px(4 if short else 10)
        grid.setContentsMargins(side, look.px(4), side, look.px(4))
        grid.setHorizontalSpacing(look.px(4 if short else 10))
        self._mark = StepMark(place)
        self._name, self._hint = Short("card"), Short("meta")
        self._name.say(words)
        self._count = text("", "second")
        if short:
            self._count.hide()
        self._hint.hide()
        words_column = QVBoxLayout()
        words_column.setSpacing(look.px(2))
        words_column.addStretch(1)
        words_column.addWidget(self._name)
        words_column.addWidget(self._hint)
        words_column.addStretch(1)
        grid.addWidget(self._mark, 0, 0)
        grid.addLayout(words_column, 0, 1)
        grid.addWidget(self._count, 0, 2)
        cap = key_cap(key)
        grid.addWidget(cap, 0, 3)
        grid.setColumnStretch(4 if short else 1, 1)
        self._cap = cap
        self._shown: tuple[object, ...] = ()
        self._narrow = False

    def set_narrow(self, narrow: bool) -> None:
        """With or without its key."""
        self._narrow = narrow
        self._shown = ()
        self._cap.setVisible(not narrow)

    def show_state(self, state: StepState, hint: str, count: str) -> None:
        """Dress the step as it stands; the same state twice changes nothing."""
        look = current_look()
        said = _("stopped") if state.locked else hint
        shown = (state, said, count, look)
        if shown == self._shown:
            return
        self._shown = shown
        self.setStyleSheet(self._dress(state))
        self._hint.say(said)
        self._count.setText(count)
        self._hint.setVisible(bool(said) and not self._short)
        self._name.setVisible(not self._short or state.current)
        self._cap.setVisible(not self._narrow and not (self._short and state.current))
        ink = theme.tokens(look.scheme)["primary_ink" if state.current else "text"]
        self._name.setStyleSheet(f"color: {ink};")
        self._mark.show_state(state)
        self.setEnabled(not state.locked)
        parts = [self._words, count, said, _("done") if state.done else ""]
        self.setAccessibleName(" ".join(part for part in parts if part))
        self.setToolTip(self.accessibleName() if self._short else "")

    @override
    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        least = layout.minimumSize().width() if layout and self._short else 0
        return QSize(least, current_look().px(48))

    @staticmethod
    def _dress(state: StepState) -> str:
        look = current_look()
        colours = theme.tokens(look.scheme)
        ground, edge = colours["surface"], colours["surface"]
        if state.current:
            outdoor = look.scheme is Scheme.OUTDOOR
            ground = colours["primary" if outdoor else "primary_soft"]
            edge = "#000000" if outdoor else colours["primary"]
        around = "2px solid #000000" if state.current and look.scheme is Scheme.OUTDOOR else "0"
        return (
            f"QPushButton {{ background: {ground}; border: {around}; border-radius: 0;"
            f"border-left: {look.px(5)}px solid {edge}; text-align: left;"
            f"min-height: {look.px(40)}px; padding: 0; }}"
        )


class DoorRail(QFrame):
    """All nine steps; ``chosen`` carries the step that was pressed; ``short`` is the one line."""

    chosen = Signal(str)

    def __init__(self, words: dict[Step, tuple[str, str]], *, short: bool = False) -> None:
        super().__init__()
        look = current_look()
        self.setProperty("card", "true")
        self._progress = text("", "meta")
        column: QBoxLayout = QHBoxLayout(self) if short else QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._line = column if short else None
        if short:
            self.setFixedHeight(look.px(64))
        else:
            self.setFixedWidth(look.px(276))
            self._progress.setFixedHeight(look.px(28))
            head = row(text(_("Course of the visit"), "card"), 1, self._progress)
            head.setContentsMargins(look.px(14), look.px(6), look.px(14), look.px(6))
            column.addLayout(head)
        self._buttons: dict[Step, StepButton] = {}
        for place, (step, (name, key)) in enumerate(words.items(), start=1):
            made = StepButton(place, _(name), key, short=short)
            made.clicked.connect(lambda _checked=False, s=step: self.chosen.emit(s.value))
            self._buttons[step] = made
            if not short:
                column.addWidget(hairline())
            column.addWidget(made, 0 if short else 1)

    def set_narrow(self, narrow: bool) -> None:
        """Without the keys, where not even one line has room for them."""
        for made in self._buttons.values():
            made.set_narrow(narrow)

    def show_steps(
        self, states: tuple[StepState, ...], hints: dict[Step, str], counts: dict[Step, str]
    ) -> None:
        """Dress all steps; the head counts the finished ones."""
        done = sum(1 for state in states if state.done and not state.current)
        self._progress.setText(f"{done} / {len(states)}")
        for place, state in enumerate(states):
            if self._line is not None:  # the current step gets the room its words need
                self._line.setStretch(place, 3 if state.current else 1)
            self._buttons[state.step].show_state(
                state, hints.get(state.step, ""), counts.get(state.step, "")
            )
