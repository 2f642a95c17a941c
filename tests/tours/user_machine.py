"""A user without patience: keys, clicks, clock jumps and kills over the real window.

What must hold after each step stands in ``tests/tours/life.py``.
"""

import json
import shutil
from datetime import timedelta
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from tests.tours.life import Life
from tests.ui import scenes
from ui.screens.door import DoorScreen
from ui.theme import Look, Scheme
from visitapp import assets
from visitapp.actions import ring
from visitapp.domain.door import Act, next_act
from visitapp.workspace import open_workspace

KEY, MOD = Qt.Key, Qt.KeyboardModifier
PHOTOS = sorted(assets.path("samples", "photos").glob("*.jpg"))
PLAIN_KEYS = (
    *(KEY(KEY.Key_F1 + n) for n in range(12)),
    *(KEY(KEY.Key_1 + n) for n in range(9)),
    *(KEY.Key_Q, KEY.Key_W, KEY.Key_E, KEY.Key_R, KEY.Key_Escape, KEY.Key_Space, KEY.Key_Return),
    *(KEY.Key_Tab, KEY.Key_Backtab, KEY.Key_Down, KEY.Key_Up, KEY.Key_Left, KEY.Key_Right),
)
CHORDS = (
    *((KEY(KEY.Key_1 + n), MOD.ControlModifier) for n in range(7)),
    *((key, MOD.ControlModifier) for key in (KEY.Key_Return, KEY.Key_Slash, KEY.Key_K)),
    *((key, MOD.ControlModifier) for key in (KEY.Key_S, KEY.Key_N, KEY.Key_Z, KEY.Key_Y)),
    *((key, MOD.AltModifier) for key in (KEY.Key_D, KEY.Key_L, KEY.Key_R, KEY.Key_B)),
)
WORDS = ("たか", "髙橋", "14:30", "１５：００", "2026/12/01 10:00", "x", "佐久間 亮", " ", "1")
ONE_IN_FOUR = st.integers(0, 3)


class UserMachine(Life):
    """What a person may do, and what may happen to a computer; any order."""

    @initialize(
        scheme=st.sampled_from(Scheme), scale=st.sampled_from((100, 150)), acts=st.integers(0, 16)
    )
    def begin(self, scheme: Scheme, scale: int, acts: int) -> None:
        """A life begins somewhere along the story."""
        self.look = Look(scheme, scale)
        self.open()
        scenes.open_door(self.stage)
        self.follows_the_door(times=acts)

    # -- opening and killing ---------------------------------------------------------------

    @rule(chance=ONE_IN_FOUR)
    def closes_and_reopens(self, chance: int) -> None:
        if chance:
            return
        self.windows.close()
        self.open()

    @rule(chance=ONE_IN_FOUR)
    def is_killed_and_reopened(self, chance: int) -> None:
        """The next window finds what a kill leaves: the files as they are now on the disk."""
        if chance:
            return
        old = self.records
        self.generation += 1
        shutil.copytree(old, self.records)
        self.windows.close()
        shutil.rmtree(old)
        self.open()

    # -- what a user does ------------------------------------------------------------------

    @rule(key=st.sampled_from(PLAIN_KEYS))
    def presses(self, key: Qt.Key) -> None:
        QTest.keyClick(self.focus(), key)

    @rule(chord=st.sampled_from(CHORDS))
    def presses_a_chord(self, chord: tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
        QTest.keyClick(self.focus(), *chord)

    @rule(times=st.integers(1, 6))
    def follows_the_door(self, times: int) -> None:
        """At the door what is offered, again and again; elsewhere the way to the door."""
        door = self.stage.window.door
        if door is None or not door.isVisible() or door.view is None:
            self.stage.window.show_door(self.visit_id)
            return
        self.hurried = True
        for _time in range(times):
            if door.isVisible():
                self.do_the_act(door)

    def do_the_act(self, door: DoorScreen) -> None:
        self.stage.settle()
        assert door.view is not None
        act = next_act(self.stage.visit(door.view.visit.id), self.clock.stamp())
        if act in {Act.AWAIT_PROMISE, Act.PREPARE_NOTE}:
            self.time_passes(minutes=12)
        elif act in {Act.PHOTO_PLACE, Act.PHOTO_NOTE, Act.PHOTO_POSTED}:
            self.drops_a_photo(photo=PHOTOS[0])
        else:
            self.stage.come_round()
            QTest.mouseClick(door.next, Qt.MouseButton.LeftButton)
            self.stage.settle()
            if not door.next.isVisible():  # a question: the first answer
                QTest.keyClick(self.focus(), KEY.Key_1)
                self.stage.settle()
            if door.note_work.is_open:  # the note was shown: save it
                QTest.keyClick(self.focus(), KEY.Key_Space)
        self.stage.settle()
        self.close_dialogs()

    @rule(key=st.sampled_from((KEY.Key_Space, KEY.Key_F6, KEY.Key_F8, KEY.Key_Return)))
    def presses_twice_in_a_hurry(self, key: Qt.Key) -> None:
        """A second press of a key can never print or leave by accident."""
        before, self.hurried = self.papers_and_departures(), True
        for _press in range(2):
            QTest.keyClick(self.focus(), key)
        self.stage.settle()
        assert self.papers_and_departures() <= before + 1, "a double press did two acts"

    @rule(place=st.integers(0, 60))
    def clicks(self, place: int) -> None:
        targets = [b for b in self.window().findChildren(QAbstractButton) if self.can_click(b)]
        if targets:
            QTest.mouseClick(targets[place % len(targets)], Qt.MouseButton.LeftButton)

    @rule(words=st.sampled_from(WORDS))
    def types(self, words: str) -> None:
        fields = [f for f in self.window().findChildren(QLineEdit) if f.isVisible()]
        if fields:
            fields[0].setFocus()
            fields[0].insert(words)

    @rule(visit=st.integers(0, 6))
    def opens_a_door(self, visit: int) -> None:
        today = self.stage.window.today
        assert today is not None
        view = today.view
        ids = [line.row.id for line in view.visits] if view is not None else []
        others = [found for found in ids if found != self.visit_id]
        self.stage.window.show_door([self.visit_id, *others][visit if visit < len(others) else 0])

    @rule(photo=st.sampled_from(PHOTOS))
    def drops_a_photo(self, photo: Path) -> None:
        door = self.stage.window.door
        if door is None or not door.isVisible():
            return
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(photo))])
        left, none = Qt.MouseButton.LeftButton, MOD.NoModifier
        event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, none)
        QApplication.sendEvent(door.face, event)

    # -- what happens to a computer --------------------------------------------------------

    @rule(minutes=st.integers(0, 45))
    def time_passes(self, minutes: int) -> None:
        """Awake or under a closed lid: both clocks go on."""
        self.clock.set(self.clock.now() + timedelta(minutes=minutes, seconds=7))

    @rule(minutes=st.integers(-180, 180))
    def clock_is_moved(self, minutes: int) -> None:
        """Somebody sets the wall clock; the counting clock goes on by a second."""
        path = self.scratch / "clock"
        value = json.loads(path.read_text(encoding="utf-8"))
        value["wall"] += minutes * 60_000_000
        value["mono"] += 1_000_000
        path.write_text(json.dumps(value), encoding="utf-8")

    @rule()
    def the_command_line_rings_too(self) -> None:
        """Another program writes to the same records."""
        visit = self.stage.visit()
        if visit.arrivals and visit.outcome is None:
            with open_workspace(self.records, clock=self.clock) as ws:
                ring.ring(ws, self.visit_id)
