"""The tree of RFC 6962: every honest growth is proved, and nothing else is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visitapp.domain import merkle

LEAVES = [merkle.leaf(bytes([k])) for k in range(70)]
ROOTS = [merkle.root(LEAVES[:k]) for k in range(len(LEAVES) + 1)]
sizes = st.integers(1, 70).flatmap(lambda new: st.tuples(st.integers(1, new), st.just(new)))


def holds(old: int, new: int, proof: tuple[bytes, ...]) -> bool:
    return merkle.is_consistent(old, ROOTS[old], new, ROOTS[new], proof)


@pytest.mark.parametrize("new", [1, 2, 3, 7, 8, 13, 64, 70])
def test_each_earlier_tree_is_a_prefix_of_the_later_one(new: int) -> None:
    """RFC 6962 2.1.2."""
    for old in range(1, new + 1):
        assert holds(old, new, merkle.consistency(LEAVES[:new], old)), old


@given(sizes, st.data())
@settings(deadline=None)
def test_a_changed_proof_or_root_proves_nothing(pair: tuple[int, int], data: st.DataObject) -> None:
    old, new = pair
    proof = merkle.consistency(LEAVES[:new], old)
    change = data.draw(st.sampled_from(["cut", "longer", "bit", "old root", "new root"]))
    wrong = merkle.leaf(b"wrong")
    match change:
        case "cut" if proof:
            assert not holds(old, new, proof[:-1])
        case "bit" if proof:
            k = data.draw(st.integers(0, len(proof) - 1))
            assert not holds(old, new, (*proof[:k], wrong, *proof[k + 1 :]))
        case "old root":
            assert not merkle.is_consistent(old, wrong, new, ROOTS[new], proof)
        case "new root":
            assert not merkle.is_consistent(old, ROOTS[old], new, wrong, proof)
        case _:
            assert not holds(old, new, (*proof, wrong))


@pytest.mark.parametrize(("old", "new"), [(0, 5), (6, 5), (-1, 5)])
def test_a_tree_that_shrank_or_never_was_is_no_prefix(old: int, new: int) -> None:
    assert not merkle.is_consistent(old, ROOTS[old], new, ROOTS[new], ())
    with pytest.raises(ValueError, match="out of range"):
        merkle.consistency(LEAVES[:new], old)


@pytest.mark.parametrize("size", [1, 2, 3, 8, 13, 64, 70])
def test_each_leaf_is_shown_to_be_in_the_tree(size: int) -> None:
    """RFC 6962 2.1.1: joined step by step, the path gives the root."""
    for place in range(size):
        path = list(merkle.inclusion(LEAVES[:size], place))
        assert joined(LEAVES[place], place, size, path) == ROOTS[size]
    with pytest.raises(ValueError, match="out of range"):
        merkle.inclusion(LEAVES[:size], size)


def joined(leaf: bytes, place: int, size: int, path: list[bytes]) -> bytes:
    """The root of a path, by the definition of the tree: split, and join on the way back."""
    if size == 1:
        return leaf
    left = 1 << (size - 1).bit_length() - 1
    beside = path.pop()
    if place < left:
        return merkle.node(joined(leaf, place, left, path), beside)
    return merkle.node(beside, joined(leaf, place - left, size - left, path))


def test_a_growth_without_any_proof_is_not_believed() -> None:
    assert not holds(3, 5, ())
