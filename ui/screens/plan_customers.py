"""Connects the customer of a planning form to the records: search, and new customers inline."""

from ui.screens.plan_fields import PlanFields
from ui.session import Session
from ui.tasks import Lane
from visitapp.actions import customers
from visitapp.domain.customer import Customer

FEW = 20


def serve_customers(session: Session, fields: PlanFields) -> None:
    """Searches beside the acts, never on the GUI thread; a new customer is chosen at once."""
    search, new = fields.customer, fields.new_customer

    def find(words: str) -> None:
        session.read(
            lambda ws: customers.find(ws, words, FEW),
            lambda found: search.show_found(words, found),
            Lane.SLOW,
        )

    def add(values: dict[str, str]) -> None:
        session.act(lambda ws: customers.create(ws, values), added)

    def added(customer: Customer) -> None:
        new.hide()
        search.choose(customer)
        fields.lines["when"].setFocus()

    def close() -> None:
        new.hide()
        search.field.setFocus()

    search.typed.connect(find)
    search.new_wanted.connect(new.begin)
    new.wanted.connect(add)
    new.closed.connect(close)
