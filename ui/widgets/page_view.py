"""A page as it comes out of the printer: the same picture, fitted into the room there is."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.widgets.parts import current_look
from ui.widgets.waves import underline
from visitapp.actions.note_view import Mark
from visitapp.marks import override
from visitapp.printing.raster import PagePicture

SCREEN_DPI = 96.0
MM_PER_INCH = 25.4
BELOW = 0.5
"""Millimetres from a line's baseline down to the wave under it."""


class PageView(QWidget):
    """One page with a thin edge; ``shown_percent`` says how far it is from its real size."""

    def __init__(self, name: str) -> None:
        super().__init__()
        look = current_look()
        self._image: QImage | None = None
        self._dpi = SCREEN_DPI
        self._marks: Sequence[Mark] = ()
        self.setAccessibleName(name)
        self.setMinimumSize(QSize(look.px(240), look.px(420)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_page(self, page: PagePicture, dpi: float, marks: Sequence[Mark] = ()) -> None:
        """Show a page that was drawn with ``dpi`` dots an inch; waves under what is marked."""
        made = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32)
        self._image, self._dpi, self._marks = made.copy(), dpi, marks
        self.update()

    @property
    def shown_percent(self) -> int:
        """The size on a screen of 96 dots an inch, in percent of the paper's."""
        if self._image is None:
            return 0
        return round(100 * self._place().width() * self._dpi / (self._image.width() * SCREEN_DPI))

    def _place(self) -> QRect:
        """Where the page lies: whole, in the middle, never larger than its real size."""
        assert self._image is not None
        gap = current_look().px(16)
        room = self.rect().adjusted(gap, gap, -gap, -gap).size()
        size = self._image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        scale = current_look().scale / 100
        most = self._image.size() * (scale * SCREEN_DPI / self._dpi)
        if size.width() > most.width():
            size = most
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(self.rect().center())
        return place

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image is None:
            return
        colours = theme.tokens(current_look().scheme)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = self._place()
        ratio = self.devicePixelRatioF()
        fitted = self._image.scaled(
            QSize(round(place.width() * ratio), round(place.height() * ratio)),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        painter.drawImage(place, fitted)
        scale = place.width() * self._dpi / (self._image.width() * MM_PER_INCH)
        for mark in self._marks:
            left = place.left() + round(mark.place.x * scale)
            right = left + round(mark.place.width * scale)
            y = place.top() + round((mark.place.y + BELOW) * scale)
            underline(painter, left, right, y, blocks=mark.blocks)
        painter.setPen(QColor(colours["line_strong"]))
        painter.drawRect(place.adjusted(-1, -1, 0, 0))
