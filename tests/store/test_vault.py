"""Originals are kept byte for byte, encrypted, and never lied about."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from visitapp.domain.chain import Attachment
from visitapp.domain.events import About, Draft
from visitapp.domain.office_entries import ErasureOrdered
from visitapp.errors import Known
from visitapp.store.check import check
from visitapp.store.store import Store
from visitapp.store.vault import CHUNK

Maker = Callable[..., Draft]


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7])
def test_what_is_kept_comes_back_bit_for_bit(store: Store, size: int) -> None:
    data = Random(size).randbytes(size)
    sha256 = store.vault.put(data)
    assert sha256 == hashlib.sha256(data).hexdigest()
    assert store.vault.read(sha256) == data
    assert data[:64] not in store.vault.path(sha256).read_bytes() or size < 8
    assert store.vault.put(data) == sha256


@given(offset=st.integers(0, 2 * CHUNK + 99))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_an_upload_can_go_on_from_any_place(store: Store, offset: int) -> None:
    data = Random(1).randbytes(2 * CHUNK + 100)
    sha256 = store.vault.put(data)
    assert b"".join(store.vault.chunks(sha256, offset)) == data[offset:]


def test_a_flipped_bit_in_the_vault_is_found_and_never_handed_out(store: Store) -> None:
    data = Random(2).randbytes(CHUNK + 500)
    sha256 = store.vault.put(data)
    path = store.vault.path(sha256)
    good = path.read_bytes()
    chance = Random(3)
    for _ in range(60):
        place = chance.randrange(len(good))
        bad = bytearray(good)
        bad[place] ^= 1 << chance.randrange(8)
        path.write_bytes(bytes(bad))
        with pytest.raises(Known, match="damaged"):
            store.vault.read(sha256)
    assert [f.where for f in check(store).problems] == [sha256]


def test_a_cut_or_missing_file_is_found(store: Store) -> None:
    sha256 = store.vault.put(b"a" * (CHUNK + 5))
    path = store.vault.path(sha256)
    path.write_bytes(path.read_bytes()[: CHUNK + 16])
    assert not check(store).is_ok
    path.unlink()
    assert [f.where for f in check(store).problems] == [sha256]


def test_scratch_and_unacknowledged_files_are_swept_at_the_next_check(store: Store) -> None:
    """Invariant 2: file before row; a file without its row was never acknowledged."""
    kept = store.vault.put(b"kept")
    folder = store.vault.path(kept).parent
    (folder.parent / "tmp" / "dead").write_bytes(b"half")
    orphan = "ab" * 32
    store.vault.path(orphan).parent.mkdir(exist_ok=True)
    store.vault.path(orphan).write_bytes(b"no row")
    report = check(store)
    assert report.is_ok
    assert len(report.repaired) == 2
    assert store.vault.read(kept) == b"kept"


def test_an_entry_whose_blob_is_missing_is_a_problem(store: Store, rang: Maker) -> None:
    """The negative control of file before row: a row first is found."""
    ghost = Attachment(sha256="cd" * 32, size=4, mime="image/jpeg", origin="imported")
    with store.writing() as tx:
        tx.append(rang(attach=(ghost,)))
    assert [f.where for f in check(store).problems] == ["cd" * 32]


def test_a_destroyed_photo_is_gone_with_its_key_and_stays_gone(store: Store) -> None:
    """V-02: destroyed by rule, leaving the hash."""
    data = b"a neighbour's face" * 100
    sha256 = store.vault.put(data)
    store.vault.put_copy(sha256, "thumbnail", b"small")
    order = ErasureOrdered(entries=(), blobs=(sha256,), reason="隣家が写った")
    with store.writing() as tx:
        tx.append(Draft(about=About(), actor="admin", content=order))
    assert not store.vault.path(sha256).exists()
    assert store.vault.read_copy(sha256, "thumbnail") is None
    with pytest.raises(Known):
        store.vault.read(sha256)
    with pytest.raises(Known, match="erased by rule"):
        store.vault.put(data)
    assert list(store.vault.scratch()) == []
    assert check(store).is_ok


def test_an_erasure_that_is_taken_back_leaves_the_photo(store: Store) -> None:
    """An act inside an act: nothing is swept away before the outer one is committed."""
    sha256 = store.vault.put(b"photo" * 100)
    order = ErasureOrdered(entries=(), blobs=(sha256,), reason="隣家が写った")

    def act() -> None:
        with store.writing():
            with store.writing() as inner:
                inner.append(Draft(about=About(), actor="admin", content=order))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        act()
    assert store.vault.read(sha256) == b"photo" * 100


def test_a_full_disk_is_a_sentence_and_loses_nothing(
    store: Store, tmp_path: Path, rang: Maker
) -> None:
    resource = pytest.importorskip("resource")
    signal = pytest.importorskip("signal")
    kept = store.vault.put(b"before")
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, old[1]))
        with pytest.raises(Known, match="could not be written"):
            store.vault.put(b"x" * 400_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        signal.signal(signal.SIGXFSZ, handler)
    assert check(store).is_ok
    assert store.vault.read(kept) == b"before"
