"""Numbered, transactional changes of the schema (sqlite-utils Migrations), a backup before each."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlite_utils import Database, Migrations

from visitapp.store.schema import SCRIPTS, VERSION

SET = Migrations("visitapp")


def _script(sql: str) -> Callable[[Any], None]:
    def run(db: Any) -> None:  # noqa: ANN401 - sqlite_utils Database over a SQLCipher connection
        for statement in statements(sql):
            db.conn.execute(statement)

    return run


for _number, _sql in enumerate(SCRIPTS, start=1):
    SET(name=f"{_number:04d}")(_script(_sql))


def statements(sql: str) -> list[str]:
    """Single statements of a script; a trigger's body stays in one piece."""
    found, part = [], ""
    for line in sql.splitlines():
        part += line + "\n"
        trigger = "CREATE TRIGGER" in part
        if line.rstrip().endswith("END;" if trigger else ";"):
            found.append(part.strip())
            part = ""
    return found


def migrate(db: Any, path: Path, version: int) -> None:  # noqa: ANN401 - the SQLCipher connection
    """Bring the database to ``VERSION``; an existing store is copied beside itself first."""
    if version:
        keep_before(db, path.with_suffix(f".before-{version + 1}.db"))
    SET.apply(Database(db, recursive_triggers=False))
    db.execute(f"PRAGMA user_version = {VERSION}")


def keep_before(db: Any, path: Path) -> None:  # noqa: ANN401 - the SQLCipher connection
    """A whole copy of the database under the same key, on disk before anything changes."""
    path.unlink(missing_ok=True)
    db.execute("VACUUM INTO ?", (str(path),))
    with path.open("rb+") as file:
        os.fsync(file.fileno())
