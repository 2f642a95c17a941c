"""Keeping the store: check, rebuild the read tables, back up every day, restore, try a restore."""

import re
import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from visitapp.clock import Clock, SystemClock
from visitapp.errors import Known
from visitapp.keys import Passphrase, load_store_key
from visitapp.settings import load_settings, save_settings
from visitapp.store import backup as backups
from visitapp.store import check as checks
from visitapp.store import scrub
from visitapp.store.check import CheckReport
from visitapp.store.store import open_store
from visitapp.workspace import Workspace

DAILY, MONTHLY = 14, 12
NAME = re.compile(r"visitapp-(?P<device>[0-9a-f]{8})-(?P<at>\d{8}-\d{4})\.backup")


def check(ws: Workspace) -> CheckReport:
    """Look at every page, link, signature and blob; problems found and what was repaired.

    Damaged originals are remembered: the next sync looks for them at the office.
    """
    report = checks.check(ws.store)
    for sha256 in report.damaged:
        scrub.remember(ws.store, sha256, ws.clock.now())
    return report


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


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupView:
    """The daily backup as it stands: where and when (HH:MM), the last and the next one.

    ``is_there``: the folder can be written at this moment; ``free`` are its bytes left. ``newest``
    is the newest backup of this computer in it.
    """

    now: datetime
    folder: str
    at: str
    last_at: datetime | None
    next_at: datetime | None
    is_there: bool
    free: int
    count: int
    newest: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """A restore that was tried: the file, and what its check found; nothing of it is kept."""

    path: Path
    report: CheckReport
    entries: int


def choose_backup(ws: Workspace, folder: str, at: str) -> None:
    """Remember where the daily backup goes and at which hour (``HH:MM``)."""
    old = load_settings(ws.folder)
    save_settings(ws.folder, replace(old, backup_folder=folder.strip(), backup_at=at))


def backup_view(ws: Workspace) -> BackupView:
    """Where, when, and whether the place is there."""
    settings, now = load_settings(ws.folder), ws.clock.now()
    folder = Path(settings.backup_folder)
    is_there = bool(settings.backup_folder) and folder.is_dir()
    backups_here = _backups(ws, folder) if is_there else []
    last_at = _last(ws)
    hour = _due_before(now, settings.backup_at)
    due = hour if last_at is None or last_at < hour else hour + timedelta(days=1)
    return BackupView(
        now=now,
        folder=settings.backup_folder,
        at=settings.backup_at,
        last_at=last_at,
        next_at=due if settings.backup_folder else None,
        is_there=is_there,
        free=shutil.disk_usage(folder).free if is_there else 0,
        count=len(backups_here),
        newest=backups_here[-1] if backups_here else None,
    )


def is_due(ws: Workspace) -> bool:
    """Whether the daily backup of the last hour chosen has not been made yet."""
    settings = load_settings(ws.folder)
    if not settings.backup_folder:
        return False
    last_at = _last(ws)
    return last_at is None or last_at < _due_before(ws.clock.now(), settings.backup_at)


def backup_to_place(ws: Workspace) -> Path:
    """A backup into the chosen folder, then old ones make room: 14 days and 12 months stay.

    Raises Known when no place was chosen, it is not there (a stick, a network drive), or full.
    """
    settings = load_settings(ws.folder)
    folder = Path(settings.backup_folder)
    if not settings.backup_folder or not folder.is_dir():
        raise Known(
            "Backup place is not there",
            "The place for the backup is not there at the moment ({folder}).",
            "Plug in the stick or connect the network drive; the records themselves are safe.",
            folder=settings.backup_folder or "—",
        )
    now = ws.clock.now()
    made = backup(ws, folder / f"visitapp-{_device(ws)}-{now:%Y%m%d-%H%M}.backup")
    for path in spent(_backups(ws, folder)):
        path.unlink(missing_ok=True)
    return made


def spent(paths: list[Path]) -> list[Path]:
    """Which backups may go: all but the newest of the last 14 days and of the last 12 months."""
    days: dict[str, Path] = {}
    months: dict[str, Path] = {}
    for path in sorted(paths, key=lambda p: p.name):
        at = path.name.rsplit("-", 2)[1]
        days[at] = path
        months[at[:6]] = path
    kept = {days[day] for day in sorted(days)[-DAILY:]}
    kept |= {months[month] for month in sorted(months)[-MONTHLY:]}
    return [path for path in paths if path not in kept]


def drill(ws: Workspace, path: Path) -> Drill:
    """Restore a backup into a folder that goes away again, and look at every page and photo.

    Raises Known when it is damaged or does not open with this computer's key.
    """
    with tempfile.TemporaryDirectory(dir=ws.folder) as scratch:
        folder = Path(scratch) / "restored"
        backups.unpack(path, folder)
        store = open_store(folder, ws.key, ws.clock)
        try:
            report = checks.check(store)
            entries = sum(store.journal.size(name) for name in store.journal.incarnations())
        finally:
            store.close()
    return Drill(path=path, report=report, entries=entries)


def _device(ws: Workspace) -> str:
    return ws.store.meta.signer.device[:8]


def _backups(ws: Workspace, folder: Path) -> list[Path]:
    """The backups of this computer in a folder, the oldest first."""
    found = []
    for path in folder.iterdir():
        match = NAME.fullmatch(path.name)
        if match is not None and match["device"] == _device(ws):
            found.append(path)
    return sorted(found, key=lambda p: p.name)


def _last(ws: Workspace) -> datetime | None:
    stored = ws.store.meta.text("last_backup")
    return datetime.fromisoformat(stored) if stored else None


def _due_before(now: datetime, at: str) -> datetime:
    """The last moment at or before ``now`` at which a daily backup was due."""
    hour, _, minute = at.partition(":")
    try:
        today = now.replace(hour=int(hour), minute=int(minute or 0), second=0, microsecond=0)
    except ValueError:
        today = now.replace(hour=18, minute=10, second=0, microsecond=0)  # a mistyped setting
    return today if today <= now else today - timedelta(days=1)
