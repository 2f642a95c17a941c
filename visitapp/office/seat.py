"""An office on this computer: its folder, set up once and opened by every command.

In the folder: ``office.db`` (SQLite), ``office.key`` (Ed25519 seed) and
``recovery.key`` (X25519 seed), both mode 0600, ``blobs/``,
``parts/`` and ``thumbs/``. Files of the small office lie in clear: the disk should be encrypted.
"""

import secrets
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import insert, select

from visitapp.clock import Clock
from visitapp.disk import PRIVATE, PRIVATE_FOLDER, make_folder
from visitapp.domain.chain import GENESIS
from visitapp.errors import Known
from visitapp.evidence.signed_words import Certificate, words_bytes
from visitapp.office import tables
from visitapp.office.database import Database
from visitapp.office.identity import OfficeKey, create_key, load_key, recovery_public

DATABASE = "office.db"
KEY = "office.key"
RECOVERY_KEY = "recovery.key"
BLOB_LIMIT = 1024**3


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An opened office; ``incarnation`` names the branch of its own journal.

    ``recovery`` is the public key that laptops seal their store key to; ``tls`` the SHA-256 of the
    certificate it is served with, "" without one.
    """

    folder: Path
    tenant: str
    name: str
    incarnation: str
    key: OfficeKey
    database: Database
    clock: Clock
    recovery: bytes = b""
    tls: str = ""
    blob_limit: int = BLOB_LIMIT

    def micros(self) -> int:
        """The office's time in µs since 1970 UTC."""
        return self.clock.stamp().wall


def establish(folder: Path, name: str, clock: Clock) -> Office:
    """Set up an office in ``folder``; Known when there is one already or it can't be written."""
    if (folder / DATABASE).exists() or (folder / KEY).exists():
        raise Known(
            "Office exists",
            "There is already an office in {path}.",
            "Start it with “visitapp office serve”, or choose another folder with --data.",
            path=folder,
        )
    try:
        make_folder(folder, PRIVATE_FOLDER)
        (folder / DATABASE).touch(mode=PRIVATE)
        key = create_key(folder / KEY)
    except OSError as error:
        raise _unwritable(folder) from error
    database = Database(folder / DATABASE)
    _first_rows(database, key, name, clock)
    database.close()
    return open_office(folder, clock)


def open_office(folder: Path, clock: Clock, blob_limit: int = BLOB_LIMIT) -> Office:
    """The office in ``folder``, migrated if need be; Known when there is none.

    ``blob_limit`` is the largest photo taken, in bytes.
    """
    if not (folder / DATABASE).is_file():
        raise Known(
            "No office here",
            "There is no office in {path}.",
            "Set one up with “visitapp office init”, or name its folder with --data.",
            path=folder,
        )
    key = load_key(folder / KEY)
    database = Database(folder / DATABASE)
    with database.reading() as connection:
        row = connection.execute(select(tables.tenant)).one()
    return Office(
        folder=folder,
        tenant=row.id,
        name=row.name,
        incarnation=row.incarnation,
        key=key,
        database=database,
        clock=clock,
        recovery=recovery_public(folder / RECOVERY_KEY),
        blob_limit=blob_limit,
    )


def _first_rows(database: Database, key: OfficeKey, name: str, clock: Clock) -> None:
    now, tenant, branch = clock.stamp().wall, secrets.token_hex(8), secrets.token_hex(8)
    certificate = words_bytes(
        Certificate(
            device=key.device,
            public_key=key.public.hex(),
            name=name,
            tenant=tenant,
            server_time=now,
            rehearsal=clock.rehearsal,
        )
    )
    with database.writing() as connection:
        connection.execute(insert(tables.tenant).values(id=tenant, name=name, incarnation=branch))
        connection.execute(
            insert(tables.head).values(
                tenant=tenant, seq=0, epoch=secrets.token_hex(8), durable=0, frontier=b""
            )
        )
        connection.execute(
            insert(tables.device).values(
                id=key.device,
                public_key=key.public,
                name=name,
                cert_raw=certificate,
                cert_sig=key.sign(certificate),
                enrolled_at=now,
            )
        )
        connection.execute(
            insert(tables.incarnation).values(
                device=key.device,
                incarnation=branch,
                size=0,
                last=GENESIS,
                bodies_upto=0,
                frontier=b"",
                claimed=0,
            )
        )


def _unwritable(folder: Path) -> Known:
    return Known(
        "Folder not usable",
        "The folder {path} cannot be written.",
        "Choose another folder with --data, or ask for the right to write there.",
        path=folder,
    )
