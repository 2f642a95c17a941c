"""The real window, forked from a parent that has loaded it, playing a visit until it is killed.

One JSON value per line: on standard input ``{"records", "clock", "visit", "photos", "kill"}`` with
``kill`` as in ``zygote`` (a moment, or a named step as in ``steps``); on standard output what
``zygote.attend`` says. What the door shows of the visit's records goes out line by line: from then
on the user believes it to be kept.
"""

import importlib
import json
import os
import pkgutil
import sys
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before the first import of Qt

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import ui.screens
import ui.widgets
from tests.fault.killing.steps import Steps, attend_steps
from tests.fault.killing.zygote import FAULT, attend, break_on_purpose, fork, preload
from ui import main as program
from ui.models import press_guard
from ui.screens.door import DoorScreen
from ui.session import Session
from ui.shell import Shell
from visitapp.clock import ScriptedClock
from visitapp.domain.door import Act

LOOK_MS = 15
LONGEST_MS = 60_000
PHOTOS = {Act.PHOTO_PLACE, Act.PHOTO_NOTE, Act.PHOTO_POSTED}
MINUTES_ON = {Act.AWAIT_PROMISE: 12, Act.PREPARE_NOTE: 12}


class Player(Shell):
    """The real window; a timer does the next act of the door as soon as a press counts."""

    visit_id = ""
    photos: list[Path]
    clock: ScriptedClock

    def __init__(self, *given: object) -> None:
        super().__init__(*given)
        self._told: set[str] = set()
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self.look)
        self._look.start()
        QTimer.singleShot(LONGEST_MS, QApplication.quit)  # nobody killed it

    def look(self) -> None:
        """Say what is shown, then do one thing."""
        if self.today is None or self.today.view is None or self.session.tasks.pending:
            return
        door = self.door
        if door is None or not door.isVisible():
            self.go("door", self.visit_id)
        elif door.view is not None and not door.photos.busy:
            self.say(door)
            self.do_next(door)

    def say(self, door: DoorScreen) -> None:
        """The records that stand in the window now and did not before."""
        assert door.view is not None
        shown = {row.mark.entry for row in door.view.visit.timeline}
        if not self._told or shown - self._told:
            self._told |= shown
            print(json.dumps(sorted(shown)), flush=True)

    def do_next(self, door: DoorScreen) -> None:
        """What the big button offers, or the first answer to what is asked."""
        act = door.act
        if act is Act.DONE:
            QApplication.quit()
        elif act in MINUTES_ON:
            self.clock.set(self.clock.now() + timedelta(minutes=MINUTES_ON[act]))
        elif act in PHOTOS:
            door.take_photos([self.photos[len(door.view.visit.photos) % len(self.photos)]])
        elif door.face.page is not None and not door.note_work.is_open:
            QTest.keyClick(QApplication.focusWidget() or self, Qt.Key.Key_1)
        else:
            self.clock.set(self.clock.now() + timedelta(seconds=2))
            QTest.keyClick(QApplication.focusWidget() or self, Qt.Key.Key_Space)


def work(asked: dict[str, Any]) -> int:
    """One life of the window, in the child."""
    break_on_purpose(os.environ.get(FAULT, ""))
    clock = ScriptedClock(Path(asked["clock"]))
    Player.visit_id, Player.clock = asked["visit"], clock
    Player.photos = [Path(photo) for photo in asked["photos"]]
    program.Shell = Player
    program.Session = partial(Session, clock=clock)
    press_guard.SHORT = press_guard.LONG = 0.0  # a double press is no matter of kills
    code = program.main(["--data", asked["records"], "--lang", "ja"])
    sys.stdout.flush()
    return code


def main() -> None:
    """Serve lives until standard input ends."""
    preload()
    for room in (ui.screens, ui.widgets):
        for module in pkgutil.iter_modules(room.__path__, f"{room.__name__}."):
            importlib.import_module(module.name)
    sys.stdout.write(json.dumps("ready") + "\n")
    sys.stdout.flush()
    for line in sys.stdin:
        asked = json.loads(line)
        life, kill = partial(work, asked), asked["kill"]
        if "step" in kill:
            answer = attend_steps(life, Steps(asked["records"], kill))
        else:
            answer = attend(fork(life), kill)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
