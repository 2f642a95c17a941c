"""One check before departure: round green, square amber, dashed while it runs; words and a fix."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy

from ui import theme
from ui.widgets.focus_keeping import dress
from ui.widgets.folding import Folding
from ui.widgets.parts import current_look, row, text
from visitapp.texts import translate as _

NAME_WIDTH, WORDS_WIDTH = 190, 440  # px at 100 %


class ReadinessLine(QFrame):
    """Colour never speaks alone: mark, words and place say the same."""

    def __init__(self, name: str) -> None:
        super().__init__()
        look = current_look()
        self._name_words = name
        self._mark, self._name, self._words = text(""), text(name, "card"), text("", "second")
        size = look.px(30)
        self._mark.setFixedSize(size, size)
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name.setMinimumWidth(look.px(NAME_WIDTH))
        self._name.setWordWrap(True)
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._words.setWordWrap(True)
        self._fix: QPushButton | None = None
        self._stays = False
        self._row = row(self._mark, spacing=14)
        self._parts = Folding(spacing=14, least=WORDS_WIDTH)
        self._parts.put(self._name, 0)
        self._parts.put(self._words)
        self._row.addLayout(self._parts, 1)
        self._row.setContentsMargins(look.px(8), look.px(6), look.px(8), look.px(6))
        self._row.addStrut(look.px(38))
        self.setLayout(self._row)
        self.say_running()

    def add_fix(self, made: QPushButton, act: Callable[[], object], *, stays: bool = False) -> None:
        """The one button that mends it; shown only while the check is amber, or ``stays``."""
        self._fix, self._stays = made, stays
        self._name_fix(made)
        made.clicked.connect(lambda _checked=False: act())
        self._parts.put(made, 0)
        made.hide()

    def rename(self, name: str, fix: str = "") -> None:
        """Another name, and other words on its button; without words it has no button."""
        self._name_words = name
        self._name.setText(name)
        if self._fix is not None:
            self._fix.setText(fix)
            self._name_fix(self._fix)

    def _name_fix(self, made: QPushButton) -> None:
        made.setAccessibleName(f"{self._name_words}: {made.text()}")

    def say_running(self) -> None:
        """The check has not answered yet."""
        self._draw("hourglass_top", "text2", "dashed", round_mark=True)
        self._say(_("being checked"))
        dress(self, "card", "plain")
        if self._fix is not None:
            self._fix.hide()

    def say(self, words: str, settled: bool) -> None:
        """The result."""
        token, icon = ("ok", "check") if settled else ("warn", "warning")
        self._draw(icon, token, "solid", round_mark=settled)
        self._say(words)
        dress(self, "card", "plain" if settled else "warned")
        if self._fix is not None:
            wanted = self._stays or not settled
            self._fix.setVisible(wanted and bool(self._fix.text()))

    def _say(self, words: str) -> None:
        self._words.setText(words)
        self.setAccessibleName(f"{self._name_words} {words}")

    def _draw(self, icon: str, token: str, line: str, *, round_mark: bool) -> None:
        look = current_look()
        colours = theme.tokens(look.scheme)
        radius = look.px(15) if round_mark else look.px(6)
        self._mark.setPixmap(theme.pixmap(icon, colours[token], look.px(18)))
        self._mark.setStyleSheet(
            f"border: {look.px(2)}px {line} {colours[token]}; border-radius: {radius}px;"
        )
