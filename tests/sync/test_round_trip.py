"""A record and its photos on their way, against a real office process."""

from collections.abc import Callable
from pathlib import Path

from tests.sync.conftest import Laptop
from tests.sync.offices import OfficeProcess
from visitapp.domain.paper_entries import PapersReturned, PapersTaken
from visitapp.domain.words import SyncState
from visitapp.sync.engine import status

PHOTOS = ("iphone7-gps-canyon.jpg", "iphone13pro-pug.heic", "demo-drawn/2-doorbell.jpg")


def test_a_visit_with_real_photos_reaches_the_office_bit_for_bit(
    office: OfficeProcess, laptop: Laptop, samples: Path
) -> None:
    visit = laptop.plan()
    laptop.arrive(visit)
    originals = {
        laptop.photo(visit, (samples / "photos" / name).read_bytes()): samples / "photos" / name
        for name in PHOTOS
    }
    before = status(laptop.store)
    assert (before.online, before.pending.originals, before.pending.thumbnails) == (False, 3, 3)
    report = laptop.sync()
    assert report.trouble is None
    assert report.online
    assert report.as_json()["pending"] == {
        "entries": 0,
        "thumbnails": 0,
        "originals": 0,
        "bytes": 0,
    }
    assert report.last_receipt_at is not None
    for sha256, path in originals.items():
        assert office.blob(sha256) == path.read_bytes()
    assert [row.raw for row in office.rows("SELECT raw FROM entry ORDER BY seq")] == laptop.raws()
    assert office.rows("SELECT count(*) AS c FROM thumb")[0].c == 3
    with laptop.store.reading() as tx:
        folded = tx.visit(visit)
    assert folded is not None
    assert laptop.store.outbox.visit_state(folded) == (SyncState.KEPT, False)


def test_a_second_pass_sends_nothing_again(office: OfficeProcess, laptop: Laptop) -> None:
    visit = laptop.plan()
    laptop.photo(visit, b"photo" * 1000)
    laptop.sync()
    entries = office.rows("SELECT count(*) AS c FROM entry")
    report = laptop.sync()
    assert report.online
    assert office.rows("SELECT count(*) AS c FROM entry") == entries


def test_two_laptops_at_one_visit_fold_the_same_state(
    office: OfficeProcess, joined: Callable[..., Laptop]
) -> None:
    """N-11: both see both arrivals, whoever synced first."""
    first, second = joined(), joined()
    visit = first.plan()
    first.sync()
    second.sync()
    second.arrive(visit)
    first.arrive(visit)
    first.ring(visit, 3)
    second.sync()
    first.sync()
    second.sync()
    assert first.state(visit) == second.state(visit)
    assert len(first.state(visit).arrivals) == 2  # type: ignore[attr-defined]


def test_the_office_time_is_an_anchor_for_the_entries_after_it(laptop: Laptop) -> None:
    visit = laptop.plan()
    laptop.sync()
    event = laptop.arrive(visit)
    assert event.entry.t.anchor is not None
    assert event.time.klass == "A"


def test_a_long_journal_goes_up_in_growing_batches(office: OfficeProcess, laptop: Laptop) -> None:
    visit = laptop.plan()
    with laptop.store.writing() as tx:
        from visitapp.domain.entries import Rang  # noqa: PLC0415
        from visitapp.domain.events import About, Draft  # noqa: PLC0415

        draft = Draft(about=About(visit=visit), actor="p1", content=Rang(person="p1"))
        tx.append(*[draft] * 700)
    report = laptop.sync()
    assert report.pending.entries == 0
    assert [row.raw for row in office.rows("SELECT raw FROM entry ORDER BY n")] == laptop.raws()


def test_counts_of_a_day_reach_the_office_though_they_belong_to_no_visit(
    office: OfficeProcess, joined: Callable[..., Laptop]
) -> None:
    """N-09: bit for bit, receipted; another laptop gets them and counts them as nobody's own."""
    first, second = joined(), joined()
    first.write(PapersTaken(day="2026-11-25", person="p1", preprints=5, pad_sheets=10))
    first.write(
        PapersReturned(day="2026-11-25", person="p1", preprints=1, pad_sheets=10, shredded=1)
    )
    assert first.sync().as_json()["pending"]["entries"] == 0
    rows = office.rows("SELECT raw FROM entry WHERE kind LIKE 'papers_%' ORDER BY seq")
    assert [row.raw for row in rows] == first.raws()[-2:]
    assert second.sync().trouble is None
    received = second.store.db.execute("SELECT count(*) FROM received WHERE kind LIKE 'papers_%'")
    assert received.fetchone() == (2,)
    with second.store.reading() as tx:
        assert tx.papers(9) == []
