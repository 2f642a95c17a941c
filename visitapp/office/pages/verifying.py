"""Recomputed at each view of a visit: commitments, signatures, chain links, hashes of originals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from visitapp.domain.chain import Entry, Item, Link, check_item, check_links
from visitapp.errors import Known
from visitapp.keys import verify
from visitapp.office import tables
from visitapp.office.blobs import blob_path, is_whole
from visitapp.office.seat import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a recomputation found; ``broken`` names entries (n), ``spoiled`` blobs that fail."""

    entries: int
    broken: tuple[int, ...]
    blobs: int
    here: int
    spoiled: tuple[str, ...]
    erased: int

    @property
    def holds(self) -> bool:
        """Whether nothing that is here disagrees with what was signed."""
        return not self.broken and not self.spoiled

    @property
    def complete(self) -> bool:
        """Whether every original that an entry names is here or was erased by rule."""
        return self.here + self.erased >= self.blobs


def recompute(
    office: Office, connection: Connection, rows: Sequence[Row[Any]], erased: frozenset[str]
) -> Finding:
    """Check the entries of ``rows`` and every blob they attach, from the bytes on the disk."""
    entries: list[Entry] = []
    broken: list[int] = []
    keys = _keys(connection, {row.device for row in rows})
    for row in rows:
        entry = _checked(row, keys.get(row.device, b""))
        if entry is None:
            broken.append(row.n)
        else:
            entries.append(entry)
    broken += _unlinked(connection, rows)
    hashes = {a.sha256 for entry in entries for a in entry.attach}
    wanted = sorted(hashes - erased)
    stored = [sha256 for sha256 in wanted if _is_stored(connection, sha256)]
    spoiled = [s for s in stored if not is_whole(blob_path(office.folder, s), s)]
    return Finding(
        entries=len(rows),
        broken=tuple(sorted(set(broken))),
        blobs=len(hashes),
        here=len(stored),
        spoiled=tuple(spoiled),
        erased=len(hashes & erased),
    )


def _checked(row: Row[Any], public_key: bytes) -> Entry | None:
    item = Item(raw=row.raw, sig=row.sig, salt=row.salt, body=row.body)
    try:
        entry = check_item(item)
    except Known:
        return None
    same = (entry.hash, entry.n) == (row.hash, row.n)
    return entry if same and verify(public_key, row.raw, row.sig) else None


def _unlinked(connection: Connection, rows: Iterable[Row[Any]]) -> list[int]:
    """The first number of each branch at which the chain over this visit's range breaks."""
    spans: dict[tuple[str, str], tuple[int, int]] = {}
    for row in rows:
        low, high = spans.get((row.device, row.incarnation), (row.n, row.n))
        spans[row.device, row.incarnation] = min(low, row.n), max(high, row.n)
    broken = []
    for (device, incarnation), span in spans.items():
        items = _range(connection, device, incarnation, span)
        broken += _first_break(items, device, incarnation, span)
    return broken


def _first_break(
    items: Sequence[Item], device: str, incarnation: str, span: tuple[int, int]
) -> list[int]:
    if len(items) != span[1] - span[0] + 1:
        return [span[0]]
    link: Link | None = None
    for n, item in enumerate(items, start=span[0]):
        try:
            # links are about raw bytes; bodies were checked with their visit
            entry = check_item(Item(raw=item.raw, sig=item.sig, salt=None, body=None))
            start = link or Link(device=device, incarnation=incarnation, n=n, prev=entry.prev)
            link = check_links(start, [entry])
        except Known:
            return [n]
    return []


def _range(
    connection: Connection, device: str, incarnation: str, span: tuple[int, int]
) -> list[Item]:
    table = tables.entry
    rows = connection.execute(
        select(table.c.raw, table.c.sig)
        .where(
            table.c.device == device,
            table.c.incarnation == incarnation,
            table.c.n.between(*span),
        )
        .order_by(table.c.n)
    )
    return [Item(raw=row.raw, sig=row.sig, salt=None, body=None) for row in rows]


def _keys(connection: Connection, devices: set[str]) -> dict[str, bytes]:
    table = tables.device
    rows = connection.execute(
        select(table.c.id, table.c.public_key).where(table.c.id.in_(sorted(devices)))
    )
    return {row.id: row.public_key for row in rows}


def _is_stored(connection: Connection, sha256: str) -> bool:
    table = tables.blob
    return connection.scalar(select(table.c.sha256).where(table.c.sha256 == sha256)) is not None
