"""The vault when something comes in between: a sweep, an erasure, a file in the way."""

import hashlib
from collections.abc import Callable
from random import Random

import pytest

from visitapp.clock import ScriptedClock
from visitapp.domain.events import About, Draft
from visitapp.domain.office_entries import ErasureOrdered
from visitapp.errors import Known
from visitapp.store import scrub
from visitapp.store.check import check
from visitapp.store.store import Store
from visitapp.store.vault import CHUNK


def swept_at_begin(store: Store) -> Callable[[], int]:
    """Another program's sweep takes the scratch file just before our transaction; how often."""
    swept = 0

    def sweep(statement: str) -> None:
        nonlocal swept
        if statement.startswith("BEGIN") and not swept:
            for path in list(store.vault.scratch()):
                path.unlink()
                swept += 1

    store.db.set_trace_callback(sweep)
    return lambda: swept


def destroy(store: Store, sha256: str) -> None:
    order = ErasureOrdered(entries=(), blobs=(sha256,), reason="隣家が写った")
    with store.writing() as tx:
        tx.append(Draft(about=About(), actor="admin", content=order))


def test_an_original_whose_scratch_file_was_swept_away_is_written_again(store: Store) -> None:
    """Invariant 2: ``put`` returns only when file and row are there."""
    swept = swept_at_begin(store)
    sha256 = store.vault.put(b"door" * 99)
    store.db.set_trace_callback(None)
    assert swept() == 1
    assert store.vault.read(sha256) == b"door" * 99
    assert list(store.vault.scratch()) == []


def test_an_original_that_could_not_be_put_back_stays_damaged(
    store: Store, clock: ScriptedClock
) -> None:
    """Mended means read again: a scratch file that was swept away mends nothing."""
    sha256 = store.vault.put(b"door" * 99)
    store.vault.path(sha256).write_bytes(b"rot")
    scrub.remember(store, sha256, clock.now())
    swept = swept_at_begin(store)
    scrub.mend(store, b"door" * 99)
    store.db.set_trace_callback(None)
    assert swept() == 1
    assert scrub.scrub_of(store).damaged == (sha256,)
    scrub.mend(store, b"door" * 99)
    assert scrub.scrub_of(store).damaged == ()


def test_a_copy_whose_scratch_file_was_swept_away_is_simply_not_there(store: Store) -> None:
    sha256 = store.vault.put(b"door" * 99)
    swept = swept_at_begin(store)
    store.vault.put_copy(sha256, "thumbnail", b"small")
    store.db.set_trace_callback(None)
    assert swept() == 1
    assert store.vault.read_copy(sha256, "thumbnail") is None
    store.vault.put_copy(sha256, "thumbnail", b"small")
    assert store.vault.read_copy(sha256, "thumbnail") == b"small"


def test_a_copy_of_an_erased_photo_is_not_kept(store: Store) -> None:
    """V-02: a worker that was still drawing the thumbnail brings nothing back."""
    sha256 = store.vault.put(b"neighbour" * 9)
    destroy(store, sha256)
    store.vault.put_copy(sha256, "thumbnail", b"small")
    assert store.vault.read_copy(sha256, "thumbnail") is None
    assert list(store.vault.scratch()) == []
    assert [path.name for path in store.vault.files()] == []


def test_a_file_in_the_way_is_a_sentence_and_leaves_no_row(store: Store) -> None:
    good = store.vault.put(b"before")
    data = next(
        blob
        for blob in (Random(k).randbytes(99) for k in range(9))
        if not store.vault.path(_name(blob)).parent.exists()
    )
    folder = store.vault.path(_name(data)).parent
    folder.write_bytes(b"a file where a folder should be")
    with pytest.raises(Known, match="could not be written"):
        store.vault.put(data)
    assert not store.vault.has(_name(data))
    assert list(store.vault.scratch()) == []
    folder.unlink()
    assert store.vault.read(store.vault.put(data)) == data
    assert store.vault.read(good) == b"before"
    assert check(store).is_ok


def _name(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_what_was_never_kept_is_not_handed_out(store: Store) -> None:
    with pytest.raises(Known, match="damaged or missing"):
        store.vault.read("ab" * 32)
    assert not store.vault.has("ab" * 32)
    assert store.vault.read_copy("ab" * 32, "thumbnail") is None


def test_a_photo_kept_in_an_act_that_fails_was_never_kept(store: Store) -> None:
    """File before row: the file that stays behind has no row and goes with the next check."""
    data = b"photo" * 99

    def act() -> None:
        with store.writing():
            store.vault.put(data)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        act()
    assert not store.vault.has(_name(data))
    assert [finding.what for finding in check(store).repaired] == ["file without a row removed"]
    assert store.vault.read(store.vault.put(data)) == data


def test_a_photo_whose_last_piece_is_damaged_gives_out_no_more_than_the_good_pieces(
    store: Store,
) -> None:
    """Each piece is checked before it is handed out, so an upload stops at the damage."""
    data = Random(4).randbytes(CHUNK + 9)
    path = store.vault.path(store.vault.put(data))
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    pieces = store.vault.chunks(_name(data))
    assert next(pieces) == data[:CHUNK]
    with pytest.raises(Known, match="damaged"):
        next(pieces)
