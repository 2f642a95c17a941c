"""What goes into a dossier, gathered from any place that keeps entries: a laptop or the office.

There is one way of gathering, so that both say the same of the same visit; a ``Shelf`` only hands
out what lies there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from visitapp.domain.chain import Item, digest, read_entry
from visitapp.errors import Known
from visitapp.evidence.dossier import (
    Chunks,
    Dossier,
    Original,
    Party,
    Stamped,
    Strand,
    attached,
    orders,
)
from visitapp.keys import device_id

Branch = tuple[str, str]
"""Device and incarnation."""
Pair = tuple[bytes, bytes]
"""Raw bytes and signature."""


class Shelf(Protocol):
    """Where entries lie; everything is read as it stands at one moment."""

    def branches(self, visits: Sequence[str]) -> Iterable[Branch]:
        """The branches with an entry about one of the visits."""

    def hashes_about(self, visits: Sequence[str]) -> Iterable[str]:
        """The hashes of all entries about the visits, also of those whose body was erased."""

    def items(self, branch: Branch, told: frozenset[str]) -> Sequence[Item]:
        """Entries 1, 2, 3 … of a branch, with bodies for those hashed in ``told`` only."""

    def erasures(self) -> Sequence[Item]:
        """Every order to erase whose body is here."""

    def party(self, device: str) -> Party:
        """A device's key and certificate."""

    def receipts(self, branch: Branch, told: Sequence[str], blobs: Sequence[str]) -> Sequence[Pair]:
        """The office's receipts of a branch for these entries (hashes) and blobs."""

    def stamps(self, last: Mapping[Branch, str]) -> Sequence[Stamped]:
        """Time stamps over these entries (by hash): of each branch the last that is told."""

    def chunks(self, sha256: str) -> Chunks | None:
        """The bytes of an original in pieces; None when it is not here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """Who makes it and when: the maker's device, the office's key (b"" without one)."""

    maker: str
    office_key: bytes
    made: datetime
    rehearsal: bool


def demand_reason(reason: str) -> str:
    """The reason without blanks around it; Known without one (V-08)."""
    if not reason.strip():
        raise Known(
            "A reason is missing",
            "Records are given out only with a reason.",
            "Say in a few words who needs them and why.",
        )
    return reason.strip()


def gather(shelf: Shelf, visits: Sequence[str], cover: Cover) -> Dossier:
    """Everything the shelf has about the visits (at least one), as a dossier's values.

    Raises Known when a branch has a hole or a certificate is missing.
    """
    erasures = _office_first(shelf.erasures(), cover)
    ordered = orders(erasures)
    hashes = frozenset(shelf.hashes_about(visits))
    wanted = hashes | frozenset(ordered.values())
    read = {branch: shelf.items(branch, wanted) for branch in sorted(shelf.branches(visits))}
    mine = [item for items in read.values() for item in items if digest(item.raw) in hashes]
    originals = [_original(shelf, row, ordered) for row in attached(mine)]
    about = {digest(item.raw): _order(item, ordered) for item in mine}
    used = {*about.values(), *(one.order for one in originals)}
    for branch in _branches_of(erasures, used):
        if branch not in read:
            read[branch] = shelf.items(branch, wanted)
    made = cover.made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    blobs = [one.sha256 for one in originals]
    devices = {cover.maker, *(device for device, _ in read)}
    return Dossier(
        scope=f"visit {visits[0]}" if len(visits) == 1 else f"visits {len(visits)}",
        made=f"{made} rehearsal" if cover.rehearsal else made,
        maker=cover.maker,
        office_key=cover.office_key,
        parties=[shelf.party(device) for device in sorted(devices)],
        strands=[Strand(device=b[0], incarnation=b[1], items=read[b]) for b in sorted(read)],
        about=about,
        originals=originals,
        receipts=[
            pair for branch in sorted(read) for pair in shelf.receipts(branch, list(about), blobs)
        ],
        stamps=shelf.stamps(_last_told(read, {*about, *used})),
    )


def _last_told(read: Mapping[Branch, Sequence[Item]], told: set[str]) -> dict[Branch, str]:
    """Of each branch the last entry whose text or erasure is told: it holds all before it."""
    found = {}
    for branch, items in read.items():  # one is read only for an entry that is told
        hashes = (digest(item.raw) for item in reversed(items))
        found[branch] = next(entry for entry in hashes if entry in told)
    return found


def _office_first(erasures: Sequence[Item], cover: Cover) -> Sequence[Item]:
    """The office's orders before those that a laptop gave itself while it stood alone."""
    office = device_id(cover.office_key) if cover.office_key else ""
    return sorted(erasures, key=lambda item: read_entry(item.raw).device != office)


def _order(item: Item, ordered: dict[str, str]) -> str:
    """The order that erased an entry's body; "" while the body is here."""
    return "" if item.body is not None else ordered.get(digest(item.raw), "")


def _original(shelf: Shelf, row: tuple[str, int, str], ordered: dict[str, str]) -> Original:
    sha256, size, mime = row
    chunks = shelf.chunks(sha256)
    order = "" if chunks is not None else ordered.get(sha256, "")
    return Original(sha256=sha256, size=size, mime=mime, chunks=chunks, order=order)


def _branches_of(erasures: Iterable[Item], wanted: set[str]) -> list[Branch]:
    found = [read_entry(item.raw) for item in erasures if digest(item.raw) in wanted]
    return [(entry.device, entry.incarnation) for entry in found]
