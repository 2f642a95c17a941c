"""The right half: anybody's dossier, the fingerprint of its office, and what it proves."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.errand import Errand
from ui.models.dossier_words import MARKS, NEVER_PROVEN, heading_of
from ui.session import Session
from ui.widgets.errand_bar import ErrandBar
from ui.widgets.file_drop import FileDrop
from ui.widgets.flow import flowing
from ui.widgets.form_rows import labelled
from ui.widgets.parts import (
    button,
    card,
    chip,
    clear,
    hairline,
    picture,
    row,
    text,
    wrapped,
)
from ui.widgets.typing_field import TypingField
from visitapp.actions import dossier_view
from visitapp.actions.dossier_view import Checked, DossierView
from visitapp.errors import Known
from visitapp.texts import translate as _


class DossierCheck(QWidget):
    """``failed`` carries an error for the banner, ``started`` says that the last one is over.

    ``shown`` carries the widget to look at: the verdict stands below the fields.
    """

    started = Signal()
    shown = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.checked: Checked | None = None
        self._own = ""
        self.file = FileDrop(_("Dossier"), (_("Dossiers (*.zip)"),))
        self.file.field.textChanged.connect(self._weigh)
        self.fingerprint = TypingField(_("Fingerprint of the office"), _("64 characters"))
        self.fingerprint.setObjectName("dossier_fingerprint")
        self.fingerprint.submitted.connect(self.check)
        self.whose = wrapped("", "second")
        self.fingerprint.textChanged.connect(self._say_whose)
        self.authority = FileDrop(
            _("Certificate of the time-stamp authority"), (_("Certificates (*.pem *.crt *.cer)"),)
        )
        self.authority.field.setObjectName("dossier_authority")
        self.start = button(_("Check the dossier"), "primary", "verified")
        self.start.clicked.connect(self.check)
        self.bar = ErrandBar(_("The dossier is being checked …"))
        self._result = QVBoxLayout()
        self.take(Errand(session))
        self._lay_out()
        self._say_whose()

    def _lay_out(self) -> None:
        frame, column = card()
        column.addLayout(row(picture("verified"), text(_("Check a dossier"), "card"), 1))
        column.addWidget(
            wrapped(_("Anybody's dossier; it is read, never unpacked or kept."), "second")
        )
        column.addWidget(hairline())
        column.addLayout(labelled(_("Dossier"), self.file))
        column.addLayout(labelled(_("Fingerprint of the office"), self.fingerprint))
        column.addWidget(self.whose)
        column.addLayout(labelled(_("Certificate of the time-stamp authority"), self.authority))
        column.addWidget(wrapped(_("From its own site. Only time stamps need it."), "second"))
        column.addLayout(flowing(self.start))
        column.addWidget(self.bar)
        column.addLayout(self._result)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

    def take(self, errand: Errand) -> None:
        """Do the work by this errand; it may be under way already."""
        self.errand = errand
        errand.ended.connect(self.show_checked)
        errand.failed.connect(self._failed)
        self.bar.watch(errand)
        self._weigh()

    def show_view(self, view: DossierView) -> None:
        """The fingerprint of our own office stands there until another one is typed."""
        if not self.fingerprint.text() and not self._own:
            self.fingerprint.setText(view.fingerprint)
            self.fingerprint.setCursorPosition(0)
        self._own = view.fingerprint
        self._say_whose()

    def _say_whose(self) -> None:
        typed = self.fingerprint.text().strip()
        if not typed:
            words = _("Without it only contradictions are found; where it was made stays open.")
        elif typed == self._own:
            words = _("This is our own office's. For another company's dossier type theirs.")
        else:
            words = _("Take it from that company's paper or site, not from beside the dossier.")
        self.whose.setText(words)

    def _weigh(self) -> None:
        self.start.setEnabled(self.file.path is not None and not self.errand.is_running)
        self.bar.refresh()

    def check(self) -> None:
        """Check the file that is named, each single signature of it."""
        path, typed = self.file.path, self.fingerprint.text()
        authority = self.authority.path
        if path is None or not self.start.isEnabled():
            return
        clear(self._result)
        self.checked = None
        self.started.emit()
        self.errand.run(
            lambda _ws, told: dossier_view.check(
                path, typed, every=True, told=told, authority=authority
            ),
            writes=False,
        )
        self._weigh()

    def _failed(self, error: Exception) -> None:
        self._weigh()
        if isinstance(error, Known):
            self.failed.emit(error)

    def show_checked(self, checked: Checked) -> None:
        """What the dossier proves, what it leaves open, and what none ever proves."""
        self.checked = checked
        self._weigh()
        clear(self._result)
        heading = heading_of(checked)
        self._result.addWidget(hairline())
        top = chip(heading.words, heading.kind, heading.icon)
        self._result.addLayout(row(top, 1))
        self._result.addWidget(wrapped(checked.file, "second"))
        for said in checked.lines:
            icon, tint = MARKS[said.mark]
            self._add(icon, tint, said.words)
        self._result.addWidget(wrapped(checked.conclusion, "card"))
        if checked.outcome == "holds":
            self._result.addWidget(hairline())
            self._result.addWidget(wrapped(_("No dossier proves:"), "card"))
            for words in NEVER_PROVEN:
                self._add("block", "text2", _(words))
        spoken = f"{heading.words}. {checked.conclusion}"
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken))
        self.shown.emit(top)

    def _add(self, icon: str, tint: str, words: str) -> None:
        line = row(picture(icon, tint, 18), wrapped(words), spacing=10)
        line.setStretch(1, 1)
        self._result.addLayout(line)
