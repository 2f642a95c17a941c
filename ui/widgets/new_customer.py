"""A new customer inline: only what is needed to visit; contact limits at once (V-06)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from ui.widgets.customer_search import limit_words
from ui.widgets.flow import Flow
from ui.widgets.form_rows import Choice, labelled
from ui.widgets.parts import button, current_look, hairline, row
from ui.widgets.typing_field import TypingField
from visitapp.domain.customer import YES
from visitapp.texts import translate as _


class NewCustomer(QFrame):
    """``wanted`` carries the fields of the record; ``closed`` when nothing is to be added."""

    wanted = Signal(object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        look = current_look()
        kinds = (("person", _("Person")), ("company", _("Company")))
        self.kind = Choice(_("Kind of customer"), kinds)
        self.name = TypingField(_("Name"), _("e.g. 髙橋 美和子"))
        self.kana = TypingField(_("Reading"), _("e.g. タカハシ ミワコ"))
        self.phone = TypingField(_("Telephone"), "")
        self.address = TypingField(_("Customer's address"), "")
        self.hours = TypingField(_("Hours for contact"), _("e.g. 平日 18:00 以降"))
        self.limits = {name: button(words, "switch") for name, words in limit_words().items()}
        grid = QGridLayout()
        grid.setSpacing(look.px(8))
        cells = (self.name, self.kana, self.phone, self.kind, self.address, self.hours)
        for place, field in enumerate(cells):
            field.setObjectName(f"new-{place}")
            grid.addLayout(labelled(field.accessibleName(), field), place // 2, place % 2)
            if isinstance(field, TypingField):
                field.submitted.connect(self._add)
        ticks = QFrame()
        flow = Flow(ticks, look.px(8))
        for tick in self.limits.values():
            tick.setCheckable(True)
            flow.add(tick)
        self.add = button(_("Add this customer"), "", "check")
        self.close_button = button(_("Close"), "quiet")
        self.add.clicked.connect(self._add)
        self.close_button.clicked.connect(self.closed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.px(4), 0, look.px(4))
        column.setSpacing(look.px(8))
        column.addWidget(hairline())
        column.addLayout(grid)
        column.addWidget(ticks)
        column.addLayout(row(1, self.close_button, self.add))
        column.addWidget(hairline())
        self.hide()

    def begin(self, name: str) -> None:
        """Start with the name that was searched for."""
        for field in (self.kana, self.phone, self.address, self.hours):
            field.clear()
        for tick in self.limits.values():
            tick.setChecked(False)
        self.name.setText(name)
        self.show()
        (self.kana if name else self.name).setFocus()

    def _add(self) -> None:
        company = self.kind.currentData() == "company"
        values = {
            "kind": str(self.kind.currentData()),
            "company" if company else "name": self.name.text().strip(),
            "company_kana" if company else "kana": self.kana.text().strip(),
            "phone": self.phone.text().strip(),
            "town_and_block": self.address.text().strip(),
            "hours": self.hours.text().strip(),
        }
        values |= {name: YES for name, tick in self.limits.items() if tick.isChecked()}
        self.wanted.emit({name: value for name, value in values.items() if value})
