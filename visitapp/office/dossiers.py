"""The office's dossier of a visit: all laptops' records of it, checked, and logged with its reason.

The office is the maker: the list of files carries its signature, and its certificate of itself lies
beside those of the laptops. Photos go from their files into the zip in pieces; what lies in memory
are the entries of the branches concerned.
"""

import errno
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, select

from visitapp.documents.report_pdf import reduced, render
from visitapp.domain.customer import Customer, customer_of
from visitapp.domain.entries import Exported, VisitPlanned
from visitapp.domain.events import About, Draft
from visitapp.domain.fold import fold_visit
from visitapp.domain.visit import Visit
from visitapp.errors import Known
from visitapp.evidence.dossier import Dossier, Told
from visitapp.evidence.gathering import Cover, demand_reason, gather
from visitapp.evidence.issuing import Issued, issue
from visitapp.evidence.visit_report import Background, compose_report
from visitapp.office import numbers, own_journal, quarantine, tables
from visitapp.office.blobs import blob_path, stored_size, thumb_path
from visitapp.office.dossier_shelf import OfficeShelf
from visitapp.office.pages import reading
from visitapp.office.pages.reading import Names
from visitapp.office.seat import Office
from visitapp.policy import load_policy

ACTOR = "office"
REDUCIBLE = 64 << 20  # bytes of an original that is read for the report; its thumbnail else


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A dossier that was written; ``absent`` originals have not arrived at the office."""

    visits: tuple[str, ...]
    issued: Issued
    absent: int


def make(
    office: Office, given: Sequence[str], reason: str, scratch: Path, told: Told | None = None
) -> Made:
    """Write the dossier of these visits to the new file ``scratch`` and log who needs it and why.

    Raises Known without a reason, for a visit of which nothing arrived, when the disk is full or
    the records contradict themselves; nothing is left then.
    """
    reason = demand_reason(reason)
    try:
        with office.database.reading() as connection:
            visits = tuple(dict.fromkeys(visit_named(connection, one) for one in given))
            dossier = compose(office, connection, visits)
        issued = issue(dossier, scratch, office.key, told)
        content = Exported(what="dossier", reason=reason, sha256=issued.sha256)
        for visit in visits:
            draft = Draft(about=About(visit=visit), actor=ACTOR, content=content)
            own_journal.write(office, draft)
    except OSError as error:
        scratch.unlink(missing_ok=True)
        raise _unwritable(error) from error
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
    absent = sum(one.chunks is None and not one.order for one in dossier.originals)
    return Made(visits=visits, issued=issued, absent=absent)


def compose(office: Office, connection: Connection, visits: Sequence[str]) -> Dossier:
    """Everything the office holds about the visits, with a report, as a dossier's values."""
    cover = Cover(
        maker=office.key.device,
        office_key=office.key.public,
        made=office.clock.now(),
        rehearsal=office.clock.rehearsal,
    )
    dossier = gather(OfficeShelf(office, connection), visits, cover)
    told = []
    for visit in visits:
        events = [reading.event_of(row) for row in reading.visit_rows(connection, visit)]
        told.append((fold_visit(visit, events) or Visit(id=visit), events))
    # a dossier is seldom made, and what signs is slow to load
    from visitapp.office.sealing.signature import signed_report  # noqa: PLC0415

    report = render(compose_report(told, _background(office, connection))).pdf
    return replace(dossier, report=signed_report(office, report))


def visit_named(connection: Connection, given: str) -> str:
    """The visit's id by itself, by a beginning of it or by a number of its; Known otherwise."""
    table, given = tables.visit, given.strip()
    plain = given.lower()
    found = list(
        connection.scalars(
            select(table.c.id).where(table.c.id.startswith(plain, autoescape=True)).limit(2)
        )
    )
    if plain in found:
        return plain
    if not found:
        found = numbers.visits_numbered(connection, given)
    if plain and len(found) == 1:
        return found[0]
    raise Known(
        "Visit not known",
        "There is no such visit at this office, or more than one: {given}.",
        "Copy the whole id from the address of the visit's page.",
        given=given,
    )


def with_case(office: Office, given: Sequence[str]) -> list[str]:
    """The visits, and all others to the same customers, by their promise; Known as ``make``."""
    with office.database.reading() as connection:
        return _of_same_customers(connection, given)


def _of_same_customers(connection: Connection, given: Sequence[str]) -> list[str]:
    wanted = dict.fromkeys(visit_named(connection, one) for one in given)
    for visit in list(wanted):
        events = [reading.event_of(row) for row in reading.visit_rows(connection, visit)]
        folded = fold_visit(visit, events)
        if folded is not None and folded.customer_id:
            wanted |= dict.fromkeys(_planned_for(connection, folded.customer_id))
    table = tables.visit
    order = {row.id: row.promised_at for row in connection.execute(select(table))}
    return sorted(wanted, key=lambda visit: (order.get(visit, 0), visit))


def _planned_for(connection: Connection, customer: str) -> list[str]:
    """Visits planned for a customer, once each."""
    table = tables.entry
    rows = connection.execute(
        select(table.c.visit, table.c.raw, table.c.sig, table.c.salt, table.c.body)
        .add_columns(table.c.received_at)
        .where(table.c.kind == VisitPlanned.kind, table.c.visit.is_not(None))
        .where(table.c.body.is_not(None))
        .order_by(table.c.seq)
    )
    said = f'"{customer}"'.encode()
    likely = (row for row in rows if said in row.body)  # reading every body would take long
    return list(
        dict.fromkeys(
            row.visit
            for row in likely
            if getattr(reading.event_of(row).body.content, "customer_id", "") == customer
        )
    )


def _background(office: Office, connection: Connection) -> Background:
    names = Names(connection)

    def customer(record_id: str) -> Customer | None:
        record = names.record(record_id)
        return customer_of(record) if record else None

    def picture(sha256: str) -> bytes:
        size = stored_size(connection, sha256)
        whole, small = blob_path(office.folder, sha256), thumb_path(office.folder, sha256)
        if size is not None and size <= REDUCIBLE and whole.is_file():
            told = reduced(whole.read_bytes())
            if told is not None:
                return told.jpeg
        return small.read_bytes() if small.is_file() else b""

    return Background(
        made=office.clock.now(),
        tolerance=load_policy(None).late_tolerance,
        name=names.person,
        customer=customer,
        picture=picture,
        apart=lambda visit: quarantine.events_about(connection, visit),
    )


def _unwritable(error: OSError) -> Known:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Known(
            "Disk full",
            "The dossier was not made, because the office's disk is full.",
            "Make room and try again; nothing was changed.",
        )
    return Known(
        "Dossier not written",
        "The dossier cannot be written ({what}).",
        "Choose another place; nothing was lost.",
        what=error.strerror or error,
    )
