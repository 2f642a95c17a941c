"""玄関先: everything that happens at the door, with one hand and no thought (shared/ux 3).

The screen only asks and shows: what comes next is ``domain.door.next_act``, what is written is an
action. Each second it reads the clock, never the store.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.models import door_words as words
from ui.screens import door_acts as acts
from ui.session import Session
from ui.widgets.banner import Banner
from ui.widgets.door_panels import ChoicePanel
from ui.widgets.door_rail import DoorRail
from ui.widgets.door_top import DoorTop
from ui.widgets.fold_lines import FoldLines
from ui.widgets.next_act import NextAct
from ui.widgets.parts import button, current_look, scrolling
from ui.widgets.photo_drop import PhotoDrop
from ui.widgets.time_card import TimeCard
from visitapp.actions.door_view import DoorView, door_view
from visitapp.domain.door import Act, Step, next_act, steps
from visitapp.domain.policy import Policy
from visitapp.errors import Known
from visitapp.texts import translate as _

TICK_MS = 250


class DoorScreen(QWidget):
    """One visit at its door; ``left`` asks the shell to go back to today."""

    left = Signal()
    outdoor_wanted = Signal()

    def __init__(self, session: Session, policy: Policy, papers: Path) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session, self._policy, self._papers = session, policy, papers
        self._view: DoorView | None = None
        self._recorder = ""
        self._busy = False
        self._build()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        session.changes.happened.connect(lambda _value: self.refresh())
        session.failed.connect(self._failed)

    # -- building ---------------------------------------------------------------------------

    def _build(self) -> None:
        self.top = DoorTop()
        self.top.back.clicked.connect(self.left)
        self.top.outdoor.clicked.connect(self.outdoor_wanted)
        self.top.recorder_chosen.connect(self._record_as)
        self.rail = DoorRail(words.STEP_WORDS)
        self.rail.chosen.connect(lambda step: self.do_step(Step(step)))
        self.time = TimeCard()
        self.extend = button(_("Extend to 60 minutes"), icon="timer")
        self.extend.clicked.connect(lambda: self.do_step(Step.WAIT))
        self.time.head.addWidget(self.extend)
        self.next = NextAct()
        self.next.clicked.connect(self.do_next)
        self.banner = Banner()
        self.answered = button(_("Somebody answered"), "door", "handshake")
        self.contact = button(_("Contact or end"), "grey", "phone_in_talk")
        self.answered.clicked.connect(lambda: self.open_panel("answered"))
        self.contact.clicked.connect(lambda: self.open_panel("contact"))
        self.folds = FoldLines(acts.FOLDS)
        self.drop = PhotoDrop()
        self.drop.files.connect(self.take_photos)
        self._panels = {code: self._panel(code) for code in acts.PANELS}
        self._lay_out()
        self._bind_keys()

    def _lay_out(self) -> None:
        look = current_look()
        self._stack = QStackedWidget()
        self._stack.addWidget(_calm_half((self.answered, self.contact), (self.folds, self.drop)))
        for panel in self._panels.values():
            self._stack.addWidget(panel)
        right = QVBoxLayout()
        right.setSpacing(look.px(12))
        right.addWidget(self.time, 3)
        right.addWidget(self.next)
        right.addWidget(self.banner)
        right.addWidget(self._stack, 2)
        grid = QGridLayout()
        grid.setContentsMargins(look.px(16), look.px(14), look.px(16), look.px(14))
        grid.setHorizontalSpacing(look.px(14))
        grid.addWidget(self.rail, 0, 0)
        grid.addLayout(right, 0, 1)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(scrolling(grid), 1)

    def _panel(self, code: str) -> ChoicePanel:
        title, choices = acts.PANELS[code]
        panel = ChoicePanel(_(title), choices, columns=acts.columns(code, current_look().scale))
        panel.chosen.connect(lambda chosen, c=code: self._chosen(c, chosen))
        panel.dismissed.connect(lambda: self.open_panel(""))
        return panel

    def _bind_keys(self) -> None:
        handlers: dict[str, Callable[[], object]] = {
            "F1": lambda: self.do_step(Step.ARRIVE),
            "F2": lambda: self.do_step(Step.RING),
            "F3": lambda: self.do_step(Step.CALL),
            "F4": lambda: self.do_step(Step.WAIT),
            "F5": lambda: self.do_step(Step.PHOTO_PLACE),
            "F6": lambda: self.do_step(Step.PRINT),
            "F7": lambda: self.do_step(Step.POST),
            "F8": lambda: self.do_step(Step.LEAVE),
            "F9": lambda: self.open_panel("answered"),
            "F12": lambda: self.open_panel("contact"),
            "Q": lambda: self.folds.flip("rings"),
            "W": lambda: self.folds.flip("calls"),
            "E": lambda: self.folds.flip("photos"),
            "R": self.top.next_recorder,
            "Ctrl+V": self.drop.paste,
            "Esc": self._escape,
        }
        for key, handler in handlers.items():
            made = QShortcut(QKeySequence(key), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.setAutoRepeat(False)
            made.activated.connect(handler)

    # -- showing ----------------------------------------------------------------------------

    def open_visit(self, visit_id: str) -> None:
        """Show the door of a visit."""
        self._view = None
        self.open_panel("")
        self._session.read(lambda ws: door_view(ws, visit_id), self._show)
        self._timer.start()

    def refresh(self) -> None:
        """Read the visit again, if this screen shows one."""
        if self._view is not None and self.isVisible():
            visit_id = self._view.visit.id
            self._session.read(lambda ws: door_view(ws, visit_id), self._show)

    @property
    def view(self) -> DoorView | None:
        """What is shown."""
        return self._view

    def _show(self, view: DoorView) -> None:
        first = self._view is None
        self._view = view
        self._busy = False
        if self._recorder not in {person.id for person in view.party}:
            self._recorder = view.party[0].id if view.party else ""
        self.top.show_view(view, self._recorder)
        acts.fill_folds(self.folds, view.visit)
        self._tick()
        if first:
            self.next.setFocus()

    def _tick(self) -> None:
        if self._view is None or not self.isVisible():
            return
        visit, now = self._view.visit, self._session.clock.stamp()
        self.top.clock.setText(f"{self._session.clock.now():%H:%M:%S}")
        self.next.show_label(words.label_of(visit, now, self._policy))
        self.time.show_reading(words.reading_of(visit, now, self._policy))
        states = steps(visit, now)
        hints = {step: words.step_hint(visit, step, now) for step in Step}
        self.rail.show_steps(states, hints, acts.counts(states))
        self.extend.setVisible(acts.may_extend(visit, now, self._policy))

    # -- doing ------------------------------------------------------------------------------

    def do_next(self) -> None:
        """The big button."""
        if self._view is None:
            return
        act = next_act(self._view.visit, self._session.clock.stamp())
        step = acts.STEP_FOR.get(act)
        if step is not None:  # before the promised time and after the visit there is none
            self.do_step(step, act)

    def do_step(self, step: Step, act: Act | None = None) -> None:
        """Do one step of the rail; a press while one is being written does nothing."""
        if self._view is None or self._busy:
            return
        panel = acts.PANEL_FOR.get(step)
        if panel and act is not Act.PHOTO_NOTE:
            self.open_panel(panel)
            return
        if step in {Step.PHOTO_PLACE, Step.PHOTO_POSTED} or act is Act.PHOTO_NOTE:
            self.drop.choose(self)
            return
        call = acts.call_for(step, self._view.visit, self._recorder, self._policy, self._papers)
        self._write(call)

    def _write(self, call: Callable[[Any], Any]) -> None:
        self._busy = True
        self.banner.clear()
        self.drop.show()
        self._session.act(call, acts.announce(self))

    def take_photos(self, files: list[Path]) -> None:
        """Photos by drop, paste or dialog; their role follows from where the visit stands."""
        if self._view is None:
            return
        role = acts.photo_role(self._view.visit)
        self._write(acts.photos_call(self._view.visit, files, role))

    def open_panel(self, code: str) -> None:
        """Open a choice in place of the lower half, or the calm default with ""."""
        panel = self._panels.get(code)
        self.next.setVisible(panel is None)  # one question at a time, with room for its answers
        front = panel or self._stack.widget(0)
        for place in range(self._stack.count()):  # a page behind must not ask for room
            page = self._stack.widget(place)
            wish = QSizePolicy.Policy.Preferred if page is front else QSizePolicy.Policy.Ignored
            if page is not None:
                page.setSizePolicy(wish, wish)
        if panel is None:
            self._stack.setCurrentIndex(0)
            self.next.setFocus()
            return
        self._stack.setCurrentWidget(panel)
        panel.buttons[0].setFocus()

    def _chosen(self, panel: str, code: str) -> None:
        if self._view is None:
            return
        call = acts.choice_call(panel, code, self._view.visit, self._recorder)
        self.open_panel("")
        if call is not None:
            self._write(call)

    def _record_as(self, person: str) -> None:
        self._recorder = person

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if self.isVisible() and isinstance(error, Known):
            self.banner.show_error(error)
            self.drop.hide()  # its line makes room

    def _escape(self) -> None:
        if self._stack.currentIndex():
            self.open_panel("")
        else:
            self.left.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_0
        panel = self._stack.currentWidget()
        if isinstance(panel, ChoicePanel) and panel.choose(number):
            return
        if isinstance(panel, ChoicePanel) or not 1 <= number <= len(Step):
            super().keyPressEvent(event)
            return
        self.do_step(list(Step)[number - 1])


def _calm_half(pair: Sequence[QWidget], below: Sequence[QWidget]) -> QWidget:
    """The default lower half: two big buttons side by side, the fold lines below."""
    look = current_look()
    calm = QWidget()
    column = QVBoxLayout(calm)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(look.px(12))
    across = QHBoxLayout()
    across.setSpacing(look.px(12))
    for made in pair:
        across.addWidget(made, 1)
    column.addLayout(across)
    for made in below:
        column.addWidget(made)
    column.addStretch(1)
    return calm
