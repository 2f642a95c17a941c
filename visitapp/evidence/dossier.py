"""A dossier: everything that shows what happened at a visit, in one zip a stranger can check.

The files and their lines are described in docs/EVIDENCE.md; ``resources/verifier`` checks them.
The bytes follow from the values alone: members are stored, not compressed, in a fixed order and
with a fixed date, so the same dossier is the same zip on every computer.
"""

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import BinaryIO, Protocol

from visitapp import assets
from visitapp.domain.chain import Item, damaged, digest, read_entry
from visitapp.domain.events import read_event
from visitapp.domain.office_entries import ErasureOrdered

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can name
PLAIN_FILE = 0o100644 << 16
UNIX = 3
ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/heic": "heic",
    "image/heif": "heif",
    "image/tiff": "tif",
    "application/pdf": "pdf",
}
Chunks = Callable[[], Iterator[bytes]]
Told = Callable[[int, int], None]
"""Progress: bytes done, bytes in all."""


class Signs(Protocol):
    """Whoever makes a dossier: a laptop's key or the office's."""

    def sign(self, raw: bytes) -> bytes:
        """The Ed25519 signature of ``raw``: 64 bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A device: its public key (32 bytes) and the office's certificate of it, raw and signature."""

    device: str
    public_key: bytes
    certificate: tuple[bytes, bytes] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """All entries 1, 2, 3 … of one incarnation; bodies of other visits are left out (None)."""

    device: str
    incarnation: str
    items: Sequence[Item]


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A photo or paper an entry names; ``chunks`` is None when it is erased or not here.

    ``order`` is the hash of the entry that ordered its erasure, "" for none.
    """

    sha256: str
    size: int
    mime: str
    chunks: Chunks | None = None
    order: str = ""

    @property
    def member(self) -> str:
        """Its name in the zip."""
        return f"photos/{self.sha256}.{ENDINGS.get(self.mime, 'bin')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inclusion:
    """An entry (by hash) and its way to the office's root: its place in office order (from 1), the
    hashes beside the way (hex, RFC 6962 2.1.1).
    """

    entry: str
    place: int
    path: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamped:
    """The office's root as it signed it, an authority's DER answer about it, and what is in it."""

    raw: bytes
    sig: bytes
    answer: bytes
    proofs: Sequence[Inclusion]


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """What goes into the zip; the office key is b"" on a laptop that stands alone.

    ``scope`` is ``visit ID`` or ``visits COUNT``; ``made`` ISO 8601 in UTC to the second, followed
    by `` rehearsal`` under a scripted clock; ``about`` names the entries whose bodies are told
    (by hash), each with the hash of the order that erased it, "" for none.
    """

    scope: str
    made: str
    maker: str
    office_key: bytes
    parties: Sequence[Party]
    strands: Sequence[Strand]
    about: dict[str, str]
    originals: Sequence[Original]
    receipts: Sequence[tuple[bytes, bytes]]
    stamps: Sequence[Stamped] = ()
    report: bytes = b""

    @cached_property
    def numbered(self) -> list[tuple[str, Item]]:
        """Every entry with its number in the dossier: 000001 is the first of the first strand."""
        items = (item for strand in self.strands for item in strand.items)
        return [(f"{n:06}", item) for n, item in enumerate(items, 1)]

    @cached_property
    def numbers(self) -> dict[str, str]:
        """The number of every entry, by hash."""
        return {digest(item.raw): place for place, item in self.numbered}

    @cached_property
    def places(self) -> dict[str, str]:
        """The number of the entries that are told, by hash."""
        wanted = {*self.about, *self.about.values(), *(one.order for one in self.originals)}
        return {entry: place for entry, place in self.numbers.items() if entry in wanted}


def size_of(dossier: Dossier) -> int:
    """Bytes of the photos and papers in it: what writing takes long for."""
    return sum(one.size for one in dossier.originals if one.chunks is not None)


def write_dossier(
    dossier: Dossier, file: BinaryIO, signer: Signs, told: Told | None = None
) -> None:
    """Write the zip; photos go through in pieces and are hashed on the way.

    ``signer`` is the maker's key. Raises Known when an original no longer has its hash.
    """
    small = dict(_members(dossier))
    sums = _sums(dossier, small)
    small["SHA256SUMS"] = sums
    small["SHA256SUMS.sig"] = signer.sign(sums)
    for name in ("verify.py", "verify.sh"):
        small[name] = assets.path("verifier", name).read_bytes()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(small):
            archive.writestr(_row(name), small[name])
        done, whole = 0, size_of(dossier)
        for original in dossier.originals:
            done = _write_original(archive, original, done, whole, told)


def _members(dossier: Dossier) -> Iterator[tuple[str, bytes]]:
    """Every small file: all but the originals and what is made from these."""
    yield "README.ja.txt", assets.path("verifier", "README.ja.txt").read_bytes()
    yield "MANIFEST", "".join(f"{line}\n" for line in manifest(dossier)).encode("ascii")
    for party in dossier.parties:
        if party.certificate is not None:
            yield from _signed(f"certs/{party.device}", party.certificate)
    for place, item in dossier.numbered:
        yield from _signed(f"entries/{place}", (item.raw, item.sig))
    for place in dossier.places.values():
        item = dossier.numbered[int(place) - 1][1]
        if item.salt is not None and item.body is not None:
            yield f"bodies/{place}.bin", item.salt + item.body
    for number, receipt in enumerate(dossier.receipts, 1):
        yield from _signed(f"receipts/{number:06}", receipt)
    yield from _stamps(dossier)
    if dossier.report:
        yield "report.pdf", dossier.report


def _stamps(dossier: Dossier) -> Iterator[tuple[str, bytes]]:
    for number, stamp in enumerate(dossier.stamps, 1):
        name = f"tst/{number:06}"
        yield from _signed(name, (stamp.raw, stamp.sig))
        yield f"{name}.tsr", stamp.answer
        yield f"{name}.proof", "".join(sorted(_proofs(dossier, stamp))).encode("ascii")


def _proofs(dossier: Dossier, stamp: Stamped) -> Iterator[str]:
    for proof in stamp.proofs:
        words = (dossier.numbers[proof.entry], str(proof.place), *proof.path)
        yield " ".join(words) + "\n"


def _signed(name: str, pair: tuple[bytes, bytes]) -> Iterator[tuple[str, bytes]]:
    yield f"{name}.json", pair[0]
    yield f"{name}.sig", pair[1]


def manifest(dossier: Dossier) -> Iterator[str]:
    """The lines of MANIFEST in their fixed order (docs/EVIDENCE.md)."""
    yield "visitapp-dossier 1"
    yield f"scope {dossier.scope}"
    yield f"made {dossier.made}"
    yield f"maker {dossier.maker}"
    yield f"office {dossier.office_key.hex() or 'none'}"
    for party in dossier.parties:
        state = "uncertified" if party.certificate is None else "certified"
        yield f"device {party.device} {party.public_key.hex()} {state}"
    first = 1
    for strand in dossier.strands:
        count = len(strand.items)
        yield f"branch {strand.device} {strand.incarnation} {first} {count}"
        first += count
    yield f"receipts {len(dossier.receipts)}"
    if dossier.stamps:
        yield f"stamps {len(dossier.stamps)}"
    yield from _told_bodies(dossier)
    yield from _told_originals(dossier)


def _told_bodies(dossier: Dossier) -> Iterator[str]:
    for entry, place in sorted(dossier.places.items(), key=lambda pair: pair[1]):
        here = dossier.numbered[int(place) - 1][1].body is not None
        order = dossier.places.get(dossier.about.get(entry, ""), "")
        if not here and not order:
            raise damaged(f"body of entry {place} without an erasure")
        yield f"body {place} here" if here else f"body {place} erased {order}"


def _told_originals(dossier: Dossier) -> Iterator[str]:
    for one in dossier.originals:
        if one.chunks is not None:
            yield f"photo {one.sha256} here {one.member.rpartition('.')[2]}"
        elif one.order:
            yield f"photo {one.sha256} erased {dossier.places[one.order]}"
        else:
            yield f"photo {one.sha256} absent"


def _sums(dossier: Dossier, small: dict[str, bytes]) -> bytes:
    """SHA256SUMS; an original's hash is its name, checked when it is written."""
    found = {name: digest(data) for name, data in small.items()}
    found |= {one.member: one.sha256 for one in dossier.originals if one.chunks is not None}
    return "".join(f"{found[name]}  {name}\n" for name in sorted(found)).encode("ascii")


def _write_original(
    archive: zipfile.ZipFile, original: Original, done: int, whole: int, told: Told | None
) -> int:
    if original.chunks is None:
        return done
    row, found = _row(original.member), hashlib.sha256()
    row.file_size = original.size
    with archive.open(row, "w", force_zip64=original.size >= 1 << 31) as member:
        for piece in original.chunks():
            found.update(piece)
            member.write(piece)
            done += len(piece)
            if told is not None:
                told(done, whole)
    if found.hexdigest() != original.sha256:
        raise damaged(f"photo {original.sha256[:12]}")
    return done


def _row(name: str) -> zipfile.ZipInfo:
    row = zipfile.ZipInfo(name, FIRST_DAY)
    row.create_system, row.external_attr = UNIX, PLAIN_FILE
    return row


def attached(items: Iterable[Item]) -> list[tuple[str, int, str]]:
    """(sha256, size, mime) of everything the entries name, once each, by hash."""
    found = {
        a.sha256: (a.sha256, a.size, a.mime) for item in items for a in read_entry(item.raw).attach
    }
    return [found[sha256] for sha256 in sorted(found)]


def orders(items: Iterable[Item]) -> dict[str, str]:
    """What was erased by rule: hash of an entry or blob -> hash of the entry that ordered it.

    ``items`` are entries of kind ``erased`` with their bodies, in the order they count; one that
    is not understood orders nothing.
    """
    found: dict[str, str] = {}
    for item in items:
        order = read_event(item).body.content
        for target in (*order.entries, *order.blobs) if isinstance(order, ErasureOrdered) else ():
            found.setdefault(target, digest(item.raw))
    return found
