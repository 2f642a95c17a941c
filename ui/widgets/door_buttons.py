"""Buttons of the door: words with their key beside them, and cards with the line to say."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from ui import theme
from ui.widgets.parts import FEET, current_look, key_cap, paragraph, picture, row, text
from visitapp.marks import override

TARGET = 64  # px at 100 %: the least height of what is pressed at the door


class KeyButton(QPushButton):
    """Icon, words and key cap in one row; as large as its words need."""

    def __init__(self, words: str, icon: str = "", key: str = "", kind: str = "") -> None:
        super().__init__()
        look = current_look()
        self.setProperty("kind", kind)
        self.setAccessibleName(words)
        self.words = text(words, "button" if kind in {"door", "grey"} else "")
        self.words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        line = QHBoxLayout(self)
        line.setContentsMargins(look.px(14), look.px(2), look.px(14), look.px(2))
        line.setSpacing(look.px(10))
        line.addStretch(1)
        if icon:
            line.addWidget(picture(icon, "text", 26 if kind in {"door", "grey"} else 20))
        line.addWidget(self.words)
        self.sign = picture("warning", "warn", 20)
        self.sign.hide()
        line.addWidget(self.sign)
        self._cap = key_cap(key)
        line.addWidget(self._cap)
        if not key:
            self._cap.hide()
        line.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_narrow(self, narrow: bool) -> None:
        """Without its key, where the words need the room."""
        self._cap.setVisible(not narrow and bool(self._cap.text()))
        self.updateGeometry()

    def show_words(self, words: str) -> None:
        """Other words on the same button."""
        if self.words.text() != words:
            self.words.setText(words)
            self.setAccessibleName(words)
            self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        layout = self.layout()
        wanted = layout.sizeHint() if layout else super().sizeHint()
        least = current_look().px(TARGET if self.property("kind") in {"door", "grey"} else 44)
        return QSize(wanted.width(), max(wanted.height(), least))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Elided(QLabel):
    """One line that ends in … where room is short; the whole stands in its tool tip."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setContentsMargins(0, 0, 0, FEET)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._whole = ""

    @property
    def whole(self) -> str:
        """The words as they are meant."""
        return self._whole

    def show_words(self, words: str) -> None:
        """Say something else."""
        if words == self._whole:
            return
        self._whole = words
        self.setAccessibleName(words)
        self.updateGeometry()
        self._fit()

    def _fit(self) -> None:
        room = max(0, self.width() - 2)
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(current_look().px(60), super().minimumSizeHint().height())

    @override
    def sizeHint(self) -> QSize:
        wanted = self.fontMetrics().horizontalAdvance(self._whole) + 6
        return QSize(wanted, super().sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()


class SayingCard(QPushButton):
    """One answer: title with icon and key, the line to say, what the program does then."""

    def __init__(self, words: str, icon: str, key: str) -> None:
        super().__init__()
        look = current_look()
        self.setObjectName("saying")
        self.setAccessibleName(words)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(look.px(16), look.px(12), look.px(14), look.px(12))
        self._column.setSpacing(look.px(8))
        title = text(words, "answer")
        title.setWordWrap(True)
        head = row(picture(icon, "text", 24), title, key_cap(key), spacing=10)
        head.setStretch(1, 1)
        self._column.addLayout(head)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def say(self, line: str, then: str, *, quote: bool = True) -> None:
        """The line to say and what happens; called once."""
        look = current_look()
        colours = theme.tokens(look.scheme)
        if line:
            box = QFrame()
            box.setObjectName("quote")
            rule = colours["primary_line"]
            edge = f"border-left: {look.px(3)}px solid {rule}; background: {colours['raised']};"
            box.setStyleSheet(f"QFrame#quote {{ {edge if quote else ''} border-radius: 0; }}")
            inside = QVBoxLayout(box)
            side = look.px(8) if quote else 0
            inside.setContentsMargins(side, look.px(2), side, look.px(2))
            inside.addWidget(paragraph(line, "" if quote else "card"))
            self._column.addWidget(box)
        self._column.addStretch(1)
        told = paragraph(then, "second")
        self._column.addWidget(told)
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleDescription(f"{line} {then}".strip())

    @override
    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout else super().sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(current_look().px(200), current_look().px(TARGET))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        layout = self.layout()
        if layout is not None:  # as high as its lines need at this width
            self.setMinimumHeight(
                max(current_look().px(TARGET), layout.heightForWidth(self.width()))
            )
