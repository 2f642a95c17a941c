"""The desktop itself under a scripted clock, playing what it is told and saying what it shows.

    python -m tests.ui.killed_door FOLDER CLOCK VISIT STEP …

A step is a key (``F2``) or ``door`` (open the door of VISIT). Each time what is shown differs, one
line of JSON goes out; the program runs until it is killed.
"""

import json
import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from ui import main as program
from ui.session import Session
from ui.shell import Shell
from visitapp.clock import ScriptedClock

LOOK_MS = 40
LONGEST_MS = 120_000


class Player(Shell):
    """The real window; a timer plays the steps one by one, each when a press counts."""

    def __init__(self, *given: object) -> None:
        super().__init__(*given)
        self.visit_id, self.steps, self._said = sys.argv[3], sys.argv[4:], ""
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self.look)
        self._look.start()
        QTimer.singleShot(LONGEST_MS, QApplication.quit)  # nobody killed it

    def look(self) -> None:
        if self.today is None or self.today.view is None or self.session.tasks.pending:
            return
        if self.steps and self.steps[0] == "door":
            self.go(self.steps.pop(0), self.visit_id)
        elif self.door is None or self.door.view is None or not self.door.armed:
            return
        elif self.steps:
            key = Qt.Key[f"Key_{self.steps.pop(0)}"]
            QTest.keyClick(QApplication.focusWidget() or self, key)
        else:
            self.say()

    def say(self) -> None:
        face = self.door.face
        shown = {
            "front": self.front,
            "visit": self.door.view.visit.id,
            "opened": [code for code, made in face.opened.items() if made.isVisible()],
            "next": face.next.accessibleName(),
            "time": [label.text() for label in face.time.findChildren(QLabel)],
        }
        said = json.dumps(shown)
        if said != self._said:
            self._said = said
            print(said, flush=True)


if __name__ == "__main__":
    program.Shell = Player
    program.Session = partial(Session, clock=ScriptedClock(Path(sys.argv[2])))
    program.main(["--data", sys.argv[1], "--lang", "ja"])
