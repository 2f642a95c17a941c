"""A backup opens in another folder with the same key, as a branch of its own."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from visitapp.clock import ScriptedClock
from visitapp.domain.chain import read_entry
from visitapp.domain.events import Draft
from visitapp.errors import Known
from visitapp.store.backup import backup, restored, unpack
from visitapp.store.store import Store

KEY = bytes(range(32))
Maker = Callable[..., Draft]


def test_a_restored_store_has_everything_and_opens_a_new_incarnation(
    store: Store, rang: Maker, named: Maker, clock: ScriptedClock, tmp_path: Path
) -> None:
    """N-18: a new incarnation by itself."""
    sha256 = store.vault.put(b"photo" * 1000)
    with store.writing() as tx:
        tx.append(rang(), named("c1", "邉　﨑子"))
    old = store.meta.incarnation
    path = backup(store, tmp_path / "b.visitapp", KEY)
    with store.writing() as tx:
        tx.append(rang())
    unpack(path, tmp_path / "other")
    again = restored(tmp_path / "other", KEY, clock)
    assert again.vault.read(sha256) == b"photo" * 1000
    with again.writing() as tx:
        tx.append(rang())
        record = tx.record("c1")
    assert record is not None
    assert record.value("name") == "邉　﨑子"
    assert again.meta.incarnation != old
    first = read_entry(again.journal.items(again.meta.incarnation, 0, 1)[0].raw)
    assert (first.n, first.kind) == (1, "incarnation_opened")
    assert [e.kind for e in map(read_entry, again.journal.raws(old, 99))][-1] == "record_changed"
    again.close()


def test_a_backup_is_not_laid_over_other_files(store: Store, tmp_path: Path) -> None:
    path = backup(store, tmp_path / "b.visitapp", KEY)
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine.txt").write_text("mine")
    with pytest.raises(Known, match="empty folder"):
        unpack(path, tmp_path / "full")
    assert (tmp_path / "full/mine.txt").read_text() == "mine"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a zip at all"])
def test_something_else_is_no_backup(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(Known, match="not a backup"):
        unpack(tmp_path / "x", tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_hostile_names_in_a_backup_go_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "evil"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("MAGIC", "visitapp-backup-1")
        for name in ("../evil.txt", "vault/../../evil", "vault/ab/../../../evil", "C:\\evil"):
            archive.writestr(name, "evil")
    unpack(path, tmp_path / "a" / "other")
    assert sorted(p.name for p in tmp_path.rglob("*evil*")) == ["evil"]


def test_a_damaged_backup_is_refused_before_anything_is_written(
    store: Store, rang: Maker, clock: ScriptedClock, tmp_path: Path
) -> None:
    with store.writing() as tx:
        tx.append(rang())
    path = backup(store, tmp_path / "b.visitapp", KEY)
    unpack(path, tmp_path / "other")
    file = tmp_path / "other/store.db"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(bytes(data))
    with pytest.raises(Known, match=r"damaged|hold together"):
        restored(tmp_path / "other", KEY, clock)


def test_a_restored_store_gives_up_its_numbers(
    store: Store, clock: ScriptedClock, tmp_path: Path
) -> None:
    """N-12: the laptop may have used them after the backup was made."""
    with store.writing():
        store.outbox.add_numbers([("AAAA-AAAA", "N1")])
    unpack(backup(store, tmp_path / "b.visitapp", KEY), tmp_path / "other")
    again = restored(tmp_path / "other", KEY, clock)
    assert again.outbox.numbers_left == 0
    assert again.meta.earlier == (store.meta.incarnation,)
    again.close()
