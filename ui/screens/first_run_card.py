"""Step 1 of the first start: あなたと名刺, with the card as it will be printed."""

from dataclasses import fields
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.session import Session
from ui.widgets.paper_view import PaperView
from ui.widgets.parts import card, chip, current_look, hairline, row, text
from visitapp.actions import set_up
from visitapp.actions.set_up import Drawn, Profile
from visitapp.errors import Known
from visitapp.texts import N_, tell
from visitapp.texts import translate as _

PAUSE_MS = 400
MUST, MAY = True, False
FIELDS = (  # name, words, must it be there, row, column, columns
    ("family", N_("Family name"), MUST, 0, 0, 3),
    ("given", N_("Given name"), MUST, 0, 3, 3),
    ("family_kana", N_("Family name, reading"), MUST, 0, 6, 3),
    ("given_kana", N_("Given name, reading"), MUST, 0, 9, 3),
    ("company", N_("Company"), MUST, 1, 0, 6),
    ("department", N_("Department"), MUST, 1, 6, 3),
    ("title", N_("Title"), MAY, 1, 9, 3),
    ("postal_code", N_("Postal code"), MAY, 3, 0, 3),
    ("address", N_("Address of the company"), MAY, 3, 3, 9),
    ("phone", N_("Main telephone"), MUST, 4, 0, 5),
    ("mail", N_("Mail address"), MAY, 4, 5, 7),
)


class CardStep(QWidget):
    """Fields, what is odd about them in words below, the card; ``failed`` carries an error."""

    failed = Signal(object)

    def __init__(self, session: Session, folder: Path) -> None:
        super().__init__()
        self._session, self._folder = session, folder
        self.fields: dict[str, QLineEdit] = {}
        self.department_word = text("", "meta")
        self.phone_word = text("", "error")
        self.paper = PaperView(_("Preview of the card"), 414, 252)
        self.verdict = text("", "second")
        self.passphrase, self.again = QLineEdit(), QLineEdit()
        self._secret = self._make_secret()
        self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        session.aside(lambda: set_up.draft(folder), self._fill, self.failed.emit)

    def _lay_out(self) -> None:
        look = current_look()
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(14))
        grid.setVerticalSpacing(look.px(12))
        for name, words, must, line, column, columns in FIELDS:
            field = self.fields[name] = QLineEdit()
            field.setAccessibleName(_(words))
            field.textChanged.connect(self._typed)
            inside = QVBoxLayout()
            inside.setSpacing(look.px(4))
            inside.addLayout(_head(_(words), must=must))
            inside.addWidget(field)
            grid.addLayout(inside, line, column, 1, columns)
        self.department_word.setWordWrap(True)
        self.department_word.setText(
            _("The department stands on note and card. Avoid words such as 苦情 or 相談.")
        )
        grid.addWidget(self.department_word, 2, 0, 1, 12)
        grid.addWidget(self.phone_word, 5, 0, 1, 5)
        private = text(_("No private mobile number is printed."), "meta")
        grid.addWidget(private, 5, 5, 1, 7)
        left = QVBoxLayout()
        left.addWidget(text(_("You and your card"), "title"))
        left.addWidget(text(_("Printed on note and card."), "second"))
        left.addLayout(grid)
        left.addWidget(self._secret)
        left.addStretch(1)
        body = row(spacing=24)
        body.addLayout(left, 6)
        body.addWidget(self._make_preview(), 4)
        self.setLayout(body)

    def _make_preview(self) -> QWidget:
        frame, column = card()
        column.addLayout(row(text(_("Preview of the card"), "card"), 1, text("91×55 mm", "second")))
        column.addWidget(hairline())
        column.addWidget(self.paper)
        self.verdict.setWordWrap(True)
        column.addWidget(self.verdict)
        column.addStretch(1)
        return frame

    def _make_secret(self) -> QWidget:
        """Asked for only where this computer has no keyring."""
        frame, column = card()
        why = text(
            _(
                "This computer has no place for the key. "
                "Choose a passphrase of 8 characters or more."
            ),
            "second",
        )
        why.setWordWrap(True)
        column.addWidget(why)
        for field, words in ((self.passphrase, _("Passphrase")), (self.again, _("Once more"))):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setAccessibleName(words)
            column.addLayout(row(text(words, "card"), field))
        frame.hide()
        return frame

    # -- what is typed -----------------------------------------------------------------------------

    @property
    def profile(self) -> Profile:
        """What stands in the fields."""
        return Profile(**{name: field.text() for name, field in self.fields.items()})

    def _fill(self, profile: Profile) -> None:
        for part in fields(Profile):
            if not self.fields[part.name].text():  # somebody types faster than a disk reads
                self.fields[part.name].setText(getattr(profile, part.name))

    def _typed(self) -> None:
        profile = self.profile
        why = set_up.tells_why(profile.department)
        self.department_word.setProperty("role", "error" if why else "meta")
        self.department_word.style().unpolish(self.department_word)
        self.department_word.style().polish(self.department_word)
        lacks = set_up.phone_lacks(profile.phone)
        self.phone_word.setText(_("{n} more digits are needed.", n=lacks) if lacks else "")
        self.fields["phone"].setProperty("wrong", "true" if lacks else "false")
        self.fields["phone"].style().polish(self.fields["phone"])
        self._pause.start()

    def keep(self) -> None:
        """Write what is typed, and draw the card."""
        self._pause.stop()
        profile = self.profile
        self._session.aside(lambda: _kept(self._folder, profile), self._show, self._unprintable)

    def _show(self, page: Drawn) -> None:
        self.paper.show_page(page)
        self.verdict.setText(_("All characters can be printed. The code holds no private number."))

    def _unprintable(self, error: Exception) -> None:
        if isinstance(error, Known):
            told = tell(error)
            self.verdict.setText(f"{told.message} {told.advice}".strip())

    # -- the key -----------------------------------------------------------------------------------

    def ask_for_passphrase(self) -> None:
        """There is no keyring here: the key needs another guard."""
        self._secret.show()
        self.passphrase.setFocus()

    @property
    def has_two_passphrases(self) -> bool:
        """Whether the second one differs: nobody can see what was typed."""
        return self.passphrase.text() != self.again.text()


def _kept(folder: Path, profile: Profile) -> Drawn:
    set_up.keep_draft(folder, profile)
    return set_up.card(profile)


def _head(words: str, *, must: bool) -> QHBoxLayout:
    mark = chip(_("required"), "danger") if must else chip(_("optional"), "off")
    return row(text(words, "card"), mark, 1)
