"""Enrolment: once, to one office, without losing what was written alone."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.sync.conftest import Laptop, noise
from tests.sync.doors import stranger
from tests.sync.offices import CLOCK, OfficeProcess
from visitapp.domain.entries import Rang
from visitapp.domain.events import About, Draft
from visitapp.domain.office_entries import ErasureOrdered
from visitapp.errors import Known
from visitapp.keys import unseal
from visitapp.sync import conversation
from visitapp.sync.engine import connect, sync_once
from visitapp.sync.enrolment import Invitation, address, enroll, read_invitation
from visitapp.sync.failures import Cause, Failure
from visitapp.sync.transport import HttpTransport
from visitapp.sync.wire import EnrollRequest


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
        ("http://127.0.0.1:8470/", "http://127.0.0.1:8470"),
        ("http://localhost:8470", "http://localhost:8470"),
        ("https://192.168.1.5:8470/", "https://192.168.1.5:8470"),
        ("https://[::1]:8470", "https://[::1]:8470"),
    ],
)
def test_an_address_is_taken_as_it_is_typed(typed: str, meant: str) -> None:
    assert address(typed) == meant


@pytest.mark.parametrize(
    "typed", ["http://192.168.1.5:8470", "http://office.example", "http://127.0.0.1.example"]
)
def test_nothing_is_sent_in_the_clear_over_a_network(typed: str) -> None:
    """SECURITY: http:// is for an office on this very computer."""
    with pytest.raises(Known) as caught:
        address(typed)
    assert caught.value.title == "Address not encrypted"


@pytest.mark.parametrize("typed", ["", "ftp://x", "https://", "http://x:99999", "http://x/path"])
def test_what_is_no_address_is_said(typed: str) -> None:
    with pytest.raises(Known):
        address(typed)


def test_a_laptop_that_lost_the_answer_may_ask_again(
    office: OfficeProcess, alone: Callable[..., Laptop]
) -> None:
    """A power cut between the office's yes and the laptop's disk: the same code works once more."""
    laptop, code = alone(), office.code()
    branch = laptop.store.journal.head()
    request = EnrollRequest(
        code=code,
        public_key=laptop.store.meta.signer.public,
        name="03 藤井",
        incarnation=branch.incarnation,
    )
    transport = HttpTransport(office.url)
    lost = conversation.enroll(transport, request)
    transport.close()
    assert not laptop.join(office, code).already
    assert laptop.store.outbox.office is not None
    assert laptop.store.outbox.office.token != lost.token
    with pytest.raises(Known, match="did not accept"):
        alone().join(office, code)


def test_the_store_key_is_sealed_to_the_office(office: OfficeProcess, laptop: Laptop) -> None:
    """Design 3: the office can open a laptop whose keyring is lost, with its recovery key only."""
    sealed = office.rows("SELECT sealed_store_key FROM device WHERE sealed_store_key IS NOT NULL")
    private = (office.folder / "recovery.key").read_bytes()
    assert unseal(private, sealed[0].sealed_store_key) == laptop.key
    with pytest.raises(Known):
        unseal(bytes(32), sealed[0].sealed_store_key)


def test_an_invitation_carries_address_code_and_office(
    office: OfficeProcess, alone: Callable[..., Laptop]
) -> None:
    laptop, code = alone(), office.code()
    opened = office.opened()
    link = f" {office.url}/#{code}.{opened.key.device}\n"
    opened.database.close()
    invited = read_invitation(link)
    assert invited is not None
    assert (invited.url, invited.code) == (office.url, code)
    enroll(laptop.store, replace(invited, name="x"), CLOCK, connect)
    assert laptop.store.outbox.office is not None
    assert read_invitation(office.url) is None
    assert read_invitation(code) is None


def test_an_office_with_another_number_is_not_joined(
    office: OfficeProcess, alone: Callable[..., Laptop]
) -> None:
    laptop = alone()
    invitation = Invitation(url=office.url, code=office.code(), name="x", check="00" * 8)
    with pytest.raises(Known) as caught:
        enroll(laptop.store, invitation, CLOCK, connect)
    assert caught.value.title == "Another office answers"
    assert laptop.store.outbox.office is None
    assert office.rows("SELECT count(*) AS c FROM enroll_code WHERE used_at IS NULL")[0].c == 1


def test_what_was_erased_long_ago_alone_holds_nothing_up(
    office: OfficeProcess, alone: Callable[..., Laptop]
) -> None:
    """WIRE 6: the order may stand any number of entries after what it erased."""
    laptop = alone()
    visit = laptop.plan()
    target = laptop.arrive(visit).entry.hash
    about = About(visit=visit)
    with laptop.store.writing() as tx:
        tx.append(*[Draft(about=about, actor="p1", content=Rang(person="p1"))] * 1100)
    order = ErasureOrdered(entries=(target,), blobs=(), reason="本人の請求")
    laptop.write(order)
    laptop.join(office)
    report = laptop.sync()
    assert (report.trouble, report.pending.entries) == (None, 0)
    assert office.rows("SELECT body FROM entry WHERE hash = ?", target)[0].body is None
