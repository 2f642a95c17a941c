"""The keys of the program: one table, from which the shortcuts and the list of keys are made."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from visitapp.texts import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key: its code, the sequence, what it does."""

    code: str
    sequence: str
    words: str


FRAME_KEYS = (
    Key(code="door", sequence="Ctrl+Return", words=N_("Open the door screen of the next visit")),
    Key(code="add", sequence="Ctrl+K", words=N_("Add a visit quickly")),
    Key(code="find", sequence="Ctrl+F", words=N_("Search")),
    Key(code="sync", sequence="Ctrl+R", words=N_("Sync now")),
    Key(code="undo", sequence="Ctrl+Z", words=N_("Take the last act back")),
    Key(code="redo", sequence="Ctrl+Y", words=N_("Do again what was taken back")),
    Key(code="outdoor", sequence="F11", words=N_("Outdoor view on and off")),
)
DOOR_KEYS = (
    Key(code="next", sequence="Space", words=N_("The next act (Enter too)")),
    Key(code="arrive", sequence="F1", words=N_("On site")),
    Key(code="ring", sequence="F2", words=N_("Intercom")),
    Key(code="call", sequence="F3", words=N_("Telephone")),
    Key(code="wait", sequence="F4", words=N_("Wait")),
    Key(code="photo", sequence="F5", words=N_("Photos")),
    Key(code="print", sequence="F6", words=N_("Note: print")),
    Key(code="post", sequence="F7", words=N_("Note: post")),
    Key(code="leave", sequence="F8", words=N_("End of the visit")),
    Key(code="answered", sequence="F9", words=N_("Somebody answered")),
    Key(code="contact", sequence="F12", words=N_("Contact or end")),
    Key(code="rings", sequence="Q", words=N_("Open or close the log of the intercom")),
    Key(code="calls", sequence="W", words=N_("Open or close the log of calls")),
    Key(code="photos", sequence="E", words=N_("Open or close the photos")),
    Key(code="recorder", sequence="R", words=N_("The next person records")),
    Key(code="paste", sequence="Ctrl+V", words=N_("Take a photo from the clipboard")),
    Key(code="back", sequence="Ctrl+Z", words=N_("Take a key back within ten seconds")),
    Key(code="today", sequence="Esc", words=N_("Back to today; the wait goes on")),
)
TODAY_KEYS = (
    Key(code="change", sequence="F2", words=N_("Change the visit")),
    Key(code="rows", sequence="↑ ↓", words=N_("Choose a visit")),
    Key(code="check", sequence="F9", words=N_("Check before departure")),
    Key(code="depart", sequence="Alt+D", words=N_("Record the departure")),
    Key(code="late", sequence="Alt+L", words=N_("Running late")),
    Key(code="result", sequence="Alt+R", words=N_("Record the result of a call, then 1 to 8")),
    Key(code="office", sequence="Alt+B", words=N_("Back at the office: the evening list")),
    Key(code="plan", sequence="Ctrl+N", words=N_("Plan a visit")),
)
NOTE_KEYS = (
    Key(code="print", sequence="Ctrl+P", words=N_("Print the note")),
    Key(code="print_too", sequence="F6", words=N_("Print the note")),
    Key(code="save", sequence="Ctrl+S", words=N_("Save the PDF")),
    Key(code="pen", sequence="Alt+E", words=N_("Write on a pre-print")),
    Key(code="open", sequence="Alt+O", words=N_("Open slip")),
    Key(code="letter", sequence="Alt+L", words=N_("Sealed letter")),
    Key(code="door", sequence="Esc", words=N_("Back to the door")),
)
# Screens bind these themselves; a test holds each list to what the living screen answers to.
PAGE_KEYS = {
    "today": TODAY_KEYS,
    "plan": (
        Key(code="save", sequence="Ctrl+S", words=N_("Plan the visit")),
        Key(code="new", sequence="Ctrl+N", words=N_("New visit")),
        Key(code="week_back", sequence="K", words=N_("Week before")),
        Key(code="week_now", sequence="T", words=N_("This week")),
        Key(code="week_on", sequence="J", words=N_("Next week")),
        Key(code="back", sequence="Esc", words=N_("Back to today")),
    ),
    "papers": (
        Key(code="print", sequence="Ctrl+P", words=N_("Print the papers")),
        Key(code="save", sequence="Ctrl+S", words=N_("Save the PDF")),
        Key(code="preview", sequence="Alt+V", words=N_("Preview")),
        Key(code="page_back", sequence="PgUp", words=N_("Preview: page before")),
        Key(code="page_on", sequence="PgDown", words=N_("Preview: next page")),
        Key(code="print_one", sequence="Alt+P", words=N_("Print one")),
        Key(code="save_one", sequence="Alt+S", words=N_("Save one")),
        Key(code="day_back", sequence="K", words=N_("Day before")),
        Key(code="day_now", sequence="T", words=N_("Tomorrow")),
        Key(code="day_on", sequence="J", words=N_("Next day")),
        Key(code="back", sequence="Esc", words=N_("Back to the plan")),
    ),
    "evening": (Key(code="back", sequence="Esc", words=N_("Back to today")),),
    "sync": (Key(code="details", sequence="Alt+I", words=N_("Details")),),
    "backup": (
        Key(code="drill", sequence="Alt+T", words=N_("Try a restore")),
        Key(code="office", sequence="Alt+O", words=N_("Connect to an office")),
    ),
    "settings": (Key(code="sheet", sequence="Alt+P", words=N_("Save the recovery sheet (PDF)")),),
    "readiness": (Key(code="again", sequence="F9", words=N_("Check again")),),
    "door": DOOR_KEYS,
    "note": NOTE_KEYS,
}


def native(sequence: str) -> str:
    """A sequence as it stands on the keyboard: Return is called Enter."""
    return sequence.replace("Return", "Enter")


def bind(
    owner: QWidget, sequence: str, do: Callable[[], object], *, inside: bool = False
) -> QShortcut:
    """Let a key do something while the window of ``owner`` is active.

    ``inside``: only while the focus is in ``owner``. A key held down counts once.
    """
    made = QShortcut(QKeySequence(sequence), owner)
    if inside:
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    made.setAutoRepeat(False)
    made.activated.connect(do)
    return made
