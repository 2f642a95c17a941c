"""The frame: rail, header, one page in front, the honesty strip; remembers its geometry.

It knows no screen: ``ui/pages.py`` hands it the table of pages once the records are open. What
stands in it is imported and made after first paint (P6): until then it says one sentence.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.choices import Choices, keep_choices
from ui.session import Session
from ui.theme import Look, Scheme, current_look
from ui.window import Window
from visitapp.texts import translate as _
from visitapp.texts import use_language

if TYPE_CHECKING:
    from ui.frame import Frame
    from ui.office_link import OfficeLink
    from ui.page import Page
    from ui.screens.door import DoorScreen
    from ui.screens.plan import PlanScreen
    from ui.screens.today import TodayScreen
    from visitapp.actions.today_view import TodayView
    from visitapp.domain.policy import Policy

OPEN_DOOR = "door/visit"
HOME = "today"


class Shell(Window):
    """The program's one window; ``sync_wanted`` asks for a pass."""

    sync_wanted = Signal()

    def __init__(self, session: Session, state: QSettings) -> None:
        super().__init__(state)
        self.session = session
        self._before_outdoor = current_look().scheme
        self._table: dict[str, Page] = {}
        self._made: dict[str, QWidget] = {}
        self.way: OfficeLink  # once the records are open
        self._front, self._argument = "", ""
        self._guest: QWidget | None = None
        self._view: TodayView | None = None
        self._is_furnished = False

    def furnish(self) -> None:
        """Make what stands around the pages; a second call does nothing."""
        if self._is_furnished:
            return
        self._is_furnished = True
        from ui.frame import Frame  # noqa: PLC0415 - these four after first paint
        from ui.widgets.focus_ring import FocusRing  # noqa: PLC0415
        from ui.widgets.strip import Strip  # noqa: PLC0415
        from ui.widgets.toast import Toast  # noqa: PLC0415

        self.strip = Strip()
        self._take(Frame(self.strip))
        self.ring = FocusRing(self)
        self.toast = Toast(self, self.session.undo)
        self.session.saved.connect(self.strip.show_saved)
        self.session.undo.told.connect(self.strip.show_message)

    def _take(self, frame: "Frame") -> None:
        """Stand in this frame from now on; the one before goes when it is no longer busy."""
        self.frame = frame
        self.rail, self.header, self.notice = frame.rail, frame.header, frame.notice
        self._pages = frame.pages
        self.rail.chosen.connect(self.go)
        if self._table:
            self.rail.show_pages(list(self._table.values()))
        self.rail.show_room(self.room)
        self.room_changed.connect(self.rail.show_room)
        self.setCentralWidget(frame)

    # -- once the store is open ----------------------------------------------------------------

    def begin(self, pages: "Sequence[Page]", policy: "Policy", papers: Path) -> None:
        """The store is open: take the table of pages and show the day."""
        from ui.keys import FRAME_KEYS, bind  # noqa: PLC0415 - not before first paint

        self.furnish()
        self.policy, self.papers = policy, papers
        self._table = {page.code: page for page in pages}
        self.rail.show_pages(pages)
        self._guest = None
        acts: dict[str, Callable[[], object]] = {
            "door": self.open_next_door,
            "add": partial(self._focus_field, "adds"),
            "find": partial(self._focus_field, "finds"),
            "sync": self.sync_wanted.emit,
            "undo": self.session.undo.undo,
            "redo": self.session.undo.redo,
            "outdoor": self.flip_outdoor,
        }
        self._keys = {key.code: bind(self, key.sequence, acts[key.code]) for key in FRAME_KEYS}
        for keys in sorted({page.key for page in pages if page.key}):
            bind(self, keys, partial(self._go_by_key, keys))
        self.go(HOME)
        left_open = str(self.state.value(OPEN_DOOR, "") or "")
        if left_open:  # the program was killed at a door: back to it, in the same state
            self.go("door", left_open)

    def _go_by_key(self, keys: str) -> None:
        from ui.page import page_of  # noqa: PLC0415 - not before first paint

        self.go(page_of(keys, tuple(self._table.values()), self._view))

    def page(self, code: str) -> QWidget | None:
        """The screen of a page, made when first asked for; None before the records are open."""
        if code not in self._table:
            return None
        if code not in self._made:
            self._made[code] = self._table[code].make(self)
            self._pages.addWidget(self._made[code])
        return self._made[code]

    @property
    def today(self) -> "TodayScreen | None":
        """The screen of the day."""
        return cast("TodayScreen | None", self.page("today"))

    @property
    def door(self) -> "DoorScreen | None":
        """The screen at the door."""
        return cast("DoorScreen | None", self.page("door"))

    @property
    def plan(self) -> "PlanScreen | None":
        """The planning form."""
        return cast("PlanScreen | None", self.page("plan"))

    # -- which page ------------------------------------------------------------------------------

    @property
    def front(self) -> str:
        """The code of the page in front, "" while there is none of the table."""
        return self._front

    def go(self, code: str, argument: str = "") -> None:
        """Bring a page to the front; ``argument`` is what it is asked to show, a visit's id."""
        screen = self.page(code)
        if screen is None:
            return
        page = self._table[code]
        self._front, self._argument = code, argument
        self._keys["undo"].setEnabled(code != "door")  # it has ten seconds of its own
        self.frame.bring(screen, framed=page.is_framed)
        self.rail.show_front(code)
        self.header.show_title(_(page.words), page.actions(screen) if page.actions else ())
        self._show_day()
        page.come(screen, argument)

    def show_page(self, page: QWidget) -> None:
        """Put a page of its own (first run) in front."""
        self.furnish()
        self._guest = page
        self.frame.bring(page, framed=False)

    def show_today(self) -> None:
        """The day, with the keys on its next visit."""
        self.go(HOME)

    def show_door(self, visit_id: str) -> None:
        """The door of a visit; no rail and no header there."""
        self.go("door", visit_id)

    def open_next_door(self) -> None:
        """The door of the visit chosen on the page in front, else of the next one."""
        if self._front == "door":
            return
        page = self._table.get(self._front)
        chosen = page.chosen(self._made[page.code]) if page and page.chosen else ""
        line = self._view.next_visit if self._view is not None else None
        if chosen or line is not None:
            self.show_door(chosen or (line.row.id if line is not None else ""))

    def _focus_field(self, service: str) -> None:
        """Go to the field that finds or adds: of the page in front if it has one."""
        order = sorted(self._table.values(), key=lambda page: page.code != self._front)
        for page in order:
            field_of = page.finds if service == "finds" else page.adds
            if field_of is not None:
                if page.code != self._front:
                    self.go(page.code)
                field_of(self._made[page.code]).setFocus()
                return

    # -- the frame's own words -------------------------------------------------------------------

    def show_view(self, view: "TodayView") -> None:
        """The one view of the day: strip, rail and header say the same numbers."""
        self._view = view
        self.strip.show_view(view)
        self.rail.show_view(view)
        self._show_day()

    def come_forward(self) -> None:
        """In front of all windows: a second start asked for this one."""
        from PySide6.QtCore import Qt  # noqa: PLC0415 - its names take 16 ms of a start

        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _show_day(self) -> None:
        view = self._view
        if view is None:
            return
        note = self._table[self._front].note if self._front in self._table else None
        self.header.show_day(view.now, note(view) if note is not None else "")

    # -- looks and language ----------------------------------------------------------------------

    def flip_outdoor(self) -> None:
        """Black on white for bright sun, and back, by one key."""
        now = current_look()
        if now.scheme is Scheme.OUTDOOR:
            self.dress(Look(self._before_outdoor, now.scale))
        else:
            self._before_outdoor = now.scheme
            self.dress(Look(Scheme.OUTDOOR, now.scale))

    def choose(self, choices: Choices) -> None:
        """Keep what a person chose for this computer and show it at once."""
        keep_choices(self.state, choices)
        use_language(choices.language)
        self.dress(choices.look)

    def dress(self, wanted: Look) -> None:
        """Make frame and screens anew in another look or language.

        Page, visit, typed text and focus stay; screens that hold more have ``carry`` (Carries).
        """
        from ui.frame import Frame  # noqa: PLC0415 - not before first paint
        from ui.typed import Focus  # noqa: PLC0415

        focus, old = Focus(self), self._made
        theme.wear(wanted)
        self.session.changes.forget_screens()
        self._made = {}
        self._take(Frame(self.strip))
        self.strip.dress()
        self._make_again(old)
        focus.put_back(self)
        if self.session.is_open:  # once more behind the reads of the screens
            self.session.read(lambda _ws: None, lambda _none: focus.put_back(self))

    def _make_again(self, old: dict[str, QWidget]) -> None:
        """Every screen that there was, with what it held, and the same one in front."""
        from ui.typed import carry_over  # noqa: PLC0415 - not before first paint

        for code in old:
            self.page(code)
        if self._view is not None:
            self.show_view(self._view)
        if self._guest is not None:
            self.frame.bring(self._guest, framed=False)
        self.go(self._front, self._argument)
        for code, screen in old.items():
            carry_over(screen, self._made[code])
