"""Enrolment: once, to one office, without losing what was written alone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sync.conftest import Laptop, noise
from tests.sync.doors import stranger
from tests.sync.offices import CLOCK, OfficeProcess
from visitapp.domain.entries import ErasureOrdered
from visitapp.errors import Known
from visitapp.sync.engine import connect, sync_once
from visitapp.sync.enrolment import Invitation, address, enroll
from visitapp.sync.failures import Cause, Failure


def test_a_laptop_that_worked_alone_brings_everything_along(
    office: OfficeProcess, alone: Callable[..., Laptop]
) -> None:
    """N-17: its entries, numbers and photos stay as they are and are pushed from the first."""
    laptop = alone()
    visit = laptop.plan()
    sha256 = laptop.photo(visit, noise(50_000))
    written = laptop.raws()
    joined = laptop.join(office)
    assert (joined.office_name, joined.already) == ("本社", False)
    assert laptop.store.outbox.numbers_left == 50
    assert laptop.sync().pending.entries == 0
    assert [row.raw for row in office.rows("SELECT raw FROM entry ORDER BY n")] == written
    assert office.blob(sha256) == noise(50_000)


def test_what_was_erased_while_alone_is_no_obstacle(
    office: OfficeProcess, alone: Callable[..., Laptop]
) -> None:
    """WIRE 2: a body that is gone travels together with the erasure that names it."""
    laptop = alone()
    visit = laptop.plan()
    erased = laptop.arrive(visit).entry.hash
    laptop.ring(visit, 60)
    laptop.write(ErasureOrdered(entries=(erased,), blobs=(), reason="本人の請求"))
    laptop.join(office)
    report = laptop.sync()
    assert (report.trouble, report.pending.entries) == (None, 0)
    assert office.rows("SELECT body FROM entry WHERE hash = ?", erased)[0].body is None


def test_joining_the_same_office_again_changes_nothing(
    office: OfficeProcess, laptop: Laptop
) -> None:
    before = laptop.store.outbox.office
    code = office.code()
    assert laptop.join(office, code).already
    assert laptop.store.outbox.office == before
    assert office.rows("SELECT count(*) AS c FROM enroll_code WHERE used_at IS NULL")[0].c == 1


def test_a_laptop_stays_with_its_office(laptop: Laptop) -> None:
    before = laptop.store.outbox.office
    other = Invitation(url="https://other.example", code="X", name="x")
    with pytest.raises(Known) as caught:
        enroll(laptop.store, other, CLOCK, connect)
    assert caught.value.title == "Belongs to another office"
    assert laptop.store.outbox.office == before


def test_another_office_at_the_same_address_is_not_joined(
    office: OfficeProcess, laptop: Laptop, tmp_path: Path
) -> None:
    before = laptop.store.outbox.office
    office.kill()
    other = OfficeProcess(tmp_path / "other", "よその会社")
    other.port = office.port
    other.start()
    try:
        with pytest.raises(Known) as caught:
            laptop.join(other)
        assert caught.value.title == "Belongs to another office"
        assert laptop.store.outbox.office == before
    finally:
        other.kill()


@pytest.mark.parametrize("kind", ["wrong", "used", "old"])
def test_a_code_that_is_not_good_is_a_sentence_and_stores_nothing(
    office: OfficeProcess, alone: Callable[..., Laptop], kind: str
) -> None:
    laptop, code = alone(), office.code()
    if kind == "used":
        alone().join(office, code)
    elif kind == "old":
        office.change("UPDATE enroll_code SET expires_at = 1")
    with pytest.raises(Known) as caught:
        laptop.join(office, "0000000000" if kind == "wrong" else code)
    assert caught.value.title == "Code not accepted"
    assert laptop.store.outbox.office is None


def test_a_stranger_is_not_joined(alone: Callable[..., Laptop]) -> None:
    laptop = alone()
    with stranger((200, {"Content-Type": "text/html"}, b"<html>")) as url:
        invitation = Invitation(url=url, code="ABC", name="x")
        with pytest.raises(Failure) as caught:
            enroll(laptop.store, invitation, CLOCK, connect)
    assert caught.value.cause is Cause.CAPTIVE
    assert laptop.store.outbox.office is None


def test_a_laptop_without_an_office_says_so(alone: Callable[..., Laptop]) -> None:
    laptop = alone()
    laptop.plan()
    with pytest.raises(Known) as caught:
        sync_once(laptop.store, None, CLOCK)  # type: ignore[arg-type] # never reached
    assert caught.value.title == "No office yet"


def test_used_numbers_are_topped_up(laptop: Laptop) -> None:
    """N-12: the office knows every number it handed out before it is used."""
    with laptop.store.writing() as tx:
        taken = {tx.take_number() for _ in range(20)}
    assert None not in taken
    laptop.sync()
    assert laptop.store.outbox.numbers_left == 50


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (" office.example ", "https://office.example"),
        ("http://192.168.1.5:8470/", "http://192.168.1.5:8470"),
        ("https://[::1]:8470", "https://[::1]:8470"),
    ],
)
def test_an_address_is_taken_as_it_is_typed(typed: str, meant: str) -> None:
    assert address(typed) == meant


@pytest.mark.parametrize("typed", ["", "ftp://x", "https://", "http://x:99999", "http://x/path"])
def test_what_is_no_address_is_said(typed: str) -> None:
    with pytest.raises(Known):
        address(typed)
