"""見ていただきたいこと: what was noticed about laptop and office; hidden when nothing was."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.widgets.parts import current_look, hairline, picture, row, text, wrapped
from visitapp.texts import translate as _


class FoundBox(QFrame):
    """A card of findings: when and what, one sentence, what to do."""

    def __init__(self) -> None:
        super().__init__()
        look = current_look()
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(14), look.px(10), look.px(14), look.px(12))
        column.addLayout(row(picture("fact_check"), text(_("Please look at"), "card"), 1))
        column.addWidget(hairline())
        self._list = QVBoxLayout()
        self._list.setSpacing(look.px(10))
        column.addLayout(self._list)
        self._shown: list[tuple[str, str]] = []
        self.setVisible(False)

    def show_items(self, items: list[tuple[str, str]]) -> None:
        """Heading and sentence of each finding, the newest first."""
        if items == self._shown:
            return
        self._shown = items
        while (old := self._list.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.deleteLater()
        for heading, sentence in items:
            self._list.addWidget(wrapped(heading, ""))
            self._list.addWidget(wrapped(sentence, "second"))
        self.setVisible(bool(items))
