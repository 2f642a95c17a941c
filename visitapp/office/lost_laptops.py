"""A lost laptop: its store key, sealed at enrolment, opens the backup that is restored elsewhere.

Nobody gets the key without a trace: an entry of the office's own journal says who asked and why
before the code is shown.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, or_, select

from visitapp.domain.events import About, Draft
from visitapp.domain.office_entries import KeyOpened
from visitapp.errors import Known
from visitapp.keys import recovery_code, unseal
from visitapp.office import tables
from visitapp.office.own_journal import write
from visitapp.office.seat import RECOVERY_KEY, Office

ACTOR = "office"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The recovery code of a laptop: as printed on its sheet."""

    device: str
    name: str
    code: str


def open_sealed(office: Office, given: str, reason: str) -> Opened:
    """The recovery code of the laptop named ``given`` (name, or the first of its id).

    Raises Known when no laptop or several fit, it sealed no key, the recovery key does not fit, or
    the reason is missing.
    """
    if not reason.strip():
        raise Known(
            "Reason missing",
            "The key of a laptop is opened only with a reason.",
            "Give it with --reason: who asked, and why.",
        )
    row = _found(office, given)
    if row.sealed_store_key is None:
        raise Known(
            "No sealed key",
            "The laptop “{name}” handed in no sealed key when it joined.",
            "Its own printed recovery sheet is the only other way.",
            name=row.name,
        )
    key = unseal((office.folder / RECOVERY_KEY).read_bytes(), row.sealed_store_key)
    content = KeyOpened(device=row.id, reason=reason.strip())
    write(office, Draft(about=About(device=row.id), actor=ACTOR, content=content))
    return Opened(device=row.id, name=row.name, code=recovery_code(key))


def _found(office: Office, given: str) -> Row[Any]:
    table = tables.device
    plain = given.strip()
    with office.database.reading() as connection:
        rows = connection.execute(
            select(table)
            .where(table.c.id != office.key.device)
            .where(or_(table.c.name == plain, table.c.id.startswith(plain, autoescape=True)))
        ).all()
    if not plain or len(rows) != 1:
        raise Known(
            "Which laptop?",
            "“{given}” names {count} laptops of this office.",
            "Give the name as it was enrolled, or more of its id; the office's page lists them.",
            given=given,
            count=len(rows) if plain else 0,
        )
    return rows[0]
