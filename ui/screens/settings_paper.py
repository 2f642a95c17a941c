"""用紙: paper with one corner cut off, which is known by touch and counted before departure."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.session import Session
from ui.widgets.parts import card, picture, row, text, wrapped
from ui.widgets.tick import Tick
from visitapp.actions import count
from visitapp.settings import load_settings
from visitapp.texts import translate as _
from visitapp.workspace import Workspace


class PaperCard(QFrame):
    """One tick, kept as soon as it is set (layout 0.11)."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.cut = Tick(_("Paper with one corner cut off"))
        self.cut.clicked.connect(self._keep)
        frame, column = card()
        column.addLayout(row(picture("note_stack"), text(_("Paper"), "card"), 1))
        told = _(
            "A cut corner can be felt, by those too who do not see the note. Nothing is printed for"
            " it: buy the paper cut. The check before departure then asks for it."
        )
        column.addWidget(wrapped(told, "second"))
        column.addLayout(row(self.cut, 1))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

    def refresh(self) -> None:
        """Read again what the settings say."""
        if self._session.is_open:
            self._session.read(_is_cut, self.cut.setChecked)

    def _keep(self, wanted: bool) -> None:
        self._session.act(lambda ws: count.use_cut_corner(ws, wanted=wanted))


def _is_cut(ws: Workspace) -> bool:
    return load_settings(ws.folder).cut_corner
