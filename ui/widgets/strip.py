"""The honesty strip: connection, last receipt, what lies on this computer only, last saved."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from ui.widgets.parts import current_look, picture, row, text
from visitapp.texts import translate as _

if TYPE_CHECKING:  # on the way to first paint
    from datetime import datetime

    from visitapp.actions.today_view import TodayView


class Strip(QFrame):
    """Shown on every screen; never hidden, also when everything is zero."""

    def __init__(self) -> None:
        super().__init__()
        look = current_look()
        self.setObjectName("strip")
        self.setFixedHeight(look.px(40))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self._connection = self._cell(line, "cloud_off", "off")
        self._receipt = self._cell(line, "verified")
        self._pending = self._cell(line, "computer")
        self._message = self._cell(line, "")
        line.addStretch(1)
        self._saved = self._cell(line, "check_circle")
        self._online: bool | None = None
        for label in (self._message, self._saved):
            self._say(label, "")

    def _cell(self, line: QHBoxLayout, icon: str, kind: str = "true") -> QLabel:
        look = current_look()
        frame = QFrame()
        frame.setProperty("cell", kind)
        label = text("")
        inside = row(*((picture(icon, "off", 18),) if icon else ()), label, spacing=6)
        inside.setContentsMargins(look.px(12), 0, look.px(12), 0)
        frame.setLayout(inside)
        line.addWidget(frame)
        return label

    def show_view(self, view: "TodayView") -> None:
        """The counts, from the same source as every other place that shows them."""
        pending = view.pending
        if not view.office:
            self._connection.setText(_("Used on this computer only"))
            backup = view.last_backup_at[:16].replace("T", " ")
            words = _("Last backup {at}", at=backup) if backup else _("No backup yet")
            self._receipt.setText(words)
        else:
            self._connection.setText(_("Online") if self._online else _("Offline"))
            at = view.last_receipt_at
            local = at.astimezone(view.now.tzinfo) if at else None
            self._receipt.setText(
                _("Kept by the office {time}", time=f"{local:%H:%M}") if local else _("Nothing yet")
            )
        self._pending.setText(
            _(
                "On this computer only: {n} (records {entries}, photos {photos})",
                n=pending.entries + pending.originals,
                entries=pending.entries,
                photos=pending.originals,
            )
        )
        for label in (self._connection, self._receipt, self._pending):
            label.setAccessibleName(label.text())

    @staticmethod
    def _say(label: QLabel, words: str) -> None:
        """Words in their cell; a cell with nothing to say is not there."""
        label.setText(words)
        cell = label.parentWidget()
        if cell is not None:
            cell.setVisible(bool(words))

    def show_online(self, online: bool | None, message: str = "") -> None:
        """What the last real exchange with the office said; never the system's flag."""
        self._online = online
        self._say(self._message, message)

    def show_saved(self, at: "datetime") -> None:
        """The moment of the last act that is on disk."""
        self._say(self._saved, _("Saved on this computer {time}", time=f"{at:%H:%M:%S}"))
