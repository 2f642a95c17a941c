"""What follows a choice at the door: which act, which page next, which question in its place."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from ui.models import door_words as words
from ui.models.door_when import read_when
from ui.screens import door_acts as acts
from ui.screens import door_pages as pages
from ui.screens.door_danger import DoorDanger
from ui.screens.door_photo_page import PREFIX, destroy_photo, photo_page
from ui.widgets.door_catch_up import CatchUpPage
from ui.widgets.door_forms import FormPage
from ui.widgets.door_panels import DoorPage
from ui.widgets.door_sheet import SheetPage
from visitapp.actions.act import Happened
from visitapp.actions.catch_up import Stated, catch_up
from visitapp.actions.door_view import DoorView
from visitapp.actions.promise import promise_call, promise_visit
from visitapp.domain.door import is_locked
from visitapp.domain.stamps import Stamp
from visitapp.domain.words import AgreedHow, OutcomeKind
from visitapp.texts import translate as _

if TYPE_CHECKING:
    from ui.screens.door import DoorScreen

CLOSES_AFTER = 20_000_000  # µs without input (ux 3d)
REDONE = frozenset({"note", ""})


class DoorAnswers:
    """Holds the open page of a door screen and answers what is chosen there."""

    def __init__(self, screen: "DoorScreen") -> None:
        self._screen = screen
        self.code = ""
        self.input_at = 0
        self._danger: DoorDanger | None = None

    # -- pages ------------------------------------------------------------------------------

    def open_page(self, code: str) -> None:
        """Open a page by its code, the calm half with ""."""
        view = self._screen.view
        if code and view is None:
            return
        made: DoorPage | None = None
        if code == "contact" and view is not None:
            made = pages.contact_page(view, words.wait_left(view.visit, self._now()))
        elif code.startswith(PREFIX) and view is not None:
            made = photo_page(view, code)
            code = code if made else ""
        elif code and view is not None:
            made = pages.SIMPLE[code](view)
        self.put(code, made)

    def open_again(self, code: str) -> None:
        """After another look: the same page, unless it holds something that was typed."""
        self.open_page("" if code in REDONE else code)

    def put(self, code: str, page: DoorPage | None) -> None:
        """Put a page in front, or the calm half with None; the keys go to it."""
        screen, app = self._screen, QApplication.instance()
        self.code = code
        if app is not None:
            app.removeEventFilter(screen)
        screen.face.show_page(page)
        screen.guard.touch()
        if page is None:
            screen.next.setFocus()
            return
        page.dismissed.connect(self._dismissed)
        page.chosen.connect(lambda chosen, c=code: self._chosen(c, chosen))
        if isinstance(page, FormPage):
            page.filled.connect(lambda given, c=code: self._filled(c, given))
        if isinstance(page, CatchUpPage):
            page.filled.connect(self._caught_up)
        if isinstance(page, SheetPage):
            page.photo_given.connect(lambda file: screen.note_work.read_sheet(page, file))
        if code == "contact" and app is not None:
            self.input_at = screen.session.clock.stamp().mono
            app.installEventFilter(screen)
        page.first().setFocus()

    def _dismissed(self) -> None:
        if self.code == "answered":
            self._screen.undo.take_back()
        self._screen.open_panel("")

    def tick(self, mono: int) -> None:
        """3d closes by itself after 20 s without input; its line tells what is left."""
        page, view = self._screen.face.page, self._screen.view
        if self.code != "contact" or page is None or view is None:
            return
        if mono - self.input_at >= CLOSES_AFTER:
            self._screen.open_panel("")
            return
        left = words.wait_left(view.visit, self._now())
        if page.told.text() != left:
            page.told.setText(left)

    def _now(self) -> Stamp:
        return self._screen.session.clock.stamp()

    # -- somebody answered --------------------------------------------------------------------

    def somebody_answered(self) -> None:
        """F9: the moment is logged at once, the wait stops; then it is asked who it was."""
        screen, door = self._screen, self._screen.door
        if door is None or self.code == "answered" or not screen.guard.is_open():
            return
        screen.guard.touch()
        if door.visit.answers or door.visit.outcome:
            screen.open_panel("answered")
            return
        screen.write(acts.somebody_answered(door), lambda _done: self._reopen("answered"))

    def _reopen(self, code: str) -> None:
        if self._screen.view is not None:
            self.open_on(self._screen.view.visit.id, code)

    def open_on(self, visit_id: str, code: str) -> None:
        """Open a page once a visit has been read again (its page tells what was recorded)."""
        screen = self._screen
        screen.session.read(
            lambda ws: screen.read_view(ws, visit_id),
            lambda view: self._shown(view, code),
        )

    def _shown(self, view: DoorView, code: str) -> None:
        self._screen.show_view(view)
        self._screen.open_panel(code)

    # -- choices ------------------------------------------------------------------------------

    def _chosen(self, page: str, code: str) -> None:
        """A choice of the open page."""
        screen, door = self._screen, self._screen.door
        if door is None:
            return
        shown = screen.face.page
        if not (shown and shown.by_key) and not screen.guard.is_open(grave=page == "note"):
            return  # the press that opened the page must not answer it
        if page == "note":
            screen.note_work.make(code)
        elif code in {"catch_up", "detail"}:
            screen.open_panel(code)
        else:
            screen.open_panel("")
            self._do(page, code, door)

    def _do(self, page: str, code: str, door: acts.Door) -> None:
        screen = self._screen
        if page == "answered" or code == "asked_to_leave":
            self._found(OutcomeKind(code))
        elif page == "placement":
            screen.write(acts.placement_call(door, code))
        elif page == "call":
            screen.write(acts.telephoned(door, code))
        elif code == "office":
            screen.write(acts.heard_call(door, {"office_called": door.view.office_phone}))
        elif code == "danger":
            self._in_danger()
        else:
            screen.write(acts.reason_call(door, code))

    def _found(self, kind: OutcomeKind) -> None:
        screen, door = self._screen, self._screen.door
        if door is None:
            return
        after = pages.AFTER.get(kind, "")
        misplaced = kind is OutcomeKind.NOT_FOUND and any(p.left for p in door.visit.papers)

        def done(_value: object) -> None:
            if after:
                screen.open_panel(after)
            elif misplaced:
                screen.say(_("A note lies at the wrong house. Call the office now."))
            elif kind is OutcomeKind.NOT_FOUND:
                screen.say(_("No note is left. The office is told with the record."))

        screen.write(acts.found_call(door, kind.value), done)

    def _in_danger(self) -> None:
        door = self._screen.door
        if door is None:
            return
        self._danger = DoorDanger(self._screen, door)
        if not is_locked(door.visit):
            self._screen.write(acts.found_call(door, OutcomeKind.EMERGENCY.value))

    # -- forms --------------------------------------------------------------------------------

    def _filled(self, code: str, given: dict[str, str]) -> None:
        screen, door = self._screen, self._screen.door
        page = screen.face.page
        if door is None or not isinstance(page, FormPage) or not screen.guard.is_open():
            return
        if isinstance(page, SheetPage):
            screen.note_work.use_sheet(page, given["number"])
            return
        if code.startswith(PREFIX):
            destroy_photo(screen, code, given)
            return
        if code in {"sheet", "reception", "detail"}:
            screen.open_panel("")
            if any(said.strip() for said in given.values()):
                screen.write(acts.heard_call(door, given))
            return
        now = screen.session.clock.now()
        at = read_when(given["day"], given["clock"], now)
        if at is None or at < now:
            page.refuse(_("Give a day and a time that are still to come, for example 18:30."))
            return
        visit_id, agreed = door.visit.id, page.tick.isChecked()
        screen.open_panel("")
        if code == "moved":
            how = AgreedHow.IN_PERSON if agreed else AgreedHow.NOT_AGREED
            screen.write(lambda ws: promise_visit(ws, visit_id, at, how), self._hinted)
        else:
            screen.write(lambda ws: promise_call(ws, visit_id, at), self._hinted)

    def _hinted(self, done: Happened) -> None:
        """Say what is unusual about a promise that was just made, a collision above all (N-10)."""
        if done.hints:
            self._screen.say(" ".join(_(hint.message, **hint.values) for hint in done.hints))

    def _caught_up(self, given: dict[str, tuple[str, str]], outcome: str) -> None:
        screen, door, page = self._screen, self._screen.door, self._screen.face.page
        if door is None or not isinstance(page, CatchUpPage):
            return
        now = screen.session.clock.now()
        times = {what: read_when("", typed, now) for what, (typed, _photo) in given.items()}
        wrong = [what for what, at in times.items() if at is None or at > now]
        if wrong or not given:
            page.refuse(_("Give times of today that have passed, for example 14:30."))
            return
        stated = [
            Stated(what=what, at=at, anchor=given[what][1]) for what, at in times.items() if at
        ]
        kind = OutcomeKind(outcome) if outcome else None
        visit_id, who, reason = door.visit.id, door.person, _("Entered later")
        screen.open_panel("")
        screen.write(
            lambda ws: catch_up(ws, visit_id, stated, person=who, outcome=kind, reason=reason)
        )
