"""Joining an office: code and address, who answers there, and only then the joining itself."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ui.session import Session
from ui.tasks import Lane
from ui.widgets.ask_files import ask_file
from ui.widgets.banner import Banner
from ui.widgets.flow import flowing
from ui.widgets.parts import button, card, current_look, hairline, picture, row, text, wrapped
from visitapp.actions import link
from visitapp.actions.link import Office
from visitapp.errors import Known
from visitapp.texts import translate as _

NOT_THE_CODE = frozenset({"Code not accepted"})
INVITATION_LIMIT = 4096


class JoinForm(QWidget):
    """``joined`` once the office took this computer; what was typed stays after any error."""

    joined = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._met: Office | None = None
        self._check = ""
        self.banner = Banner()
        self.code, self.url = QLineEdit(), QLineEdit()
        self.ask = button(_("Look who answers"), "", "search")
        self.join = button(_("Join this office"), "primary", "handshake")
        self.open = button(_("Open an invitation file"), "", "description")
        self._values: list[QLabel] = []
        self._peer = self._make_peer()
        self._lay_out()
        self.code.textChanged.connect(self._typed)
        self.url.textChanged.connect(self._forget)
        self.ask.clicked.connect(self.look)
        self.join.clicked.connect(self.enroll)
        self.open.clicked.connect(self._choose)

    def _lay_out(self) -> None:
        look = current_look()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(6))
        for field, words, under in (
            (
                self.code,
                _("Enrolment code"),
                _("From your office. Upper or lower case, full or half width do not matter."),
            ),
            (self.url, _("Address of the office"), _("Such as https://office.example:8470")),
        ):
            field.setAccessibleName(words)
            column.addWidget(text(words, "card"))
            column.addWidget(field)
            column.addWidget(wrapped(under, "meta"))
        column.addLayout(flowing(self.ask, self.open))
        column.addWidget(self.banner)
        column.addWidget(self._peer)
        column.addStretch(1)

    def _make_peer(self) -> QWidget:
        frame, column = card()
        column.addLayout(row(picture("verified"), text(_("Who answers"), "card"), 1))
        column.addWidget(hairline())
        grid = QGridLayout()
        heads = (_("Company"), _("Address"), _("Check number"), _("Name of this computer"))
        for place, head in enumerate(heads):
            value = wrapped("", "card")
            grid.addWidget(text(head, "second"), place, 0)
            grid.addWidget(value, place, 1)
            self._values.append(value)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        column.addWidget(
            wrapped(_("Compare the check number with the one your office tells you."), "meta")
        )
        column.addLayout(row(self.join, 1))
        frame.hide()
        return frame

    # -- what is typed -----------------------------------------------------------------------------

    def _typed(self, words: str) -> None:
        """A whole invitation pasted into the code fills the address too."""
        invited = link.invitation_in(words)
        if invited is not None:
            self.url.setText(invited.url)
            self.code.setText(invited.code)
            self._check = invited.check
            self.look()

    def _forget(self) -> None:
        """Another address: whoever was met there does not count any more."""
        self._met, self._check = None, ""
        self._peer.hide()

    def _choose(self) -> None:
        ask_file(self, _("Open an invitation file"), (), self.read)

    def read(self, path: Path) -> None:
        """Take the invitation out of a text file."""
        try:
            words = path.read_bytes()[:INVITATION_LIMIT].decode("utf-8")
        except (OSError, UnicodeDecodeError):
            words = ""
        if link.invitation_in(words) is None:
            self.banner.show_words(_("This file holds no invitation of an office."))
            return
        self.code.setText("".join(words.split()))

    # -- two steps ---------------------------------------------------------------------------------

    def look(self) -> None:
        """Ask who is there; nothing is sent but a random number."""
        if not self.url.text().strip():
            self.url.setFocus()
            return
        self.banner.clear()
        self.ask.setEnabled(False)
        url = self.url.text()
        self._session.aside(lambda: link.meet(url), self._show, self._failed, Lane.SLOW)

    def _show(self, peer: Office) -> None:
        self.ask.setEnabled(True)
        self._met = peer
        told = (peer.name, peer.url.partition("://")[2], peer.number, link.computer_name())
        for label, words in zip(self._values, told, strict=True):
            label.setText(words)
        self._peer.show()
        self.join.setFocus()

    def enroll(self) -> None:
        """Join the office that was met; its number was on the screen to be compared."""
        if self._met is None:
            return
        self.banner.clear()
        self.join.setEnabled(False)
        peer, code, check = self._met, self.code.text(), self._check
        self._session.act(
            lambda ws: link.enroll(ws, peer.url, code, check=check or peer.number),
            self._joined,
            Lane.SLOW,
            failed=self._failed,
        )

    def _joined(self, _enrolled: object) -> None:
        self.join.setEnabled(True)
        self.joined.emit()

    def _failed(self, error: Exception) -> None:
        for control in (self.ask, self.join):
            control.setEnabled(True)
        if isinstance(error, Known) and error.title in NOT_THE_CODE:
            self.banner.show_words(_("Check the code. Upper or lower case does not matter."))
            self.code.setFocus()
        elif isinstance(error, Known):
            self.banner.show_error(error)
        else:
            self.banner.show_words(_("visitapp has made a mistake of its own."))
