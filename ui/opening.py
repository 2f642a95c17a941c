"""Opens the records for a window, or shows the first run where there are none."""

from pathlib import Path

from PySide6.QtWidgets import QInputDialog, QLineEdit

from ui.backup_hour import BackupHour
from ui.office_link import OfficeLink
from ui.outside import Outside
from ui.pages import PAGES
from ui.screens.first_run import FirstRunScreen
from ui.session import Session
from ui.shell import Shell
from ui.widgets.banner import Banner
from visitapp.actions import set_up
from visitapp.domain.policy import Policy
from visitapp.errors import Known
from visitapp.texts import translate as _
from visitapp.workspace import Workspace, needs_passphrase, start_workspace

PAPERS = "papers"


def open_or_set_up(window: Shell, session: Session, folder: Path) -> None:
    """The next step after first paint."""
    if (folder / "store.db").exists():
        open_records(window, session, folder)
    else:
        _first_run(window, session, folder, 0)


def open_records(window: Shell, session: Session, folder: Path) -> None:
    """Open the store in its own lane; a passphrase is asked for here, never in the lane.

    A first run that was cut off goes on where it stood.
    """
    secret = _asked(window) if needs_passphrase(folder) else ""

    def opened(found: tuple[Workspace, int]) -> None:
        workspace, step = found
        _attach(window, session, workspace)
        if step:
            _first_run(window, session, folder, step - 1)
        else:
            window.begin(PAGES, workspace.policy, folder / PAPERS)

    def failed(error: Exception) -> None:
        banner = Banner()
        if isinstance(error, Known):
            banner.show_error(error)
        else:
            banner.show_words(_("visitapp has made a mistake of its own."))
        window.show_page(banner)

    session.tasks.run(lambda: _started(folder, session, secret), opened, failed)


def _started(folder: Path, session: Session, secret: str) -> tuple[Workspace, int]:
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

    page.opened.connect(lambda workspace: _attach(window, session, workspace))
    page.use.joined.connect(joined)
    page.ready.connect(lambda: session.read(lambda ws: ws.policy, begin))
    window.show_page(page)


def _attach(window: Shell, session: Session, workspace: Workspace) -> None:
    """The records are open: what works beside the lanes begins."""
    session.attach(workspace)
    Outside(session, window)
    window.way = OfficeLink(session, window)
    window.way.changed.connect(window.strip.show_link)
    window.way.answered.connect(window.strip.show_message)
    window.sync_wanted.connect(window.way.sync_now)
    window.way.begin()
    hour = BackupHour(session, window)
    hour.told.connect(window.strip.show_message)
    hour.look()


def _asked(window: Shell) -> str:
    words, _given = QInputDialog.getText(
        window, "visitapp", _("Passphrase"), QLineEdit.EchoMode.Password
    )
    return words
