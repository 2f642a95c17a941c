"""Step 1 of the first start: あなたと名刺, with the card as it will be printed."""

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.session import Session
from ui.widgets.flow import flowing
from ui.widgets.folding import Folding, folding
from ui.widgets.paper_view import PaperView
from ui.widgets.parts import card, chip, current_look, hairline, row, text, wrapped
from visitapp.actions import set_up
from visitapp.actions.set_up import Drawn, Profile
from visitapp.errors import Known
from visitapp.texts import N_, tell
from visitapp.texts import translate as _

PAUSE_MS = 400
MUST, MAY = True, False
Asked = tuple[str, str, bool, int]  # name, words, must it be there, share of its line
NAMES: tuple[Asked, ...] = (
    ("family", N_("Family name"), MUST, 1),
    ("given", N_("Given name"), MUST, 1),
)
READINGS: tuple[Asked, ...] = (
    ("family_kana", N_("Family name, reading"), MUST, 1),
    ("given_kana", N_("Given name, reading"), MUST, 1),
)
COMPANY: tuple[Asked, ...] = (
    ("company", N_("Company"), MUST, 6),
    ("department", N_("Department"), MUST, 3),
    ("title", N_("Title"), MAY, 3),
)
ADDRESS: tuple[Asked, ...] = (
    ("postal_code", N_("Postal code"), MAY, 3),
    ("address", N_("Address of the company"), MAY, 9),
)
PHONE: Asked = ("phone", N_("Main telephone"), MUST, 5)
MAIL: Asked = ("mail", N_("Mail address"), MAY, 7)
SPACE = 14


class CardStep(QWidget):
    """Fields, what is odd about them in words below, the card; ``failed`` carries an error."""

    failed = Signal(object)

    def __init__(self, session: Session, folder: Path) -> None:
        super().__init__()
        self._session, self._folder = session, folder
        self.fields: dict[str, QLineEdit] = {}
        self.department_word = wrapped("", "meta")
        self.phone_word = wrapped("", "error")
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
        fields = QVBoxLayout()
        fields.setSpacing(look.px(12))
        who = folding(self._line_of(NAMES), self._line_of(READINGS), spacing=SPACE)
        fields.addLayout(who)
        fields.addLayout(self._line_of(COMPANY))
        self.department_word.setText(
            _("The department stands on note and card. Avoid words such as 苦情 or 相談.")
        )
        fields.addWidget(self.department_word)
        fields.addLayout(self._line_of(ADDRESS))
        fields.addLayout(self._make_reached())
        left = QVBoxLayout()
        left.addWidget(text(_("You and your card"), "title"))
        left.addWidget(wrapped(_("Printed on note and card."), "second"))
        left.addLayout(fields)
        left.addWidget(self._secret)
        left.addStretch(1)
        body = Folding(spacing=24)
        body.put(left, 6)
        body.put(self._make_preview(), 4)
        self.setLayout(body)

    def _line_of(self, asked: Sequence[Asked]) -> Folding:
        """Fields side by side, or below each other where they would be too narrow."""
        line = Folding(spacing=SPACE)
        for one in asked:
            line.put(self._field(one), one[-1])
        return line

    def _field(self, asked: Asked) -> QVBoxLayout:
        name, words, must, _share = asked
        field = self.fields[name] = QLineEdit()
        field.setAccessibleName(_(words))
        field.textChanged.connect(self._typed)
        inside = QVBoxLayout()
        inside.setSpacing(current_look().px(4))
        inside.addLayout(_head(_(words), must=must))
        inside.addWidget(field)
        return inside

    def _make_reached(self) -> Folding:
        """Telephone and mail, each with its word below."""
        line = Folding(spacing=SPACE)
        private = wrapped(_("No private mobile number is printed."), "meta")
        for asked, under in ((PHONE, self.phone_word), (MAIL, private)):
            inside = self._field(asked)
            inside.addWidget(under)
            line.put(inside, asked[-1])
        return line

    def _make_preview(self) -> QWidget:
        frame, column = card()
        column.addLayout(
            flowing(text(_("Preview of the card"), "card"), 1, text("91×55 mm", "second"))
        )
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

    def forget_secret(self) -> None:
        """The records exist: their key has its guard already."""
        self._secret.hide()
        for field in (self.passphrase, self.again):
            field.clear()

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
