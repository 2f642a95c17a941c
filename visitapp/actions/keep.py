"""Keeping the store: check, rebuild the read tables, back up, restore."""

from pathlib import Path

from visitapp.store import backup as backups
from visitapp.store.check import CheckReport
from visitapp.workspace import Workspace


def check(ws: Workspace) -> CheckReport:
    """Look at every page, link, signature and blob; problems found and what was repaired."""
    return ws.store.check()


def rebuild(ws: Workspace) -> None:
    """Make the read tables anew from the journal."""
    ws.store.rebuild()


def backup(ws: Workspace, path: Path) -> Path:
    """One encrypted file with journal and vault, made while the program runs."""
    return backups.backup(ws.store, path)
