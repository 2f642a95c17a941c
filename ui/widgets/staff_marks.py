"""Who goes, as marks: round for the owner of this computer, square for the others."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ui import theme
from ui.models.today_words import family
from ui.widgets.parts import clear, current_look, row, text
from visitapp.actions.today_view import Goer


class StaffMarks(QWidget):
    """A mark for each person; ``named`` writes the family name beside it."""

    def __init__(self, *, named: bool) -> None:
        super().__init__()
        self._named = named
        self._shown: tuple[Goer, ...] = ()
        self._row = row(spacing=6)
        self.setLayout(self._row)

    def show_staff(self, staff: Sequence[Goer]) -> None:
        """Show these people; nothing is made anew when they are the same."""
        if tuple(staff) == self._shown:
            return
        self._shown = tuple(staff)
        clear(self._row)
        for goer in staff:
            self._row.addWidget(_mark(goer))
            if self._named:
                self._row.addWidget(text(family(goer.name)))
        if self._named:
            self._row.addStretch(1)
        self.setAccessibleName("・".join(goer.name for goer in staff))


def _mark(goer: Goer) -> QLabel:
    look = current_look()
    colours = theme.tokens(look.scheme)
    who = "staff_a" if goer.own else "staff_b"
    size = look.px(26)
    mark = text(goer.name[:1])
    mark.setFixedSize(size, size)
    mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
    radius = size // 2 if goer.own else look.px(6)
    mark.setStyleSheet(
        f"background: {colours[f'{who}_soft']}; color: {colours[f'{who}_ink']};"
        f"border: 1px solid {colours[who]}; border-radius: {radius}px;"
        f"font-size: {look.px(13)}px; font-weight: bold;"
    )
    mark.setAccessibleName(goer.name)
    return mark
