"""A dossier of one or more visits: gathered, checked, logged, and only then given its name (V-08).

The file is not encrypted, and the originals in it keep their position data: who exports is told.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from visitapp.actions.act import drafts, known_visit
from visitapp.actions.dossier_shelf import LaptopShelf
from visitapp.disk import drop, sync_folder
from visitapp.documents.report_pdf import render
from visitapp.domain.customer import Customer, customer_of
from visitapp.domain.entries import Exported
from visitapp.domain.visit import Visit
from visitapp.errors import Known
from visitapp.evidence.dossier import Dossier, Told
from visitapp.evidence.gathering import Cover, demand_reason, gather
from visitapp.evidence.issuing import Issued, issue
from visitapp.evidence.verdict import Verdict, examine
from visitapp.evidence.visit_report import Background, compose_report
from visitapp.store.store import Transaction
from visitapp.texts import why
from visitapp.workspace import Workspace

WORKING, THUMBNAIL = "working", "thumbnail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A dossier that was written: its visits, its file and what was found when it was checked."""

    visits: tuple[Visit, ...]
    file: Path
    issued: Issued


def export(
    ws: Workspace, given: Sequence[str], reason: str, out: Path, told: Told | None = None
) -> Made:
    """Write the dossier of the visits to ``out`` and log that it was given out, and why.

    Raises Known without a reason, when the file exists or can't be written, and when the records
    don't hold: a dossier that contradicts itself is not made.
    """
    reason = demand_reason(reason)
    scratch = _scratch(out)
    try:
        with ws.store.reading() as tx:
            visits = _visits(tx, given)
            dossier = compose(ws, tx, visits)
            issued = issue(dossier, scratch, ws.store.meta.signer, told)
        content = Exported(what="dossier", reason=reason, sha256=issued.sha256)
        with ws.store.writing() as tx:
            tx.append(*(d for visit in visits for d in drafts(ws, visit.id, [content])))
        _give_name(scratch, out)
    except OSError as error:
        raise _unwritable(out, error) from error
    finally:
        drop(scratch)
    return Made(visits=visits, file=out, issued=issued)


def _give_name(scratch: Path, out: Path) -> None:
    """The name for good; one that does not reach the disk is taken back, for the next try."""
    scratch.replace(out)
    try:
        sync_folder(out.parent)
    except OSError:
        drop(out)
        raise


def verify(
    path: Path, fingerprint: str = "", *, every: bool = False, authority: Path | None = None
) -> Verdict:
    """The verdict on a dossier of anybody's; needs no records of our own."""
    return examine(path, fingerprint, every=every, authority=authority)


def visits_of(ws: Workspace, customer: str) -> list[str]:
    """The ids of all visits to a customer, oldest first; Known when there is none."""
    with ws.store.reading() as tx:
        rows = tx.visits_of(tx.customer_id(customer), limit=-1)
    if not rows:
        raise Known(
            "No visit to this customer",
            "There is no visit to this customer on this computer.",
            "Sync with the office first, or name the visits one by one.",
        )
    return [row.id for row in reversed(rows)]


def compose(ws: Workspace, tx: Transaction, visits: Sequence[Visit]) -> Dossier:
    """Everything this laptop has about the visits, with a report, as a dossier's values."""
    office = ws.store.outbox.office
    cover = Cover(
        maker=ws.store.meta.signer.device,
        office_key=office.public_key if office else b"",
        made=ws.clock.now(),
        rehearsal=ws.clock.rehearsal,
    )
    told = [(visit, tx.events_about(visit=visit.id)) for visit in visits]
    report = render(compose_report(told, _background(ws, tx))).pdf
    given = [visit.id for visit in visits]
    return replace(gather(LaptopShelf(ws.store), given, cover), report=report)


def _background(ws: Workspace, tx: Transaction) -> Background:
    people = {record.id: record.value("name") for record in tx.records("person")}
    vault = ws.store.vault

    def customer(record_id: str) -> Customer | None:
        record = tx.record(record_id)
        return customer_of(record) if record else None

    def picture(sha256: str) -> bytes:
        return vault.read_copy(sha256, WORKING) or vault.read_copy(sha256, THUMBNAIL) or b""

    return Background(
        made=ws.clock.now(),
        tolerance=ws.policy.late_tolerance,
        name=lambda person: people.get(person, ""),
        customer=customer,
        picture=picture,
    )


def _visits(tx: Transaction, given: Sequence[str]) -> tuple[Visit, ...]:
    """The visits named, each once, in the order given; Known for none or an unknown one."""
    visits = [known_visit(tx, one) for one in given]
    if not visits:
        raise Known(
            "No visit named",
            "A dossier needs at least one visit.",
            "Name a visit, or a customer with --customer.",
        )
    return tuple({visit.id: visit for visit in visits}.values())


def _scratch(out: Path) -> Path:
    """A hidden name beside ``out``; Known when there is a file already, or no such folder."""
    if out.exists():
        raise Known(
            "File exists already",
            "There is already a file {path}.",
            "Choose another name; a dossier is never overwritten.",
            path=out,
        )
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(out, error) from error
    return out.with_name(f".{out.name}.{secrets.token_hex(4)}.tmp")


def _unwritable(path: Path, error: OSError) -> Known:
    return Known(
        "File cannot be written",
        "The file {path} cannot be written ({what}).",
        "Choose another place; nothing was lost.",
        path=path,
        what=why(error),
    )
