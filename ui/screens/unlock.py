"""Before the records are open: the passphrase, or what keeps them shut; calm, and never a box."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.widgets.banner import Banner
from ui.widgets.parts import button, card, current_look, row, text
from visitapp.errors import Known
from visitapp.texts import tell
from visitapp.texts import translate as _

TRIES = 3


class UnlockScreen(QWidget):
    """``given`` carries the passphrase; after three wrong ones there is advice, and more tries."""

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.banner = Banner()
        self._wrong = 0
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(_("Passphrase"))
        self.field.returnPressed.connect(self._give)
        self.open = button(_("Open"), "primary", "lock")
        self.open.clicked.connect(self._give)
        frame, column = card()
        column.addWidget(text(_("Passphrase"), "card"))
        column.addWidget(self.field)
        column.addLayout(row(1, self.open))
        _page(self, _("The records are behind a passphrase"), (self.banner, frame))

    def begin(self) -> None:
        """The keys go to the field."""
        self.field.setFocus()

    def _give(self) -> None:
        if self.field.text() and self.open.isEnabled():
            self.open.setEnabled(False)
            self.given.emit(self.field.text())

    def refuse(self, error: Known) -> None:
        """It did not open: why, and from the third time what else there is."""
        self._wrong += 1
        self.open.setEnabled(True)
        told = tell(error).sentence
        if self._wrong >= TRIES:
            told = _(
                "This was try {n}. The recovery sheet opens the records without the passphrase; "
                "your office can help too. Nothing is lost.",
                n=self._wrong,
            )
        self.banner.show_words(told)
        self.field.selectAll()
        self.field.setFocus()


class TroubleScreen(QWidget):
    """Why the records could not be opened, what to do, and a button to try again."""

    again = Signal()

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.banner = Banner()
        self.retry = button(_("Open again"), "primary", "sync")
        self.retry.clicked.connect(self._retry)
        self.title = _("The records could not be opened")
        if isinstance(error, Known):
            self.title = tell(error).title
            self.banner.show_error(error)
        else:
            self.banner.show_words(_("visitapp has made a mistake of its own."))
        line = QWidget()
        line.setLayout(row(self.retry, 1))
        _page(self, self.title, (self.banner, line))

    def begin(self) -> None:
        """The keys go to the button."""
        self.retry.setFocus()

    def _retry(self) -> None:
        self.retry.setEnabled(False)
        self.again.emit()


def _page(page: QWidget, title: str, parts: tuple[QWidget, ...]) -> None:
    look = current_look()
    page.setObjectName("page")
    outer = QVBoxLayout(page)
    outer.setContentsMargins(look.px(60), look.px(24), look.px(60), look.px(24))
    outer.setSpacing(look.px(14))
    heading = text(title, "title")
    heading.setWordWrap(True)
    outer.addWidget(heading)
    for part in parts:
        outer.addWidget(part)
    outer.addStretch(1)
