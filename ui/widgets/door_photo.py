"""One photo of the visit, larger: what is known of it, and the way to destroy it by rule (V-02)."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel

from ui.widgets.door_buttons import KeyButton
from ui.widgets.door_forms import Field, FormPage
from ui.widgets.parts import current_look, paragraph
from visitapp.marks import override
from visitapp.texts import translate as _

HEIGHT = 240  # px at 100 %


class PhotoPage(FormPage):
    """The picture, its facts in lines, a reason and a tick; ``filled`` asks to destroy it."""

    def __init__(self, back: KeyButton, facts: list[str], jpeg: bytes, *, is_erased: bool) -> None:
        fields = (Field("reason", _("Why it must not be kept")),)
        tick = _("It must not be kept: destroy it")
        super().__init__(_("Photo"), back, fields, _("Destroy by rule"), tick=tick)
        self.is_erased = is_erased
        self.picture = QLabel()
        self.picture.setAccessibleName(facts[0])
        self._show(jpeg)
        self.facts = paragraph("\n".join(facts), "second")
        self.column.insertWidget(1, self.picture)
        self.column.insertWidget(2, self.facts)
        self.line.hide()
        self.act.setProperty("kind", "")
        for part in (self.card, *self.fields.values()):
            part.setVisible(not is_erased)

    def _show(self, jpeg: bytes) -> None:
        pixmap = QPixmap()
        if jpeg and pixmap.loadFromData(jpeg):
            high = current_look().px(HEIGHT)
            smooth = Qt.TransformationMode.SmoothTransformation
            self.picture.setPixmap(pixmap.scaledToHeight(high, smooth))
        else:
            self.picture.hide()

    @override
    def first(self) -> KeyButton:
        return self.back
