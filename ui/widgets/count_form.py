"""A few counts typed in a row: fields for whole numbers, a tick where one is asked for, one button.

Full-width digits are taken as digits; Enter in a field is the button.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget

from ui.widgets.flow import flowing
from ui.widgets.form_rows import Labelled
from ui.widgets.parts import button, current_look, row
from ui.widgets.tick import Tick
from ui.widgets.wide_digits import take_wide_digits
from visitapp.texts import translate as _

MOST = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What was typed, in the order of the fields, and whether the tick was set."""

    counts: tuple[int, ...]
    ticked: bool


class CountForm(QWidget):
    """``typed`` carries the ``Numbers``."""

    typed = Signal(object)

    def __init__(self, names: Sequence[str], tick: str = "") -> None:
        super().__init__()
        look = current_look()
        self.fields = tuple(QSpinBox() for _name in names)
        for field in self.fields:
            field.setRange(0, MOST)
            field.setMinimumWidth(look.px(88))
            field.setAlignment(Qt.AlignmentFlag.AlignCenter)
            take_wide_digits(field)
            field.lineEdit().returnPressed.connect(self._submit)
        self.tick = Tick(tick)
        self.tick.hide()
        self.record = button(_("Write it down"), "", "check")
        self.record.clicked.connect(self._submit)
        named = [Labelled(name, field) for name, field in zip(names, self.fields, strict=True)]
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(8), look.px(6), look.px(8), look.px(10))
        column.addLayout(flowing(*named))
        column.addLayout(row(self.tick, 1, self.record))

    def begin(
        self, counts: Sequence[int], *, ticked: bool = False, with_tick: bool = False
    ) -> None:
        """Open with what was counted before, the keys on the first field."""
        for field, count in zip(self.fields, counts, strict=True):
            field.setValue(count)
        self.tick.setVisible(with_tick)
        self.tick.setChecked(ticked)
        self.show()
        self.fields[0].setFocus()
        self.fields[0].selectAll()

    def _submit(self) -> None:
        if self.isVisible():
            counts = tuple(field.value() for field in self.fields)
            ticked = self.tick.isChecked() and self.tick.isVisible()
            self.typed.emit(Numbers(counts=counts, ticked=ticked))
