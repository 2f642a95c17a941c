"""The only place that opens the laptop's database: key, pragmas, canary, schema, refuse-newer.

SQLCipher with a raw 32-byte key. WAL needs ``synchronous=FULL``: with NORMAL a power cut loses
commits the user was told about. sqlite_utils is slow to import and only loaded when the schema
has to be changed.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlcipher3 import dbapi2

from visitapp.errors import Known
from visitapp.store.schema import VERSION
from visitapp.texts import N_

# WORKAROUND sqlite-utils: it catches the exceptions of whichever module it finds first
sys.modules.setdefault("pysqlite3", sqlcipher3)

Connection = Any
KEY_BYTES = 32
PLAIN_HEADER = b"SQLite format 3\x00"
BUSY_MS = 8_000
BRIEFLY_MS = 100
CACHE_KIB = 64 * 1024
PRAGMAS = (
    f"cache_size = -{CACHE_KIB}",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "recursive_triggers = ON",  # or INSERT OR REPLACE deletes behind the triggers' back
    "secure_delete = ON",  # what was erased by rule leaves no bytes in free pages
    "trusted_schema = OFF",
    "fullfsync = ON",  # macOS: a sync that reaches the platter
)
FULL = (
    N_("Disk is full"),
    N_("The disk of this computer is full; this was not recorded."),
    N_("Free some space and do it again. Everything recorded before is safe."),
)
BUSY = (
    N_("Records are in use"),
    N_("Another program is writing to the records at the moment."),
    N_("Wait a moment and do it again; close other windows of visitapp if it stays so."),
)
NO_ANSWER = (
    N_("Disk does not answer"),
    N_("The disk reported an error while reading or writing the records."),
    N_("Check the disk and its space, then do it again. Make a backup soon."),
)
PROTECTED = (
    N_("Records cannot be written"),
    N_("The records on this computer are write-protected."),
    N_("Check the rights of the data folder, then do it again."),
)
NOT_OPENED = (
    N_("Records cannot be opened"),
    N_("The records in this folder cannot be opened."),
    N_("Check that the folder exists and that you may write to it."),
)
DAMAGED = (
    N_("Records are damaged"),
    N_("The records on this computer are damaged or belong to another key."),
    N_("Nothing was changed. Give the right key, or restore the last backup into a new folder."),
)
WRONG_KEY = (
    N_("Key does not fit"),
    N_("The records do not open with this key, or their first page is damaged."),
    N_("Nothing was changed. Give the key they were made with, or use the recovery code."),
)
# SQLITE_IOERR_SHMSIZE, which the library does not name: no place for the map of the log
NO_MAP = dbapi2.SQLITE_IOERR | 19 << 8
MESSAGES = {
    dbapi2.SQLITE_FULL: FULL,
    NO_MAP: FULL,
    dbapi2.SQLITE_BUSY: BUSY,
    dbapi2.SQLITE_LOCKED: BUSY,
    dbapi2.SQLITE_IOERR: NO_ANSWER,
    dbapi2.SQLITE_READONLY: PROTECTED,
    dbapi2.SQLITE_CANTOPEN: NOT_OPENED,
    dbapi2.SQLITE_CORRUPT: DAMAGED,
    dbapi2.SQLITE_NOTADB: DAMAGED,
}
PAGE = 4096
PRIMARY_CODE = 0xFF


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
    if not create and path.stat().st_size < PAGE:
        raise Known(*DAMAGED)  # SQLite would take it for a new one
    with told():
        db = sqlcipher3.connect(
            str(path),
            timeout=BUSY_MS / 1000,
            isolation_level=None,
            check_same_thread=False,  # Store.close closes what other threads opened
            factory=Telling,
        )
    try:
        with told():
            _dress(db, key, path)
            _bring_up(db, path)
    except BaseException:
        db.close()
        raise
    return db


def demand_encrypted(path: Path) -> None:
    """Known when a file at ``path`` is plain SQLite (the canary against a foreign library).

    And when it cannot be read: this is the first look at it.
    """
    if path.exists() and path.stat().st_size:
        try:
            with path.open("rb") as file:
                is_plain = file.read(len(PLAIN_HEADER)) == PLAIN_HEADER
        except PermissionError as error:
            raise Known(*NOT_OPENED) from error
        except OSError as error:
            raise Known(*NO_ANSWER) from error
        if is_plain:
            raise Known(*DAMAGED)


def _dress(db: Connection, key: bytes, path: Path) -> None:
    if len(key) != KEY_BYTES:
        raise Known(*WRONG_KEY)
    db.execute("PRAGMA cipher_log_level = NONE")  # its errors reach the user as sentences
    db.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    demand_cipher(db)
    _demand_key(db, path)
    for pragma in PRAGMAS:
        db.execute(f"PRAGMA {pragma}")


def demand_cipher(db: Connection) -> None:
    """Known when the library below is plain SQLite: it would take the key and write plain text."""
    if not db.execute("PRAGMA cipher_version").fetchone():
        raise Known(
            "Encryption is missing",
            "The database library of this program has no encryption.",
            "Install visitapp again; nothing was written.",
        )


def _demand_key(db: Connection, path: Path) -> None:
    """Read the first page: Known when the key does not fit, or the file was cut or emptied."""
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except Known as known:
        code = getattr(known.__cause__, "sqlite_errorcode", 0)
        if code != dbapi2.SQLITE_NOTADB or path.stat().st_size % PAGE:
            raise
        raise Known(*WRONG_KEY) from known


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


def sentence(error: Exception) -> Known | None:
    """An error of disk or database as a sentence with advice; None for a mistake of ours.

    SQLCipher says that memory ran out when a page it needs for a commit cannot be read (measured).
    """
    if isinstance(error, MemoryError):
        return Known(*NO_ANSWER)
    code = getattr(error, "sqlite_errorcode", 0)
    words = MESSAGES.get(code) or MESSAGES.get(code & PRIMARY_CODE)
    return Known(*words) if words else None


@contextmanager
def told() -> Iterator[None]:
    """Errors of disk and database as sentences with advice (``sentence``)."""
    try:
        yield
    except (dbapi2.DatabaseError, MemoryError) as error:
        if known := sentence(error):
            raise known from error
        raise


class Telling(dbapi2.Connection):  # type: ignore[misc] # the library has no types
    """A connection whose statements fail with a sentence, wherever they stand."""

    def execute(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Any:  # noqa: ANN401
        """``Connection.execute``; raises Known for what a person can mend."""
        try:
            return super().execute(sql, values)
        except (dbapi2.DatabaseError, MemoryError) as error:
            if known := sentence(error):
                raise known from error
            raise


def fold_log(db: Connection) -> None:
    """Move the write-ahead log into the database and give its space back, if nobody reads it."""
    try:
        db.execute(f"PRAGMA busy_timeout = {BRIEFLY_MS}")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except (Known, dbapi2.DatabaseError):
        return  # no space for that either: the log stays as it is
    finally:
        db.execute(f"PRAGMA busy_timeout = {BUSY_MS}")


@contextmanager
def writing(db: Connection) -> Iterator[None]:
    """One BEGIN IMMEDIATE … COMMIT; on return the commit is on disk (``synchronous=FULL``).

    Inside a transaction that is open already it joins that one: the outer one commits.
    """
    if db.in_transaction:
        yield
        return
    with told():
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
