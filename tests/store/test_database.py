"""One door to the database: what is wrong with a store is said, and nothing changes."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlcipher3

from visitapp.clock import ScriptedClock
from visitapp.domain.events import Draft
from visitapp.errors import Known
from visitapp.store.check import check, sweep_scratch
from visitapp.store.database import demand_cipher, demand_encrypted, open_database, sentence, told
from visitapp.store.migrations import keep_before, migrate
from visitapp.store.store import Store, open_store

KEY = bytes(range(32))
NOBODY = 65534
ROOT = Path(__file__).resolve().parents[2]
Maker = Callable[..., Draft]


def test_a_wrong_key_says_so_and_changes_nothing(store: Store) -> None:
    store.close()
    before = (store.folder / "store.db").read_bytes()
    with pytest.raises(Known, match="do not open with this key"):
        open_database(store.folder / "store.db", bytes(32))
    with pytest.raises(Known, match="do not open with this key"):
        open_database(store.folder / "store.db", KEY[:16])
    assert (store.folder / "store.db").read_bytes() == before


def test_records_that_are_a_folder_do_not_open(tmp_path: Path) -> None:
    """What the system refuses to read is told, with nothing changed."""
    (tmp_path / "store.db").mkdir()
    with pytest.raises(Known, match=r"disk reported an error|cannot be opened"):
        demand_encrypted(tmp_path / "store.db")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights elsewhere")
def test_records_nobody_may_read_are_told_as_such() -> None:
    """The canary is the first to look at the file: its refusal must be a sentence."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "store.db")
        path.write_bytes(b"x" * 4096)
        path.chmod(0)
        Path(folder).chmod(0o755)
        me = os.geteuid()
        if me == 0:
            os.seteuid(NOBODY)
        try:
            with pytest.raises(Known, match="cannot be opened"):
                demand_encrypted(path)
        finally:
            os.seteuid(me)


@pytest.mark.parametrize("left", [0, 1, 100, 5000, 40_000, -1000, -4096])
def test_a_cut_database_is_found_damaged(store: Store, clock: ScriptedClock, left: int) -> None:
    store.close()
    path = store.folder / "store.db"
    path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(Known, match=r"damaged"):
        look_at(store.folder, clock)


def look_at(folder: Path, clock: ScriptedClock) -> None:
    cut = open_store(folder, KEY, clock)
    try:
        for finding in check(cut).problems:
            raise Known("check", "damaged: {what}", what=finding.what)
    finally:
        cut.close()


def test_a_plain_database_is_never_written_to(tmp_path: Path) -> None:
    """N6: a foreign SQLite library without encryption is noticed."""
    path = tmp_path / "store.db"
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE journal (a)")
    plain.close()
    before = path.read_bytes()
    with pytest.raises(Known, match="damaged"):
        open_database(path, KEY, create=True)
    assert path.read_bytes() == before


def test_a_folder_without_records_is_not_filled_by_opening_it(tmp_path: Path) -> None:
    with pytest.raises(Known, match="no records in"):
        open_database(tmp_path / "store.db", KEY)
    assert list(tmp_path.iterdir()) == []


def test_what_the_user_is_told_is_saved_was_synced_in_full(store: Store) -> None:
    """Decision 2: WAL with synchronous=FULL; NORMAL lost commits in two of three power cuts."""
    said = {
        name: store.db.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
    }
    assert said == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
    }


def test_opening_and_appending_load_no_slow_library(store: Store, tmp_path: Path) -> None:
    """P6, P7: sqlite_utils only when the schema has to change."""
    program = (
        "import sys; sys.argv = ['w', *sys.argv[1:], 'x']\n"
        "sys.path.insert(0, 'tests/store')\n"
        "import worker; from pathlib import Path\n"
        "from visitapp.clock import ScriptedClock\n"
        "s = worker.open_store(Path(sys.argv[1]), worker.KEY, ScriptedClock(Path(sys.argv[2])))\n"
        "worker.append(s, 1)\n"
        "print(sorted({'sqlite_utils', 'keyring', 'argon2'} & set(sys.modules)))\n"
    )
    words = [sys.executable, "-c", program, str(store.folder), str(tmp_path / "clock.json")]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_each_thread_sees_only_what_was_committed(store: Store, rang: Maker) -> None:
    """The desktop works in several threads; one that reads beside an act sees all or nothing."""
    seen: list[int] = []

    def look() -> None:
        seen.append(store.journal.head().n)

    with store.writing() as tx:
        tx.append(rang())
        reader = threading.Thread(target=look)
        reader.start()
        reader.join()
    reader = threading.Thread(target=look)
    reader.start()
    reader.join()
    assert seen == [1, 3]


def test_a_copy_kept_before_a_migration_is_whole_and_opens(
    store: Store, rang: Maker, tmp_path: Path
) -> None:
    with store.writing() as tx:
        tx.append(rang())
    keep_before(store.db, tmp_path / "before.db")
    kept = open_database(tmp_path / "before.db", KEY)
    assert kept.execute("SELECT count(*) FROM journal").fetchone() == (2,)
    kept.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    words = [str(mount), "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    if not mount or subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount a small disk")
    yield folder
    subprocess.run([str(umount), "-l", str(folder)], check=True)


def test_a_full_disk_is_said_and_everything_acknowledged_stays(
    small_disk: Path, clock: ScriptedClock, rang: Maker
) -> None:
    """F3: 保存済み was said only for what is there after the disk is full."""
    store = open_store(small_disk / "data", KEY, clock, create=True)
    acked = 0

    def write_on() -> None:
        nonlocal acked
        while True:
            with store.writing() as tx:
                tx.append(*(rang() for _ in range(20)))
            acked += 20

    with pytest.raises(Known, match="disk of this computer is full"):
        write_on()
    assert acked
    assert store.journal.head().n == acked + 2
    store.close()
    again = open_store(small_disk / "data", KEY, clock)
    assert again.journal.head().n == acked + 2
    assert check(again).is_ok
    again.close()


def test_an_error_of_ours_is_not_blamed_on_the_records(store: Store) -> None:
    with pytest.raises(sqlcipher3.dbapi2.OperationalError, match="no such table"):
        store.db.execute("SELECT 1 FROM absent")


def test_a_library_without_encryption_is_refused() -> None:
    """N6: plain SQLite takes any key in silence and would write plain text."""
    plain = sqlite3.connect(":memory:")
    with pytest.raises(Known, match="no encryption"):
        demand_cipher(plain)
    plain.close()


def test_damage_met_while_rows_are_read_is_a_sentence_as_well(store: Store, rang: Maker) -> None:
    """The first rows may be good and a later page not."""
    with store.writing() as tx:
        tx.append(*(rang() for _ in range(90)))
    store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    path = store.folder / "store.db"
    data = bytearray(path.read_bytes())
    for place in range(len(data) * 3 // 4, len(data), 4096):
        data[place] ^= 1
    path.write_bytes(data)
    db = open_database(path, KEY)
    rows = db.execute("SELECT raw FROM journal")
    with pytest.raises(Known, match="damaged"), told():
        list(rows)
    db.close()


def test_a_mistake_of_ours_while_rows_are_read_stays_a_mistake(store: Store) -> None:
    with pytest.raises(sqlcipher3.dbapi2.DatabaseError, match="integer overflow"), told():
        list(store.db.execute("SELECT 1 UNION ALL SELECT abs(-9223372036854775807 - 1)"))


def test_a_store_is_copied_beside_itself_before_its_form_is_changed(
    store: Store, rang: Maker
) -> None:
    """A newer program changes the tables; the copy opens with the older one."""
    with store.writing() as tx:
        tx.append(rang())
    migrate(store.db, store.folder / "store.db", 1)
    kept = open_database(store.folder / "store.before-2.db", KEY)
    assert kept.execute("SELECT count(*) FROM journal").fetchone() == (2,)
    kept.close()
    assert check(store).is_ok


STARVED = """
import sys
from pathlib import Path
from visitapp.clock import SystemClock
from visitapp.errors import Known
from visitapp.store.check import sweep_scratch
from visitapp.store.store import open_store
store = open_store(Path(sys.argv[1]), bytes(range(32)), SystemClock())
store.db.execute("PRAGMA hard_heap_limit = 1")
try:
    store.db.execute("SELECT hex(zeroblob(100000))").fetchone()
except Known as known:
    print(known)
"""


def test_a_commit_for_which_sqlite_finds_no_memory_is_told(store: Store) -> None:
    """SQLCipher answers so when a page cannot be read (found by the campaign every-io)."""
    words = [sys.executable, "-c", STARVED, str(store.folder)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert "The disk reported an error" in done.stdout, done.stderr


def test_scratch_that_cannot_be_removed_stops_nothing(store: Store) -> None:
    """Found by the campaign every-io: a folder that could not be listed ended in a traceback."""
    stays = store.folder / "vault" / "tmp" / "a-folder"
    stays.mkdir(parents=True)
    assert sweep_scratch(store) == []
    assert stays.exists()


def test_memory_that_ran_out_is_an_error_of_the_disk() -> None:
    """The same sentence as for a page that cannot be read: it is what happened."""
    known = sentence(MemoryError())
    assert known is not None
    assert "The disk reported an error" in str(known)
