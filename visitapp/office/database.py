"""The office's database: open, migrate, write one at a time.

SQLite with WAL and ``synchronous=FULL``: a commit has reached the disk when it returns, and a
receipt is given out only after that. One writing transaction at a time: BEGIN IMMEDIATE.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, insert, inspect, select

from visitapp.errors import Known
from visitapp.office import numbers, tables, tree

BUSY_SECONDS = 10
POOL = 20  # requests run in at most 40 threads


def _create_all(connection: Connection) -> None:
    tables.metadata.create_all(connection)


def _remember_who_used_a_code(connection: Connection) -> None:
    """A fresh database has the column from step 1."""
    columns = {column["name"] for column in inspect(connection).get_columns("enroll_code")}
    if "device" not in columns:
        connection.exec_driver_sql("ALTER TABLE enroll_code ADD COLUMN device TEXT")


def _keep_receipts(connection: Connection) -> None:
    """A fresh database has the table from step 1."""
    tables.receipt.create(connection, checkfirst=True)


def _keep_timestamps(connection: Connection) -> None:
    """A fresh database has the tables from step 1."""
    for table in (tables.timestamp, tables.timestamp_failure):
        table.create(connection, checkfirst=True)


def _keep_tree_and_quarantine(connection: Connection) -> None:
    """A fresh database has all of it from step 1; an older one gets its tree from its entries."""
    tables.metadata.create_all(connection)
    columns = {column["name"] for column in inspect(connection).get_columns("incarnation")}
    if "durable" not in columns:
        connection.exec_driver_sql(
            "ALTER TABLE incarnation ADD COLUMN durable BIGINT NOT NULL DEFAULT 0"
        )
        tree.rebuild(connection)


def _find_wishes(connection: Connection) -> None:
    """A fresh database has the index from step 1."""
    tables.wishes.create(connection, checkfirst=True)


def _find_numbers(connection: Connection) -> None:
    """A fresh database has the table from step 1; an older one gets its rows from its entries."""
    tables.visit_number.create(connection, checkfirst=True)
    numbers.fill(connection)


# numbered, each in one transaction, never edited after a release; step k brings version k
STEPS: tuple[Callable[[Connection], None], ...] = (
    _create_all,
    _remember_who_used_a_code,
    _keep_receipts,
    _keep_timestamps,
    _keep_tree_and_quarantine,
    _find_wishes,
    _find_numbers,
)


class Database:
    """Connections to one office database; readers never wait, writers queue."""

    def __init__(self, path: Path) -> None:
        """Open ``path``, creating or migrating it; Known when a newer program wrote it."""
        self._engine = _engine(path)
        self._lock = threading.Lock()
        _migrate(self, path)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One writing transaction, committed to disk when the block ends without an error."""
        with self._lock, self._engine.connect() as plain:
            connection = plain.execution_options(writes=True)
            with connection.begin():
                yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of everything committed so far."""
        with self._engine.connect() as connection, connection.begin():
            yield connection

    def forget_old_pages(self) -> None:
        """Empty the write-ahead log, so that what was erased lies nowhere in the files."""
        with self._lock, self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def copy_to(self, path: Path) -> None:
        """A consistent copy of everything committed so far as a database of its own."""
        plain = self._engine.raw_connection()
        try:
            plain.cursor().execute("VACUUM INTO ?", (str(path),))
        finally:
            plain.close()

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()


def _engine(path: Path) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        connect_args={"timeout": BUSY_SECONDS},
        pool_size=POOL,
        max_overflow=POOL,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - DBAPI connection
        connection.isolation_level = None  # the driver must not begin by itself
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _migrate(database: Database, path: Path) -> None:
    with database.writing() as connection:
        known = inspect(connection).has_table("version")
        found = connection.scalar(select(func.max(tables.version.c.step))) if known else None
        done: int = found or 0
        if done > len(STEPS):
            raise Known(
                "Newer office",
                "The office in {path} was written by a newer visitapp.",
                "Install the newest visitapp on this computer; nothing was changed.",
                path=path.parent,
            )
        for number, step in enumerate(STEPS[done:], start=done + 1):
            step(connection)
            connection.execute(insert(tables.version).values(step=number))
