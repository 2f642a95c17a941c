"""The form of a planned visit: new or changed; keeps a draft, says what is unusual while typing."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.models.plan_typed import typed, values_of
from ui.models.plan_words import day_words
from ui.screens.plan_consent import Consent
from ui.screens.plan_customers import serve_customers
from ui.screens.plan_end import EndPanel
from ui.screens.plan_fields import PlanFields
from ui.screens.plan_records import draft_name, draft_of, proposal_of, reversal_of, write
from ui.session import Session
from ui.tasks import Lane
from ui.widgets.flow import flowing
from ui.widgets.form_rows import choose_data
from ui.widgets.parts import button, card, text
from ui.widgets.typing_field import TypingField
from ui.widgets.warning_chips import WarningChips
from visitapp.actions import change, drafts, people
from visitapp.actions.act import Happened
from visitapp.actions.foresight import Unusual, foresee
from visitapp.actions.plan_view import FormView, form_view
from visitapp.domain.customer import Customer
from visitapp.errors import Known
from visitapp.texts import tell
from visitapp.texts import translate as _

DRAFT_MS = 400  # after the last key: short enough that a kill costs a word at most


class PlanForm(QWidget):
    """``said`` carries one sentence for the banner, "" to clear it; ``planned`` a visit's id."""

    planned = Signal(str)
    left = Signal()
    said = Signal(str)
    opened = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.visit_id = ""
        self._is_loaded = False
        self._ticket = 0
        self._asked = 0
        self.consent = Consent()
        self.fields = PlanFields()
        self.end = EndPanel(session)
        self.title = text(_("Plan a visit"), "card")
        self.save = button(_("Plan the visit"), "primary", "event_available", "Ctrl+S")
        self.anew = button(_("New visit"), "", "add", "Ctrl+N")
        self.back = button(_("Back to today"), "", "arrow_back", "Esc")
        self.more = button(_("Cancel or hand over"), "quiet")
        for made, name in (
            (self.save, "save"),
            (self.anew, "anew"),
            (self.back, "back"),
            (self.more, "more"),
        ):
            made.setObjectName(f"plan_{name}")
        self.unusual = WarningChips()
        self._draft = QTimer(self)
        self._draft.setSingleShot(True)
        self._draft.setInterval(DRAFT_MS)
        frame, column = card()
        column.addLayout(flowing(self.title, 1, self.anew))
        column.addWidget(self.fields)
        column.addWidget(self.unusual)
        column.addLayout(flowing(self.back, self.more, 1, self.save))
        column.addWidget(self.end)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self._connect()
        self._say_mode()

    def _connect(self) -> None:
        fields = self.fields
        self._draft.timeout.connect(self._keep)
        self.save.clicked.connect(self._save)
        self.back.clicked.connect(self.left)
        self.anew.clicked.connect(self._begin_anew)
        self.more.clicked.connect(lambda: self.end.setVisible(self.end.isHidden()))
        self.end.done.connect(self._ended)
        self.end.said.connect(self.said)
        fields.choices["agreed"].activated.connect(lambda _place: self.consent.choose())
        fields.edited.connect(self._draft.start)
        fields.edited.connect(self._look)
        fields.submitted.connect(self._save)
        serve_customers(self._session, fields)

    @property
    def search(self) -> TypingField:
        """The field of Ctrl+F."""
        return self.fields.customer.field

    def come(self) -> None:
        """The page comes to the front; what was typed before is still there."""
        self._session.read(people.everybody, self.fields.show_people)
        if not self._is_loaded:
            self._load_new()

    def open_visit(self, visit_id: str) -> None:
        """Change a visit; a draft of the same change comes back."""
        self._keep_now()
        self._is_loaded = True
        asked = self._asked = self._asked + 1
        self._session.read(
            lambda ws: (form_view(ws, visit_id), drafts.kept(ws, draft_name(visit_id))),
            lambda found: self._show_visit(asked, *found),
        )

    def _show_visit(self, asked: int, view: FormView, draft: dict[str, str]) -> None:
        if asked != self._asked:
            return
        self._is_loaded, self.visit_id = True, view.visit.id
        self.consent = Consent(before=view.visit, is_chosen=bool(draft))
        now = self._session.clock.now()
        self.fields.set_values(draft or values_of(view, now))
        self.fields.customer.show_customer(view.customer)
        self._say_mode()
        try:
            change.refuse_finished(view.visit)
        except Known as error:
            self.said.emit(tell(error).sentence)
        self._look()
        self.opened.emit()
        self.fields.lines["when"].setFocus()

    def carry(self, old: "PlanForm") -> None:
        """The same visit and choices in another look; typed words are carried by the frame."""
        self._asked += 1  # what this form has asked for comes too late
        self._is_loaded = True
        self.visit_id, self.consent = old.visit_id, old.consent
        for name, box in self.fields.choices.items():
            box.setCurrentIndex(old.fields.choices[name].currentIndex())
        if old.fields.customer.customer is not None:
            self.fields.customer.show_customer(old.fields.customer.customer)
        self.fields.show_needed()
        self._say_mode()
        self._look()

    def _load_new(self) -> None:
        self._is_loaded = True
        asked = self._asked = self._asked + 1
        self._session.read(
            lambda ws: draft_of(ws, ""), lambda found: self._show_draft(asked, *found)
        )

    def _show_draft(self, asked: int, values: dict[str, str], customer: Customer | None) -> None:
        if asked != self._asked:  # something else was opened meanwhile
            return
        self.fields.set_values(values)
        if customer is not None:
            self.fields.customer.show_customer(customer)
        self._look()

    def _begin_anew(self) -> None:
        """A new visit; a change that was begun stays as a draft of that visit."""
        self._keep_now()
        self.visit_id, self.consent = "", Consent()
        self._say_mode()
        self._load_new()
        self.search.setFocus()

    def _say_mode(self) -> None:
        self.said.emit("")
        self.end.open_for(self.visit_id)
        self.end.hide()
        self.more.setVisible(bool(self.visit_id))
        self.anew.setVisible(bool(self.visit_id))
        self.fields.customer.setEnabled(not self.visit_id)
        words = _("Change the visit") if self.visit_id else _("Plan a visit")
        self.title.setText(words)
        act = _("Change") if self.visit_id else _("Plan the visit")
        self.save.setText(f" {act}  Ctrl+S")
        self.save.setAccessibleName(act)

    # -- typing ------------------------------------------------------------------------------

    def _look(self) -> None:
        """Read back what was typed, and ask what is unusual about it."""
        read = typed(self.fields.values(), self._session.clock.now())
        has_text = bool(self.fields.lines["when"].text().strip())
        words = "   ".join(read.said) if not read.problem else read.problem if has_text else ""
        self.fields.read_back.setText(words)
        self.fields.read_back.setAccessibleName(words)
        self.fields.read_back.setVisible(bool(words))
        how = self.consent.at(read.at)
        if how is not None:
            choose_data(self.fields.choices["agreed"], how)
        self._ticket += 1
        ticket = self._ticket
        if read.at is None:
            self._show_unusual(ticket, ())
            return
        values, visit_id = self.fields.values(), self.visit_id
        staff = self.fields.staff
        self._session.read(
            lambda ws: foresee(ws, proposal_of(ws, values, read, staff, visit_id)),
            lambda found: self._show_unusual(ticket, found),
            Lane.SLOW,
        )

    def _show_unusual(self, ticket: int, found: Sequence[Unusual]) -> None:
        if ticket != self._ticket:
            return
        self.unusual.show_words([_(item.hint.message, **item.hint.values) for item in found])
        moves = bool(self.visit_id)
        self.fields.ask_reason(wanted=moves or any(item.rule == "R-50" for item in found))

    def _keep(self) -> None:
        form = draft_name(self.visit_id)
        values = self.fields.values()
        typed_words = {k: v for k, v in values.items() if k not in self.fields.choices}
        kept = values if any(text.strip() for text in typed_words.values()) else {}
        self._session.read(lambda ws: drafts.keep(ws, form, kept), lambda _none: None)

    def _keep_now(self) -> None:
        if self._draft.isActive():
            self._draft.stop()
            self._keep()

    # -- done --------------------------------------------------------------------------------

    def _save(self) -> None:
        values = self.fields.values()
        read = typed(values, self._session.clock.now())
        if not values["customer_id"]:
            self.said.emit(_("Choose a customer first: type two characters of the name."))
            self.search.setFocus()
            return
        if read.problem or read.at is None:
            self.said.emit(read.problem)
            self.fields.lines["when"].setFocus()
            return
        self._draft.stop()
        staff, visit_id = self.fields.staff, self.visit_id
        self._session.act(
            lambda ws: write(ws, values, read, staff, visit_id),
            self._written,
            reversal=reversal_of(self.consent.before),
        )

    def _written(self, done: Happened) -> None:
        at = done.visit.promised_at
        changed = bool(self.visit_id)
        self._empty()
        if at is not None:
            local = at.astimezone(self._session.clock.now().tzinfo)
            day, time = day_words(local), f"{local:%H:%M}"
            said = (
                _("Changed: {day} {time}.", day=day, time=time)
                if changed
                else _("Planned for {day} {time}.", day=day, time=time)
            )
            self.said.emit(said)
        self.planned.emit(done.visit.id)

    def _ended(self) -> None:
        form = draft_name(self.visit_id)
        self._session.read(lambda ws: drafts.keep(ws, form, {}), lambda _none: None)
        self._empty()

    def _empty(self) -> None:
        self._draft.stop()
        self.visit_id, self.consent = "", Consent()
        self.fields.set_values({})
        self._say_mode()
        self._load_new()
