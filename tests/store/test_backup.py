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


PAGE = 4096


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
    whole = file.read_bytes()
    for place in range(PAGE // 2, len(whole), PAGE):  # some are read at once, some only by a check
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(Known, match=r"damaged|hold together|cannot be opened|key"):
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


def test_a_backup_that_cannot_be_written_is_a_sentence_and_leaves_nothing(
    store: Store, tmp_path: Path
) -> None:
    """A file where the folder should be, as a stick that was mounted elsewhere leaves it."""
    (tmp_path / "stick").write_text("mine")
    with pytest.raises(Known, match="cannot be written"):
        backup(store, tmp_path / "stick" / "b.visitapp", KEY)
    assert (tmp_path / "stick").read_text() == "mine"
    assert store.meta.text("last_backup") == ""


def test_a_backup_may_be_laid_into_a_folder_that_was_made_for_it(
    store: Store, clock: ScriptedClock, tmp_path: Path
) -> None:
    path = backup(store, tmp_path / "b.visitapp", KEY)
    (tmp_path / "other").mkdir()
    unpack(path, tmp_path / "other")
    restored(tmp_path / "other", KEY, clock).close()


def test_a_backup_of_another_form_is_not_laid_out(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "newer", "w") as archive:
        archive.writestr("MAGIC", "visitapp-backup-2")
        archive.writestr("store.db", "x")
    with pytest.raises(Known, match="not a backup"):
        unpack(tmp_path / "newer", tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_only_what_a_backup_has_is_laid_out_and_nothing_that_unfolds(tmp_path: Path) -> None:
    """N6: a small file that unfolds into a big one, and files that only look like photos."""
    good, bare = f"vault/ab/{'ab' * 32}.thumbnail", f"vault/ab/{'cd' * 32}"
    with zipfile.ZipFile(tmp_path / "b", "w") as archive:
        archive.writestr("MAGIC", "visitapp-backup-1")
        for name in (good, bare, "vault/ab/photo.jpg", f"vault/ab/{'xy' * 32}", "vault/ab"):
            archive.writestr(name, "bytes")
        archive.writestr("store.db", bytes(10**6), zipfile.ZIP_DEFLATED)
    unpack(tmp_path / "b", tmp_path / "other")
    laid = [path for path in (tmp_path / "other").rglob("*") if path.is_file()]
    assert {path.relative_to(tmp_path / "other").as_posix() for path in laid} == {good, bare}
