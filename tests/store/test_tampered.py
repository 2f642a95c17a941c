"""A hand with the key changes the records: the check names each change by its place.

The triggers are taken away first, as somebody with a database tool and the key could do.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from visitapp.clock import ScriptedClock
from visitapp.domain.chain import read_entry
from visitapp.domain.events import Draft
from visitapp.errors import Known
from visitapp.keys import new_signer
from visitapp.store import strands
from visitapp.store.check import check
from visitapp.store.received import Placed, Received
from visitapp.store.store import Store, open_store

KEY = bytes(range(32))
Maker = Callable[..., Draft]


@pytest.fixture
def opened(store: Store, rang: Maker, tmp_path: Path, clock: ScriptedClock) -> Store:
    """Entries 1 to 4 of this laptop, two of another one, a photo with its copy; no triggers."""
    for _ in range(3):
        with store.writing() as tx:
            tx.append(rang())
    other = open_store(tmp_path / "other", KEY, clock, create=True)
    with other.writing() as tx:
        tx.append(rang("v2"))
    entries = [(i, read_entry(i.raw)) for i in other.journal.items(other.meta.incarnation, 0, 9)]
    with store.writing():
        page = [
            Placed(seq=e.n, device=e.device, incarnation=e.incarnation, n=e.n, item=item)
            for item, e in entries
        ]
        Received(store.db, store.vault, store.journal).take(page, "0f" * 16)
    other.close()
    store.vault.put_copy(store.vault.put(b"photo"), "thumbnail", b"small")
    triggers = store.db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in triggers:
        store.db.execute(f"DROP TRIGGER {name}")
    assert check(store).is_ok
    return store


def problems(store: Store) -> list[str]:
    return [f"{finding.where}: {finding.what}" for finding in check(store).problems]


def test_changed_bytes_of_an_entry_are_found(opened: Store) -> None:
    opened.db.execute("UPDATE journal SET raw = raw || x'20' WHERE n = 2")
    (found,) = problems(opened)
    assert found.startswith("entry 2: ")


def test_an_entry_taken_out_breaks_the_chain_at_its_place(opened: Store) -> None:
    opened.db.execute("DELETE FROM journal WHERE n = 2")
    assert problems(opened) == ["entry 2: does not continue the chain"]


def test_an_entry_written_by_another_key_is_found(opened: Store) -> None:
    raw = opened.db.execute("SELECT raw FROM journal WHERE n = 3").fetchone()[0]
    forged = new_signer().sign(raw)
    opened.db.execute("UPDATE journal SET sig = ? WHERE n = 3", (forged,))
    assert problems(opened) == ["entry 3: signature does not hold"]


def test_another_text_below_an_entry_is_found(opened: Store) -> None:
    opened.db.execute(
        "UPDATE body SET body = CAST(replace(body, 'p1', 'p2') AS BLOB) WHERE hash ="
        " (SELECT hash FROM journal WHERE n = 4)"
    )
    (found,) = problems(opened)
    assert found.startswith("entry 4: ")
    assert "body commitment" in found


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ("UPDATE journal SET raw = CAST(raw AS TEXT) WHERE n = 3", "entry 3"),
        ("UPDATE journal SET sig = 'x' WHERE n = 3", "entry 3"),
        ("UPDATE received SET raw = CAST(raw AS TEXT) WHERE n = 2", "entry 2 of "),
        ("UPDATE body SET body = CAST(body AS TEXT)", "body of "),
        ("UPDATE body SET salt = 5", "body of "),
    ],
)
def test_bytes_that_a_tool_wrote_back_as_text_are_found_not_stumbled_over(
    opened: Store, change: str, where: str
) -> None:
    opened.db.execute(change)
    found = problems(opened)
    assert found[0].startswith(where)
    assert all(line.endswith("is not stored as bytes") for line in found)


def test_a_text_taken_away_without_an_erasure_is_found_and_with_one_it_is_not(
    opened: Store,
) -> None:
    """V-02."""
    opened.db.execute("DELETE FROM body WHERE hash = (SELECT hash FROM journal WHERE n = 4)")
    assert problems(opened) == ["entry 4: body is missing without an erasure"]
    opened.db.execute("INSERT INTO erased SELECT hash, '開示請求' FROM journal WHERE n = 4")
    assert problems(opened) == []


def test_what_came_from_another_laptop_is_looked_at_as_well(opened: Store) -> None:
    device = opened.db.execute("SELECT device FROM received").fetchone()[0][:8]
    target = "(SELECT hash FROM received WHERE n = 2)"
    opened.db.execute(f"DELETE FROM body WHERE hash = {target}")
    assert problems(opened) == [f"entry 2 of {device}: body is missing without an erasure"]
    opened.db.execute("UPDATE received SET raw = x'7b7d' WHERE n = 1")
    first, second = problems(opened)
    assert first.startswith(f"entry 1 of {device}: ")
    assert second.startswith(f"entry 2 of {device}: ")


def test_an_empty_and_an_erased_record_of_another_laptop_are_told_apart(opened: Store) -> None:
    target = "(SELECT hash FROM received WHERE n = 2)"
    opened.db.execute(f"INSERT INTO erased VALUES ({target}, '開示請求')")
    opened.db.execute(f"DELETE FROM body WHERE hash = {target}")
    assert problems(opened) == []


def test_a_damaged_copy_is_put_away_since_it_can_be_made_again(opened: Store) -> None:
    """The original decides; a thumbnail that is gone or spoiled is no loss."""
    sha256 = opened.db.execute("SELECT sha256 FROM copy").fetchone()[0]
    opened.vault.copy_path(sha256, "thumbnail").write_bytes(b"spoiled" * 3)
    assert opened.vault.read_copy(sha256, "thumbnail") is None
    report = check(opened)
    assert report.is_ok
    assert [finding.what for finding in report.repaired] == ["damaged thumbnail copy removed"]
    assert not opened.vault.copy_path(sha256, "thumbnail").exists()
    assert opened.db.execute("SELECT count(*) FROM copy").fetchone() == (0,)
    assert check(opened).repaired == ()


def test_two_photos_that_changed_places_are_both_found(opened: Store) -> None:
    """Key and bytes fit each other; only the name, the hash of the original, tells."""
    first, second = opened.vault.put(b"door" * 9), opened.vault.put(b"wall" * 9)
    keys = dict(opened.db.execute("SELECT sha256, key FROM blob").fetchall())
    sealed = {name: opened.vault.path(name).read_bytes() for name in (first, second)}
    for name, other in ((first, second), (second, first)):
        opened.vault.path(name).write_bytes(sealed[other])
        opened.db.execute("UPDATE blob SET key = ? WHERE sha256 = ?", (keys[other], name))
    assert sorted(f.where for f in check(opened).problems) == sorted((first, second))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("DELETE FROM {table} WHERE n = 1", "have a hole"),
        ("UPDATE {table} SET raw = (SELECT raw FROM {table} WHERE n = 2) WHERE n = 1", "entry 2"),
    ],
)
@pytest.mark.parametrize("table", ["journal", "received"])
def test_no_dossier_is_made_of_a_branch_that_does_not_hold(
    opened: Store, change: str, said: str, table: str
) -> None:
    """What follows a hole, or stands under another hash, would prove nothing."""
    visit = {"journal": "v1", "received": "v2"}[table]
    (branch,) = strands.branches(opened, visit)
    assert len(strands.items(opened, branch, frozenset())) in {2, 4}
    opened.db.execute(change.format(table=table))
    with pytest.raises(Known, match=said):
        strands.items(opened, branch, frozenset())
