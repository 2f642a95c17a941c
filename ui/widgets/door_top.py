"""The bar above the door: back, whom we visit, who records, outdoor, the clock."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout

from ui import theme
from ui.theme import Scheme
from ui.widgets.door_buttons import Elided, KeyButton
from ui.widgets.parts import button, clear, current_look, key_cap, row, text
from visitapp.actions.door_view import DoorView
from visitapp.texts import translate as _


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
        line.setSpacing(look.px(12))
        self.back = KeyButton(_("Back to today"), "arrow_back", "Esc")
        bright = look.scheme is Scheme.OUTDOOR
        words = _("Normal view") if bright else _("Outdoor view")
        self.outdoor = KeyButton(words, "wb_sunny", "F11")
        self.clock = text("", "clock")
        self.clock.setAccessibleName(_("Clock"))
        self._name = Elided("name")
        self._promise = Elided("promised")
        self._address = Elided("second")
        who = QVBoxLayout()
        who.setSpacing(look.px(2))
        who.addStretch(1)
        who.addLayout(row(self._name, self._promise, 1, spacing=14))
        who.addWidget(self._address)
        who.addStretch(1)
        self._people = QHBoxLayout()
        self._people.setSpacing(0)
        self._group = QButtonGroup(self)
        self._by = text(_("Recorded by"), "second")
        self._by_key = key_cap("R")
        line.addWidget(self.back)
        line.addLayout(who, 1)
        line.addWidget(self._by)
        line.addLayout(self._people)
        line.addWidget(self._by_key)
        line.addWidget(self.outdoor)
        line.addWidget(self.clock)
        self._shown: tuple[object, ...] = ()

    def set_compact(self, compact: bool) -> None:
        """Where room is short the buttons' own names say it."""
        self._by.setVisible(not compact)
        self._by_key.setVisible(not compact)
        self.outdoor.words.setVisible(not compact)
        self.back.words.setVisible(not compact)
        self.setFixedHeight(current_look().px(60 if compact else 68))

    def set_narrow(self, narrow: bool) -> None:
        """The name comes first: F11 and the seconds' clock give way to it."""
        self.outdoor.setVisible(not narrow)
        self.clock.setVisible(not narrow)

    def show_view(self, view: DoorView, recorder: str) -> None:
        """Show whom the visit is for and who takes part."""
        self._name.show_words(f"{view.customer} {view.honorific}".strip())
        at = view.visit.promised_at
        self._promise.show_words(_("for {time}", time=f"{at:%H:%M}") if at else "")
        room = view.visit.room
        told = f"{view.address} {_('room {room}', room=room) if room else ''}"
        self._address.show_words(told.strip())
        state = (view.party, recorder)
        if state != self._shown:
            self._shown = state
            self._show_people(view, recorder)

    def _show_people(self, view: DoorView, recorder: str) -> None:
        clear(self._people)
        for made in self._group.buttons():
            self._group.removeButton(made)
        for person in view.party:
            family = person.name.split(maxsplit=1)[0] if person.name.strip() else "?"
            chosen = person.id == recorder
            made = button(family, "switch")
            made.setObjectName(f"recorder-{person.id}")
            made.setAccessibleName(_("Recorded by {name}", name=person.name))
            made.setCheckable(True)
            made.setChecked(chosen)
            if chosen:
                made.setIcon(_check())
            if chosen and current_look().scheme is Scheme.OUTDOOR:  # yellow is for what comes next
                made.setStyleSheet("background: #000000; color: #FFFFFF;")
            self._group.addButton(made)
            made.clicked.connect(lambda _c=False, p=person.id: self.recorder_chosen.emit(p))
            self._people.addWidget(made)

    def next_recorder(self) -> None:
        """One tap: the next person of the party records."""
        buttons = self._group.buttons()
        if buttons:
            place = next((k for k, b in enumerate(buttons) if b.isChecked()), -1)
            buttons[(place + 1) % len(buttons)].click()


def _check() -> QIcon:
    """The tick of whoever records, in the ink of a chosen button."""
    look = current_look()
    outdoor = look.scheme is Scheme.OUTDOOR
    ink = "#FFFFFF" if outdoor else theme.tokens(look.scheme)["on_primary"]
    return theme.icon("check", ink, look.px(18))
