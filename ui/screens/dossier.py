"""記録一式: make one for somebody outside, and check anybody's (V-08, M8)."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.screens.dossier_check import DossierCheck
from ui.screens.dossier_make import DossierMake
from ui.session import Session
from ui.widgets.banner import Banner
from ui.widgets.folding import Folding
from ui.widgets.parts import current_look, scrolling
from visitapp.actions.dossier_view import DossierView, dossier_view

SEEN = 200  # px at 100 % around a verdict that comes into view
LEAST = 860  # px at 100 % for both halves side by side


class DossierScreen(QWidget):
    """Both halves side by side, or below each other in a small window."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        look = current_look()
        self.setObjectName("page")
        self._session = session
        self._wanted: QWidget | None = None
        self.banner = Banner()
        self.make, self.check = DossierMake(session), DossierCheck(session)
        self.make.told.connect(self.banner.show_words)
        self.make.failed.connect(self.banner.show_error)
        self.check.failed.connect(self.banner.show_error)
        self.check.started.connect(self.banner.clear)
        halves = Folding(spacing=14, least=LEAST)
        halves.put(self.make)
        halves.put(self.check)
        column = QVBoxLayout()
        column.setContentsMargins(look.px(16), look.px(14), look.px(16), look.px(14))
        column.setSpacing(look.px(12))
        column.addWidget(self.banner)
        column.addLayout(halves)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.area = scrolling(column)
        whole.addWidget(self.area)
        self.check.shown.connect(self._look_at)
        session.changes.happened.connect(lambda _value: self._refresh_if_seen())

    def _look_at(self, widget: QWidget) -> None:
        """Scroll to what came below; its place is known once the layout is done."""
        self._wanted = widget
        QTimer.singleShot(0, self._scroll)

    def _scroll(self) -> None:
        if self._wanted is not None and isValid(self._wanted):
            self.area.ensureWidgetVisible(self._wanted, 0, current_look().px(SEEN))

    def come(self, number: str = "") -> None:
        """The page comes to the front, with the visit of this paper chosen."""
        self.banner.clear()
        if number:
            self.make.want(number)
        self.refresh()
        self.make.search.setFocus()

    def _refresh_if_seen(self) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read visits and fingerprint again."""
        if self._session.is_open:
            typed = self.make.search.text()
            self._session.read(lambda ws: dossier_view(ws, typed), self._show)

    def _show(self, view: DossierView) -> None:
        self.make.show_view(view)
        self.check.show_view(view)

    def carry(self, old: "DossierScreen") -> None:
        """Work under way and the last verdict go over to the screen that takes our place."""
        self.make.take(old.make.errand)
        self.check.take(old.check.errand)
        if old.check.checked is not None:
            self.check.show_checked(old.check.checked)
