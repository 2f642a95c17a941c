"""Photos at the door: one after the other, off the GUI thread, each with its verdict in words."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ui.session import Session
from ui.tasks import Lane
from ui.widgets.photo_drop import discard
from visitapp.actions import photo
from visitapp.actions.photo import AddedPhoto
from visitapp.domain.hint import Hint
from visitapp.domain.words import NoteCode, PhotoRole
from visitapp.errors import Known
from visitapp.media.intake import Intake
from visitapp.texts import translate as _
from visitapp.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One file to take in, and what it is meant to show; ``act`` is the same for all of one act."""

    visit_id: str
    file: Path
    role: PhotoRole
    act: int


class DoorPhotos(QObject):
    """``progress`` carries words or "" when all are in; ``doubted`` a photo to ask about.

    ``taken`` carries every photo that has a new entry now, and the act it came by.
    """

    progress = Signal(str)
    doubted = Signal(object, str)
    refused = Signal(str)
    taken = Signal(object, object)  # an act is a time in µs: too large for an int of Qt

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.intake = Intake()
        self._queue: deque[Wanted] = deque()
        self._done = 0
        self._running = False
        self.said = ""
        session.closing.connect(self._close)

    def warm(self) -> None:
        """Start the worker while nobody waits for it."""
        self._session.read(lambda _ws: self.intake.warm(), lambda _none: None, Lane.SLOW)

    @property
    def busy(self) -> bool:
        """Whether photos are being taken in."""
        return self._running

    def take(self, wanted: list[Wanted]) -> None:
        """Take these in after whatever is under way."""
        self._queue.extend(wanted)
        if not self._running:
            self._done = 0
            self._next()

    def drop(self, act: int) -> None:
        """Leave out what still waits of an act that was taken back."""
        for wanted in [w for w in self._queue if w.act == act]:
            self._queue.remove(wanted)
            discard(wanted.file)

    def end(self) -> list[Wanted]:
        """Say nothing more and give back what waits; the one under way is still kept."""
        left = list(self._queue)
        self._queue.clear()
        self.blockSignals(True)
        self._session.read(lambda _ws: self.intake.close(), lambda _none: None, Lane.SLOW)
        return left

    def _next(self) -> None:
        if not self._queue:
            self._running = False
            self._tell("")
            return
        self._running = True
        now = self._queue.popleft()
        self._done += 1
        whole = self._done + len(self._queue)
        if whole > 1:
            self._tell(_("Photo {n} of {all} is being kept.", n=self._done, all=whole))
        else:
            self._tell(_("The photo is being kept."))
        self._session.act(self._call(now), lambda added: self._told(added, now.act), Lane.SLOW)

    def _tell(self, said: str) -> None:
        self.said = said
        self.progress.emit(said)

    def _call(self, now: Wanted) -> Callable[[Workspace], AddedPhoto]:
        def call(ws: Workspace) -> AddedPhoto:
            try:
                return photo.add(ws, now.visit_id, [now.file], now.role, intake=self.intake)[0]
            except Known as error:  # a full disk refuses this photo, never the others
                reason = Hint(f"{error.message} {error.advice}".strip(), error.values)
                return AddedPhoto(file=now.file.name, taken="refused", reasons=(reason,))
            finally:
                discard(now.file)

        return call

    def _told(self, added: AddedPhoto, act: int) -> None:
        said = " ".join(_said(reason) for reason in added.reasons)
        if added.taken == "refused":
            self.refused.emit(_("{file} was not taken in. {why}", file=added.file, why=said))
        elif (
            added.sheet
            or added.reasons
            or added.note_code in {NoteCode.OTHER_NOTE, NoteCode.NOT_FOUND}
        ):
            code = {
                NoteCode.OTHER_NOTE: _("The number in the photo is that of another note."),
                NoteCode.NOT_FOUND: _("The number was not found in the photo."),
            }.get(added.note_code, "")
            self.doubted.emit(added, f"{said} {code}".strip())
        if added.entry:
            self.taken.emit(added, act)
        self._next()

    def _close(self) -> None:
        self._queue.clear()
        self.intake.close()


def _said(reason: Hint) -> str:
    return _(reason.message, **{k: str(v) for k, v in reason.values.items()})
