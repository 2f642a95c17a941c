"""プリンターの補正: print the measuring page, type what a ruler says, or forget it."""

import unicodedata
from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from ui.models.note_words import paper_words
from ui.printers import printers
from ui.session import Session
from ui.tasks import Lane
from ui.widgets.banner import Banner
from ui.widgets.flow import flowing
from ui.widgets.form_rows import Choice, choose_data, labelled
from ui.widgets.parts import button, card, hairline, picture, row, text, wrapped
from visitapp.actions import calibrate
from visitapp.domain.calibration import Frame
from visitapp.errors import Known
from visitapp.printing.job import Printer, Size
from visitapp.printing.roll import RollPrinter
from visitapp.settings import load_settings
from visitapp.texts import translate as _
from visitapp.workspace import Workspace

Found = tuple[Printer, frozenset[Size]]
"""A printer for sheets, and those it is calibrated for."""


class CalibrationCard(QFrame):
    """One printer and one paper at a time; the banner tells what was done or what is wrong."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._found: Sequence[Found] = ()
        self._sheets = calibrate.sheets_to_measure()
        self.banner = Banner()
        self.printer = Choice(_("Printer"), ())
        papers = [(name, paper_words(name, size)) for name, (size, _at) in self._sheets.items()]
        self.paper = Choice(_("Paper"), papers)
        self.print = button(_("Print the measuring page"), "", "print")
        self.check = button(_("Print it corrected"), "", "print")
        self.keep = button(_("Keep the four measures"), "primary", "check")
        self.forget = button(_("Forget the correction"), "")
        self.fields = tuple(QLineEdit() for _place in range(4))
        self._state, self._form = wrapped("", "second"), QWidget()
        self._lay_out()
        self.printer.activated.connect(lambda _n: self._say())
        self.paper.activated.connect(lambda _n: self._say())
        self.print.clicked.connect(partial(self.send, corrected=False))
        self.check.clicked.connect(partial(self.send, corrected=True))
        self.keep.clicked.connect(self.take)
        self.forget.clicked.connect(self.drop)
        self._say()

    def _lay_out(self) -> None:
        frame, column = card()
        column.addLayout(row(picture("print"), text(_("A printer that is off"), "card"), 1))
        told = _(
            "Print the page, measure its frame with a ruler, and type the four measures in mm."
        )
        column.addWidget(wrapped(told, "second"))
        column.addWidget(hairline())
        inner = QVBoxLayout(self._form)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(labelled(_("Printer"), self.printer))
        inner.addLayout(labelled(_("Paper"), self.paper))
        inner.addLayout(flowing(self.print, self.check))
        names = (
            _("From the left edge to the frame"),
            _("From the top edge to the frame"),
            _("Width of the frame"),
            _("Height of the frame"),
        )
        for name, field in zip(names, self.fields, strict=True):
            inner.addLayout(labelled(name, field))
        inner.addWidget(self.banner)
        inner.addLayout(flowing(self.keep, self.forget))
        column.addWidget(self._state)
        column.addWidget(self._form)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

    def look_around(self) -> None:
        """Ask beside the window which printers there are."""
        if self._session.is_open:
            nobody = partial(self.show_printers, ())
            self._session.read(_asked, self.show_printers, Lane.SLOW, failed=lambda _e: nobody())

    def show_printers(self, found: Sequence[Found]) -> None:
        """The printers to choose from; the one chosen stays."""
        wanted = self.printer.currentText()
        self._found = found
        self.printer.clear()
        for printer, _kept in found:
            self.printer.addItem(printer.name, printer.name)
        choose_data(self.printer, wanted)
        self._say()

    @property
    def _chosen(self) -> Found | None:
        place = self.printer.currentIndex()
        return self._found[place] if 0 <= place < len(self._found) else None

    @property
    def _paper(self) -> str:
        return str(self.paper.currentData())

    def _say(self) -> None:
        """Whether this printer is calibrated for this paper, and how the frame should be."""
        chosen = self._chosen
        size, at = self._sheets[self._paper]
        is_kept = chosen is not None and size in chosen[1]
        sides = (at.left, at.top, at.width, at.height)
        for field, side in zip(self.fields, sides, strict=True):
            field.setPlaceholderText(_("should be {length}", length=f"{side:g}"))
        self._form.setVisible(chosen is not None)
        for act in (self.check, self.forget):
            act.setEnabled(is_kept)
        if chosen is None:
            self._state.setText(_("No printer for sheets answers here."))
        elif is_kept:
            self._state.setText(_("Calibrated for this paper."))
        else:
            self._state.setText(_("Not calibrated for this paper."))

    # -- doing -----------------------------------------------------------------------------------

    def send(self, *, corrected: bool) -> None:
        """The measuring page to the printer."""
        if (chosen := self._chosen) is None:
            return
        printer, paper = chosen[0], self._paper
        self._session.read(
            lambda ws: calibrate.print_page(ws, printer, paper, corrected=corrected),
            lambda _number: self.banner.show_words(_("The page was sent to the printer.")),
            Lane.SLOW,
            failed=self._refused,
        )

    def take(self) -> None:
        """Keep the four measures; what is no number stays in its field and gets the keys."""
        if (chosen := self._chosen) is None:
            return
        lengths = []
        for field in self.fields:
            length = _length(field.text())
            if length is None:
                self.banner.show_words(_("Type all four measures as numbers, for example 10.5."))
                field.setFocus()
                return
            lengths.append(length)
        left, top, width, height = lengths
        measured = Frame(left=left, top=top, width=width, height=height)
        name, paper = chosen[0].name, self._paper
        self._session.act(
            lambda ws: calibrate.calibrate(ws, name, paper, measured),
            lambda _made: self._kept(),
            Lane.SLOW,
            failed=self._refused,
        )

    def drop(self) -> None:
        """Print on this paper as the printer does by itself again."""
        if (chosen := self._chosen) is None:
            return
        name, paper = chosen[0].name, self._paper
        self._session.act(
            lambda ws: calibrate.forget(ws, name, paper),
            lambda _none: self._changed(_("Notes are printed on it uncorrected again.")),
            Lane.SLOW,
            failed=self._refused,
        )

    def _kept(self) -> None:
        for field in self.fields:
            field.clear()
        self._changed(_("Kept. Print the page corrected to see whether it is right."))

    def _changed(self, words: str) -> None:
        self.banner.show_words(words)
        names = [printer.name for printer, _sizes in self._found]
        self._session.read(
            lambda ws: [calibrate.sizes_kept(load_settings(ws.folder), name) for name in names],
            self._show_kept,
        )

    def _show_kept(self, kept: Sequence[frozenset[Size]]) -> None:
        together = zip(self._found, kept, strict=False)
        self.show_printers([(printer, sizes) for (printer, _old), sizes in together])

    def _refused(self, error: Exception) -> None:
        if isinstance(error, Known):
            self.banner.show_error(error)


def _length(typed: str) -> float | None:
    """A length as people type it, full width and with a comma too; None for anything else."""
    plain = unicodedata.normalize("NFKC", typed).replace(",", ".").removesuffix("mm").strip()
    try:
        return float(plain)
    except ValueError:
        return None


def _asked(ws: Workspace) -> Sequence[Found]:
    settings = load_settings(ws.folder)
    found = [one for one in printers(settings) if not isinstance(one, RollPrinter)]
    return [(printer, calibrate.sizes_kept(settings, printer.name)) for printer in found]
