"""What rots: a laptop with an office, its store file, its vault, a dossier and a backup."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.evidence.conftest import unpacked, workspace
from tests.sync.conftest import Laptop, noise, opened
from tests.sync.offices import OfficeProcess
from visitapp.actions import dossier
from visitapp.store import backup

PHOTOS = 6


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Files at rest, and the office that runs."""

    folder: Path
    key: bytes
    office: OfficeProcess
    visit: str
    dossier: Path
    fingerprint: str
    backup: Path

    def opened(self) -> Laptop:
        """The laptop switched on; close its store."""
        return Laptop(store=opened(self.folder, self.key), key=self.key)

    def arrived(self, sha256: str) -> bool:
        """Whether any byte of a photo was taken by the office."""
        begun = self.office.rows("SELECT 1 FROM blob_part WHERE sha256 = ?", sha256)
        folders = (self.office.folder / name for name in ("blobs", "parts"))
        return bool(begun) or any(p for folder in folders for p in folder.rglob(f"{sha256}*"))


@contextmanager
def staged(folder: Path) -> Iterator[Stage]:
    """Play a visit, hand half of it over, switch the laptop off."""
    office = OfficeProcess(folder / "office").start()
    key = secrets.token_bytes(32)
    laptop = Laptop(store=opened(folder / "laptop", key, create=True), key=key)
    try:
        yield _played(folder, office, laptop)
    finally:
        office.kill()


def _played(folder: Path, office: OfficeProcess, laptop: Laptop) -> Stage:
    laptop.join(office)
    visit = laptop.plan()
    laptop.arrive(visit)
    laptop.ring(visit, 12)
    for n in range(PHOTOS):
        laptop.photo(visit, noise(70_000 + n, n))
    laptop.sync()
    made = dossier.export(workspace(laptop), [visit], "障害試験", folder / "made.zip")
    saved = backup.backup(laptop.store, folder / "one.backup", laptop.key)
    laptop.store.close()
    return Stage(
        folder=folder / "laptop",
        key=laptop.key,
        office=office,
        visit=visit,
        dossier=unpacked(made.file, folder / "dossier"),
        fingerprint=made.issued.fingerprint,
        backup=saved,
    )
