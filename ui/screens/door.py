"""玄関先: everything that happens at the door, with one hand and no thought (shared/ux 3).

The screen only asks and shows: what comes next is ``domain.door.next_act``, what is written is an
action. Each tick it reads the clock, never the store.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.models.press_guard import PressGuard
from ui.screens import door_acts as acts
from ui.screens.door_answers import DoorAnswers
from ui.screens.door_face import DoorFace
from ui.screens.door_keys import bind, connect, plain_key
from ui.screens.door_memory import DoorMemory
from ui.screens.door_moment import show_moment
from ui.screens.door_note_work import DoorNoteWork
from ui.screens.door_photos import DoorPhotos
from ui.screens.door_questions import DoorQuestions
from ui.screens.door_undo import DoorUndo
from ui.screens.door_watch import DoorWatch
from ui.session import Session
from ui.widgets.banner import Banner
from ui.widgets.next_act import NextAct
from ui.widgets.photo_drop import PASTED
from visitapp.actions.door_view import DoorView, door_view
from visitapp.domain.door import Act, Step, is_locked
from visitapp.domain.policy import Policy
from visitapp.errors import Known
from visitapp.marks import override
from visitapp.texts import translate as _
from visitapp.workspace import Workspace

TICK_MS = 250


class DoorScreen(QWidget):
    """One visit at its door; ``left`` asks for today, ``note_wanted`` for the note composer,
    ``dossier_wanted`` for a dossier by the number of its paper."""

    left = Signal()
    outdoor_wanted = Signal()
    note_wanted = Signal(str)
    dossier_wanted = Signal(str)

    def __init__(
        self, session: Session, policy: Policy, papers: Path, state: QSettings | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self.session, self.policy, self.papers = session, policy, papers
        self.memory = DoorMemory(state)
        self.guard = PressGuard()
        self.photos = DoorPhotos(session)
        self.recorder = ""
        self._view: DoorView | None = None
        self.busy = False
        self.opened = self.memory.folds
        self.undo: DoorUndo = DoorUndo(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.watch = DoorWatch(self)
        self.answers: DoorAnswers = DoorAnswers(self)
        self.note_work = DoorNoteWork(self)
        self.questions = DoorQuestions(self)
        self.face: DoorFace = DoorFace()
        self.face.drop.place = papers.parent / PASTED
        connect(self, self.face)
        column.addWidget(self.face)
        bind(self)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        session.changes.happened.connect(lambda _value: self.refresh())
        session.failed.connect(self._failed)
        self.photos.progress.connect(lambda _said: self.tick())
        self.photos.taken.connect(self.undo.photo)
        self.photos.doubted.connect(self.questions.photo_doubted)
        self.photos.refused.connect(self.say)

    # -- showing ----------------------------------------------------------------------------

    @property
    def view(self) -> DoorView | None:
        """What is shown."""
        return self._view

    @property
    def number(self) -> str:
        """The number of the visit's paper, "" before it has one."""
        return self._view.visit.note_no if self._view is not None else ""

    @property
    def next(self) -> NextAct:
        """The big button."""
        return self.face.next

    @property
    def banner(self) -> Banner:
        """Where it is said what went wrong."""
        return self.face.banner

    @property
    def armed(self) -> bool:
        """Whether a press counts now: never at once after another one."""
        grave = self.note_work.is_open or self.act is Act.LEAVE
        return not self.busy and self.guard.is_open(grave=grave)

    @property
    def act(self) -> Act:
        """The next sensible act at this moment."""
        if self._view is None:
            return Act.DONE
        return acts.act_of(self._view, self.session.clock.stamp())

    @property
    def door(self) -> acts.Door | None:
        """What an act needs to know; None while nothing is shown."""
        if self._view is None:
            return None
        return acts.Door(
            view=self._view, person=self.recorder, policy=self.policy, papers=self.papers
        )

    def open_visit(self, visit_id: str) -> None:
        """Show the door of a visit."""
        self._view = None
        self.busy = False
        self.undo.forget()
        self.open_panel("")
        self.face.question.hide()
        self.banner.clear()
        self.guard.touch()
        self.memory.remember(visit_id, self.opened)
        self.photos.warm()
        self._read(visit_id)
        self._timer.start()

    def read_view(self, ws: Workspace, visit_id: str) -> DoorView:
        """The view as this screen wants it: spoken by whoever records."""
        return door_view(ws, visit_id, self.recorder)

    def _read(self, visit_id: str) -> None:
        self.session.read(lambda ws: self.read_view(ws, visit_id), self.show_view)

    def refresh(self) -> None:
        """Read the visit again, if this screen shows one."""
        if self._view is not None and self.isVisible():
            self._read(self._view.visit.id)

    def carry(self, old: "DoorScreen") -> None:
        """The same door in another look: who records, page, logs and photos under way stay."""
        self.recorder, self.opened = old.recorder, old.opened
        self.undo.follow(old.undo)
        self.photos.take(old.photos.end())
        if old.view is not None:
            self.show_view(old.view)
            self.answers.open_again(old.answers.code)

    def show_view(self, view: DoorView) -> None:
        """Show the visit as it was just read."""
        first = self._view is None
        self._view = view
        self.busy = False
        if self.recorder not in {person.id for person in view.party}:
            self.recorder = view.party[0].id if view.party else ""
        self.face.top.show_view(view, self.recorder)
        if self.act is Act.DONE:  # nothing to come back to
            self.memory.remember("", self.opened)
        self.tick()
        if first:
            self.questions.ask_for_sheets(view.visit)
        if first and self.isVisible() and not self.answers.code:
            self.next.setFocus()

    def tick(self) -> None:
        """Show the moment: called four times a second, reads the clock and never the store."""
        if self._view is not None and self.isVisible():
            self.watch.look(self._view)
            show_moment(self, self._view)

    # -- doing ------------------------------------------------------------------------------

    def do_next(self) -> None:
        """The big button."""
        act = self.act
        if act is Act.WHO:
            self.answers.somebody_answered()
            return
        step = acts.STEP_FOR.get(act)
        if step is not None:  # before the promised time and after the visit there is none
            self.do_step(step, act)

    def do_step(self, step: Step, act: Act | None = None) -> None:
        """Do one step of the rail; a press at once after another one does nothing."""
        door = self.door
        grave = step is Step.LEAVE or self.note_work.is_open
        if door is None or self.busy or not self.guard.is_open(grave=grave):
            return
        if is_locked(door.visit) and step not in {Step.ARRIVE, Step.LEAVE}:
            self.say(_("Stopped after this outcome. Only the end of the visit is left."))
            return
        self.guard.touch()
        self.banner.clear()
        if self.questions.ask_first(step, door):
            return
        if step in acts.PHOTO_STEPS or act is Act.PHOTO_NOTE:
            self.face.drop.choose(self)
        elif step is Step.PRINT:
            self.note_work.look(act or self.act)
        elif act is Act.POST:
            self.write(acts.placement_call(door, acts.placement_for(door.visit).value))
        elif step in acts.PAGE_FOR:
            self.open_panel(acts.PAGE_FOR[step])
        else:
            self.write(acts.call_for(step, door))

    def write(self, call: Callable[[Any], Any], done: Callable[[Any], None] | None = None) -> None:
        """Do an act; until it is on disk and read again no other one is taken."""
        self.busy = True

        def told(value: object) -> None:
            self.undo.remember(value)
            if done is not None:
                done(value)

        self.session.act(call, told)

    def take_photos(self, files: list[Path]) -> None:
        """Photos by drop, paste or dialog; their role follows from where the visit stands."""
        if self._view is not None:
            self.questions.take_photos(files)

    def flip_fold(self, code: str) -> None:
        """Open or close one log (Q, W, E)."""
        self.opened ^= {code}
        if self._view is not None:
            self.memory.remember(self._view.visit.id, self.opened)
        self.tick()

    def open_panel(self, code: str) -> None:
        """A page in place of the calm half, or the calm half with ""."""
        self.answers.open_page(code)

    def say(self, said: str) -> None:
        """One or two calm lines under the big button."""
        self.banner.show_words(said)

    def record_as(self, person: str) -> None:
        """The next entries carry this person (N-11)."""
        self.recorder = person
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self.busy = False
        if self.isVisible() and isinstance(error, Known):
            self.banner.show_error(error)

    def escape(self) -> None:
        """Esc: from a page to the calm half, from there back to today."""
        self.open_panel("") if self.answers.code else self.leave_screen()

    def leave_screen(self) -> None:
        """Back to today; the wait goes on."""
        self.memory.remember("", self.opened)
        self.left.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not plain_key(self, event):
            super().keyPressEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F6 and not event.isAutoRepeat() and self.note_work.is_open:
            self.guard.touch()  # F6 prints only once it has been released for a second
        super().keyReleaseEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress}:
            self.answers.input_at = self.session.clock.stamp().mono
        return False
