"""あとから入力: what happened without the laptop, typed with its times (N-08)."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QVBoxLayout, QWidget

from ui.widgets.door_buttons import KeyButton
from ui.widgets.door_forms import LineEdit
from ui.widgets.door_panels import DoorPage
from ui.widgets.parts import button, current_look, paragraph, row, text
from visitapp.marks import override
from visitapp.texts import translate as _


class CatchUpPage(DoorPage):
    """One line per act with its time; photos offer theirs; ``filled`` carries times by act.

    Each value is (typed time, name of the photo it leans on); blank lines are left out.
    """

    filled = Signal(object, str)

    def __init__(
        self,
        back: KeyButton,
        acts: Sequence[tuple[str, str]],
        outcomes: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__(_("Enter it later"), back)
        look = current_look()
        card = QFrame()
        card.setProperty("card", "true")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(look.px(20), look.px(12), look.px(20), look.px(12))
        inside.setSpacing(look.px(8))
        told = _("Only what was written on the spot is a record. These times are marked as typed.")
        inside.addWidget(paragraph(told, "second"))
        inside.addLayout(self._lines(acts))
        self.outcome = QComboBox()
        self.outcome.setAccessibleName(_("Outcome"))
        self.outcome.setMinimumHeight(look.px(44))
        for code, words in outcomes:
            self.outcome.addItem(words, code)
        inside.addLayout(row(text(_("Outcome"), "card"), self.outcome, 1))
        self.wrong = text("", "second")
        self.wrong.setWordWrap(True)
        inside.addWidget(self.wrong)
        self.act = button(_("Write it down as typed later"), "primary")
        self.act.setMinimumHeight(look.px(64))
        self.act.clicked.connect(self.submit)
        inside.addLayout(row(self.act, 1))
        self.column.addWidget(card)
        self.column.addStretch(1)

    def _lines(self, acts: Sequence[tuple[str, str]]) -> QGridLayout:
        look = current_look()
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(12))
        grid.setVerticalSpacing(look.px(6))
        self.times: dict[str, LineEdit] = {}
        self.anchors: dict[str, QComboBox] = {}
        for place, (code, words) in enumerate(acts):
            time, photo = LineEdit("", "14:30"), QComboBox()
            time.setAccessibleName(words)
            time.setMaximumWidth(look.px(130))
            time.submitted.connect(self.submit)
            photo.setAccessibleName(_("Photo for {what}", what=words))
            photo.setMinimumHeight(look.px(44))
            photo.activated.connect(lambda _k, c=code: self._lean(c))
            across = 3 * (place % 2)
            grid.addWidget(text(words, "card"), place // 2, across)
            grid.addWidget(time, place // 2, across + 1)
            grid.addWidget(photo, place // 2, across + 2)
            self.times[code], self.anchors[code] = time, photo
        return grid

    @override
    def first(self) -> QWidget:
        return next(iter(self.times.values()))

    @override
    def choose(self, key: str) -> bool:
        return False

    def show_photos(self, photos: Sequence[tuple[str, str]]) -> None:
        """The times the photos carry: (what it shows, HH:MM)."""
        for box in self.anchors.values():
            box.clear()
            box.addItem(_("no photo"), "")
            for words, at in photos:
                box.addItem(f"{at} {words}", at)
            box.setVisible(bool(photos))

    def _lean(self, code: str) -> None:
        at = self.anchors[code].currentData()
        if at:
            self.times[code].setText(at)

    def submit(self) -> None:
        """Hand on what was typed."""
        self.wrong.setText("")
        given = {}
        for code, time in self.times.items():
            box = self.anchors[code]
            anchor = box.currentText() if box.currentData() == time.text() else ""
            if time.text().strip():
                given[code] = (time.text(), anchor)
        self.filled.emit(given, str(self.outcome.currentData() or ""))

    def refuse(self, words: str) -> None:
        """Say what cannot be taken; what was typed stays."""
        self.wrong.setText(words)
