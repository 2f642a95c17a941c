"""The keys of the door: F1 to F9 and F12, letters for the logs, digits in place of F keys."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut

from ui.models.door_words import plain
from ui.widgets.door_sheet import SheetPage
from visitapp.domain.door import Step

if TYPE_CHECKING:
    from ui.screens.door import DoorScreen
    from ui.screens.door_face import DoorFace

Handler = Callable[["DoorScreen"], object]


def take_photo(door: "DoorScreen") -> None:
    """F5: photos of the place; on the question for a sheet's number a photo of that sheet."""
    page = door.face.page
    if isinstance(page, SheetPage):
        page.ask()
        return
    door.do_step(Step.PHOTO_PLACE)


FUNCTION_KEYS: tuple[tuple[str, Handler], ...] = (
    ("F1", lambda door: door.do_step(Step.ARRIVE)),
    ("F2", lambda door: door.do_step(Step.RING)),
    ("F3", lambda door: door.do_step(Step.CALL)),
    ("F4", lambda door: door.do_step(Step.WAIT)),
    ("F5", take_photo),
    ("F6", lambda door: door.do_step(Step.PRINT)),
    ("F7", lambda door: door.do_step(Step.POST)),
    ("F8", lambda door: door.do_step(Step.LEAVE)),
    ("F9", lambda door: door.answers.somebody_answered()),
)
DIGITS = tuple(handler for _key, handler in FUNCTION_KEYS)
OTHER_KEYS: tuple[tuple[str, Handler], ...] = (
    ("F12", lambda door: door.open_panel("contact")),
    ("Q", lambda door: door.flip_fold("rings")),
    ("W", lambda door: door.flip_fold("calls")),
    ("E", lambda door: door.flip_fold("photos")),
    ("R", lambda door: door.face.top.next_recorder()),
    ("Ctrl+V", lambda door: door.face.drop.paste()),
    ("Ctrl+Z", lambda door: door.undo.take_back()),
    ("Esc", lambda door: door.escape()),
)


def bind(door: "DoorScreen") -> None:
    """Bind all keys; none repeats while it is held, and text fields keep their letters."""
    for key, handler in (*FUNCTION_KEYS, *OTHER_KEYS):
        made = QShortcut(QKeySequence(key), door)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.setAutoRepeat(False)
        made.activated.connect(lambda h=handler: h(door))


def plain_key(door: "DoorScreen", event: QKeyEvent) -> bool:
    """A digit or letter: chooses on an open page, else a digit stands for its F key.

    False when it is none of these. Japanese input may be left on: full-width digits count.
    """
    if event.isAutoRepeat() or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return False
    page = door.face.page
    if page is not None:
        return page.choose(event.text())
    place = "123456789".find(plain(event.text()) or "-")
    if place >= 0:
        DIGITS[place](door)
    return place >= 0


def connect(door: "DoorScreen", face: "DoorFace") -> None:
    """What the mouse does: the same as the keys."""
    face.top.back.clicked.connect(door.leave_screen)
    face.top.outdoor.clicked.connect(door.outdoor_wanted)
    face.top.recorder_chosen.connect(door.record_as)
    for rail in (face.rail, face.line):
        rail.chosen.connect(lambda step: door.do_step(Step(step)))
    face.dossier.clicked.connect(lambda: door.dossier_wanted.emit(door.number))
    face.extend.clicked.connect(lambda: door.do_step(Step.WAIT))
    face.early.clicked.connect(lambda: door.open_panel("contact"))
    face.undo.clicked.connect(door.undo.take_back)
    face.next.clicked.connect(door.do_next)
    face.answered.clicked.connect(door.answers.somebody_answered)
    face.contact.clicked.connect(lambda: door.open_panel("contact"))
    face.fold_flipped.connect(door.flip_fold)
    face.photo_chosen.connect(door.open_panel)
    face.drop.files.connect(door.take_photos)
    face.question.answered.connect(door.questions.question_answered)
