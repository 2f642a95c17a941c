"""What a person at the office must look at; each finding is written down once."""

from sqlalchemy import insert, select

from visitapp.office import tables
from visitapp.office.refusals import Incident
from visitapp.office.seat import Office


def record(office: Office, device: str, incident: Incident) -> None:
    """Keep the refusal with its proof bytes; the same one again changes nothing."""
    table = tables.incident
    what = incident.problem.code
    with office.database.writing() as connection:
        known = connection.scalar(
            select(table.c.id).where(
                table.c.device == device,
                table.c.what == what,
                table.c.detail == incident.detail,
            )
        )
        if known is None:
            connection.execute(
                insert(table).values(
                    at=office.micros(),
                    device=device,
                    what=what,
                    detail=incident.detail,
                    evidence=incident.proof,
                )
            )
