"""Customers: import from a list, find, show, edit; every change is an entry (record_changed)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from visitapp.domain.customer import FIELDS, Customer, changes, customer_of
from visitapp.domain.entries import GroupChange, RecordChanged
from visitapp.domain.events import About, Draft
from visitapp.domain.record import Record
from visitapp.errors import Known
from visitapp.exchange.match import ImportPlan, plan_import
from visitapp.exchange.remark import Remark
from visitapp.exchange.sheet import read_customers
from visitapp.ids import uuid7
from visitapp.store.store import Transaction
from visitapp.workspace import Workspace

KIND = "customer"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did or (dry run) would do; every row not taken has its remark."""

    imported: int
    updated: int
    unchanged: int
    refused: tuple[Remark, ...]
    warned: tuple[Remark, ...]


def import_file(ws: Workspace, path: Path, *, dry_run: bool = False) -> ImportReport:
    """Take the customers of a CSV, XLSX or vCard file; all good rows in one transaction.

    A second import of the same list updates. Raises Known when the file itself can't be read.
    """
    sheet = read_customers(path)
    with ws.store.writing() as tx:
        plan = plan_import(sheet, [customer_of(r) for r in tx.records(KIND)])
        if not dry_run:
            tx.append(*_drafts(ws, tx, plan))
    return ImportReport(
        imported=len(plan.new),
        updated=len(plan.updates),
        unchanged=plan.unchanged,
        refused=plan.refused,
        warned=plan.warned,
    )


def _drafts(ws: Workspace, tx: Transaction, plan: ImportPlan) -> Iterable[Draft]:
    for customer in plan.new:
        record = Record(id=uuid7(ws.clock), kind=KIND, groups={})
        yield from _change(ws, record, customer)
    for customer_id, customer in plan.updates:
        record = tx.record(customer_id) or Record(id=customer_id, kind=KIND, groups={})
        yield from _change(ws, record, customer)


def _change(ws: Workspace, record: Record, wanted: Customer) -> Iterable[Draft]:
    """One entry with the groups of ``record`` that differ from ``wanted``; none when none do."""
    old = customer_of(record) if record.groups else None
    groups = tuple(
        GroupChange(group=group, base=record.base(group), fields=fields)
        for group, fields in changes(old, wanted).items()
    )
    if groups:
        yield Draft(
            about=About(record=record.id),
            actor=ws.actor,
            content=RecordChanged(record=KIND, groups=groups),
        )


def find(ws: Workspace, text: str, limit: int = 50) -> tuple[Customer, ...]:
    """Customers whose name, reading, number, address or phone has ``text``; two characters do."""
    with ws.store.reading() as tx:
        return tuple(customer_of(r) for r in tx.search(text, limit))


def show(ws: Workspace, given: str) -> Customer:
    """One customer by id, unambiguous part of it, or number; Known otherwise."""
    with ws.store.reading() as tx:
        return known_customer(tx, given)


def edit(ws: Workspace, given: str, values: Mapping[str, str]) -> Customer:
    """Set fields of a customer; only groups that really change are written.

    Raises Known for an unknown customer or field.
    """
    with ws.store.writing() as tx:
        old = known_customer(tx, given)
        for name in values:
            if name not in FIELDS:
                raise Known(
                    "Unknown field",
                    "A customer has no field “{name}”.",
                    "Look at customer show --json for the names of the fields.",
                    name=name,
                )
        wanted = replace(old, **values)
        record = tx.record(old.id)
        if record is not None:
            tx.append(*_change(ws, record, wanted))
    return wanted


def create(ws: Workspace, values: Mapping[str, str]) -> Customer:
    """A new customer of these fields; Known when neither a name nor a company is given."""
    wanted = Customer(id=uuid7(ws.clock), **values)
    if not wanted.shown_name.strip():
        raise Known(
            "A name is missing",
            "The new customer has no name yet.",
            "Type the name of the person or the company.",
        )
    with ws.store.writing() as tx:
        tx.append(*_change(ws, Record(id=wanted.id, kind=KIND, groups={}), wanted))
    return wanted


def known_customer(tx: Transaction, given: str) -> Customer:
    """The customer named by id, an unambiguous part of it, or number; Known otherwise."""
    record = tx.record(tx.customer_id(given))
    if record is None:
        raise Known(
            "Unknown customer",
            "There is no customer “{given}”.",
            "Find the customer first with customer find, and give the id or the number.",
            given=given,
        )
    return customer_of(record)
