"""The first start: who you are and what stands on the note; everything else can wait (N-17)."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QVBoxLayout, QWidget

from ui.tasks import Tasks
from ui.widgets.banner import Banner
from ui.widgets.parts import button, card, current_look, row, text
from visitapp.actions.set_up import SetUp, set_up
from visitapp.errors import Known
from visitapp.texts import N_
from visitapp.texts import translate as _

FIELDS = (
    ("person", N_("Your name"), N_("for example 佐久間 亮")),
    ("company", N_("Company"), N_("as it stands on the note")),
    ("department", N_("Department"), N_("a neutral name, such as サービス課")),
    ("phone", N_("Main telephone"), N_("no private number")),
    ("hours", N_("Hours"), N_("for example 平日 9:00–18:00")),
)


class FirstRunScreen(QWidget):
    """``ready`` is emitted when the records of this computer exist."""

    ready = Signal()

    def __init__(self, tasks: Tasks, folder: Path) -> None:
        super().__init__()
        look = current_look()
        self.setObjectName("page")
        self._tasks, self._folder = tasks, folder
        self.banner = Banner()
        self.fields = {name: QLineEdit() for name, _label, _hint in FIELDS}
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setAccessibleName(_("Passphrase"))
        frame, column = card()
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for name, label, hint in FIELDS:
            self.fields[name].setAccessibleName(_(label))
            self.fields[name].setPlaceholderText(_(hint))
            form.addRow(_(label), self.fields[name])
        form.addRow(_("Passphrase (only where this computer has no keyring)"), self.passphrase)
        column.addLayout(form)
        records = text(
            _(
                "Recorded: what you press, when, and the photos you choose. Not recorded: where "
                "you are, what you type elsewhere, sound. Your office sees the visits; you see "
                "the same."
            ),
            "second",
        )
        records.setWordWrap(True)
        column.addWidget(records)
        self.start = button(_("Start on this computer"), "primary", "check", "Ctrl+Return")
        self.start.clicked.connect(self._start)
        column.addLayout(row(1, self.start))
        self.code = text("", "row")
        self.code.setWordWrap(True)
        self.go_on = button(_("I have written it down"), "primary", "check")
        self.go_on.clicked.connect(self.ready)
        for widget in (self.code, self.go_on):
            widget.hide()
            column.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.px(60), look.px(24), look.px(60), look.px(24))
        outer.addWidget(text(_("Set up visitapp"), "title"))
        outer.addWidget(self.banner)
        outer.addWidget(frame)
        outer.addStretch(1)
        self.fields["person"].setFocus()

    def _start(self) -> None:
        values = {name: field.text().strip() for name, field in self.fields.items()}
        passphrase = self.passphrase.text()
        self.start.setEnabled(False)
        wanted = SetUp(folder=self._folder, passphrase=passphrase, **values)
        self._tasks.run(lambda: set_up(wanted), self._made, self._failed)

    def _made(self, recovery_code: str) -> None:
        self.banner.clear()
        self.code.setText(
            _(
                "Recovery code. Write it down and keep it away from this computer: {code}",
                code=recovery_code,
            )
        )
        self.code.show()
        self.go_on.show()
        self.go_on.setFocus()

    def _failed(self, error: Exception) -> None:
        self.start.setEnabled(True)
        if isinstance(error, Known):
            self.banner.show_error(error)
