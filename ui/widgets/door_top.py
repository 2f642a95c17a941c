"""The bar above the door: back, whom we visit, who records, outdoor, the clock."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout

from ui.widgets.parts import button, clear, current_look, key_cap, row, text
from visitapp.actions.door_view import DoorView
from visitapp.texts import translate as _

WIDE = 125  # percent


class DoorTop(QFrame):
    """``recorder_chosen`` carries the id of the person who records from now on (N-11)."""

    recorder_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        look = current_look()
        self.setObjectName("header")
        self.setFixedHeight(look.px(68))
        line = QHBoxLayout(self)
        line.setContentsMargins(look.px(16), 0, look.px(16), 0)
        line.setSpacing(look.px(14))
        self.back = button(_("Back to today"), icon="arrow_back")
        self.outdoor = button(_("Outdoor view"), icon="wb_sunny")
        self.clock = text("", "clock")
        self.clock.setAccessibleName(_("Clock"))
        self._name = text("", "name")
        self._promise = text("", "second")
        self._address = text("", "second")
        who = QVBoxLayout()
        who.setSpacing(look.px(5))
        who.addStretch(1)
        who.addWidget(self._name)
        who.addLayout(row(self._promise, self._address, 1, spacing=12))
        who.addStretch(1)
        self._people = QHBoxLayout()
        self._people.setSpacing(0)
        self._group = QButtonGroup(self)
        line.addWidget(self.back)
        line.addLayout(who, 1)
        if look.scale <= WIDE:  # the names of the buttons say it where room is short
            line.addWidget(text(_("Recorded by"), "second"))
        line.addLayout(self._people)
        line.addWidget(key_cap("R"))
        line.addWidget(self.outdoor)
        line.addWidget(self.clock)
        self._shown: tuple[object, ...] = ()

    def show_view(self, view: DoorView, recorder: str) -> None:
        """Show whom the visit is for and who takes part."""
        self._name.setText(f"{view.customer} {view.honorific}".strip())
        at = view.visit.promised_at
        self._promise.setText(_("promised {time}", time=f"{at:%H:%M}") if at else "")
        self._address.setText(view.address)
        state = (view.party, recorder)
        if state != self._shown:
            self._shown = state
            self._show_people(view, recorder)

    def _show_people(self, view: DoorView, recorder: str) -> None:
        clear(self._people)
        for person in view.party:
            made = button(
                person.name.split(maxsplit=1)[0] if person.name.strip() else "?", "switch"
            )
            made.setAccessibleName(_("Recorded by {name}", name=person.name))
            made.setCheckable(True)
            made.setChecked(person.id == recorder)
            self._group.addButton(made)
            made.clicked.connect(lambda _c=False, p=person.id: self.recorder_chosen.emit(p))
            self._people.addWidget(made)

    def next_recorder(self) -> None:
        """One tap: the next person of the party records."""
        buttons = self._group.buttons()
        if buttons:
            place = next((k for k, b in enumerate(buttons) if b.isChecked()), -1)
            buttons[(place + 1) % len(buttons)].click()
