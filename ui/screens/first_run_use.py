"""Step 2 of the first start: 使い方, with an office or on this computer alone (N-17)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QStackedWidget, QVBoxLayout, QWidget

from ui.session import Session
from ui.widgets.backup_form import BackupForm
from ui.widgets.folding import Folding
from ui.widgets.join_form import JoinForm
from ui.widgets.parts import card, current_look, paragraph, text
from visitapp.texts import N_
from visitapp.texts import translate as _

WAYS = (
    (
        N_("Connect to an office"),
        N_("Records are kept at the office too. Everything works without a connection."),
    ),
    (
        N_("Use this computer only"),
        N_("A backup every day. An office can be joined later."),
    ),
)
ALONE = 1


class UseStep(QWidget):
    """Two ways; each shows its own few fields below. ``joined``: an office took this computer."""

    joined = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        look = current_look()
        self.ways = QButtonGroup(self)
        self.join, self.backup = JoinForm(session), BackupForm(session)
        self.join.joined.connect(self.joined)
        choices = Folding(spacing=14, least=560)
        for place, (words, under) in enumerate(WAYS):
            choices.put(self._way(place, _(words), _(under)))
        self._forms = QStackedWidget()
        self._forms.addWidget(self.join)
        self._forms.addWidget(self.backup)
        self.ways.idToggled.connect(self._choose)
        self.ways.button(0).setChecked(True)
        column = QVBoxLayout(self)
        column.setSpacing(look.px(14))
        column.addWidget(text(_("Way of use"), "title"))
        column.addLayout(choices)
        column.addWidget(self._forms, 1)
        for form in (self.join, self.backup):
            form.setMaximumWidth(look.px(820))

    def _way(self, place: int, words: str, under: str) -> QWidget:
        frame, column = card()
        made = QRadioButton(words)
        made.setAccessibleName(words)
        made.setAccessibleDescription(under)
        self.ways.addButton(made, place)
        column.addWidget(made)
        column.addWidget(paragraph(under, "second"))
        return frame

    def _choose(self, place: int, is_on: bool) -> None:
        if is_on:
            self._forms.setCurrentIndex(place)

    def come(self) -> None:
        """The step comes to the front."""
        self.backup.refresh()

    @property
    def is_alone(self) -> bool:
        """Whether the way without an office is chosen."""
        return self.ways.checkedId() == ALONE

    def keep(self) -> None:
        """What was chosen for a backup is kept when this computer stands alone."""
        if self.is_alone:
            self.backup.keep()
