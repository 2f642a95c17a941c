"""Planning a visit: customer from two characters, promised time, how agreed, who goes (R-32)."""

from datetime import datetime, timedelta

from PySide6.QtCore import QDateTime, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateTimeEdit,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.session import Session
from ui.undo import Reversal
from ui.widgets.banner import Banner
from ui.widgets.parts import button, card, current_look, row, text
from ui.widgets.wide_digits import take_wide_digits
from visitapp.actions import change, customers, plan
from visitapp.actions.act import Happened
from visitapp.domain.customer import Customer
from visitapp.domain.words import AgreedHow
from visitapp.errors import Known
from visitapp.texts import N_
from visitapp.texts import translate as _

AGREED = (
    (AgreedHow.PHONE, N_("agreed by telephone")),
    (AgreedHow.IN_PERSON, N_("agreed in person")),
    (AgreedHow.MAIL, N_("agreed by mail")),
    (AgreedHow.LETTER, N_("agreed by letter")),
    (AgreedHow.NOT_AGREED, N_("not agreed yet")),
)


class PlanScreen(QWidget):
    """``planned`` carries the new visit's id; Esc goes back without effect."""

    planned = Signal(str)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self.banner = Banner()
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Name, reading, address or number: two characters do"))
        self.search.setAccessibleName(_("Customer"))
        self.search.textChanged.connect(self._look_up)
        self.found = QListWidget()
        self.found.setAccessibleName(_("Customers found"))
        self.at = QDateTimeEdit()
        take_wide_digits(self.at)
        self.at.setDisplayFormat("yyyy/MM/dd HH:mm")
        self.at.setAccessibleName(_("Promised time"))
        self.agreed = QComboBox()
        self.agreed.setAccessibleName(_("How agreed"))
        for how, words in AGREED:
            self.agreed.addItem(_(words), how)
        self.staff = [QLineEdit(), QLineEdit()]
        for number, field in enumerate(self.staff, start=1):
            field.setAccessibleName(_("Person {n}", n=number))
            field.setPlaceholderText(_("Name (reading)"))
        self.reason = QLineEdit()
        self.reason.setAccessibleName(_("Reason when one person goes alone"))
        self._lay_out()
        session.failed.connect(self._failed)

    def _lay_out(self) -> None:
        look = current_look()
        frame, column = card()
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setSpacing(look.px(6))
        for label, widget in (
            (_("Customer"), self.search),
            ("", self.found),
            (_("Promised time"), self.at),
            (_("How agreed"), self.agreed),
            (_("Person {n}", n=1), self.staff[0]),
            (_("Person {n}", n=2), self.staff[1]),
            (_("Reason when one person goes alone"), self.reason),
        ):
            form.addRow(label, widget)
        column.addLayout(form)
        self.save = button(_("Plan the visit"), "primary", "event_available", "Ctrl+S")
        back = button(_("Back to today"), "", "arrow_back", "Esc")
        self.save.clicked.connect(self._save)
        back.clicked.connect(self.left)
        column.addLayout(row(back, 1, self.save))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.px(20), look.px(16), look.px(20), look.px(16))
        outer.addWidget(text(_("Plan a visit"), "title"))
        outer.addWidget(self.banner)
        outer.addWidget(frame, 1)

    def open_form(self) -> None:
        """Begin a new plan: tomorrow at two in the afternoon, until it is set."""
        self.banner.clear()
        at = self._session.clock.now() + timedelta(days=1)
        self.at.setDateTime(QDateTime(at.year, at.month, at.day, 14, 0, 0))
        self.search.setFocus()
        self._look_up("")

    def _look_up(self, words: str) -> None:
        self._session.read(lambda ws: customers.find(ws, words), self._show_found)

    def _show_found(self, found: tuple[Customer, ...]) -> None:
        self.found.clear()
        for customer in found:
            item = QListWidgetItem(f"{customer.shown_name}   {customer.address}")
            item.setData(Qt.ItemDataRole.UserRole, customer.id)
            self.found.addItem(item)
        if found:
            self.found.setCurrentRow(0)

    def _save(self) -> None:
        item = self.found.currentItem()
        if item is None:
            self.banner.show_words(_("Choose a customer first: type two characters of the name."))
            self.search.setFocus()
            return
        request = plan.PlanRequest(
            customer_id=item.data(Qt.ItemDataRole.UserRole),
            promised_at=self._promised_at(),
            staff=tuple(field.text() for field in self.staff if field.text().strip()),
            agreed_how=self.agreed.currentData(),
            alone_reason=self.reason.text(),
        )
        taken_back = _("taken back")
        self._session.act(
            lambda ws: plan.plan(ws, request),
            self._planned,
            reversal=Reversal(
                words=_("The visit is planned."),
                back=lambda ws, done: change.cancel(ws, done.visit.id, reason=taken_back),
            ),
        )

    def _promised_at(self) -> datetime:
        chosen = self.at.dateTime()
        date, time = chosen.date(), chosen.time()
        zone = self._session.clock.now().tzinfo
        return datetime(
            date.year(), date.month(), date.day(), time.hour(), time.minute(), tzinfo=zone
        )

    def _planned(self, done: Happened) -> None:
        self.planned.emit(done.visit.id)

    def _failed(self, error: Exception) -> None:
        if self.isVisible() and isinstance(error, Known):
            self.banner.show_error(error)
