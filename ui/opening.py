"""Opens the records for a window, or shows the first run where there are none."""

from pathlib import Path

from PySide6.QtWidgets import QInputDialog, QLineEdit

from ui.office_link import OfficeLink
from ui.outside import Outside
from ui.pages import PAGES
from ui.screens.first_run import FirstRunScreen
from ui.session import Session
from ui.shell import Shell
from ui.widgets.banner import Banner
from visitapp.errors import Known
from visitapp.texts import translate as _
from visitapp.workspace import Workspace, needs_passphrase, start_workspace

PAPERS = "papers"


def open_or_set_up(window: Shell, session: Session, folder: Path) -> None:
    """The next step after first paint."""
    if not (folder / "store.db").exists():
        page = FirstRunScreen(session.tasks, folder)
        page.ready.connect(lambda: open_records(window, session, folder))
        window.show_page(page)
        return
    open_records(window, session, folder)


def open_records(window: Shell, session: Session, folder: Path) -> None:
    """Open the store in its own lane; a passphrase is asked for here, never in the lane."""
    secret = _asked(window) if needs_passphrase(folder) else ""

    def opened(workspace: Workspace) -> None:
        session.attach(workspace)
        Outside(session, window)
        window.way = OfficeLink(session, window)
        window.way.changed.connect(window.strip.show_link)
        window.way.answered.connect(window.strip.show_message)
        window.sync_wanted.connect(window.way.sync_now)
        window.way.begin()
        window.begin(PAGES, workspace.policy, folder / PAPERS)

    def failed(error: Exception) -> None:
        banner = Banner()
        if isinstance(error, Known):
            banner.show_error(error)
        else:
            banner.show_words(_("visitapp has made a mistake of its own."))
        window.show_page(banner)

    session.tasks.run(
        lambda: start_workspace(folder, clock=session.clock, passphrase=lambda: secret),
        opened,
        failed,
    )


def _asked(window: Shell) -> str:
    words, _given = QInputDialog.getText(
        window, "visitapp", _("Passphrase"), QLineEdit.EchoMode.Password
    )
    return words
