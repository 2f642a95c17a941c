"""担当者より: a short text whose doubtful places are underlined with waves while it is typed."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QInputMethodEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from ui.widgets.parts import current_look
from ui.widgets.waves import underline
from visitapp.domain.wording import Finding
from visitapp.marks import override


class RemarkField(QPlainTextEdit):
    """``typed`` comes with each change, but never while an input method is composing."""

    typed = Signal()

    def __init__(self, name: str, hint: str, most: int) -> None:
        super().__init__()
        look = current_look()
        self.most = most
        self._is_composing = False
        self._found: tuple[Finding, ...] = ()
        self.setObjectName("remark")
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setFixedHeight(look.px(84))
        self.textChanged.connect(self._changed)

    @property
    def words(self) -> str:
        """What is typed; line breaks are spaces, for the paper breaks the lines itself."""
        return " ".join(self.toPlainText().split("\n")).strip()

    def put(self, words: str) -> None:
        """Other words, as one change that Ctrl+Z takes back."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(words)

    def take_out(self, finding: Finding) -> None:
        """Take the place of a finding out."""
        cursor = self._cursor(finding)
        cursor.removeSelectedText()

    def underline(self, findings: Sequence[Finding]) -> None:
        """Waves under the places found: red where they block, amber where they warn."""
        self._found = tuple(findings)
        self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        for finding in self._found:
            for left, right, y in self._lines(finding):
                underline(painter, left, right, y, blocks=finding.blocks)

    def _lines(self, finding: Finding) -> Iterator[tuple[int, int, int]]:
        """Left, right and lower edge of a place, for each line it stands in."""
        whole = self._cursor(finding)
        at = QTextCursor(whole)
        at.setPosition(whole.selectionStart())
        left = right = self.cursorRect(at)
        while at.position() < whole.selectionEnd():
            at.movePosition(QTextCursor.MoveOperation.NextCharacter)
            now = self.cursorRect(at)
            if now.top() != right.top():
                yield left.left(), right.right() + now.height(), right.bottom()
                left = now
            right = now
        yield left.left(), right.left(), right.bottom()

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if not self._is_composing:
            self._changed()

    def _cursor(self, finding: Finding) -> QTextCursor:
        cursor = QTextCursor(self.document())
        end = self.document().characterCount() - 1
        cursor.setPosition(min(_units(self.toPlainText(), finding.start), end))
        cursor.setPosition(
            min(_units(self.toPlainText(), finding.end), end), QTextCursor.MoveMode.KeepAnchor
        )
        return cursor

    def _changed(self) -> None:
        if not self._is_composing:
            self.typed.emit()


def _units(text: str, place: int) -> int:
    """A place in characters as Qt counts it: a character beyond U+FFFF is two."""
    return len(text[:place].encode("utf-16-le")) // 2
