"""One visit of the day as a row that can be reached and pressed by key."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from ui.widgets.parts import chip, current_look, picture, text
from visitapp.actions.today_view import VisitLine
from visitapp.domain.words import SyncState
from visitapp.texts import N_
from visitapp.texts import translate as _

SYNC_WORDS = {
    SyncState.LOCAL: (N_("On this computer only"), "computer"),
    SyncState.SENDING: (N_("Being sent"), "cloud_upload"),
    SyncState.ARRIVED: (N_("Being sent"), "cloud_upload"),
    SyncState.KEPT: (N_("Kept by the office"), "verified"),
}


class VisitLineButton(QPushButton):
    """Time, customer, state, and one of the three sync words."""

    def __init__(self, line: VisitLine, state: tuple[str, str, str], is_next: bool) -> None:
        super().__init__()
        look = current_look()
        self.setObjectName(f"visit-{line.row.id}")
        self.setProperty("kind", "rail")
        self.setCheckable(False)
        self.setStyleSheet(f"VisitLineButton {{ min-height: {look.px(56)}px; }}")
        across = QHBoxLayout(self)
        across.setContentsMargins(look.px(10), look.px(4), look.px(10), look.px(4))
        across.setSpacing(look.px(14))
        time = f"{line.promised_at:%H:%M}" if line.promised_at else ""
        across.addWidget(text(time, "time"))
        who = QVBoxLayout()
        who.setSpacing(look.px(2))
        who.addWidget(text(line.name, "row"))
        who.addWidget(text(" · ".join(goer.name for goer in line.staff), "meta"))
        across.addLayout(who, 1)
        words, kind, icon = state
        across.addWidget(chip(_("Next visit") if is_next else words, kind, icon))
        sync, sync_icon = SYNC_WORDS[line.sync]
        across.addWidget(picture(sync_icon, "text2", 18))
        across.addWidget(text(_(sync), "meta"))
        across.addWidget(picture("chevron_right", "text2", 20))
        self.setAccessibleName(f"{time} {line.name} {words} {_(sync)}")
