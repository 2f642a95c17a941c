"""``visitapp customer``: take over a list, find, show, edit."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from visitapp.actions import customers
from visitapp.actions.customers import ImportReport
from visitapp.cli.arguments import CustomerId
from visitapp.cli.catalogue import SUMMARIES
from visitapp.cli.columns import table
from visitapp.cli.output import say
from visitapp.cli.session import opened
from visitapp.cli.shapes import Json
from visitapp.domain.customer import FIELDS, Customer
from visitapp.errors import Known
from visitapp.exchange.remark import Remark
from visitapp.texts import N_, translate

app = typer.Typer(help=SUMMARIES["customer"], no_args_is_help=True, rich_markup_mode=None)

ID_TAIL = 8


@app.command("import", help=N_("Take over a list: CSV, XLSX or vCard; a second time updates."))
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Only say what would happen."))
    ] = False,
) -> None:
    """Customer import."""
    with opened() as ws:
        report = customers.import_file(ws, file, dry_run=dry_run)
    say(import_shape(report), _import_lines(report))


def import_shape(report: ImportReport) -> Json:
    """``customer import``: every row that was not taken, and why."""
    return {
        "imported": report.imported,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "refused": [_remark(r) for r in report.refused],
        "warned": [_remark(r) for r in report.warned],
    }


def _remark(remark: Remark) -> Json:
    return {"row": remark.row, "reason": translate(remark.message, **remark.values)}


def _import_lines(report: ImportReport) -> Iterator[str]:
    yield translate(
        N_("{imported} new, {updated} updated, {unchanged} unchanged, {refused} rows not taken"),
        imported=report.imported,
        updated=report.updated,
        unchanged=report.unchanged,
        refused=len({r.row for r in report.refused}),
    )
    for title, remarks in (
        (N_("Not taken:"), report.refused),
        (N_("Please look at:"), report.warned),
    ):
        if remarks:
            yield translate(title)
            yield from table((f"{r.row:>6}", _remark(r)["reason"]) for r in remarks)


@app.command("find", help=N_("Customers by name, reading, address, number or phone."))
def find(
    text: Annotated[str, typer.Argument(metavar="TEXT", help=N_("Two characters do."))],
    limit: Annotated[int, typer.Option("--limit", min=1, help=N_("At most so many."))] = 50,
) -> None:
    """Customer find."""
    with opened() as ws:
        found = customers.find(ws, text, limit)
    rows = [(c.customer_no, c.shown_name, c.kana, c.address, c.id[-ID_TAIL:]) for c in found]
    say(
        [customer_shape(c) for c in found],
        table(rows) if rows else [translate(N_("Nobody found."))],
    )


@app.command("show", help=N_("All that is known of one customer."))
def show(customer: CustomerId) -> None:
    """Customer show."""
    with opened() as ws:
        found = customers.show(ws, customer)
    _say(found)


@app.command("edit", help=N_("Change fields: --set FIELD=VALUE, as often as needed."))
def edit(
    customer: CustomerId,
    values: Annotated[
        list[str],
        typer.Option("--set", metavar="FIELD=VALUE", help=N_("One field; an empty value clears.")),
    ],
) -> None:
    """Customer edit."""
    pairs = dict(_pair(given) for given in values)
    with opened() as ws:
        found = customers.edit(ws, customer, pairs)
    _say(found)


def _pair(given: str) -> tuple[str, str]:
    field, equals, value = given.partition("=")
    if not equals or field not in FIELDS:
        raise Known(
            "Unknown field",
            "“{given}” does not set a field of a customer.",
            "Write FIELD=VALUE with one of these fields: {fields}.",
            given=given,
            fields=", ".join(FIELDS),
        )
    return field, value


def customer_shape(customer: Customer) -> Json:
    """One customer of ``customer find``; every text exactly as stored."""
    return {
        "id": customer.id,
        "name": customer.name,
        "kana": customer.kana,
        "address": customer.address,
        "company": customer.company,
        "customer_no": customer.customer_no,
    }


def _say(customer: Customer) -> None:
    fields = {name: getattr(customer, name) for name in FIELDS}
    rows = [("id", customer.id), *((name, value) for name, value in fields.items() if value)]
    say({"id": customer.id, **fields, "address": customer.address}, table(rows))
