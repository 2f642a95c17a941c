"""The office's whole log as an RFC 6962 tree: its root at any size, and proofs.

Roots of full subtrees of 64 leaves and more are stored, about one row for 32 entries; what is
smaller is hashed from the entries themselves. So a proof reads some forty rows and at most two
blocks of entries, however long the log has become.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, insert, select

from visitapp.domain import merkle
from visitapp.office import frontier, tables

BLOCK_LEVEL = 6
BLOCK = 1 << BLOCK_LEVEL
AT_ONCE = 5_000


def keep(connection: Connection, whole: Iterable[tuple[int, int, bytes]]) -> None:
    """Store the subtrees (level, place, root) that are large enough to be worth a row."""
    rows = [
        {"node": _name(level, place), "hash": value}
        for level, place, value in whole
        if level >= BLOCK_LEVEL
    ]
    if rows:
        connection.execute(insert(tables.tree), rows)


def rebuild(connection: Connection) -> None:
    """Make the stored nodes from the entries: once, for an office older than this table."""
    table, edge, size = tables.entry, b"", 0
    while True:
        rows = connection.scalars(
            select(table.c.raw).where(table.c.seq > size).order_by(table.c.seq).limit(AT_ONCE)
        ).all()
        if not rows:
            return
        edge, whole = frontier.completed(edge, size, [merkle.leaf(raw) for raw in rows])
        keep(connection, whole)
        size += len(rows)


def root_at(connection: Connection, size: int) -> str:
    """The root over the first ``size`` entries of the office's order, hex."""
    return merkle.root([]).hex() if not size else _roots(connection, [range(size)])[0].hex()


def consistency(connection: Connection, old: int, size: int) -> list[str]:
    """Proof (hex) that the log of ``old`` entries is a prefix of the log of ``size`` entries.

    Nothing to prove for an empty log, and no proof for one that has become shorter.
    """
    if not 0 < old <= size:
        return []
    ranges = merkle.consistency_ranges(size, old)
    return [value.hex() for value in _roots(connection, ranges)]


def inclusion(connection: Connection, place: int, size: int) -> list[str]:
    """Proof (hex) that entry ``place`` (from 1) is in the log of ``size`` entries."""
    ranges = merkle.inclusion_ranges(size, place - 1)
    return [value.hex() for value in _roots(connection, ranges)]


def _roots(connection: Connection, ranges: Sequence[range]) -> list[bytes]:
    """The roots of ranges of leaves, each beginning where a subtree of its size may begin."""
    parts = [_subtrees(leaves) for leaves in ranges]
    flat = [part for some in parts for part in some]
    nodes = _stored(connection, [_name(*part) for part in flat if part[0] >= BLOCK_LEVEL])
    leaves = _leaves(connection, [part for part in flat if part[0] < BLOCK_LEVEL])

    def value(level: int, place: int) -> bytes:
        if level >= BLOCK_LEVEL:
            return nodes[_name(level, place)]
        return merkle.root([leaves[n] for n in range(place << level, (place + 1) << level)])

    return [_folded([value(*part) for part in some]) for some in parts]


def _subtrees(leaves: range) -> list[tuple[int, int]]:
    """The full subtrees (level, place) that a range breaks into, largest first."""
    found, at = [], leaves.start
    while at < leaves.stop:
        level = (leaves.stop - at).bit_length() - 1
        found.append((level, at >> level))
        at += 1 << level
    return found


def _folded(peaks: list[bytes]) -> bytes:
    value = peaks.pop()
    while peaks:
        value = merkle.node(peaks.pop(), value)
    return value


def _stored(connection: Connection, names: Sequence[int]) -> dict[int, bytes]:
    table = tables.tree
    rows = connection.execute(select(table).where(table.c.node.in_(names)))
    return {row.node: row.hash for row in rows}


def _leaves(connection: Connection, parts: Sequence[tuple[int, int]]) -> dict[int, bytes]:
    """The leaf hashes of the blocks that hold these small subtrees."""
    table = tables.entry
    found: dict[int, bytes] = {}
    for block in {(place << level) // BLOCK for level, place in parts}:
        first = block * BLOCK  # the entry with seq 1 is leaf 0
        rows = connection.execute(
            select(table.c.seq, table.c.raw).where(table.c.seq.between(first + 1, first + BLOCK))
        )
        found |= {row.seq - 1: merkle.leaf(row.raw) for row in rows}
    return found


def _name(level: int, place: int) -> int:
    """One number for a subtree: its place in the tree read from left to right."""
    return ((2 * place + 1) << level) - 1
