"""The right edge of an RFC 6962 tree: enough to add leaves and tell the root in O(log n); pure.

A frontier is the concatenation of the 32-byte roots of the full subtrees that ``size`` breaks into
(one per binary digit 1, largest first): the only state that a receipt needs.
"""

import hashlib
from collections.abc import Iterable

from visitapp.domain import merkle

HASH_BYTES = 32


def grown(frontier: bytes, size: int, leaves: Iterable[bytes]) -> bytes:
    """The frontier after ``leaves`` (leaf hashes) are added to a tree of ``size`` leaves."""
    return completed(frontier, size, leaves)[0]


def completed(
    frontier: bytes, size: int, leaves: Iterable[bytes]
) -> tuple[bytes, list[tuple[int, int, bytes]]]:
    """The same with the full subtrees that became whole: (level, place, root), leaves left out.

    Subtree ``place`` of ``level`` stands over the leaves place · 2^level … (place + 1) · 2^level.
    """
    peaks, whole = _peaks(frontier), []
    for leaf in leaves:
        value, digits, level = leaf, size, 0
        while digits & 1:
            value, digits, level = merkle.node(peaks.pop(), value), digits >> 1, level + 1
            whole.append((level, digits, value))
        peaks.append(value)
        size += 1
    return b"".join(peaks), whole


def root(frontier: bytes) -> str:
    """The tree's root in hex; SHA-256 of nothing for an empty tree (docs/WIRE.md section 5)."""
    peaks = _peaks(frontier)
    if not peaks:
        return hashlib.sha256(b"").hexdigest()
    value = peaks.pop()
    while peaks:
        value = merkle.node(peaks.pop(), value)
    return value.hex()


def _peaks(frontier: bytes) -> list[bytes]:
    return [frontier[at : at + HASH_BYTES] for at in range(0, len(frontier), HASH_BYTES)]
