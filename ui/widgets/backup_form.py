"""Where and when the daily backup goes: a folder on a stick, a disk or a network drive."""

from pathlib import Path

from PySide6.QtCore import QTime
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QLineEdit,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from ui.models.backup_words import room_words
from ui.session import Session
from ui.tasks import Lane
from ui.widgets.ask_files import ask_folder
from ui.widgets.folding import Folding
from ui.widgets.parts import button, card, current_look, hairline, picture, row, text, wrapped
from ui.widgets.wide_digits import take_wide_digits
from visitapp.actions import keep
from visitapp.actions.keep import BackupView
from visitapp.texts import translate as _

PHOTO_BYTES = 3_000_000


class BackupForm(QWidget):
    """The place and the hour; what is there is said below."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        look = current_look()
        self._session = session
        self.place, self.hour = QLineEdit(), QTimeEdit()
        self.place.setAccessibleName(_("Place of the backup"))
        self.hour.setAccessibleName(_("Every day at"))
        self.hour.setDisplayFormat("HH:mm")
        take_wide_digits(self.hour)
        self.other = button(_("Choose a place"), "", "package_2")
        self.other.clicked.connect(self._choose)
        self._values: list[QLabel] = []
        places, hours = QVBoxLayout(), QVBoxLayout()
        places.addWidget(text(_("Place of the backup"), "card"))
        places.addWidget(self.place)
        places.addWidget(wrapped(_("USB stick, disk, shared folder of the company"), "meta"))
        hours.addWidget(text(_("Every day at"), "card"))
        hours.addWidget(self.hour)
        hours.addWidget(wrapped(_("if it was off, at the next start"), "meta"))
        fields = Folding(spacing=14, least=480)
        fields.put(places, 2)
        fields.put(hours, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(12))
        column.addLayout(fields)
        column.addLayout(row(self.other, 1))
        column.addWidget(self._make_facts())
        column.addStretch(1)
        self.place.editingFinished.connect(self.keep)
        self.hour.editingFinished.connect(self.keep)

    def _make_facts(self) -> QWidget:
        frame, column = card()
        column.addLayout(row(picture("fact_check"), text(_("About this place"), "card"), 1))
        column.addWidget(hairline())
        grid = QGridLayout()
        for place, head in enumerate((_("Free"), _("Encrypted"), _("Kept"))):
            value = wrapped("", "card" if place == 0 else "")
            grid.addWidget(text(head, "second"), place, 0)
            grid.addWidget(value, place, 1)
            self._values.append(value)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        return frame

    def refresh(self) -> None:
        """Read what was chosen."""
        if self._session.is_open:
            self._session.read(keep.backup_view, self.show_view, Lane.SLOW)

    def show_view(self, view: BackupView) -> None:
        """What was chosen, and what is there."""
        if not self.place.hasFocus():
            self.place.setText(view.folder)
        if not self.hour.hasFocus():
            self.hour.setTime(QTime.fromString(view.at, "HH:mm"))
        free = _("{size}, about {n} photos", size=room_words(view.free), n=view.free // PHOTO_BYTES)
        told = (
            free if view.is_there else _place_words(view),
            _("yes (opens with the code of the recovery sheet)"),
            _("the last {days} days and {months} months", days=keep.DAILY, months=keep.MONTHLY),
        )
        for label, words in zip(self._values, told, strict=True):
            label.setText(words)

    def keep(self) -> None:
        """Keep what is typed at once."""
        if self._session.is_open:
            folder, at = self.place.text(), self.hour.time().toString("HH:mm")
            self._session.act(
                lambda ws: keep.choose_backup(ws, folder, at), lambda _nothing: self.refresh()
            )

    def _choose(self) -> None:
        ask_folder(self, _("Place of the backup"), self._chosen)

    def _chosen(self, folder: Path) -> None:
        self.place.setText(str(folder))
        self.keep()


def _place_words(view: BackupView) -> str:
    """Why nothing is known about the place."""
    return _("The place is not there at the moment.") if view.folder else _("no place chosen")
