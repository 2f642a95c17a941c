"""The fields of a planned visit: whom, when and how long, agreed how, who goes, where, who watches.

Values are texts by field name, so that a draft can be kept and given back (plan_draft).
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtWidgets import QCompleter, QVBoxLayout, QWidget

from ui.models.plan_words import AGREED, PURPOSES, SITES, WINDOWS
from ui.widgets.customer_search import CustomerSearch
from ui.widgets.folding import Folding
from ui.widgets.form_rows import Choice, Labelled, choose_data
from ui.widgets.new_customer import NewCustomer
from ui.widgets.parts import current_look, text
from ui.widgets.typing_field import TypingField
from visitapp.domain.words import AgreedHow, SiteKind
from visitapp.texts import translate as _

LEAST = 120  # px at 100 % that a field has beside others
ROLES = ("speaker", "recorder", "liaison")


class PlanFields(QWidget):
    """``edited`` after every change by a person; ``submitted`` on Enter in a line of text."""

    edited = Signal()
    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.customer = CustomerSearch()
        self.new_customer = NewCustomer()
        self.lines = {
            "when": TypingField(_("Promised time"), _("e.g. tomorrow 2pm, 11/28 14:30")),
            "length": TypingField(_("Length"), _("e.g. 1h, 90 min")),
            "speaker": TypingField(_("Who speaks"), _("Name (reading)")),
            "recorder": TypingField(_("Who records"), _("Name (reading)")),
            "liaison": TypingField(_("Who keeps contact"), _("Name (reading)")),
            "alone_reason": TypingField(_("Reason when one person goes alone")),
            "reason": TypingField(_("Reason for this day, hour or change")),
            "back": TypingField(_("Expected return"), _("e.g. 17:00")),
            "watcher": TypingField(_("Who watches over the visit")),
            "room": TypingField(_("Room number"), _("e.g. 305")),
        }
        self.choices = {
            "window": Choice(_("Window of arrival"), [(m, _(w)) for m, w in WINDOWS]),
            "agreed": Choice(_("How agreed"), [(h, _(w)) for h, w in AGREED]),
            "site": Choice(_("Kind of place"), [(s, _(w)) for s, w in SITES]),
            "purpose": Choice(_("Business of the visit"), [(p, _(w)) for p, w in PURPOSES]),
        }
        self.read_back = text("", "second")
        self.read_back.setWordWrap(True)
        self._people = QStringListModel(self)
        self._cells: dict[str, Labelled] = {}
        self._name_fields()
        self._lay_out()
        self._connect()
        self.show_needed()

    def _name_fields(self) -> None:
        for name, field in {**self.lines, **self.choices}.items():
            field.setObjectName(f"plan-{name}")
            self._cells[name] = Labelled(field.accessibleName(), field)
        for name in (*ROLES, "watcher"):
            completer = QCompleter(self._people, self)
            completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
            self.lines[name].setCompleter(completer)

    def _lay_out(self) -> None:
        look = current_look()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(10))
        column.addWidget(Labelled(_("Customer"), self.customer))
        self.customer.setAccessibleName("")
        column.addWidget(self.new_customer)
        for rows in (
            (("when", "length", "window"), ("agreed", "purpose")),
            (ROLES,),
            (("alone_reason",), ("reason",)),
            (("site", "room", "back", "watcher"),),
        ):
            for names in rows:
                line = Folding(spacing=10, least=LEAST * len(names))
                for name in names:
                    line.put(self._cells[name], 2 if name == "when" else 1)
                column.addLayout(line)
                if names[0] == "when":
                    column.addWidget(self.read_back)

    def _connect(self) -> None:
        for line in self.lines.values():
            line.textEdited.connect(lambda _words: self.edited.emit())
            line.submitted.connect(self.submitted)
        for box in self.choices.values():
            box.activated.connect(lambda _place: self.edited.emit())
        self.customer.chosen.connect(lambda _customer: self.edited.emit())
        self.edited.connect(self.show_needed)

    def show_people(self, names: Sequence[str]) -> None:
        """The people who can be named with two letters."""
        self._people.setStringList(list(names))

    def show_needed(self) -> None:
        """Fields that a choice does not need are not shown: the room of a house, a reason."""
        self._cells["room"].setVisible(self.choices["site"].currentData() != SiteKind.HOUSE)
        self._cells["alone_reason"].setVisible(len(self.staff) == 1)

    def ask_reason(self, *, wanted: bool) -> None:
        """A holiday or an hour of the night asks for a reason; what was typed stays."""
        self._cells["reason"].setVisible(wanted or bool(self.lines["reason"].text()))

    @property
    def staff(self) -> tuple[str, ...]:
        """Who goes, each once, in the order of the roles."""
        names = (self.lines[role].text().strip() for role in ROLES)
        return tuple(dict.fromkeys(name for name in names if name))

    # -- values ------------------------------------------------------------------------------

    def values(self) -> dict[str, str]:
        """Everything as texts by field name."""
        chosen = {name: str(box.currentData()) for name, box in self.choices.items()}
        found = self.customer.customer
        search = "" if found else self.customer.field.text()
        return {
            **{name: line.text() for name, line in self.lines.items()},
            **chosen,
            "customer_id": found.id if found else "",
            "search": search,
        }

    def set_values(self, values: Mapping[str, str]) -> None:
        """Show texts of a draft or a visit; what is not named is emptied."""
        for name, line in self.lines.items():
            line.setText(values.get(name, ""))
        for name, box in self.choices.items():
            box.setCurrentIndex(0)
            for place in range(box.count()):
                if str(box.itemData(place)) == values.get(name, ""):
                    box.setCurrentIndex(place)
        if "agreed" not in values:
            choose_data(self.choices["agreed"], AgreedHow.NOT_AGREED)
        if not values.get("customer_id"):
            self.customer.show_customer(None)
            self.customer.field.setText(values.get("search", ""))
        self.new_customer.hide()
        self.show_needed()
        self.ask_reason(wanted=False)
