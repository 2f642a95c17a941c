"""戻った用紙 in the evening: what came back and what was shredded, counted by hand (N-16)."""

from PySide6.QtCore import Signal

from ui.session import Session
from ui.widgets.count_form import CountForm, Numbers
from visitapp.actions import count
from visitapp.domain.paper_count import PaperCount
from visitapp.texts import translate as _


class CountReturned(CountForm):
    """Opened by its button; ``counted`` when the count is on disk."""

    counted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(
            (
                _("Pre-prints that came back, spoilt ones too"),
                _("Pad sheets that came back, spoilt ones too"),
                _("Sheets shredded, misprints too"),
            )
        )
        self._session = session
        self._bag: PaperCount | None = None
        self.typed.connect(self._write)
        self.hide()

    def show_bag(self, bag: PaperCount) -> None:
        """The count as the records have it."""
        self._bag = bag

    def open(self) -> None:
        """With the last count of today, so that one number can be corrected; else empty."""
        back = self._bag.returned if self._bag else None
        self.begin((back.preprints, back.pad_sheets, back.shredded) if back else (0, 0, 0))

    def _write(self, numbers: Numbers) -> None:
        preprints, pads, shredded = numbers.counts
        self._session.act(
            lambda ws: count.returned(ws, preprints=preprints, pad_sheets=pads, shredded=shredded),
            self._written,
        )

    def _written(self, _bag: PaperCount) -> None:
        self.hide()
        self.counted.emit()
