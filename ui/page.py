"""One page of the window as the frame sees it; ``ui/pages.py`` is the table of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ui.shell import Shell
    from visitapp.actions.today_view import TodayView


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page and its place in the rail.

    ``make`` builds the screen once, when it is first asked for; ``come`` is called each time it
    comes to the front, with what was asked for (a visit's id, or ""). A page with an ``icon`` has a
    line in the rail, low down if ``is_low``. All other fields are optional services of the frame.
    """

    code: str
    words: str
    make: "Callable[[Shell], QWidget]"
    come: Callable[[Any, str], object]
    icon: str = ""
    key: str = ""
    is_low: bool = False
    is_framed: bool = True  # rail and header stand around it; not at the door
    is_offered: "Callable[[TodayView], bool] | None" = None  # a line in the rail only then
    count: "Callable[[TodayView], int] | None" = None  # the number beside it in the rail
    note: "Callable[[TodayView], str] | None" = None  # second words in the header
    actions: Callable[[Any], Sequence[QWidget]] | None = None  # at most three, in the header
    chosen: Callable[[Any], str] | None = None  # the visit that Ctrl+Enter opens, or ""
    finds: Callable[[Any], QWidget] | None = None  # the field of Ctrl+F
    adds: Callable[[Any], QWidget] | None = None  # the field of Ctrl+K


class Carries(Protocol):
    """A screen that takes more from its forerunner than typed words when looks change."""

    def carry(self, old: Any) -> None:  # noqa: ANN401 - a screen of the same class
        """Take over what ``old`` shows and holds."""


def page_of(key: str, pages: Sequence[Page], view: "TodayView | None") -> str:
    """The code of the page that a key opens: two may share one of which only one is offered."""
    alike = [page for page in pages if page.key == key]
    for page in alike:
        if page.is_offered is None or (view is not None and page.is_offered(view)):
            return page.code
    return alike[-1].code
