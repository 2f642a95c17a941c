"""How much lies at the office: records, originals, laptops, and what its last backup holds."""

from dataclasses import dataclass

from sqlalchemy import func, select

from visitapp.office import tables
from visitapp.office.seat import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """``durable`` of the ``entries`` lie in the last backup; ``laptops`` are not revoked."""

    entries: int
    durable: int
    originals: int
    laptops: int


def counts(office: Office) -> Counts:
    """The counts of this moment."""
    with office.database.reading() as connection:
        head = connection.execute(select(tables.head)).one()
        originals = connection.scalar(select(func.count()).select_from(tables.blob))
        laptops = connection.scalar(
            select(func.count())
            .select_from(tables.device)
            .where(tables.device.c.revoked_at.is_(None), tables.device.c.token_hash.is_not(None))
        )
    return Counts(
        entries=head.seq, durable=head.durable, originals=originals or 0, laptops=laptops or 0
    )
