"""What a person at the office must look at; each finding is written down once."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from visitapp.office import tables
from visitapp.office.refusals import Incident
from visitapp.office.seat import Office

SHOWN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was noticed (a stable code) about a device at ``at`` (µs), with the bytes that show it.

    The words of each code stand in ``visitapp.incidents``.
    """

    at: int
    device: str
    what: str
    detail: str
    evidence: bytes


def record(office: Office, device: str, incident: Incident) -> None:
    """Keep the refusal with its proof bytes; the same one again changes nothing."""
    with office.database.writing() as connection:
        note(
            connection,
            Finding(
                at=office.micros(),
                device=device,
                what=incident.problem.code,
                detail=incident.detail,
                evidence=incident.proof,
            ),
        )


def note(connection: Connection, finding: Finding) -> None:
    """Keep a finding inside the caller's transaction; the same one again changes nothing."""
    table = tables.incident
    known = connection.scalar(
        select(table.c.id).where(
            table.c.device == finding.device,
            table.c.what == finding.what,
            table.c.detail == finding.detail,
        )
    )
    if known is None:
        connection.execute(
            insert(table).values(
                at=finding.at,
                device=finding.device,
                what=finding.what,
                detail=finding.detail,
                evidence=finding.evidence,
            )
        )


def newest(office: Office) -> list[Finding]:
    """The findings of this office, the newest first, at most ``SHOWN``."""
    table = tables.incident
    with office.database.reading() as connection:
        rows = connection.execute(select(table).order_by(table.c.id.desc()).limit(SHOWN)).all()
    return [
        Finding(
            at=row.at,
            device=row.device,
            what=row.what,
            detail=row.detail,
            evidence=row.evidence or b"",
        )
        for row in rows
    ]


def apart(office: Office) -> list[tuple[str, str, int]]:
    """Branches that lie apart after a fork: device, incarnation, number of entries."""
    table = tables.quarantine
    with office.database.reading() as connection:
        rows = connection.execute(
            select(table.c.device, table.c.incarnation, func.count())
            .group_by(table.c.device, table.c.incarnation)
            .order_by(table.c.device, table.c.incarnation)
        ).all()
    return [(row[0], row[1], int(row[2])) for row in rows]
