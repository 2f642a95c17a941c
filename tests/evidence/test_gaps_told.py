"""A dossier says what is not in it: erased by rule, not here, or nothing at all when it lies."""

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from tests.evidence.conftest import agreed, unpacked, workspace
from tests.sync.conftest import Laptop, noise
from visitapp.actions import dossier
from visitapp.domain.chain import Item, digest
from visitapp.domain.entries import ErasureOrdered
from visitapp.domain.events import About, Draft
from visitapp.errors import Known
from visitapp.evidence.dossier import (
    Dossier,
    Original,
    Party,
    Strand,
    manifest,
    orders,
    size_of,
    write_dossier,
)

DATA = noise(3000)


def erase(laptop: Laptop, entries: tuple[str, ...], blobs: tuple[str, ...]) -> None:
    order = ErasureOrdered(entries=entries, blobs=blobs, reason="隣家が写った")
    with laptop.store.writing() as tx:
        tx.append(Draft(about=About(), actor="admin", content=order))


def small(laptop: Laptop, told: tuple[int, ...], *originals: Original, **more: object) -> Dossier:
    """The values of a dossier of all entries of a laptop; ``told`` are the n with a body."""
    signer, incarnation = laptop.store.meta.signer, laptop.store.meta.incarnation
    items = laptop.store.journal.items(incarnation, 0, 99)
    return Dossier(
        scope="visit v1",
        made="2026-11-25T00:00:00Z",
        maker=signer.device,
        office_key=b"",
        parties=[Party(device=signer.device, public_key=signer.public)],
        strands=[Strand(device=signer.device, incarnation=incarnation, items=items)],
        about={digest(items[n - 1].raw): "" for n in told},
        originals=originals,
        receipts=(),
        **more,  # type: ignore[arg-type]
    )


def test_what_was_erased_or_is_not_here_is_told_and_the_rest_is_proven(
    alone: Callable[[], Laptop], tmp_path: Path
) -> None:
    """V-02: a stranger sees that something was erased, by which order, and that no more is gone."""
    laptop = alone()
    visit = laptop.plan()
    arrived = laptop.arrive(visit)
    erased, lost = (laptop.photo(visit, noise(900, k)) for k in (1, 2))
    kept = laptop.photo(visit, DATA)
    erase(laptop, (arrived.entry.hash,), (erased,))
    laptop.store.vault.path(lost).unlink()  # a disk that forgot a file
    made = dossier.export(workspace(laptop), [visit], "法務へ", tmp_path / "a.zip")
    assert agreed(unpacked(made.file, tmp_path / "d")).code == 0
    lines = (tmp_path / "d" / "MANIFEST").read_text(encoding="ascii").splitlines()
    order = laptop.store.journal.head().n - 2  # the last entry but the export itself
    assert f"photo {erased} erased {order:06}" in lines
    assert f"photo {lost} absent" in lines
    assert f"photo {kept} here jpg" in lines
    assert f"body {arrived.entry.n:06} erased {order:06}" in lines
    assert len(list((tmp_path / "d" / "photos").iterdir())) == 1


def test_records_that_contradict_themselves_make_no_dossier(
    alone: Callable[[], Laptop], tmp_path: Path
) -> None:
    laptop = alone()
    visit = laptop.plan()
    laptop.ring(visit)
    laptop.store.db.execute("DROP TRIGGER journal_stays")
    laptop.store.db.execute("UPDATE journal SET sig = zeroblob(64) WHERE n = 2")
    with pytest.raises(Known, match="contradict themselves"):
        dossier.export(workspace(laptop), [visit], "法務へ", tmp_path / "a.zip")
    assert not list(tmp_path.glob("*.zip*"))


def test_a_text_that_is_missing_without_an_erasure_is_not_passed_over(
    alone: Callable[[], Laptop],
) -> None:
    laptop = alone()
    laptop.ring("v1")
    laptop.store.db.execute("DROP TRIGGER body_keeps")
    laptop.store.db.execute("DELETE FROM body")
    with pytest.raises(Known, match="entry 000002 without an erasure"):
        list(manifest(small(laptop, (2,))))


def test_an_original_that_changed_on_its_way_into_the_zip_stops_it(
    alone: Callable[[], Laptop],
) -> None:
    laptop = alone()
    laptop.ring("v1")
    photo = Original(
        sha256=digest(DATA), size=5, mime="image/jpeg", chunks=lambda: iter((b"other",))
    )
    with pytest.raises(Known, match="photo"):
        write_dossier(small(laptop, (2,), photo), BytesIO(), laptop.store.meta.signer)


def test_progress_counts_the_bytes_of_the_originals_that_are_here(
    alone: Callable[[], Laptop],
) -> None:
    laptop = alone()
    laptop.ring("v1")
    here = Original(
        sha256=digest(DATA),
        size=len(DATA),
        mime="image/x-unheard-of",
        chunks=lambda: iter((DATA[:1000], DATA[1000:])),
    )
    gone = Original(sha256="ab" * 32, size=10**9, mime="image/png")
    made, told, file = small(laptop, (2,), gone, here), [], BytesIO()
    write_dossier(made, file, laptop.store.meta.signer, lambda *pair: told.append(pair))
    assert told == [(1000, 3000), (3000, 3000)]
    assert size_of(made) == 3000
    with zipfile.ZipFile(file) as archive:
        assert archive.read(f"photos/{digest(DATA)}.bin") == DATA
        assert "report.pdf" not in archive.namelist()


def test_an_order_that_is_not_understood_erases_nothing_and_stops_no_dossier(
    alone: Callable[[], Laptop],
) -> None:
    """Another device may write what it likes below the kind ``erased``."""
    laptop = alone()
    erase(laptop, ("ab" * 32,), ("cd" * 32,))
    erase(laptop, ("ab" * 32,), ())
    good, second = laptop.store.journal.items(laptop.store.meta.incarnation, 1, 9)
    contents: tuple[object, ...] = (5, [], {"entries": 5}, {"entries": [5], "blobs": []})
    odd = [
        Item(raw=good.raw, sig=b"", salt=b"", body=json.dumps({"content": content}).encode())
        for content in contents
    ]
    bare = Item(raw=good.raw, sig=b"", salt=None, body=None)
    assert orders([*odd, bare]) == {}
    first = digest(good.raw)
    assert orders([*odd, good, second]) == {"ab" * 32: first, "cd" * 32: first}
