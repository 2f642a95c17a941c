"""The first start in three steps; each may be put off, nothing typed is ever lost (N-17, N-21)."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ui.keys import bind
from ui.screens.first_run_card import CardStep
from ui.screens.first_run_records import RecordsStep
from ui.screens.first_run_use import UseStep
from ui.session import Session
from ui.theme import Room
from ui.widgets.banner import Banner
from ui.widgets.flow import Flow, flowing
from ui.widgets.parts import button, chip, current_look, key_cap, scrolling, text
from visitapp.actions import sample, set_up
from visitapp.errors import Known
from visitapp.marks import override
from visitapp.texts import N_
from visitapp.texts import translate as _
from visitapp.workspace import Workspace

STEPS = (N_("You and your card"), N_("Way of use"), N_("Records and recovery"))
NO_KEYRING = "No keyring"
LAST = len(STEPS) - 1


class FirstRunScreen(QWidget):
    """``opened`` carries the records once they exist; ``ready`` says that the day may be shown.

    ``chosen``: the step of the way of use was gone through.
    """

    opened = Signal(object)
    chosen = Signal()
    ready = Signal()

    def __init__(self, session: Session, folder: Path, room: Room, step: int = 0) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session, self._folder = session, folder
        self._wants_sample = False
        self.banner = Banner()
        self.card = CardStep(session, folder)
        self.use, self.records = UseStep(session), RecordsStep(session, room)
        self.steps = QStackedWidget()
        self._head = Flow(None, current_look().px(20))
        self.later = button(_("Set up later"), "quiet")
        self.back = button(_("To the step before"), "", "arrow_back")
        self.next = button("", "primary")
        self.later.clicked.connect(self.put_off)
        self.back.clicked.connect(lambda: self.go(self.steps.currentIndex() - 1))
        self.next.clicked.connect(self.go_on)
        self._lay_out()
        for key, act in (("Esc", self.put_off), ("Alt+Left", self._go_back)):
            bind(self, key, act)
        for field in self.card.findChildren(QLineEdit):
            # Qt's own signal: the Enter that ends a composition never comes here
            field.returnPressed.connect(self.go_on)
        self.card.failed.connect(self._failed)
        self.use.joined.connect(self.go_on)
        session.failed.connect(self._failed)
        self.go(step)

    def _lay_out(self) -> None:
        look = current_look()
        for step in (self.card, self.use, self.records):
            inside = QVBoxLayout()
            inside.setContentsMargins(look.px(32), look.px(20), look.px(32), look.px(12))
            inside.addWidget(step)
            self.steps.addWidget(scrolling(inside))
        head, foot = QFrame(), QFrame()
        for frame, name in ((head, "header"), (foot, "header")):
            frame.setObjectName(name)
        above = QVBoxLayout(head)
        above.setContentsMargins(look.px(32), look.px(14), look.px(32), look.px(14))
        above.addLayout(self._head)
        acts = flowing(self.later, 1, self.back, key_cap("Enter"), self.next, spacing=12)
        below = QVBoxLayout(foot)
        below.setContentsMargins(look.px(32), look.px(12), look.px(32), look.px(12))
        below.addLayout(acts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.banner)
        column.addWidget(self.steps, 1)
        column.addWidget(foot)

    def _show_head(self, step: int) -> None:
        self._head.empty()
        self._head.add(text("visitapp", "title"))
        for place, words in enumerate(STEPS):
            kind = "ok" if place < step else "primary" if place == step else "neutral"
            self._head.add(chip(f"{place + 1}  {_(words)}", kind, "check" if place < step else ""))
        self._head.push()
        self._head.add(text(_("Can be changed in the settings"), "second"))

    # -- steps -------------------------------------------------------------------------------------

    def go(self, step: int) -> None:
        """Bring a step to the front, with the keys on its first field."""
        if not 0 <= step <= LAST:
            return
        self.banner.clear()
        self._show_head(step)
        self.steps.setCurrentIndex(step)
        self.back.setVisible(step > 0)
        words = _("Start with the sample visit") if step == LAST else ""
        words = words or _("Next: {step}", step=_(STEPS[step + 1]))
        self.next.setText(words)
        self.next.setAccessibleName(words)
        if step == 0 and self._session.is_open:
            self.card.forget_secret()
        elif step == 1:
            self.use.come()
        elif step == LAST:
            self.records.come()
        self._focus_first()
        if self._session.is_open:
            self._session.act(lambda ws: set_up.go_to_step(ws, step + 1))

    def _focus_first(self) -> None:
        """The keys on the first field of the step in front."""
        firsts = (self.card.fields["family"], self.use.ways.button(0), self.next)
        firsts[self.steps.currentIndex()].setFocus()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._focus_first()

    def _go_back(self) -> None:
        self.go(self.steps.currentIndex() - 1)

    def go_on(self) -> None:
        """Enter: the next step; after the last one the day, with a visit to try."""
        step = self.steps.currentIndex()
        if step == 0:
            self._make(lambda: self.go(1))
            return
        if step == 1:
            self.use.keep()
            self.chosen.emit()
        if step < LAST:
            self.go(step + 1)
            return
        self._session.act(_with_sample, lambda _visit: self.ready.emit())

    def put_off(self) -> None:
        """Esc, あとで設定: start now; what is missing can be set later and is never asked again."""
        if not self._session.is_open:
            self._make(self._end)
            return
        self._end()

    def _end(self) -> None:
        self._session.act(lambda ws: set_up.go_to_step(ws, 0), lambda _nothing: self.ready.emit())

    def _make(self, then: Callable[[], None]) -> None:
        """Make the records, or change what differs in them; ``then`` goes on."""
        if self._session.is_open:
            self._change(then)
            return
        if self.card.has_two_passphrases:
            self.banner.show_words(_("The two passphrases are not the same."))
            return
        self._enable(on=False)
        profile, secret = self.card.profile, self.card.passphrase.text()
        clock = self._session.clock

        def made(workspace: Workspace) -> None:
            self._enable(on=True)
            self.opened.emit(workspace)
            then()

        self._session.aside(
            lambda: set_up.set_up(self._folder, profile, secret, clock), made, self._failed
        )

    def _change(self, then: Callable[[], None]) -> None:
        """The records exist: what differs in step 1 is written as a change."""
        profile = self.card.profile

        def changed(workspace: Workspace) -> None:
            self._session.attach(workspace)
            then()

        self._session.act(lambda ws: set_up.change_profile(ws, profile), changed)

    def _enable(self, *, on: bool) -> None:
        for control in (self.next, self.later):
            control.setEnabled(on)

    def _failed(self, error: Exception) -> None:
        self._enable(on=True)
        if isinstance(error, Known):
            self.banner.show_error(error)
            if error.title == NO_KEYRING:
                self.card.ask_for_passphrase()
        else:
            self.banner.show_words(_("visitapp has made a mistake of its own."))


def _with_sample(ws: Workspace) -> str:
    visit = sample.add_sample(ws)
    set_up.go_to_step(ws, 0)
    return visit
