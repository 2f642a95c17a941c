"""How a test acts as a person: with the mouse alone, or with the keys alone; inputs are counted."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from tests.ui.staging import Stage, wait_until
from ui.screens.door import DoorScreen
from visitapp.domain.door import Act, next_act
from visitapp.workspace import Workspace

LEFT, NO_MOD = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@dataclass
class Hands(ABC):
    """One person; ``inputs`` lists each thing the hands did, in order."""

    stage: Stage
    inputs: list[str] = field(default_factory=list)

    def button(self, words: str) -> QAbstractButton:
        """The visible button whose accessible name holds ``words``; waits for it."""
        found: list[QAbstractButton] = []

        def seen() -> bool:
            every = self.stage.window.findChildren(QAbstractButton)
            found[:] = [b for b in every if b.isVisible() and words in b.accessibleName()]
            return bool(found)

        wait_until(seen, f"a button {words}")
        return found[0]

    @abstractmethod
    def do(self, widget: QWidget, what: str) -> None:
        """Press or click ``widget``; each hand in its own way."""

    def count(self, what: str) -> None:
        self.inputs.append(what)
        self.stage.settle()

    def drop(self, door: DoorScreen, photo: Path) -> None:
        """Drag a photo onto the door screen and let it go."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(photo))])
        copy, at = Qt.DropAction.CopyAction, door.face.rect().center()
        enter = QDragEnterEvent(at, copy, data, LEFT, NO_MOD)
        QApplication.sendEvent(door.face, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(door.face, QDropEvent(QPointF(at), copy, data, LEFT, NO_MOD))
        self.count(f"photo {photo.stem}")


class Mouse(Hands):
    """Clicks, and nothing else."""

    def do(self, widget: QWidget, what: str) -> None:
        """Click in the middle."""
        assert not widget.visibleRegion().isEmpty(), f"{what} is out of sight"
        QTest.mouseClick(widget, LEFT, NO_MOD, widget.rect().center())
        self.count(what)


class Keys(Hands):
    """Space where the focus is; the answer to a question by its digit."""

    def do(self, widget: QWidget, what: str) -> None:
        """Press Space on the focused big button, or the first digit in a question."""
        focused = QApplication.focusWidget()
        key = Qt.Key.Key_Space if focused is widget else Qt.Key.Key_1
        QTest.keyClick(focused or widget, key)
        self.count(what)


def the_door(stage: Stage) -> DoorScreen:
    """The door in front, showing its visit."""
    door = stage.window.door
    assert door is not None
    wait_until(lambda: door.isVisible() and door.view is not None, "the door")
    stage.settle()
    return door


def offered(stage: Stage) -> Act:
    """What the fold says comes next."""
    return next_act(stage.visit(), stage.clock.stamp())


def press_next(hands: Hands, door: DoorScreen, act: Act) -> None:
    """The big button, which must offer ``act``; a question it opens gets its first answer."""
    stage = hands.stage
    stage.come_round()
    assert offered(stage) is act
    before = len(entry_kinds(stage))
    hands.do(door.next, act.value)
    if len(entry_kinds(stage)) == before:
        answer = QApplication.focusWidget()
        assert answer is not None
        hands.do(answer, f"{act.value}: answer")
    assert len(entry_kinds(stage)) > before, f"{act} wrote nothing"
    stage.come_round()


def leave_a_note(hands: Hands, door: DoorScreen, photos: Path) -> None:
    """From the arrival to the end of the visit, with nobody in, and no act that is not needed."""
    stage = hands.stage
    press_next(hands, door, Act.ARRIVE)
    stage.at(14, 30, 2)
    press_next(hands, door, Act.RING)
    stage.at(14, 31)
    press_next(hands, door, Act.WAIT)
    stage.at(15, 1, 5)
    press_next(hands, door, Act.RING)
    press_next(hands, door, Act.PRINT)  # nobody in is recorded, the note is shown
    shown = QApplication.focusWidget()
    assert shown is not None
    hands.do(shown, "save")
    hands.drop(door, photos / "3-note-at-postbox.jpg")
    press_next(hands, door, Act.POST)
    hands.drop(door, photos / "4-note-inserted.jpg")
    press_next(hands, door, Act.LEAVE)


def entry_kinds(stage: Stage) -> list[str]:
    """The kinds of the visit's entries, in order."""
    found: list[list[str]] = []

    def read(ws: Workspace) -> list[str]:
        with ws.store.reading() as tx:
            return [type(e.body.content).__name__ for e in tx.events_about(visit=stage.visit_id)]

    stage.session.read(read, found.append)
    wait_until(lambda: bool(found), "the entries")
    return found[0]
