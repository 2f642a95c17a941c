"""Online backup into one file, and restore into a new folder as a new incarnation.

A backup is a zip (stored, not compressed: everything in it is already encrypted) of the database
copied while in use, the vault's files and ``key.json``. It opens with the same key.
"""

import os
import secrets
import shutil
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path

from visitapp.clock import Clock
from visitapp.disk import laid_out, make_folder, sync_folder
from visitapp.errors import Known
from visitapp.keys import KEY_FILE
from visitapp.settings import FILE as SETTINGS_FILE
from visitapp.store.check import check
from visitapp.store.database import open_database, told, writing
from visitapp.store.store import DATABASE, VAULT, Store, open_store

MAGIC = "visitapp-backup-1"
# what zipfile lets through on a damaged file, a password (RuntimeError) or a newer kind of zip
NOT_OURS = (OSError, EOFError, RuntimeError, zipfile.BadZipFile, KeyError, ValueError)


def backup(store: Store, path: Path, key: bytes) -> Path:
    """Write a backup to ``path`` while the program runs; complete or not there at all."""
    scratch = path.with_name(f"{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        make_folder(path.parent)
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            copied = _copy_database(store, Path(folder) / DATABASE, key)
            with zipfile.ZipFile(scratch, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
                archive.writestr("MAGIC", MAGIC)
                archive.write(copied, DATABASE)
                for name in (KEY_FILE, SETTINGS_FILE):
                    if (store.folder / name).exists():
                        archive.write(store.folder / name, name)
                for file in store.vault.files():
                    archive.write(file, f"{VAULT}/{file.parent.name}/{file.name}")
            with scratch.open("rb+") as written:
                os.fsync(written.fileno())
        scratch.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise Known(
            "Backup not written",
            "The backup cannot be written to {path} ({what}).",
            "Choose another place with enough space; the records themselves are safe.",
            path=path,
            what=error.strerror or error,
        ) from error
    finally:
        with suppress(OSError):  # of a stick that was pulled: what went wrong is said already
            scratch.unlink()
    with writing(store.db):
        store.meta.set("last_backup", store.clock.now().isoformat())
    return path


def _copy_database(store: Store, path: Path, key: bytes) -> Path:
    """A consistent copy, made while others write; proved to open with the key."""
    with told():
        store.db.execute("VACUUM INTO ?", (str(path),))
    open_database(path, key).close()
    return path


def unpack(path: Path, folder: Path) -> None:
    """Lay a backup out in ``folder``, which must be empty or absent; Known otherwise."""
    with laid_out(folder) as scratch:
        _extract(path, scratch)


def _extract(path: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            magic = archive.getinfo("MAGIC")
            if magic.compress_type != zipfile.ZIP_STORED or archive.read(magic) != MAGIC.encode():
                raise KeyError("MAGIC")
            for info in archive.infolist():
                target = _target(folder, info.filename)
                if target is None or info.compress_type != zipfile.ZIP_STORED:
                    continue  # ours are never compressed: no small file unfolds into a big one
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(info) as source, target.open("wb") as file:
                    shutil.copyfileobj(source, file)
    except NOT_OURS as error:
        raise Known(
            "Not a backup",
            "{path} is not a backup of visitapp, or it is damaged.",
            "Choose another backup file; nothing was changed.",
            path=path,
        ) from error


def _target(folder: Path, name: str) -> Path | None:
    """Where a member goes: only the names that a backup has, never a path from outside."""
    parts = name.split("/")
    if name in {DATABASE, KEY_FILE, SETTINGS_FILE}:
        return folder / name
    if len(parts) == 3 and parts[0] == VAULT and len(parts[1]) == 2:
        plain = parts[2].partition(".")[0]
        if len(plain) == 64 and not plain.strip("0123456789abcdef") and parts[2].isascii():
            return folder / VAULT / parts[1] / Path(parts[2]).name
    return None


def restored(folder: Path, key: bytes, clock: Clock) -> Store:
    """Open an unpacked backup as a new incarnation: the old branch may have gone on elsewhere.

    Raises Known when the backup is damaged.
    """
    store = open_store(folder, key, clock)
    report = check(store)
    if not report.is_ok:
        store.close()
        raise Known(
            "Backup is damaged",
            "The backup does not hold together ({what}).",
            "Choose an older backup; nothing was changed.",
            what=f"{report.problems[0].where}: {report.problems[0].what}",
        )
    with writing(store.db):
        store.meta.open_incarnation("restored")
        store.outbox.drop_numbers()
    return store
