"""Opens the records for a window, or shows the first run where there are none."""

from pathlib import Path

from ui.backup_hour import BackupHour
from ui.office_link import OfficeLink
from ui.outside import Outside
from ui.pages import PAGES
from ui.screens.first_run import FirstRunScreen
from ui.screens.unlock import TroubleScreen, UnlockScreen
from ui.scrub_round import ScrubRound
from ui.session import Session
from ui.shell import Shell
from ui.tasks import Lane
from ui.widgets.photo_drop import sweep
from visitapp.actions import set_up
from visitapp.actions.today_view import TodayView, today_view
from visitapp.actions.warm_note import warm_note
from visitapp.domain.policy import Policy
from visitapp.errors import Known
from visitapp.texts import tell
from visitapp.workspace import Workspace, needs_passphrase, start_workspace

PAPERS = "papers"


def open_or_set_up(window: Shell, session: Session, folder: Path) -> None:
    """The next step after first paint."""
    if (folder / "store.db").exists():
        open_records(window, session, folder)
    else:
        _first_run(window, session, folder, 0)


def open_records(window: Shell, session: Session, folder: Path) -> None:
    """Open the store in its own lane; a passphrase is asked for on a page, never in the lane.

    A first run that was cut off goes on where it stood.
    """
    window.furnish()

    def opened(found: tuple[Workspace, int] | None) -> None:
        if found is None:
            _ask(window, session, folder)
        else:
            _opened(window, session, folder, found)

    def failed(error: Exception) -> None:
        page = TroubleScreen(error)
        page.again.connect(lambda: open_records(window, session, folder))
        window.show_page(page)
        page.begin()

    session.tasks.run(lambda: _started(folder, session, ""), opened, failed)


def _ask(window: Shell, session: Session, folder: Path) -> None:
    """The page for the passphrase, as often as it takes."""
    page = UnlockScreen()

    def failed(error: Exception) -> None:
        if isinstance(error, Known):
            page.refuse(error)

    page.given.connect(
        lambda secret: session.tasks.run(
            lambda: _started(folder, session, secret),
            lambda found: _opened(window, session, folder, found),
            failed,
        )
    )
    window.show_page(page)
    page.begin()


def _opened(window: Shell, session: Session, folder: Path, found: tuple[Workspace, int]) -> None:
    workspace, step = found
    _attach(window, session, workspace)
    if step:
        _first_run(window, session, folder, step - 1)
    else:
        window.begin(PAGES, workspace.policy, folder / PAPERS)


def _started(folder: Path, session: Session, secret: str) -> tuple[Workspace, int] | None:
    """The open records and the step of a first run (0: done); None when a passphrase is needed."""
    if not secret and needs_passphrase(folder):
        return None
    sweep(folder)
    workspace = start_workspace(folder, clock=session.clock, passphrase=lambda: secret)
    return workspace, set_up.step(workspace)


def _first_run(window: Shell, session: Session, folder: Path, step: int) -> None:
    """The first start, over the open records from its second step on."""
    page = FirstRunScreen(session, folder, window.room, step)
    window.room_changed.connect(page.records.recorded.show_room)
    begun: list[Policy] = []

    def begin(policy: Policy) -> None:
        if not begun:  # a second press while the first is under way
            begun.append(policy)
            window.begin(PAGES, policy, folder / PAPERS)

    def joined() -> None:
        window.way.begin()  # not bound: it is made with the records

    def show_way(view: TodayView) -> None:
        if view.office or page.use.is_alone:
            window.strip.show_view(view)

    page.chosen.connect(lambda: session.read(today_view, show_way))
    page.opened.connect(lambda workspace: _attach(window, session, workspace))
    page.use.joined.connect(joined)
    page.ready.connect(lambda: session.read(lambda ws: ws.policy, begin))
    window.show_page(page)
    window.strip.show_unchosen()


def _attach(window: Shell, session: Session, workspace: Workspace) -> None:
    """The records are open: what works beside the lanes begins."""
    session.attach(workspace)
    for trouble in workspace.style_troubles:
        window.strip.show_message(tell(trouble).sentence)
    Outside(session, window)
    window.way = OfficeLink(session, window)
    window.way.changed.connect(window.strip.show_link)
    window.way.answered.connect(window.strip.show_message)
    window.sync_wanted.connect(window.way.sync_now)
    window.way.begin()
    hour = BackupHour(session, window)
    hour.told.connect(window.strip.show_message)
    hour.look()
    ScrubRound(session, window).told.connect(window.strip.show_message)
    session.read(warm_note, lambda _none: None, Lane.SLOW)
