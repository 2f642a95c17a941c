"""Erasure at the office: what laptops ask for, and what a person here orders (V-02, V-03).

A photo that must not be kept loses its bytes everywhere: here, on every laptop at its next sync,
thumbnails included; backups lose it with their next cycle. Its hash, the reason and who asked stay.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from visitapp.domain.chain import read_entry
from visitapp.domain.entries import PhotoTaken
from visitapp.domain.events import About, Draft
from visitapp.domain.office_entries import ErasureAsked, ErasureOrdered
from visitapp.errors import Known
from visitapp.office import tables
from visitapp.office.own_journal import write
from visitapp.office.pages.reading import event_of
from visitapp.office.seat import Office

ACTOR = "office"
HASH, SHORTEST = 64, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A wish to destroy a photo that nobody has answered: which, of which visit, who, why, when."""

    sha256: str
    visit: str
    actor: str
    reason: str
    at: int


def open_wishes(office: Office) -> list[Asked]:
    """The wishes whose photo has not been destroyed, the oldest first."""
    table, gone = tables.entry, tables.erasure
    with office.database.reading() as connection:
        rows = connection.execute(select(table).where(tables.IS_WISH).order_by(table.c.seq)).all()
        erased = set(connection.scalars(select(gone.c.target).where(gone.c.what == "blob")))
    found: dict[str, Asked] = {}
    for row in rows:
        body = event_of(row).body
        if isinstance(body.content, ErasureAsked) and body.content.sha256 not in erased:
            asked = Asked(
                sha256=body.content.sha256,
                visit=body.about.visit,
                actor=body.actor,
                reason=body.content.reason,
                at=row.received_at,
            )
            found.setdefault(asked.sha256, asked)
    return list(found.values())


def destroy_photo(office: Office, given: str, reason: str) -> str:
    """Order the destruction of the photo ``given`` (its SHA-256, or the first of it).

    Returns the whole hash. Raises Known when no photo or several fit, or the reason is missing.
    """
    _demand_reason(reason)
    with office.database.reading() as connection:
        sha256, visit = _photo(connection, given)
    order = ErasureOrdered(entries=(), blobs=(sha256,), reason=reason.strip())
    write(office, Draft(about=About(visit=visit), actor=ACTOR, content=order))
    return sha256


def erase_entry(office: Office, given: str, reason: str) -> str:
    """Order the erasure of one entry's text, named by the hash of its raw bytes; the hash."""
    _demand_reason(reason)
    table = tables.entry
    with office.database.reading() as connection:
        rows = connection.execute(
            select(table.c.hash, table.c.visit, table.c.kind)
            .where(table.c.hash.startswith(given.strip().lower(), autoescape=True))
            .limit(2)
        ).all()
    if len(given.strip()) < SHORTEST or len(rows) != 1 or rows[0].kind == ErasureOrdered.kind:
        raise _unclear(given)
    order = ErasureOrdered(entries=(rows[0].hash,), blobs=(), reason=reason.strip())
    about = About(visit=rows[0].visit or "")
    write(office, Draft(about=about, actor=ACTOR, content=order))
    return str(rows[0].hash)


def _photo(connection: Connection, given: str) -> tuple[str, str]:
    """The one photo whose hash begins so, and its visit; one that was only asked about counts."""
    table, plain = tables.entry, given.strip().lower()
    if len(plain) < SHORTEST:
        raise _unclear(given)
    found: dict[str, str] = {}
    for row in connection.execute(select(table).where(table.c.kind == PhotoTaken.kind)):
        for attached in read_entry(row.raw).attach:
            if attached.sha256.startswith(plain):
                found[attached.sha256] = row.visit or ""
    if len(found) != 1:
        raise _unclear(given)
    return found.popitem()


def _demand_reason(reason: str) -> None:
    if not reason.strip():
        raise Known(
            "Reason missing",
            "Nothing is erased without a reason.",
            "Give the reason; it stays in the records for good.",
        )


def _unclear(given: str) -> Known:
    return Known(
        "Not found",
        "“{given}” names no single photo or record here.",
        "Give at least eight characters of its hash, as the list and the visit's page show it.",
        given=given,
    )
