"""Keeping the store: check, rebuild the read tables, back up, restore."""

from pathlib import Path

from visitapp.clock import Clock, SystemClock
from visitapp.keys import Passphrase, load_store_key
from visitapp.settings import load_settings
from visitapp.store import backup as backups
from visitapp.store import check as checks
from visitapp.store.check import CheckReport
from visitapp.workspace import Workspace


def check(ws: Workspace) -> CheckReport:
    """Look at every page, link, signature and blob; problems found and what was repaired."""
    return checks.check(ws.store)


def rebuild(ws: Workspace) -> None:
    """Make the read tables anew from the journal."""
    ws.store.rebuild()


def backup(ws: Workspace, path: Path) -> Path:
    """One encrypted file with journal and vault, made while the program runs."""
    return backups.backup(ws.store, path, ws.key)


def restore(
    folder: Path, path: Path, *, clock: Clock | None = None, passphrase: Passphrase | None = None
) -> str:
    """Lay a backup out in the empty ``folder`` as a new incarnation; returns its id.

    Raises Known when the folder is not empty, the backup is damaged or the key can't be had.
    """
    backups.unpack(path, folder)
    key = load_store_key(folder, passphrase)
    clock = clock or SystemClock(load_settings(folder).timezone)
    store = backups.restored(folder, key, clock)
    try:
        return store.meta.incarnation
    finally:
        store.close()
