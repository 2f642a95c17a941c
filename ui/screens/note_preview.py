"""The page as it will come out: the PDF that is printed, drawn by the same hand."""

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from ui.models.note_words import SIDE_WORDS, side_words
from ui.session import Session
from ui.tasks import Lane
from ui.widgets.door_buttons import Elided
from ui.widgets.page_view import PageView
from ui.widgets.parts import button, card, current_look, hairline, row, text
from visitapp.actions.note_view import Mark, NoteView
from visitapp.printing.raster import PagePicture, page_pictures
from visitapp.texts import translate as _

DPI = 144.0
"""Dots an inch that the preview is drawn with at 100 %."""


class NotePreview(QWidget):
    """One side at a time; a new note is drawn beside the window, the last one stays till then."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._pages: Sequence[PagePicture] = ()
        self._asked = b""
        self._words: Sequence[str] = ()
        self._marks: Sequence[Mark] = ()
        self._dpi = DPI * current_look().scale / 100
        self.page = PageView(_("Preview of the paper"))
        self._percent = Elided("second")
        self._group = QButtonGroup(self)
        self.sides: list[QPushButton] = []
        for place, _words in enumerate(SIDE_WORDS):
            made = button("", "switch")
            made.hide()
            made.setCheckable(True)
            made.clicked.connect(lambda _c=False, p=place: self._turn(p))
            self._group.addButton(made)
            self.sides.append(made)
        frame, column = card()
        column.addLayout(row(text(_("Preview"), "card"), self._percent, 1, *self.sides, spacing=6))
        column.addWidget(hairline())
        column.addWidget(self.page, 1)
        column.addStretch()  # where there is no page
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

    def show_note(self, view: NoteView) -> None:
        """Draw the pages of a note; what was asked for last wins."""
        pdf = view.ready.rendered.pdf
        if pdf == self._asked:
            return
        self._asked, self._words, self._marks = pdf, side_words(view), view.marks
        dpi = self._dpi
        self._session.aside(
            lambda: (pdf, page_pictures(pdf, dpi)),
            self._drawn,
            self._session.failed.emit,
            Lane.SLOW,
        )

    def show_nothing(self) -> None:
        """No page: no such note may be made."""
        self._asked, self._pages = b"", ()
        self.page.hide()
        self._percent.show_words("")
        for side in self.sides:
            side.hide()

    def _drawn(self, made: tuple[bytes, Sequence[PagePicture]]) -> None:
        pdf, pages = made
        if pdf != self._asked or not pages:
            return
        self._pages = pages
        self.page.show()
        for place, side in enumerate(self.sides):
            is_there = place < len(pages) and place < len(self._words)
            side.setVisible(is_there and len(pages) > 1)
            side.setText(_(self._words[place]) if is_there else "")
            side.setAccessibleName(side.text())
        chosen = self._group.checkedButton()
        place = self.sides.index(chosen) if chosen in self.sides else 0
        self._turn(min(place, len(pages) - 1))

    def _turn(self, place: int) -> None:
        self.sides[place].setChecked(True)
        self.page.show_page(self._pages[place], self._dpi, self._marks if place == 0 else ())
        self._percent.show_words(_("{n} % of the real size", n=self.page.shown_percent))
