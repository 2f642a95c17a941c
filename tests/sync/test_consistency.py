"""Neither side may take back its word: the office's log only grows, or somebody is told."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sync.conftest import Laptop, noise, opened
from tests.sync.offices import OfficeProcess
from visitapp.domain.receipts import read_receipt
from visitapp.office import incidents
from visitapp.store.incidents import Incident, Incidents
from visitapp.sync.engine import status


def found(laptop: Laptop) -> list[Incident]:
    return Incidents(laptop.store.db).newest(20)


def test_each_receipt_proves_that_the_log_has_only_grown(
    office: OfficeProcess, joined: Callable[..., Laptop]
) -> None:
    """RFC 6962 2.1.2: proved from the size seen last, across what others wrote meanwhile."""
    first, second = joined(), joined()
    for count in (3, 90, 1):
        visit = first.plan()
        with second.store.writing():
            second.ring(visit, count)
        for laptop in (first, second):
            assert laptop.sync().incidents == ()
    sizes = [
        read_receipt(row[0]).office_size
        for row in first.store.db.execute("SELECT raw FROM receipt ORDER BY place")
    ]
    assert sizes == sorted(sizes)
    assert sizes[-1] > 64 + 30
    assert (found(first), found(second)) == ([], [])


def test_an_office_that_shows_another_log_is_told_and_stops_nothing(
    office: OfficeProcess, joined: Callable[..., Laptop]
) -> None:
    """A split view: both signed states are kept, nothing counts as kept, all lanes go on."""
    first, second = joined(), joined()
    visit = first.plan()
    first.sync()
    office.change("UPDATE head SET frontier = zeroblob(length(frontier))")
    second.arrive(visit)
    second.sync()
    first.ring(visit)
    sha256 = first.photo(visit, noise(2_000))
    report = first.sync()
    assert (report.trouble, report.online) == (None, True)
    assert report.pending.entries > 0
    assert office.blob(sha256) == noise(2_000)
    rows = first.store.db.execute("SELECT count(*) FROM received WHERE kind = 'arrived'")
    assert rows.fetchone()[0] == 1
    (incident,) = found(first)
    assert incident.what == "split_view"
    assert incident.evidence.count(b'"type":"receipt"') == 2
    assert [one.what for one in status(first.store).found] == ["split_view"]
    assert first.sync().as_json()["incidents"] == status(first.store).as_json()["incidents"]


def test_a_receipt_over_other_entries_counts_for_nothing_and_stops_nothing(
    office: OfficeProcess, joined: Callable[..., Laptop]
) -> None:
    """The root must be the one over our own bytes; the other lanes go on."""
    first, second = joined(), joined()
    visit = first.plan()
    first.sync()
    device = first.store.meta.signer.device
    office.change(
        "UPDATE incarnation SET frontier = zeroblob(length(frontier)) WHERE device = ?", device
    )
    second.arrive(visit)
    second.sync()
    first.ring(visit)
    sha256 = first.photo(visit, noise(2_000))
    report = first.sync()
    assert (report.trouble, report.online) == (None, True)
    assert report.pending.entries > 0
    assert report.pending.originals == 1
    assert office.blob(sha256) == noise(2_000)
    (incident,) = found(first)
    assert incident.what == "receipt_refuted"
    rows = first.store.db.execute("SELECT count(*) FROM received WHERE kind = 'arrived'")
    assert rows.fetchone()[0] == 1


def put_back(office: OfficeProcess, aside: Path) -> None:
    """A folder copied back by hand: no restore command ever ran."""
    office.kill()
    shutil.rmtree(office.folder)
    shutil.copytree(aside, office.folder)
    office.start()


def test_a_folder_put_back_by_hand_is_found_out_by_the_first_laptop(
    office: OfficeProcess, joined: Callable[..., Laptop], tmp_path: Path
) -> None:
    """Shrunk: the office reads its own signature, opens a new epoch, and all is offered again."""
    first, second = joined(), joined()
    visit = first.plan()
    first.sync()
    office.kill()
    shutil.copytree(office.folder, tmp_path / "aside")
    office.start()
    first.ring(visit, 3)
    first.sync()
    put_back(office, tmp_path / "aside")
    assert [row.raw for row in office.rows("SELECT raw FROM entry")] != first.raws()
    second.arrive(visit)
    for laptop in (first, second, first):
        report = laptop.sync()
        assert (report.trouble, report.incidents, report.pending.entries) == (None, (), 0)
    assert [one.what for one in found(first)] == ["office_restored"]
    rows = office.rows("SELECT what, evidence FROM incident")
    assert [row.what for row in rows] == ["shrunk"]
    assert b'"type":"receipt"' in rows[0].evidence
    held = {row.raw for row in office.rows("SELECT raw FROM entry")}
    assert held == {*first.raws(), *second.raws()}


def test_a_log_that_was_rewritten_is_found_out_as_well(
    office: OfficeProcess, laptop: Laptop, twin: Callable[[Laptop], Laptop]
) -> None:
    visit = laptop.plan()
    laptop.sync()
    office.change("UPDATE entry SET raw = CAST(replace(raw, '2026-11', '2026-12') AS BLOB)")
    laptop.ring(visit)
    laptop.sync()
    assert [row.what for row in office.rows("SELECT what FROM incident")] == ["rewritten"]
    assert [one.what for one in found(laptop)][-1] == "office_restored"


@pytest.mark.parametrize("rings", [3, pytest.param(700, marks=pytest.mark.long)])
def test_a_forked_branch_is_handed_in_whole_and_kept_apart(
    office: OfficeProcess, laptop: Laptop, tmp_path: Path, rings: int
) -> None:
    """Quarantine: kept and shown, never in the order, never under new numbers."""
    visit = laptop.plan()
    laptop.sync()
    laptop.store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(laptop.store.folder, tmp_path / "copy")
    copy = Laptop(store=opened(tmp_path / "copy", laptop.key), key=laptop.key)
    try:
        before = copy.store.meta.incarnation
        laptop.ring(visit, 2)
        with copy.store.writing():
            copy.ring(visit, rings)
        laptop.sync()
        written = copy.raws()
        copy.sync()
        assert [one.what for one in found(copy)] == ["forked"]
        shared = len(laptop.raws()) - 2
        rows = office.rows("SELECT raw, n FROM quarantine ORDER BY n")
        assert [row.raw for row in rows] == written[shared:]
        seat = office.opened()
        (branch,) = incidents.apart(seat)
        seat.database.close()
        assert branch == (copy.store.meta.signer.device, before, rings)
        assert copy.sync().incidents == ()
        assert not {row.raw for row in rows} & {r.raw for r in office.rows("SELECT raw FROM entry")}
    finally:
        copy.store.close()
