"""A status chip whose words change in place: icon, word and ground together."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from ui import theme
from ui.widgets.parts import current_look, text


class StateChip(QFrame):
    """26 px, one pixel of border, bold word with its icon; hidden while it has no word."""

    def __init__(self) -> None:
        super().__init__()
        look = current_look()
        self.setObjectName("chip")
        self._said: tuple[str, str, str] = ("", "", "")
        self._icon, self._words = text(""), text("")
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(8), look.px(3), look.px(8), look.px(3))
        row.setSpacing(look.px(6))
        row.addWidget(self._icon)
        row.addWidget(self._words)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @property
    def words(self) -> str:
        """What it says."""
        return self._said[0]

    def say(self, words: str, kind: str = "neutral", icon: str = "") -> None:
        """Show a state; "" hides the chip."""
        if not words:
            self.hide()
        elif self.parentWidget() is not None:  # alone it would be a window of its own
            self.show()
        if (words, kind, icon) == self._said:
            return
        self._said = (words, kind, icon)
        look = current_look()
        colours = theme.tokens(look.scheme)
        plain = kind == "neutral"
        ground = colours["surface" if plain else f"{kind}_soft"]
        ink = colours["text" if plain else f"{kind}_ink"]
        line = colours["line_strong" if plain else f"{kind}_line"]
        self.setStyleSheet(
            f"QFrame#chip {{ background: {ground}; border: 1px solid {line};"
            f"border-radius: {look.px(6)}px; }}"
            f"QLabel {{ color: {ink}; font-size: {look.px(13)}px; font-weight: bold; }}"
        )
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.setPixmap(theme.pixmap(icon, ink, look.px(16)))
        self._words.setText(words)
        self.setAccessibleName(words)
