"""The RFC 6962 Merkle tree over raw entry bytes: root and proofs; pure."""

import hashlib
from collections.abc import Sequence


def leaf(raw: bytes) -> bytes:
    """Hash of a leaf: SHA-256(0x00 ‖ raw) (RFC 6962 2.1)."""
    return hashlib.sha256(b"\x00" + raw).digest()


def node(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node: SHA-256(0x01 ‖ left ‖ right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def _split(size: int) -> int:
    """The largest power of two below ``size`` (size >= 2)."""
    return 1 << (size - 1).bit_length() - 1


def root(leaves: Sequence[bytes]) -> bytes:
    """Root of the tree over leaf hashes; SHA-256 of nothing for no leaves."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    peaks: list[tuple[int, bytes]] = []
    for item in leaves:
        size, value = 1, item
        while peaks and peaks[-1][0] == size:
            value = node(peaks.pop()[1], value)
            size *= 2
        peaks.append((size, value))
    value = peaks.pop()[1]
    while peaks:
        value = node(peaks.pop()[1], value)
    return value


def consistency(leaves: Sequence[bytes], old_size: int) -> tuple[bytes, ...]:
    """Proof that the tree over the first ``old_size`` leaves is a prefix (RFC 6962 2.1.2)."""
    return tuple(root(leaves[r.start : r.stop]) for r in consistency_ranges(len(leaves), old_size))


def consistency_ranges(size: int, old_size: int) -> list[range]:
    """The ranges of leaves (from 0) whose roots are that proof, for whoever keeps the nodes."""
    if not 0 < old_size <= size:
        raise ValueError("old size out of range")
    return _subproof(range(size), old_size, whole=True)


def inclusion(leaves: Sequence[bytes], place: int) -> tuple[bytes, ...]:
    """Proof that the leaf at ``place`` (from 0) is in the tree (RFC 6962 2.1.1)."""
    return tuple(root(leaves[r.start : r.stop]) for r in inclusion_ranges(len(leaves), place))


def inclusion_ranges(size: int, place: int) -> list[range]:
    """The ranges of leaves (from 0) whose roots are that proof, from the leaf to the root."""
    if not 0 <= place < size:
        raise ValueError("place out of range")
    return _path(range(size), place)


def _path(leaves: range, place: int) -> list[range]:
    if len(leaves) == 1:
        return []
    middle = _split(len(leaves))
    if place < middle:
        return [*_path(leaves[:middle], place), leaves[middle:]]
    return [*_path(leaves[middle:], place - middle), leaves[:middle]]


def _subproof(leaves: range, old: int, *, whole: bool) -> list[range]:
    if old == len(leaves):
        return [] if whole else [leaves]
    middle = _split(len(leaves))
    if old <= middle:
        return [*_subproof(leaves[:middle], old, whole=whole), leaves[middle:]]
    return [*_subproof(leaves[middle:], old - middle, whole=False), leaves[:middle]]


def is_consistent(
    old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether ``proof`` shows the old tree to be a prefix of the new one (RFC 9162 2.1.4.2)."""
    if not 0 < old_size <= new_size:
        return False
    if old_size == new_size:
        return old_root == new_root and not proof
    path = list(proof)
    if old_size & (old_size - 1) == 0:
        path.insert(0, old_root)
    if not path:
        return False
    first, second = _walk(old_size - 1, new_size - 1, path)
    return (first, second) == (old_root, new_root)


def _walk(fn: int, sn: int, path: Sequence[bytes]) -> tuple[bytes, bytes | None]:
    """Both roots that the proof adds up to; the second is None when the proof has another size."""
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    first = second = path[0]
    for step in path[1:]:
        if sn == 0:
            return first, None
        if fn & 1 or fn == sn:
            first, second = node(step, first), node(step, second)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            second = node(second, step)
        fn, sn = fn >> 1, sn >> 1
    return first, second if sn == 0 else None
