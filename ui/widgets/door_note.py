"""The note at the door: what will be printed, its number, then PDF or the system's viewer."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.door_buttons import KeyButton
from ui.widgets.door_panels import DoorPage
from ui.widgets.parts import current_look, paragraph, row
from visitapp.marks import override
from visitapp.texts import translate as _

SAVE, VIEW, COMPOSE, BY_PEN = "save", "view", "compose", "by_pen"


class NotePage(DoorPage):
    """Shows the note as it stands on the paper; ``chosen`` carries the code."""

    def __init__(self, back: KeyButton) -> None:
        super().__init__(_("Note"), back)
        look = current_look()
        self._paper = QFrame()
        self._paper.setObjectName("paper")
        self._lines = QVBoxLayout(self._paper)
        self._lines.setContentsMargins(look.px(24), look.px(16), look.px(24), look.px(16))
        self._lines.setSpacing(look.px(6))
        self._paper.setMaximumWidth(look.px(620))
        self.save = KeyButton(_("Save the PDF"), "print", "F6", "door")
        self.view = KeyButton(_("Open to print"), "description", "", "door")
        self.save.clicked.connect(lambda: self.chosen.emit(SAVE))
        self.view.clicked.connect(lambda: self.chosen.emit(VIEW))
        self.compose = KeyButton(_("Print, or change it"), "edit", "P", "door")
        self.compose.clicked.connect(lambda: self.chosen.emit(COMPOSE))
        self.keys["P"] = COMPOSE
        self.by_pen = KeyButton(_("A sheet was completed by pen"), "draw", "H", "door")
        self.by_pen.clicked.connect(lambda: self.chosen.emit(BY_PEN))
        self.keys["H"] = BY_PEN
        told = paragraph(
            _("The PDF is not encrypted. It lies in the folder of the papers."), "hint"
        )
        beside = QVBoxLayout()
        beside.setSpacing(look.px(12))
        beside.addWidget(self.save)
        beside.addWidget(self.view)
        beside.addWidget(self.compose)
        beside.addWidget(self.by_pen)
        beside.addWidget(told)
        beside.addStretch(1)
        across = row(self._paper, spacing=16)
        across.setStretch(0, 1)
        across.addLayout(beside)
        self.column.addLayout(across, 1)

    @override
    def first(self) -> QWidget:
        return self.save

    def show_note(self, number: str, revision: str, words: Sequence[tuple[str, str]]) -> None:
        """The texts in their order, each with its role; the number stands above."""
        look = current_look()
        colours = theme.tokens(look.scheme)
        self._paper.setStyleSheet(
            f"QFrame#paper {{ background: {colours['surface']};"
            f"border: 2px solid {colours['line_strong']}; }}"
        )
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for said, role in words:
            label = paragraph(said, role)
            label.setAlignment(Qt.AlignmentFlag.AlignLeft)
            self._lines.addWidget(label)
        self._lines.addStretch(1)
        told = _("Number {number}", number=number)
        self.told.setText(f"{told} {revision}".strip())
