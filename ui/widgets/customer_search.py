"""Search a customer from two characters, choose by ↑ ↓ Enter; the newest answer wins."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.widgets.parts import button, current_look, row, text
from ui.widgets.typing_field import TypingField
from visitapp.domain.customer import LIMITS, Customer, with_honorific
from visitapp.texts import translate as _

ROWS = 4
ROW_HEIGHT = 46  # px at 100 %


class CustomerSearch(QWidget):
    """``typed`` asks for a search, ``show_found`` answers; ``chosen`` carries a Customer or None.

    ``new_wanted`` carries the name typed so far.
    """

    typed = Signal(str)
    chosen = Signal(object)
    new_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        look = current_look()
        self.customer: Customer | None = None
        self.field = TypingField(
            _("Customer"), _("Name, reading, address or number: two characters do")
        )
        self.field.setObjectName("customer")
        self.field.textEdited.connect(self._edited)
        self.field.moved.connect(self._move)
        self.field.submitted.connect(self._enter)
        self.new = button(_("New customer"), "", "add")
        self.new.setObjectName("new_customer")
        self.new.clicked.connect(self._want_new)
        self.found = QListWidget()
        self.found.setAccessibleName(_("Customers found"))
        self.found.setObjectName("found")
        self.found.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.found.itemActivated.connect(self._choose_item)
        self.found.itemClicked.connect(self._choose_item)
        self.found.hide()
        self.said = text("", "second")
        self.said.setWordWrap(True)
        self.said.hide()
        line = row(self.field, self.new)
        line.setStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(6))
        column.addLayout(line)
        column.addWidget(self.found)
        column.addWidget(self.said)
        self.setFocusProxy(self.field)

    def _edited(self, words: str) -> None:
        if self.customer is not None:
            self.customer = None
            self.chosen.emit(None)
        self.said.hide()
        if len("".join(words.split())) < 2:
            self.found.hide()
            return
        self.typed.emit(words)

    def show_found(self, words: str, found: Sequence[Customer]) -> None:
        """The answer to ``typed``; one that is older than the field is passed over."""
        if words != self.field.text() or self.customer is not None:
            return
        self.found.clear()
        for customer in found:
            item = QListWidgetItem(customer_line(customer))
            item.setData(Qt.ItemDataRole.UserRole, customer)
            self.found.addItem(item)
        self.found.setFixedHeight(min(len(found), ROWS) * current_look().px(ROW_HEIGHT) + 4)
        self.found.setVisible(bool(found))
        if found:
            self.found.setCurrentRow(0)
            self.said.hide()
        else:
            self._say(_("No customer fits. You can add a new one."))

    def _want_new(self) -> None:
        """What was searched for is most likely the name; a chosen customer's name is not."""
        self.new_wanted.emit("" if self.customer is not None else self.field.text().strip())

    def _move(self, step: int) -> None:
        if self.found.isVisible():
            place = self.found.currentRow() + step
            self.found.setCurrentRow(max(0, min(place, self.found.count() - 1)))

    def _enter(self) -> None:
        if self.found.isVisible() and self.found.currentRow() >= 0:
            self._choose_item(self.found.currentItem())

    def _choose_item(self, item: QListWidgetItem) -> None:
        self.choose(item.data(Qt.ItemDataRole.UserRole))

    def choose(self, customer: Customer) -> None:
        """A person means this customer."""
        self.show_customer(customer)
        self.chosen.emit(customer)

    def show_customer(self, customer: Customer | None) -> None:
        """Show whom the form is about; None empties the field."""
        self.customer = customer
        self.found.hide()
        self.said.hide()
        self.field.setText(with_honorific(customer) if customer else "")
        if customer:
            self._say("\n".join(filter(None, (about(customer), limits(customer)))))

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.setAccessibleName(words)
        self.said.setVisible(bool(words))


def customer_line(customer: Customer) -> str:
    """Name, reading, address and number as one row of a list."""
    return f"{with_honorific(customer)}   {about(customer)}".strip()


def about(customer: Customer) -> str:
    """Reading, address and number: what tells two customers of one name apart."""
    parts = (
        customer.kana or customer.company_kana,
        customer.address,
        customer.phone or customer.mobile,
    )
    return "   ".join(part for part in parts if part.strip())


def limits(customer: Customer) -> str:
    """The contact limits in words (V-06); they come before every proposal."""
    words = limit_words()
    said = [words[limit] for limit in LIMITS if getattr(customer, limit)]
    if customer.hours.strip():
        said.append(_("Hours: {hours}", hours=customer.hours))
    return _("Contact limits: {limits}", limits=" · ".join(said)) if said else ""


def limit_words() -> dict[str, str]:
    """Each limit as people tick it."""
    return {
        "no_note": _("No note"),
        "no_voicemail": _("No voicemail"),
        "family_must_not_know": _("Family must not know"),
        "hide_company": _("Company name not shown"),
        "no_name_outside": _("No name on the outside of a note"),
    }
