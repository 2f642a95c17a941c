"""The dossier that is tampered with: two laptops, an office, photos, erasures, an open tail."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.evidence.conftest import unpacked, workspace
from tests.sync.conftest import Laptop, noise, opened
from tests.sync.offices import OfficeProcess
from visitapp.actions import dossier
from visitapp.domain.chain import digest
from visitapp.domain.events import About, Draft
from visitapp.domain.office_entries import ErasureOrdered
from visitapp.keys import Signer
from visitapp.office import own_journal


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A dossier as files, and what an insider has: the key of the laptop that made it."""

    files: dict[str, bytes]
    fingerprint: str
    insider: Signer
    zipped: bytes


def erase(office: OfficeProcess, entry: str, blob: str) -> None:
    seat = office.opened()
    order = ErasureOrdered(entries=(entry,), blobs=(blob,), reason="本人の請求")
    own_journal.write(seat, Draft(about=About(), actor="admin", content=order))
    seat.database.close()


@contextmanager
def two_laptops(folder: Path, office: OfficeProcess) -> Iterator[tuple[Laptop, Laptop]]:
    laptops = []
    for name in ("first", "second"):
        key = secrets.token_bytes(32)
        laptops.append(Laptop(store=opened(folder / name, key, create=True), key=key))
        laptops[-1].join(office)
    try:
        yield laptops[0], laptops[1]
    finally:
        for laptop in laptops:
            laptop.store.close()


def stage(folder: Path) -> Stage:
    """Play the visit and read its dossier; everything stays below ``folder``."""
    office = OfficeProcess(folder / "office").start()
    try:
        with two_laptops(folder, office) as (first, second):
            return _played(folder, office, first, second)
    finally:
        office.kill()


def _played(folder: Path, office: OfficeProcess, first: Laptop, second: Laptop) -> Stage:
    other, visit = first.plan(), first.plan()
    first.sync()
    second.sync()
    second.arrive(visit)
    first.ring(other, 2)
    gone = first.arrive(visit)
    first.photo(visit, noise(60_000, 1))
    bad = first.photo(visit, noise(30_000, 2))
    second.ring(visit)
    for laptop in (second, first, first):
        laptop.sync()
    erase(office, digest(gone.entry.raw), bad)
    first.ring(visit, 3)
    for laptop in (first, second, first):
        laptop.sync()
    first.ring(visit, 2)
    made = dossier.export(workspace(first), [visit], "障害試験", folder / "made.zip")
    where = unpacked(made.file, folder / "made")
    files = {p.relative_to(where).as_posix(): p.read_bytes() for p in where.rglob("*.*")}
    files |= {name: (where / name).read_bytes() for name in ("MANIFEST", "SHA256SUMS")}
    return Stage(
        files=files,
        fingerprint=made.issued.fingerprint,
        insider=first.store.meta.signer,
        zipped=made.file.read_bytes(),
    )
