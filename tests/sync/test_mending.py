"""An original that rots on the laptop comes back from the office, or is told and not sent (F4)."""

from tests.store.test_scrub import spoil
from tests.sync.conftest import Laptop, noise
from tests.sync.offices import CLOCK, OfficeProcess
from visitapp.store import scrub


def test_a_damaged_original_comes_back_from_the_office(
    office: OfficeProcess, laptop: Laptop
) -> None:
    data = noise(3_000_000)
    sha256 = laptop.photo(laptop.plan(), data)
    laptop.sync()
    spoil(laptop.store, sha256)
    scrub.step(laptop.store, CLOCK.now())
    assert scrub.scrub_of(laptop.store).damaged == (sha256,)
    report = laptop.sync()
    assert report.trouble is None
    assert laptop.store.vault.read(sha256) == data
    assert scrub.scrub_of(laptop.store).damaged == ()
    assert [one.what for one in report.found] == ["original_damaged"]


def test_what_the_office_never_had_is_told_and_waits(office: OfficeProcess, laptop: Laptop) -> None:
    """It is not sent, nothing takes its place, and the next look or backup may mend it."""
    visit = laptop.plan()
    sha256 = laptop.photo(visit, noise(200_000))
    spoil(laptop.store, sha256)
    report = laptop.sync()
    assert report.trouble is None
    assert office.blob(sha256) is None
    assert scrub.scrub_of(laptop.store).damaged == (sha256,)
    assert laptop.sync().trouble is None


def test_an_office_with_other_bytes_under_the_name_mends_nothing(
    office: OfficeProcess, laptop: Laptop
) -> None:
    sha256 = laptop.photo(laptop.plan(), noise(200_000))
    laptop.sync()
    spoil(laptop.store, sha256)
    scrub.step(laptop.store, CLOCK.now())
    path = next(office.folder.glob(f"blobs/**/{sha256}"))
    path.write_bytes(noise(200_000, seed=1))
    assert laptop.sync().trouble is None
    assert scrub.scrub_of(laptop.store).damaged == (sha256,)
