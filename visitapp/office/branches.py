"""What the office holds of each incarnation of each device: rows of the ``incarnation`` table."""

from sqlalchemy import Connection, insert, select, update

from visitapp.domain.chain import GENESIS
from visitapp.office import tables
from visitapp.office.appending import Branch


def find(connection: Connection, device: str, incarnation: str) -> Branch | None:
    """The branch as it stands, locked by the surrounding write; None before its first word."""
    table = tables.incarnation
    row = connection.execute(
        select(table)
        .where(table.c.device == device, table.c.incarnation == incarnation)
        .with_for_update()
    ).one_or_none()
    if row is None:
        return None
    return Branch(
        device=row.device,
        incarnation=row.incarnation,
        size=row.size,
        last=row.last,
        bodies_upto=row.bodies_upto,
        frontier=row.frontier,
        durable=row.durable,
    )


def fresh(device: str, incarnation: str) -> Branch:
    """A branch of which nothing has arrived."""
    return Branch(
        device=device, incarnation=incarnation, size=0, last=GENESIS, bodies_upto=0, frontier=b""
    )


def find_or_open(connection: Connection, device: str, incarnation: str) -> Branch:
    """The branch, opened when this is its first word: a restored laptop brings a new one."""
    found = find(connection, device, incarnation)
    if found is not None:
        return found
    connection.execute(
        insert(tables.incarnation).values(
            device=device,
            incarnation=incarnation,
            size=0,
            last=GENESIS,
            bodies_upto=0,
            frontier=b"",
            claimed=0,
        )
    )
    return fresh(device, incarnation)


def note_claim(connection: Connection, branch: Branch, claimed: int) -> None:
    """Remember how many entries the laptop says it has: what is missing is shown on the pages."""
    table = tables.incarnation
    connection.execute(
        update(table)
        .where(table.c.device == branch.device, table.c.incarnation == branch.incarnation)
        .values(claimed=min(claimed, 2**53 - 1))
    )
