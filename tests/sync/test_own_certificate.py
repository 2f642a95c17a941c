"""An office that made its own TLS certificate: its check number stands for it (docs/WIRE.md 5)."""

import ssl
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.sync.conftest import Laptop, noise
from tests.sync.doors import passing_on
from tests.sync.offices import CLOCK, OfficeProcess
from visitapp.errors import Known
from visitapp.sync.engine import connect, sync_once
from visitapp.sync.enrolment import Invitation, enroll
from visitapp.sync.failures import Cause, Failure
from visitapp.sync.meeting import meet
from visitapp.sync.transport import fingerprint


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """A self-signed certificate and its key, as PEM files."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    cert, private = folder / f"{name}.pem", folder / f"{name}.key"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return cert, private


@pytest.fixture
def secured(tmp_path: Path) -> Iterator[OfficeProcess]:
    """An office served over TLS with a certificate of its own."""
    process = OfficeProcess(tmp_path / "tls-office", tls=certificate(tmp_path, "office-pc"))
    yield process.start()
    process.kill()


def invitation(office: OfficeProcess, check: str = "") -> Invitation:
    return Invitation(url=office.url, code=office.code(), name="x", check=check)


def test_a_compared_number_lets_a_laptop_in_and_its_photos_through(
    secured: OfficeProcess, alone: Callable[..., Laptop]
) -> None:
    laptop = alone()
    peer = meet(secured.url, connect)
    assert (peer.name, fingerprint(peer.pinned)) == (
        "本社",
        fingerprint(secured.tls[0].read_text()) if secured.tls else "",
    )
    enroll(laptop.store, invitation(secured, peer.number), CLOCK, connect)
    sha256 = laptop.photo(laptop.plan(), noise(50_000))
    office = laptop.store.outbox.office
    assert office is not None
    transport = connect(office)
    report = sync_once(laptop.store, transport, CLOCK)
    transport.close()
    assert (report.trouble, report.pending.total) == (None, 0)
    assert secured.blob(sha256) == noise(50_000)


def test_nobody_is_let_in_without_comparing(
    secured: OfficeProcess, alone: Callable[..., Laptop]
) -> None:
    laptop = alone()
    with pytest.raises(Known) as caught:
        enroll(laptop.store, invitation(secured), CLOCK, connect)
    assert caught.value.title == "Compare the check number"
    assert caught.value.values["number"] == meet(secured.url, connect).number
    assert laptop.store.outbox.office is None


def test_another_certificate_at_the_address_ends_every_exchange(
    secured: OfficeProcess, alone: Callable[..., Laptop], tmp_path: Path
) -> None:
    """Somebody in between: nothing is sent, the records stay; the same office may renew its own."""
    laptop = alone()
    peer = meet(secured.url, connect)
    enroll(laptop.store, invitation(secured, peer.id), CLOCK, connect)
    secured.kill()
    secured.tls = certificate(tmp_path, "renewed")
    secured.start()
    office = laptop.store.outbox.office
    assert office is not None
    transport = connect(office)
    report = sync_once(laptop.store, transport, CLOCK)
    transport.close()
    assert isinstance(report.trouble, Failure)
    assert report.trouble.cause is Cause.UNTRUSTED
    # joining again asks who it is: the known key signs for the new certificate, no code is used
    assert enroll(laptop.store, invitation(secured), CLOCK, connect).already
    renewed = laptop.store.outbox.office
    assert renewed is not None
    assert renewed == replace(office, pinned=ssl_text(secured))


def ssl_text(office: OfficeProcess) -> str:
    """The certificate as TLS shows it."""
    return ssl.get_server_certificate(("127.0.0.1", office.port))


def test_words_that_name_another_certificate_do_not_count(
    secured: OfficeProcess, tmp_path: Path
) -> None:
    """In the middle: TLS ends with a stranger, who passes on the office's true words."""
    with passing_on(secured.url, certificate(tmp_path, "stranger")) as url:
        with pytest.raises(Failure) as caught:
            meet(url, connect)
        assert caught.value.cause is Cause.UNTRUSTED
