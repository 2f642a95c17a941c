"""The only place that opens the laptop's database: key, pragmas, canary, schema, refuse-newer.

SQLCipher with a raw 32-byte key. WAL needs ``synchronous=FULL``: with NORMAL a power cut loses
commits the user was told about. sqlite_utils is slow to import and only loaded when the schema
has to be changed.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlcipher3 import dbapi2

from visitapp.errors import Known
from visitapp.store.schema import VERSION

# WORKAROUND sqlite-utils: it catches the exceptions of whichever module it finds first
sys.modules.setdefault("pysqlite3", sqlcipher3)

Connection = Any
KEY_BYTES = 32
PLAIN_HEADER = b"SQLite format 3\x00"
BUSY_MS = 8_000
CACHE_KIB = 64 * 1024
MESSAGES = {
    "database or disk is full": (
        "Disk is full",
        "The disk of this computer is full; this was not recorded.",
        "Free some space and do it again. Everything recorded before is safe.",
    ),
    "database is locked": (
        "Records are in use",
        "Another program is writing to the records at the moment.",
        "Wait a moment and do it again; close other windows of visitapp if it stays so.",
    ),
    "disk i/o error": (
        "Disk does not answer",
        "The disk reported an error while reading or writing the records.",
        "Check the disk and its space, then do it again. Make a backup soon.",
    ),
    "readonly": (
        "Records cannot be written",
        "The records on this computer are write-protected.",
        "Check the rights of the data folder, then do it again.",
    ),
    "unable to open": (
        "Records cannot be opened",
        "The records in this folder cannot be opened.",
        "Check that the folder exists and that you may write to it.",
    ),
}
DAMAGED = (
    "Records are damaged",
    "The records on this computer are damaged or belong to another key.",
    "Nothing was changed. Give the right key, or restore the last backup into a new folder.",
)


def open_database(path: Path, key: bytes, *, create: bool = False) -> Connection:
    """An open connection with every pragma set and the schema up to date.

    ``key`` are 32 raw bytes. Raises Known for a missing, locked, damaged or newer database and
    for a wrong key; nothing is changed then.
    """
    if not create and not path.exists():
        raise Known(
            "No records here",
            "There are no records in {folder}.",
            "Set up this computer first with: visitapp init",
            folder=path.parent,
        )
    demand_encrypted(path)
    with told():
        db = sqlcipher3.connect(
            str(path), timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False
        )
    try:
        with told():
            _dress(db, key)
            _bring_up(db, path)
    except BaseException:
        db.close()
        raise
    return db


def demand_encrypted(path: Path) -> None:
    """Known when a file at ``path`` is plain SQLite (the canary against a foreign library)."""
    if path.exists() and path.stat().st_size:
        with path.open("rb") as file:
            if file.read(len(PLAIN_HEADER)) == PLAIN_HEADER:
                raise Known(*DAMAGED)


def _dress(db: Connection, key: bytes) -> None:
    if len(key) != KEY_BYTES:
        raise Known(*DAMAGED)
    db.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    if not db.execute("PRAGMA cipher_version").fetchone():
        raise Known(
            "Encryption is missing",
            "The database library of this program has no encryption.",
            "Install visitapp again; nothing was written.",
        )
    db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        db.execute(f"PRAGMA {pragma}")
    db.execute("PRAGMA recursive_triggers = ON")


def _bring_up(db: Connection, path: Path) -> None:
    """Apply migrations that are missing; refuse a schema of a newer program."""
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise Known(
            "Records of a newer program",
            "These records are of a newer visitapp (form {found}; this one knows {known}).",
            "Install the newer visitapp; nothing was changed.",
            found=version,
            known=VERSION,
        )
    if version < VERSION:
        from visitapp.store.migrations import migrate  # noqa: PLC0415 - slow, seldom needed

        migrate(db, path, version)


@contextmanager
def told() -> Iterator[None]:
    """Errors of the database as sentences with advice (design: Known)."""
    try:
        yield
    except dbapi2.DatabaseError as error:
        said = str(error).lower()
        for part, words in MESSAGES.items():
            if part in said:
                raise Known(*words) from error
        if isinstance(error, dbapi2.IntegrityError) or "no such" in said or "syntax" in said:
            raise
        raise Known(*DAMAGED) from error


@contextmanager
def writing(db: Connection) -> Iterator[None]:
    """One BEGIN IMMEDIATE … COMMIT; on return the commit is on disk (``synchronous=FULL``)."""
    with told():
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
        try:
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
