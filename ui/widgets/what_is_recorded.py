"""What is recorded, what is not, and who sees it (N-21): the same words at the start and later."""

from collections.abc import Sequence

from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QVBoxLayout, QWidget

from ui.theme import Room
from ui.widgets.parts import card, current_look, hairline, picture, row, text
from visitapp.texts import N_
from visitapp.texts import translate as _

RECORDED = (
    N_("The times of plan, arrival, wait and end of a visit"),
    N_("How often and when the intercom and the telephone were tried"),
    N_("The printing of notes and cards"),
    N_("Photos you take (where they were taken stays in the original)"),
    N_("Promises, and that they were agreed"),
    N_("Corrections with their reason"),
)
NOT_RECORDED = (
    N_("Where you are on the way or during a break"),
    N_("Sound and video"),
    N_("Keys you press, what your screen shows"),
    N_("What is in your own phone"),
    N_("Rankings and ratings"),
)
SEEN_BY = (
    (N_("You"), N_("All of your own visits, and who opened them.")),
    (N_("Superior, watcher"), N_("Plan, present state, records of visits")),
    (N_("Telephone desk"), N_("From the number of a note: only what may be said")),
    (N_("Legal, audit"), N_("Only visits opened with a written reason")),
)


def direction_in(room: Room) -> QBoxLayout.Direction:
    """Side by side, or below each other in a small window."""
    beside = QBoxLayout.Direction.LeftToRight
    return QBoxLayout.Direction.TopToBottom if room is Room.SMALL else beside


class WhatIsRecorded(QWidget):
    """Two lists side by side (below each other in a small window) and the table of who sees it."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        look = current_look()
        self._lists = lists = QBoxLayout(direction_in(room))
        lists.setSpacing(look.px(14))
        lists.addWidget(_listed(_("What is recorded"), "check_circle", "check", RECORDED), 1)
        lists.addWidget(_listed(_("What is not recorded"), "block", "close", NOT_RECORDED), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(14))
        column.addLayout(lists)
        column.addWidget(_who())

    def show_room(self, room: Room) -> None:
        """Beside or below each other."""
        self._lists.setDirection(direction_in(room))


def _listed(title: str, icon: str, mark: str, lines: Sequence[str]) -> QFrame:
    frame, column = card()
    column.addLayout(row(picture(icon), text(title, "card"), 1))
    column.addWidget(hairline())
    for words in lines:
        label = text(_(words))
        label.setWordWrap(True)
        line = row(picture(mark, "text2", 18))
        line.addWidget(label, 1)
        column.addLayout(line)
    column.addStretch(1)
    return frame


def _who() -> QFrame:
    frame, column = card()
    column.addLayout(row(picture("supervisor_account"), text(_("Who sees it"), "card"), 1))
    column.addWidget(hairline())
    grid = QGridLayout()
    grid.setHorizontalSpacing(current_look().px(24))
    for place, (who, what) in enumerate(SEEN_BY):
        label = text(_(what))
        label.setWordWrap(True)
        grid.addWidget(text(_(who), "card"), place, 0)
        grid.addWidget(label, place, 1)
    grid.setColumnStretch(1, 1)
    column.addLayout(grid)
    return frame
