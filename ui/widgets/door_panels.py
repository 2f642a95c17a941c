"""Choices at the door, inline and never modal: who answered, how it ends, where the note went."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from ui.widgets.door_buttons import KeyButton, SayingCard
from ui.widgets.parts import current_look, paragraph, row, text
from visitapp.marks import override
from visitapp.texts import translate as _

LARGE = 175  # percent: titles wrap
NARROW, MIDDLE = 620, 900  # px at 100 %: where one or two cards stand side by side


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: code, words, key, icon; the line to say and what happens then."""

    code: str
    words: str
    key: str
    icon: str = ""
    line: str = ""
    then: str = ""


class DoorPage(QWidget):
    """A page in place of the calm half: title, what was recorded, a way back, then its body.

    ``chosen`` carries a code; ``dismissed`` goes back.
    """

    chosen = Signal(str)
    dismissed = Signal()

    def __init__(self, title: str, back: KeyButton) -> None:
        super().__init__()
        look = current_look()
        self.keys: dict[str, str] = {}
        self.by_key = False
        self.title = text(title, "title")
        large = look.scale >= LARGE
        self.title.setWordWrap(large)
        self.told = text("", "second")
        self.told.setWordWrap(True)
        self.back = back
        self.back.clicked.connect(self.dismissed)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(look.px(12))
        head = row(self.title, self.told, back, spacing=14)
        head.setStretch(0, 1 if large else 0)
        head.setStretch(1, 1)
        self.column.addLayout(head)

    def first(self) -> QWidget:
        """What gets the keys when the page opens."""
        return self.back

    def choose(self, key: str) -> bool:
        """Choose by a key of this page; False when it is none."""
        code = self.keys.get(_plain(key).upper())
        if code is None:
            return False
        self.by_key = True
        self.chosen.emit(code)
        self.by_key = False
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        alone = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }
        if event.isAutoRepeat() or not (alone and self.choose(event.text())):
            super().keyPressEvent(event)


def _plain(typed: str) -> str:
    """A full-width digit or letter as the plain one (Japanese input left on)."""
    code = ord(typed) if len(typed) == 1 else 0
    return chr(code - 0xFEE0) if 0xFF01 <= code <= 0xFF5E else typed


class CardPage(DoorPage):
    """Cards side by side, as many as fit; ``after`` stands in the last place (3c)."""

    def __init__(
        self, title: str, back: KeyButton, choices: Sequence[Choice], after: QWidget | None = None
    ) -> None:
        super().__init__(title, back)
        self.cards: list[SayingCard] = []
        for choice in choices:
            made = SayingCard(_(choice.words), choice.icon, choice.key)
            made.setProperty("choice", choice.code)
            made.say(choice.line, _(choice.then), quote=choice.code != "office")
            made.clicked.connect(lambda _c=False, code=choice.code: self.chosen.emit(code))
            self.keys[choice.key] = choice.code
            self.cards.append(made)
        self.grid = QGridLayout()
        self.grid.setSpacing(current_look().px(12))
        self._cells: list[QWidget] = [*self.cards, *((after,) if after else ())]
        self._columns = 0
        self.column.addLayout(self.grid, 1)
        self.fold(MIDDLE)

    @override
    def first(self) -> QWidget:
        return self.cards[0]

    def fold(self, width: int) -> None:
        """As many cards side by side as ``width`` (px at 100 %) has room for."""
        columns = 1 if width < NARROW else 2 if width < MIDDLE else 3
        if columns == self._columns:
            return
        self._columns = columns
        for place, cell in enumerate(self._cells):
            self.grid.removeWidget(cell)
            self.grid.addWidget(cell, place // columns, place % columns)


class ContactPage(CardPage):
    """連絡・終了: three cards and, below, the reasons to end the wait (3d)."""

    def __init__(
        self, title: str, back: KeyButton, choices: Sequence[Choice], reasons: Sequence[Choice]
    ) -> None:
        super().__init__(title, back, choices)
        look = current_look()
        self.frame = QFrame()
        self.frame.setProperty("card", "true")
        inside = QVBoxLayout(self.frame)
        inside.setContentsMargins(look.px(16), look.px(12), look.px(16), look.px(12))
        inside.setSpacing(look.px(10))
        told = _("One press ends the wait at this moment. Details can be written later.")
        more = text(told, "second")
        more.setWordWrap(True)
        head = row(text(_("End the wait early"), "answer"), more)
        head.setStretch(1, 1)
        inside.addLayout(head)
        self._reasons = QGridLayout()
        self._reasons.setSpacing(look.px(10))
        inside.addLayout(self._reasons)
        self._buttons: list[QPushButton] = []
        for choice in reasons:
            made = KeyButton(_(choice.words), "", choice.key, "door")
            made.setProperty("choice", choice.code)
            made.clicked.connect(lambda _c=False, code=choice.code: self.chosen.emit(code))
            self.keys[choice.key] = choice.code
            self._buttons.append(made)
        after = _("After it the note and the end of the visit remain possible.")
        inside.addWidget(paragraph(after, "second"))
        self.column.addWidget(self.frame)
        self.column.addStretch(1)
        self.later = KeyButton(_("Enter it later"), "draw", "T")
        self.later.clicked.connect(lambda: self.chosen.emit("catch_up"))
        self.keys["T"] = "catch_up"
        self.detail = KeyButton(_("Write details"), "edit", "Y")
        self.detail.clicked.connect(lambda: self.chosen.emit("detail"))
        self.keys["Y"] = "detail"
        closes = text(_("Without input this page closes after 20 seconds."), "second")
        closes.setWordWrap(True)
        foot = row(closes, self.detail, self.later)
        foot.setStretch(0, 1)
        self.column.addLayout(foot)
        self._across = 0
        self.fold_reasons(MIDDLE)

    def fold_reasons(self, width: int) -> None:
        """Four reasons side by side, or fewer."""
        across = fitting(self._buttons, width - 32, 4)
        if across == self._across:
            return
        self._across = across
        for place, made in enumerate(self._buttons):
            self._reasons.removeWidget(made)
            self._reasons.addWidget(made, place // across, place % across)


def fitting(buttons: Sequence[QPushButton], width: int, most: int) -> int:
    """How many of equal width stand side by side in ``width`` (px at 100 %): most, half, 1."""
    look = current_look()
    needed = max(b.sizeHint().width() for b in buttons) + look.px(12)
    room = look.px(width - 24)  # a scroll bar and the margins
    return next((n for n in (most, most // 2) if n and n * needed <= room), 1)


class ListPage(DoorPage):
    """Plain choices one below the other or two side by side: placement, result of a call."""

    def __init__(self, title: str, back: KeyButton, choices: Sequence[Choice]) -> None:
        super().__init__(title, back)
        self._grid = QGridLayout()
        self._grid.setSpacing(current_look().px(12))
        self.buttons: list[KeyButton] = []
        for choice in choices:
            made = KeyButton(_(choice.words), choice.icon, choice.key, "door")
            made.setProperty("choice", choice.code)
            made.clicked.connect(lambda _c=False, code=choice.code: self.chosen.emit(code))
            self.keys[choice.key] = choice.code
            self.buttons.append(made)
        self._across = 0
        self.fold(MIDDLE)
        self.column.addLayout(self._grid)
        self.column.addStretch(1)

    def fold(self, width: int) -> None:
        """Two side by side where their words fit."""
        across = fitting(self.buttons, width, 2)
        if across == self._across:
            return
        self._across = across
        for place, made in enumerate(self.buttons):
            self._grid.removeWidget(made)
            self._grid.addWidget(made, place // across, place % across)

    @override
    def first(self) -> QWidget:
        return self.buttons[0]
