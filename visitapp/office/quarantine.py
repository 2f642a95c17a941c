"""Branches that forked: a copied laptop wrote other entries under numbers that are taken here.

The order keeps the first that came. The others are kept apart byte for byte, shown, and delivered
with a dossier; they never get a number of the order and never a receipt.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, insert, select

from visitapp.domain.chain import Item
from visitapp.domain.events import Event, read_event
from visitapp.office import tables
from visitapp.office.appending import Accepted
from visitapp.office.refusals import Incident
from visitapp.office.seat import Office


class Forked(Incident):
    """409: ``rest`` are the entries that don't continue what is here."""

    def __init__(self, rest: Sequence[Accepted]) -> None:
        entry = rest[0].entry
        super().__init__(
            409,
            "forked",
            f"Entry {entry.n} is not the one this office holds; both were kept.",
            detail=f"Another entry {entry.n} of branch {entry.incarnation} arrived ({entry.hash}).",
            proof=entry.raw,
        )
        self.rest = rest


def keep(office: Office, rest: Sequence[Accepted]) -> None:
    """Keep the entries of a fork; twice is once."""
    table = tables.quarantine
    with office.database.writing() as connection:
        known = set(
            connection.scalars(
                select(table.c.hash).where(table.c.hash.in_([a.entry.hash for a in rest]))
            )
        )
        new = [_row(office, one) for one in rest if one.entry.hash not in known]
        if new:
            connection.execute(insert(table), new)


def holds(connection: Connection, entry_hash: str) -> bool:
    """Whether this entry lies apart."""
    table = tables.quarantine
    return connection.scalar(select(table.c.n).where(table.c.hash == entry_hash)) is not None


def events_about(connection: Connection, visit: str) -> list[Event]:
    """What lies apart and speaks of a visit; what can't be read speaks of none."""
    table = tables.quarantine
    rows = connection.execute(select(table).where(table.c.body.is_not(None)))
    said = f'"{visit}"'.encode()
    likely = [row for row in rows if said in row.body]
    events = [
        read_event(Item(raw=row.raw, sig=row.sig, salt=row.salt, body=row.body), row.received_at)
        for row in likely
    ]
    return [event for event in events if event.body.about.visit == visit]


def _row(office: Office, accepted: Accepted) -> dict[str, object]:
    entry, item = accepted.entry, accepted.item
    return {
        "hash": entry.hash,
        "device": entry.device,
        "incarnation": entry.incarnation,
        "n": entry.n,
        "raw": item.raw,
        "sig": item.sig,
        "salt": item.salt,
        "body": item.body,
        "received_at": office.micros(),
    }
