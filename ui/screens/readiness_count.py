"""用紙の枚数 before departure: pre-prints and pad sheets that go along, counted by hand (N-09)."""

from PySide6.QtCore import Signal

from ui.session import Session
from ui.widgets.count_form import CountForm, Numbers
from visitapp.actions import count
from visitapp.domain.paper_count import PaperCount
from visitapp.settings import load_settings
from visitapp.texts import translate as _
from visitapp.workspace import Workspace


class CountTaken(CountForm):
    """Opened by the line of the paper; ``counted`` when the count is on disk."""

    counted = Signal()

    def __init__(self, session: Session) -> None:
        names = (_("Pre-prints taken along"), _("Pad sheets taken along"))
        super().__init__(names, _("Paper with one corner cut off is there"))
        self._session = session
        self.typed.connect(self._write)
        self.hide()

    def open(self) -> None:
        """With the last count of today, so that one number can be corrected."""
        self._session.read(_asked, self._show)

    def _show(self, found: tuple[PaperCount, bool]) -> None:
        bag, wants_cut = found
        before = (bag.preprints.taken, bag.pad_sheets.taken)
        ticked = bag.taken is not None and bag.taken.cut_corner
        self.begin(before, ticked=ticked, with_tick=wants_cut)

    def _write(self, numbers: Numbers) -> None:
        preprints, pads = numbers.counts
        cut = numbers.ticked
        self._session.act(
            lambda ws: count.taken(ws, preprints=preprints, pad_sheets=pads, cut_corner=cut),
            self._written,
        )

    def _written(self, _bag: PaperCount) -> None:
        self.hide()
        self.counted.emit()


def _asked(ws: Workspace) -> tuple[PaperCount, bool]:
    """What was counted today, and whether paper with a cut corner is counted here."""
    return count.count_of(ws), load_settings(ws.folder).cut_corner
