"""The note at the door: looked at first, then saved as PDF or opened in the system's viewer."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from ui.screens import door_acts as acts
from ui.screens import door_pages as pages
from ui.tasks import Lane
from ui.widgets.door_note import BY_PEN, COMPOSE, VIEW, NotePage
from ui.widgets.door_sheet import SheetPage
from visitapp.actions.handwritten import bind
from visitapp.actions.note import PreparedNote
from visitapp.actions.sheet_photo import sheet_in_photo, told_number
from visitapp.domain.door import Act
from visitapp.domain.note_number import number_in
from visitapp.errors import Known
from visitapp.media.shown import shown_name
from visitapp.texts import tell
from visitapp.texts import translate as _

if TYPE_CHECKING:
    from ui.screens.door import DoorScreen


class DoorNoteWork:
    """Composes, shows and makes the note of the visit in front."""

    def __init__(self, screen: "DoorScreen") -> None:
        self._screen = screen

    @property
    def is_open(self) -> bool:
        """Whether the note stands on the screen, where a press prints."""
        return isinstance(self._screen.face.page, NotePage)

    def look(self, act: Act) -> None:
        """F6 or the big button: first look at the note, then make it."""
        screen, door = self._screen, self._screen.door
        if door is None:
            return
        if self.is_open:
            self.make("save")
            return
        early = act is Act.PREPARE_NOTE
        if door.view.forbids_note and door.visit.outcome is None and not early:
            screen.write(acts.absent_without_note(door))
            return
        screen.write(
            acts.look_at_note(door, early=early), lambda made: self._show_note(made, early=early)
        )

    def _show_note(self, made: PreparedNote, *, early: bool) -> None:
        self._screen.answers.put("note", pages.note_page(made, early=early))

    def make(self, code: str) -> None:
        """Save the PDF, save it and hand it to the system's viewer, or go to the composer."""
        screen, door, page = self._screen, self._screen.door, self._screen.face.page
        if door is not None and code == BY_PEN:
            screen.open_panel(BY_PEN)
            return
        if door is not None and code == COMPOSE:
            screen.open_panel("")
            screen.note_wanted.emit(door.visit.id)
            return
        if door is None or not isinstance(page, NotePage) or not page.save.isEnabled():
            return
        if screen.busy:
            return

        def done(made: tuple[object, Path]) -> None:
            screen.open_panel("")
            out = made[1]
            if code == VIEW:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(out)))
                self.ask_printed(out)
            else:
                screen.say(_("Saved as {file}; the file is not encrypted.", file=out.name))

        screen.write(acts.make_note(door), done)

    def read_sheet(self, page: SheetPage, file: Path) -> None:
        """Read the number in a photo of the sheet, beside the GUI thread; nothing is bound yet."""
        screen, door = self._screen, self._screen.door
        if door is None:
            return
        visit, intake = door.visit.id, screen.photos.intake

        def done(code: str) -> None:
            page.show_code(code, told_number(code))

        def failed(error: Exception) -> None:
            page.show_wrong(tell(error).sentence if isinstance(error, Known) else "")
            if not isinstance(error, Known):
                screen.session.failed.emit(error)

        page.wait(shown_name(file.name))
        screen.session.read(
            lambda ws: sheet_in_photo(ws, visit, file, intake), done, Lane.SLOW, failed=failed
        )

    def use_sheet(self, page: SheetPage, given: str) -> None:
        """Bind the sheet in the worker's hand; a wrong number is told on the page that asks it."""
        screen, door = self._screen, self._screen.door
        if door is None:
            return
        try:
            number = number_in(given)
        except Known as known:
            page.refuse(tell(known).sentence)
            return
        visit, own = door.visit.id, door.visit.note_no
        wanted = "" if number == own else given
        if page.code and number == told_number(page.code):
            wanted = page.code  # as photographed, with what the number alone does not say
        screen.open_panel("")
        screen.write(lambda ws: bind(ws, visit, wanted))

    def ask_printed(self, out: Path) -> None:
        """Whether the viewer's print came out."""
        self._screen.face.question.ask(
            f"printed:{out}",
            _("Is the note printed?"),
            "",
            (("yes", _("It is printed")), ("again", _("Open once more"))),
        )
