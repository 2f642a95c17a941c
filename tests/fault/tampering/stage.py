"""The dossier that is tampered with: two laptops, an office, photos, erasures, an open tail."""

import io
import secrets
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.evidence.conftest import unpacked, workspace
from tests.fault.tampering.bundle import Files, put_together, taken_apart
from tests.office import authorities
from tests.office.authorities import Authority
from tests.sync.conftest import Laptop, noise, opened
from tests.sync.offices import OfficeProcess
from visitapp.actions import dossier
from visitapp.domain.chain import digest
from visitapp.domain.events import About, Draft
from visitapp.domain.office_entries import ErasureOrdered
from visitapp.keys import Signer
from visitapp.office import dossiers, own_journal
from visitapp.office.stamping import daily, tokens


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A dossier as files, and what an insider has: the key of the laptop that made it."""

    files: dict[str, bytes]
    fingerprint: str
    insider: Signer
    zipped: bytes
    tsa: Path
    other_answers: tuple[bytes, bytes]
    """Of the same authority about something else; of another authority about the same."""


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
    signer = first.store.meta.signer
    authority = authorities.established(folder / "authority")
    stamps = _stamped(office, authority, visit, folder)
    made = dossier.export(workspace(first), [visit], "障害試験", folder / "made.zip")
    files = _with_stamps(_files(unpacked(made.file, folder / "made")), stamps, signer)
    stranger = authorities.established(folder / "stranger")
    words = tokens.ask_about(files["tst/000001.json"], "").raw
    return Stage(
        files=files,
        fingerprint=made.issued.fingerprint,
        insider=signer,
        zipped=zipped(files),
        tsa=authority.folder / "both.pem",
        other_answers=(
            authority.answer(tokens.ask_about(b"something else", "").raw),
            stranger.answer(words),
        ),
    )


def _stamped(office: OfficeProcess, authority: Authority, visit: str, folder: Path) -> Files:
    """The office has its log stamped, and gives out a dossier with the stamp."""
    pem = authority.root.read_bytes() + (authority.folder / "intermediate.pem").read_bytes()
    (authority.folder / "both.pem").write_bytes(pem)
    seat = office.opened()
    with authorities.served(authority):
        authorities.use(seat, authority)
        daily.stamp(seat)
        dossiers.make(seat, [visit], "障害試験", folder / "office.zip")
    seat.database.close()
    return _files(unpacked(folder / "office.zip", folder / "at-office"))


def _with_stamps(files: Files, stamped: Files, signer: Signer) -> Files:
    """A laptop's dossier with the office's stamps: whoever has them may hand them on."""
    mine, theirs = taken_apart(files), taken_apart(stamped)
    known = {entry.raw: entry for entry in mine.entries()}
    mine.stamps = theirs.stamps
    for stamp in mine.stamps:
        held = [proof for proof in stamp.proofs if proof[0].raw in known]
        stamp.proofs = [(known[entry.raw], index, path) for entry, index, path in held]
    return put_together(mine, files, signer.sign)


def _files(where: Path) -> Files:
    files = {p.relative_to(where).as_posix(): p.read_bytes() for p in where.rglob("*.*")}
    return files | {name: (where / name).read_bytes() for name in ("MANIFEST", "SHA256SUMS")}


def zipped(files: Files) -> bytes:
    """The files as a zip, stored."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in sorted(files):
            archive.writestr(name, files[name])
    return file.getvalue()
