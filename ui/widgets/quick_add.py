"""Quick add: one typed line, what it is understood as, and Enter; asks instead of guessing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.models.plan_words import (
    ASKS_TWICE,
    BLOCKS,
    MISSING,
    day_words,
    doubt_words,
    length_words,
)
from ui.widgets.flow import Flow
from ui.widgets.parts import card, chip, current_look, key_cap, picture, text
from ui.widgets.typing_field import TypingField
from visitapp.domain.customer import Customer, with_honorific
from visitapp.domain.quick_add import QuickAdd as Read
from visitapp.marks import override
from visitapp.texts import translate as _

USUAL_MINUTES = 60
SHOWN_ROWS = 5
LEAST, NARROW, WIDE = 150, 330, 430  # px at 100 %


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What Enter asks for: a line that was understood, and whom it is for (None = new)."""

    read: Read
    promised_at: datetime
    minutes: int
    customer: Customer | None


class QuickField(TypingField):
    """The field as the header shows it: a plus, the example, the key; Esc empties it."""

    def __init__(self) -> None:
        super().__init__(_("Add a visit quickly"), _("e.g. 2pm Tanaka 1h"))
        look = current_look()
        self.setObjectName("quick_add")
        self._plus, self._cap = picture("add", "text2"), key_cap("Ctrl+K")
        for made in (self._plus, self._cap):
            made.setParent(self)
            made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextMargins(look.px(22), 0, self._cap.sizeHint().width() + look.px(6), 0)
        self.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(look.px(NARROW))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.setMaximumWidth(current_look().px(WIDE))  # room for a whole line

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setMaximumWidth(current_look().px(NARROW))

    @override
    def sizeHint(self) -> QSize:
        """Where the header has room for more, a whole line is shown while it is typed."""
        return QSize(current_look().px(NARROW), super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(current_look().px(LEAST), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        edge = current_look().px(8)
        for made in (self._plus, self._cap):
            made.resize(made.sizeHint())
            x = edge if made is self._plus else self.width() - made.width() - edge
            made.move(x, (self.height() - made.height()) // 2)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() and not self.is_composing:
            self.clear()
            event.accept()
            return
        super().keyPressEvent(event)


class QuickAdd(QFrame):
    """What the typed line is understood as: chips, and the customers to choose from.

    ``field`` stands in the header of the page, this card at the top of its body.

    ``typed`` asks for the line to be read; ``show_read`` and ``show_warnings`` are the answers.
    ``wished`` is emitted once Enter may plan.
    """

    typed = Signal(str)
    wished = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._read = Read()
        self._found: tuple[Customer, ...] = ()
        self._warnings: tuple[str, ...] = ()
        self._asked = ""
        self._is_read = False
        self._wants_enter = False
        look = current_look()
        self.field = QuickField()
        self.field.textChanged.connect(self._changed)
        self.field.submitted.connect(self.submit)
        self.field.moved.connect(self._move)
        self._chips = QWidget()
        self._flow = Flow(self._chips, current_look().px(6))
        self.said = text("", "second")
        self.said.setWordWrap(True)
        self.found = QListWidget()
        self.found.setAccessibleName(_("Customers found"))
        self.found.itemActivated.connect(lambda _item: self.submit())
        frame, column = card("next")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.px(16), look.px(12), look.px(16), 0)
        outer.addWidget(frame)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for made in (self._chips, self.found, self.said):
            column.addWidget(made)
            made.hide()
        self.hide()

    # -- typed -------------------------------------------------------------------------------

    def _changed(self, words: str) -> None:
        self._asked = ""
        self._is_read = self._wants_enter = False
        self.said.hide()
        if not words.strip():
            self._clear()
            return
        self.typed.emit(words)

    def _clear(self) -> None:
        self._read, self._found, self._warnings = Read(), (), ()
        self.found.clear()
        for made in (self._chips, self.found, self.said, self):
            made.hide()

    def show_read(self, words: str, read: Read, found: Sequence[Customer]) -> None:
        """The answer to ``typed``; one that is older than the line is passed over."""
        if words != self.field.text():
            return
        self._read, self._found, self._is_read = read, tuple(found), True
        self._fill_found()
        self._fill_chips()
        if self._wants_enter:
            self.submit()

    def show_warnings(self, words: str, warnings: Sequence[str]) -> None:
        """What is unusual about the visit as understood (N-10)."""
        if words == self.field.text():
            self._warnings = tuple(warnings)
            self._fill_chips()

    def _fill_found(self) -> None:
        self.found.clear()
        for customer in self._found:
            words = "   ".join(
                part
                for part in (
                    with_honorific(customer),
                    customer.kana,
                    customer.address,
                    customer.phone or customer.mobile,
                )
                if part
            )
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, customer)
            self.found.addItem(item)
        if self._read.customer:
            new = QListWidgetItem(_("Add “{name}” as a new customer", name=self._read.customer))
            self.found.addItem(new)
        if len(self._found) == 1:
            self.found.setCurrentRow(0)
        rows = min(self.found.count(), SHOWN_ROWS)
        self.found.setFixedHeight(rows * current_look().px(46) + 4)
        self.found.setVisible(bool(self._read.customer) and len(self._found) != 1)

    def _fill_chips(self) -> None:
        read = self._read
        self._flow.empty()
        at = read.promised_at
        if at is not None:
            self._flow.add(chip(f"{day_words(at)} {at:%H:%M}", "primary", "event_available"))
        minutes = read.minutes or USUAL_MINUTES
        usual = _("{length} (usual)", length=length_words(minutes))
        self._flow.add(
            chip(length_words(minutes) if read.minutes else usual, "neutral", "schedule")
        )
        if read.customer:
            self._flow.add(self._customer_chip())
        if read.staff:
            self._flow.add(chip(" ・ ".join(read.staff), "neutral", "supervisor_account"))
        for words in (*doubt_words(read), *self._warnings):
            self._flow.add(chip(words, "warn", "warning"))
        self._chips.show()
        self.show()

    def _customer_chip(self) -> QFrame:
        if len(self._found) == 1:
            return chip(with_honorific(self._found[0]), "ok", "check")
        if self._found:
            return chip(_("{n} customers fit", n=len(self._found)), "warn", "contact_page")
        return chip(_("New customer: {name}", name=self._read.customer), "warn", "contact_page")

    # -- chosen ------------------------------------------------------------------------------

    def _move(self, step: int) -> None:
        if self.found.count():
            place = self.found.currentRow() + step
            self.found.setCurrentRow(max(0, min(place, self.found.count() - 1)))

    def submit(self) -> None:
        """Enter: plan, or say what is missing; what is unusual is said once before."""
        if not self.field.text().strip():
            return
        if not self._is_read:  # the answer to the last letter is on its way
            self._wants_enter = True
            return
        self._wants_enter = False
        problem = self._problem()
        if problem:
            self._say(problem)
            return
        at = self._read.promised_at
        if at is None:
            return
        self.wished.emit(
            Wish(
                read=self._read,
                promised_at=at,
                minutes=self._read.minutes or USUAL_MINUTES,
                customer=self.found.currentItem().data(Qt.ItemDataRole.UserRole),
            )
        )

    def _problem(self) -> str:
        """Why Enter does not plan yet; "" when it does."""
        read = self._read
        blocking = [d for d in read.doubts if d in BLOCKS]
        if blocking:
            return doubt_words(read)[0]
        if read.missing:
            return _(MISSING[read.missing[0]])
        if self.found.currentRow() < 0:
            self.found.setCurrentRow(0)
            if self._found:
                return _("Choose the customer with ↑ and ↓, then press Enter.")
            return _("This customer is not known yet. Enter once more adds the customer.")
        warned = [d for d in read.doubts if d in ASKS_TWICE]
        if (warned or self._warnings) and self._asked != self.field.text():
            self._asked = self.field.text()
            return _("Please look at the amber words. Enter once more plans the visit.")
        return ""

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.setAccessibleName(words)
        self.said.show()
        self.show()

    def planned(self, words: str) -> None:
        """It is on disk: the line is empty again and says what was planned."""
        self.field.clear()
        self._say(words)
