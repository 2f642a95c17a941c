"""The office's own backup in one file; what lies in it is durable, and receipts say so.

A zip (stored) of the database copied while it serves, both keys, and every original that the
database names. It is as clear as the office's folder and belongs where that may lie. The watermark
moves only when the whole file is on the disk: for each branch up to the last entry before the
first one whose photo was not here yet. A restore opens a new epoch.
"""

import hashlib
import os
import secrets
import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from visitapp.clock import Clock
from visitapp.disk import PRIVATE, PRIVATE_FOLDER, laid_out, sync_folder
from visitapp.domain.chain import read_entry
from visitapp.errors import Known
from visitapp.office import epochs, tables
from visitapp.office.blobs import blob_path, thumb_path
from visitapp.office.database import Database
from visitapp.office.incidents import Finding, note
from visitapp.office.seat import DATABASE, KEY, RECOVERY_KEY, Office, open_office

MAGIC_NAME, MAGIC = "MAGIC", "visitapp-office-backup-1"
CONFIG = "office.toml"
FOLDERS = ("blobs", "thumbs")
DEPTH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Backed:
    """What a backup came to: the file, its bytes, entries and originals in it."""

    path: Path
    size: int
    entries: int
    originals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore came to: the new epoch, originals that were damaged and are asked for anew."""

    epoch: str
    entries: int
    lost: Sequence[str]


def backup(office: Office, path: Path) -> Backed:
    """Write a backup to ``path`` while the office serves; complete or not there at all.

    Raises Known when it can't be written.
    """
    scratch = path.absolute().with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with tempfile.TemporaryDirectory(dir=scratch.parent) as folder:
            copied = Path(folder) / DATABASE
            office.database.copy_to(copied)
            kept = _write(office, copied, scratch)
            scratch.replace(path)
            sync_folder(scratch.parent)
            entries = _move_watermark(office, copied, kept)
    except OSError as error:
        raise Known(
            "Backup not written",
            "The backup cannot be written to {path} ({what}).",
            "Choose another place with enough space; the records themselves are safe.",
            path=path,
            what=error.strerror or error,
        ) from error
    finally:
        scratch.unlink(missing_ok=True)
    return Backed(path=path, size=path.stat().st_size, entries=entries, originals=len(kept))


def restore(folder: Path, path: Path, clock: Clock) -> Restored:
    """Lay a backup out in the empty ``folder`` under a new epoch; Known when it isn't one."""
    _unpack(path, folder)
    office = open_office(folder, clock)
    try:
        with office.database.writing() as connection:
            lost = _forget_damaged(office, connection)
            epoch = epochs.begin(connection)
            head = connection.execute(select(tables.head)).one()
            finding = Finding(
                at=office.micros(),
                device=office.key.device,
                what="restored",
                detail=f"Epoch {epoch} begins with {head.seq} entries.",
                evidence=b"",
            )
            note(connection, finding)
    finally:
        office.database.close()
    return Restored(epoch=epoch, entries=head.seq, lost=lost)


def _write(office: Office, copied: Path, scratch: Path) -> frozenset[str]:
    """Everything into the zip; the hashes of the originals that are in it."""
    kept = set()
    handle = os.open(scratch, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE)
    with (
        os.fdopen(handle, "w+b") as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, allowZip64=True) as archive,
    ):
        archive.writestr(MAGIC_NAME, MAGIC)
        archive.write(copied, DATABASE)
        for name in (KEY, RECOVERY_KEY, CONFIG):
            if (office.folder / name).exists():
                archive.write(office.folder / name, name)
        for sha256 in _named(copied):
            path = blob_path(office.folder, sha256)
            if path.exists():
                archive.write(path, path.relative_to(office.folder).as_posix())
                kept.add(sha256)
            small = thumb_path(office.folder, sha256)
            if small.exists():
                archive.write(small, small.relative_to(office.folder).as_posix())
    with scratch.open("rb+") as written:
        os.fsync(written.fileno())
    return frozenset(kept)


def _named(copied: Path) -> list[str]:
    database = Database(copied)
    with database.reading() as connection:
        found = list(connection.scalars(select(tables.blob.c.sha256).order_by("sha256")))
    database.close()
    return found


def _move_watermark(office: Office, copied: Path, kept: frozenset[str]) -> int:
    """Say what is durable from now on; returns how many entries the backup holds."""
    database = Database(copied)
    with database.reading() as connection:
        seq, epoch = connection.execute(select(tables.head.c.seq, tables.head.c.epoch)).one()
        erased = set(connection.scalars(select(tables.erasure.c.target)))
        reached = [
            (row.device, row.incarnation, _durable(connection, row, kept | erased))
            for row in connection.execute(select(tables.incarnation)).all()
        ]
    database.close()
    table = tables.incarnation
    with office.database.writing() as connection:
        if connection.scalar(select(tables.head.c.epoch)) == epoch:
            connection.execute(update(tables.head).values(durable=seq))
            for device, incarnation, size in reached:
                connection.execute(
                    update(table)
                    .where(table.c.device == device, table.c.incarnation == incarnation)
                    .where(table.c.durable < size)
                    .values(durable=size)
                )
    return int(seq)


def _durable(connection: Connection, branch: Row[Any], safe: set[str] | frozenset[str]) -> int:
    """How far the branch lies in the backup with all its photos; erased ones are owed to nobody."""
    table, reached = tables.entry, branch.durable
    rows = connection.execute(
        select(table.c.n, table.c.raw)
        .where(table.c.device == branch.device, table.c.incarnation == branch.incarnation)
        .where(table.c.n > branch.durable)
        .order_by(table.c.n)
    )
    for row in rows:
        if any(a.sha256 not in safe for a in read_entry(row.raw).attach):
            break
        reached = row.n
    return int(reached)


def _unpack(path: Path, folder: Path) -> None:
    with laid_out(folder) as scratch:
        _extract(path, scratch)


def _extract(path: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.read(MAGIC_NAME).decode() != MAGIC:
                raise KeyError(MAGIC_NAME)
            for name in (DATABASE, KEY, RECOVERY_KEY):
                archive.getinfo(name)
            for info in archive.infolist():
                target = _target(folder, info.filename)
                if target is None or info.compress_type != zipfile.ZIP_STORED:
                    continue  # ours are never compressed: no small file unfolds into a big one
                target.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
                handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE)
                with archive.open(info) as source, os.fdopen(handle, "wb") as file:
                    shutil.copyfileobj(source, file)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise Known(
            "Not a backup",
            "{path} is not a backup of visitapp, or it is damaged.",
            "Choose another backup file; nothing was changed.",
            path=path,
        ) from error


def _target(folder: Path, name: str) -> Path | None:
    """Where a member goes: only the names that a backup has, never a path from outside."""
    parts = name.split("/")
    if name in {DATABASE, KEY, RECOVERY_KEY, CONFIG}:
        return folder / name
    if len(parts) == DEPTH and parts[0] in FOLDERS:
        plain = parts[2].removesuffix(".jpg")
        if len(plain) == 64 and not plain.strip("0123456789abcdef") and parts[1] == plain[:2]:
            return folder / parts[0] / parts[1] / parts[2]
    return None


def _forget_damaged(office: Office, connection: Connection) -> list[str]:
    """Originals whose bytes are not there: their rows go, so that laptops hand them in again."""
    lost = []
    for sha256 in connection.scalars(select(tables.blob.c.sha256)).all():
        path = blob_path(office.folder, sha256)
        if not path.exists() or _hash(path) != sha256:
            path.unlink(missing_ok=True)
            connection.execute(delete(tables.blob).where(tables.blob.c.sha256 == sha256))
            lost.append(sha256)
    return lost


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
