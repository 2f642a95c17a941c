"""Step 3 of the first start: what is recorded and what is not, and the recovery sheet on paper."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.session import Session
from ui.theme import Room
from ui.widgets.folding import Folding
from ui.widgets.parts import wrapped
from ui.widgets.recovery_card import RecoveryCard
from ui.widgets.what_is_recorded import WhatIsRecorded
from visitapp.texts import translate as _


class RecordsStep(QWidget):
    """Two columns: the lists of what is recorded, and the sheet."""

    failed = Signal(object)

    def __init__(self, session: Session, room: Room) -> None:
        super().__init__()
        self.recorded, self.sheet = WhatIsRecorded(room), RecoveryCard(session)
        left = QVBoxLayout()
        left.addWidget(wrapped(_("What is recorded, what is not, who sees it"), "title"))
        left.addWidget(
            wrapped(_("This computer records visits. It is not used to follow people."), "second")
        )
        left.addWidget(self.recorded)
        left.addStretch(1)
        body = Folding(spacing=24, least=1000)
        body.put(left, 7)
        body.put(self.sheet, 3)
        self.setLayout(body)

    def come(self) -> None:
        """The step comes to the front."""
        self.sheet.refresh()
