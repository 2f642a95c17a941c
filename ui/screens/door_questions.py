"""Questions in their place at the door: an early ring, a longer wait, a doubtful photo."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from ui.screens import door_acts as acts
from ui.screens.door_photos import Wanted
from visitapp.actions import photo, print_job
from visitapp.actions.photo import AddedPhoto
from visitapp.actions.sheet_photo import bind_photographed, told_number
from visitapp.domain.door import Collision, Step, collision, is_locked
from visitapp.domain.stamps import bracket
from visitapp.domain.visit import Visit
from visitapp.photo_words import SHOWS_THE_NOTE
from visitapp.texts import translate as _

if TYPE_CHECKING:
    from ui.screens.door import DoorScreen

PEN_SHEET = "pen_sheet"


class DoorQuestions:
    """Asks inside the time card and acts on the answer; photos ask here too."""

    def __init__(self, screen: "DoorScreen") -> None:
        self._screen = screen
        self._doubt: AddedPhoto | None = None
        self._said = ""

    def ask_first(self, step: Step, door: acts.Door) -> bool:
        """Ask before an early ring and before a wait that crosses the next promise (N-10)."""
        question, now = self._screen.face.question, self._screen.session.clock.stamp()
        visit = door.visit
        early = visit.promised_at is not None and bracket(now).estimate < visit.promised_at
        if step is Step.RING and early and not visit.rings:
            answers = (("no", _("Do not ring yet")), ("ring", _("Rung now")))
            question.ask("ring", _("Ring before the promised time?"), "", answers)
            question.put_focus()
            return True
        if step is not Step.WAIT or not acts.may_extend(visit, door.policy):
            return False
        crossing = collision(visit, now, door.policy, door.view.next_promise_at)
        if crossing is None:
            return False
        self._ask_longer(crossing, door)
        return True

    def _ask_longer(self, crossing: Collision, door: acts.Door) -> None:
        at = f"{crossing.promised_at:%H:%M}"
        question = self._screen.face.question
        question.ask(
            "extend",
            _("{time} {name} cannot be kept", time=at, name=door.view.next_promise_name),
            _(
                "End {end} · way about {n} min",
                end=f"{crossing.ends_at:%H:%M}",
                n=int(crossing.travel.total_seconds()) // 60,
            ),
            (("stay", _("Stay at 30 minutes")), ("extend", _("Extend"))),
        )
        question.put_focus()

    def question_answered(self, code: str) -> None:
        """The answer of the question in its place."""
        screen, door = self._screen, self._screen.door
        about = screen.face.question.about
        screen.next.setFocus()
        if door is None:
            return
        if code == "ring":
            screen.write(acts.call_for(Step.RING, door))
        elif code == "extend":
            screen.write(acts.call_for(Step.WAIT, door))
        elif code == "again" and about.startswith("printed:"):
            out = Path(about.removeprefix("printed:"))
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(out)))
            self._screen.note_work.ask_printed(out)
        elif about.startswith("sheet:"):
            revision = int(about.removeprefix("sheet:"))
            settle = print_job.came_out if code == "yes" else print_job.no_sheet
            screen.write(lambda ws: settle(ws, door.visit.id, revision))
        elif about == "photo" and code == "retake" and self._doubt is not None:
            self._retake(door, self._doubt)
        elif about == PEN_SHEET and self._doubt is not None:
            self._about_the_sheet(door, self._doubt, is_used=code == "use")

    def ask_for_sheets(self, visit: Visit) -> None:
        """After a crash nobody knows whether a sheet came out: asked once (reliability F2)."""
        open_prints = print_job.unsettled(visit)
        if open_prints:
            answers = (("no", _("No sheet came out")), ("yes", _("It is printed")))
            about = f"sheet:{open_prints[0].revision}"
            self._screen.face.question.ask(about, _("Is the note printed?"), "", answers)

    def take_photos(self, files: list[Path]) -> None:
        """Queue files with the roles that the visit asks for now."""
        screen, door = self._screen, self._screen.door
        if door is None:
            return
        if is_locked(door.visit):
            screen.say(_("Stopped after this outcome. Only the end of the visit is left."))
            return
        screen.banner.clear()
        roles = acts.photo_roles(door.visit, len(files))
        act = screen.session.clock.stamp().mono
        screen.photos.take(
            [
                Wanted(visit_id=door.visit.id, file=file, role=role, act=act)
                for file, role in zip(files, roles, strict=True)
            ]
        )

    def photo_doubted(self, added: AddedPhoto, said: str) -> None:
        """The photo is kept; whether it does is asked in its place.

        One that shows a sheet for the pen of no other visit asks first whether that is the note.
        """
        self._doubt, self._said = added, said
        if added.sheet:
            self._ask_for_the_sheet(added)
            return
        answers = (("keep", _("Keep it")), ("retake", _("Take it again")))
        self._screen.face.question.ask("photo", _("Is this photo all right?"), said, answers)

    def _ask_for_the_sheet(self, added: AddedPhoto) -> None:
        number = told_number(added.sheet)
        self._screen.face.question.ask(
            PEN_SHEET,
            _("Is the sheet {number} the note of this visit?", number=number),
            _("The photo shows its code; it belongs to no other visit."),
            (("no", _("Another sheet")), ("use", _("Use this sheet"))),
        )

    def _about_the_sheet(self, door: acts.Door, added: AddedPhoto, *, is_used: bool) -> None:
        """Bound by this yes only; after a no the photo is asked about as ever."""
        if is_used:
            reason = _(SHOWS_THE_NOTE)
            self._screen.write(
                lambda ws: bind_photographed(
                    ws, door.visit.id, added.sha256, added.sheet, reason=reason
                )
            )
        elif self._said:
            self.photo_doubted(replace(added, sheet=""), self._said)

    def photo_settled(self) -> None:
        """The photo in question was taken back: nothing is left to ask."""
        if self._screen.face.question.about in {"photo", PEN_SHEET}:
            self._screen.face.question.hide()

    def _retake(self, door: acts.Door, doubt: AddedPhoto) -> None:
        reason = _("Taken again")
        screen = self._screen
        screen.write(lambda ws: photo.set_aside(ws, door.visit.id, doubt.sha256, reason=reason))
        screen.face.drop.choose(screen)
