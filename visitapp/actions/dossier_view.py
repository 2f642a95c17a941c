"""What the page of dossiers shows: visits to choose from, and a verdict in plain sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from visitapp.domain.customer import customer_of, with_honorific
from visitapp.errors import Known
from visitapp.evidence.dossier import Told
from visitapp.evidence.verdict import examine, fingerprint_of, shown_fingerprint
from visitapp.evidence.verdict_words import finding_line
from visitapp.store.store import Transaction
from visitapp.store.views import VisitRow
from visitapp.workspace import Workspace

RECENT = timedelta(days=90)
SHOWN = 100
LEAST = 2  # characters with which a search begins
MARKS = {"○": "holds", "－": "open", "×": "broken"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierLine:
    """One visit to choose; ``at`` in the clock's zone, None when nothing was promised."""

    id: str
    at: datetime | None
    name: str
    note_no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierView:
    """The visits that were searched for, else the latest; the office's fingerprint, "" alone."""

    typed: str
    lines: tuple[DossierLine, ...]
    office: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One sentence of a verdict; ``mark`` is holds, open, broken, or "" for the conclusion."""

    mark: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A verdict in sentences; ``outcome`` is holds, broken or incomplete, ``proven`` says whether
    the origin was proven too."""

    file: str
    outcome: str
    proven: bool
    conclusion: str
    lines: tuple[Said, ...]


def dossier_view(ws: Workspace, typed: str = "") -> DossierView:
    """The visits a dossier can be made of: by customer or note number, else the latest."""
    office = ws.store.outbox.office
    with ws.store.reading() as tx:
        rows = _found(tx, typed) if len(typed.strip()) >= LEAST else _latest(ws, tx)
        lines = tuple(_line(ws, tx, row) for row in rows[:SHOWN])
    return DossierView(
        typed=typed,
        lines=lines,
        office=office.name if office else "",
        fingerprint=shown_fingerprint(fingerprint_of(office.public_key)) if office else "",
    )


def check(
    path: Path,
    fingerprint: str = "",
    *,
    every: bool = False,
    told: Told | None = None,
    authority: Path | None = None,
) -> Checked:
    """The verdict on anybody's dossier; Known when the fingerprint isn't one, or when there is no
    certificate in the file of the time-stamp ``authority``.
    """
    verdict = examine(path, fingerprint, every=every, told=told, authority=authority)
    *findings, last = verdict.findings
    lines = [finding_line(finding) for finding in findings]
    return Checked(
        file=path.name,
        outcome=verdict.outcome.name.lower(),
        proven=last.key == "proven",
        conclusion=finding_line(last).partition(":")[2].strip(),
        lines=tuple(Said(mark=MARKS[line[0]], words=line[1:].strip()) for line in lines),
    )


def _latest(ws: Workspace, tx: Transaction) -> Sequence[VisitRow]:
    rows = tx.visits_between(ws.clock.now() - RECENT, None)
    return rows[::-1]


def _found(tx: Transaction, typed: str) -> Sequence[VisitRow]:
    customers = [record.id for record in tx.search(typed.strip(), SHOWN)]
    rows = [row for customer in customers for row in tx.visits_of(customer)]
    try:
        visit = tx.visit(tx.visit_id(typed))
    except Known:  # several begin like this: type more
        visit = None
    if visit is not None:
        rows += [row for row in tx.visits_of(visit.customer_id) if row.id == visit.id]
    return list({row.id: row for row in rows}.values())


def _line(ws: Workspace, tx: Transaction, row: VisitRow) -> DossierLine:
    record = tx.record(row.customer_id)
    at = row.promised_at
    return DossierLine(
        id=row.id,
        at=at.astimezone(ws.clock.now().tzinfo) if at else None,
        name=with_honorific(customer_of(record)) if record else row.customer_id,
        note_no=row.note_no,
    )
