"""What the printer will get, page by page: made beside the window, before anything is printed."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.keys import bind
from ui.session import Session
from ui.tasks import Lane
from ui.widgets.flow import flowing
from ui.widgets.page_view import PageView
from ui.widgets.parts import button, card, current_look, hairline, text, wrapped
from visitapp.actions.follow_jobs import Told
from visitapp.errors import Known
from visitapp.printing.raster import PagePicture, one_page
from visitapp.texts import tell
from visitapp.texts import translate as _
from visitapp.workspace import Workspace

DPI = 144.0
"""Dots an inch that a page is drawn with at 100 %."""
Make = Callable[[Workspace, Told], bytes]


class PapersPreview(QWidget):
    """One page at a time, drawn when it is turned to; ``shown`` says that it stands there."""

    shown = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._asked: object = None
        self._pdf = b""
        self._dpi = DPI * current_look().scale / 100
        self.place, self.count = 0, 0
        self.page = PageView(_("Preview of the paper"))
        self.words, self._percent = wrapped("", "row"), text("", "second")
        self.where = text("", "card")
        self.back = button(_("Page before"), "chip", "chevron_left")
        self.on = button(_("Next page"), "chip", "chevron_right")
        self.back.clicked.connect(lambda: self.turn(-1))
        self.on.clicked.connect(lambda: self.turn(1))
        pages = QWidget()
        pages.setLayout(flowing(self.back, self.where, self.on))
        frame, column = card()
        column.addLayout(flowing(text(_("Preview"), "card"), self._percent, 1, pages))
        column.addWidget(hairline())
        column.addWidget(self.words)
        column.addWidget(self.page, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        for key, step in (("PgUp", -1), ("PgDown", 1)):
            bind(self, key, partial(self.turn, step))
        self.hide()

    def open(self, wanted: bool) -> None:
        """Show it or put it away; what was made is forgotten, for the day may change."""
        self._asked = None
        self.setVisible(wanted)
        if wanted:
            self.shown.emit()

    def ask(self, what: object, make: Make | None) -> None:
        """Make the papers of ``what`` and show them; None: there are none.

        What was asked for last wins, and what was asked for before stops at its next visit.
        """
        if what == self._asked or self.isHidden():
            return
        self._asked = what
        if make is None:
            self._say(_("Nothing is to be printed."))
            return
        self._say(_("The papers are being made …"))

        def told(_done: int, _whole: int) -> None:
            if self._asked is not what:
                raise Known("Stopped", "It was stopped.", "Nothing was written.")

        self._session.read(
            lambda ws: make(ws, told),
            lambda pdf: self._made(what, pdf),
            Lane.SLOW,
            failed=lambda error: self._failed(what, error),
        )

    def turn(self, step: int) -> None:
        """Pages on or back; nothing happens at either end."""
        place = min(max(self.place + step, 0), max(self.count - 1, 0))
        if self._pdf and place != self.place:
            self._draw(place)

    def _made(self, what: object, pdf: bytes) -> None:
        if what is self._asked:
            self._pdf = pdf
            self._draw(self.place)

    def _draw(self, place: int) -> None:
        pdf, dpi, self.place = self._pdf, self._dpi, place
        self._session.aside(
            lambda: (pdf, place, one_page(pdf, place, dpi)),
            self._drawn,
            self._session.failed.emit,
            Lane.SLOW,
        )

    def _drawn(self, made: tuple[bytes, int, tuple[PagePicture, int]]) -> None:
        pdf, place, (page, count) = made
        if pdf != self._pdf or place != self.place:
            return
        self.place, self.count = min(place, count - 1), count
        self.words.hide()
        self.page.show()
        self.page.show_page(page, self._dpi)
        self._percent.setText(_("{n} % of the real size", n=self.page.shown_percent))
        self._tell_where()

    def _failed(self, what: object, error: Exception) -> None:
        if what is not self._asked:
            return
        if isinstance(error, Known):
            self._say(tell(error).sentence)
        else:
            self._session.failed.emit(error)

    def _say(self, words: str) -> None:
        """Words in the place of a page."""
        self._pdf, self.count = b"", 0
        self.words.setText(words)
        self.words.show()
        self.page.hide()
        self._percent.setText("")
        self._tell_where()

    def _tell_where(self) -> None:
        there = self.count > 0
        said = _("{n} of {all}", n=self.place + 1, all=self.count) if there else ""
        self.where.setText(said)
        self.where.setAccessibleName(said)
        for made, free in ((self.back, self.place > 0), (self.on, self.place < self.count - 1)):
            made.setVisible(there)
            made.setEnabled(free)
