"""Which sheet was completed by pen: its number typed, scanned, or read from a photo of it."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit

from ui.widgets.ask_files import ask_file
from ui.widgets.door_buttons import KeyButton
from ui.widgets.door_forms import Field, FormPage
from ui.widgets.parts import current_look, row, text
from visitapp.marks import override
from visitapp.texts import translate as _


class SheetPage(FormPage):
    """The question for the number; ``photo_given`` carries the Path of a photo to read it from."""

    photo_given = Signal(object)

    def __init__(self, back: KeyButton) -> None:
        fields = (Field("number", _("Number on the sheet"), hint=_("Or the text of its code")),)
        super().__init__(_("Note completed by pen"), back, fields, _("Use this sheet"))
        self.code = ""
        self.setAcceptDrops(True)
        self.number.setAcceptDrops(False)
        self.read = KeyButton(_("Read from a photo…"), "qr_code_scanner", "F5")
        self.read.clicked.connect(self.ask)
        self.state = text("", "second")
        self.state.setWordWrap(True)
        line = row(self.read, self.state, spacing=14)
        line.setStretch(1, 1)
        self.below.setContentsMargins(0, current_look().px(4), 0, current_look().px(4))
        self.below.addLayout(line)
        self.wait("")

    @property
    def number(self) -> QLineEdit:
        """Where the number stands."""
        field = self.fields["number"]
        if not isinstance(field, QLineEdit):
            raise TypeError(field)
        return field

    def ask(self) -> None:
        """Choose a photo by the system's dialog."""
        if self.read.isEnabled():
            filters = [_("Photos (*.jpg *.jpeg *.png *.heic *.heif)")]
            ask_file(self, _("A photo of the sheet"), filters, self.photo_given.emit)

    def wait(self, name: str) -> None:
        """The photo of this name is being read; "": none is, one can be given."""
        self.read.setDisabled(bool(name))
        self.act.setDisabled(bool(name))
        self.wrong.setText("")
        usual = _("Or drop a photo of the sheet here.")
        self.state.setText(_("{file} is being read …", file=name) if name else usual)

    def show_code(self, code: str, number: str) -> None:
        """What the photo says stands in the field: the person looks, then takes it."""
        self.wait("")
        self.code = code
        self.number.setText(number)
        self.state.setText(_("Read from the photo. Compare it with the sheet, then take it."))
        self.number.setFocus()

    def show_wrong(self, words: str) -> None:
        """Why no number could be read in the photo; the field stays as it was."""
        self.wait("")
        self.refuse(words)
        self.number.setFocus()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.read.isEnabled() and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if files:
            self.photo_given.emit(Path(files[0]))
