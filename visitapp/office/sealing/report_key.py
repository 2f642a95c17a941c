"""The key that signs reports: ECDSA P-256 with a certificate the office made itself.

PDF programs do not know Ed25519 (measured with pdfsig), so reports have a key of their own. The
certificate names nobody but the office: its fingerprint must be compared with what the company
publishes, as that of the receipts.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

from visitapp.disk import write_whole
from visitapp.errors import Known

FILE = "report.pem"
YEARS = timedelta(days=20 * 365)
NAME_LENGTH = 64  # the upper bound of X.520 for a common name


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportKey:
    """A private key (PKCS 8) and its certificate, both DER."""

    private: bytes
    certificate: bytes

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, 64 hex digits."""
        return hashlib.sha256(self.certificate).hexdigest()


def report_key(folder: Path, name: str, now: datetime) -> ReportKey:
    """The key of the office in ``folder``, made for ``name`` at first use, flushed to the disk.

    Key and certificate lie in one file (mode 0600). Raises Known when it can't be read.
    """
    path = folder / FILE
    if not path.exists():
        write_whole(path, _made(name, now))
    try:
        pem = path.read_bytes()
        private = load_pem_private_key(pem, None)
        certificate = x509.load_pem_x509_certificate(pem)
    except (OSError, ValueError, TypeError) as error:
        raise Known(
            "Report key missing",
            "The key that signs reports cannot be read from {path}.",
            "Put the file back from your backup, or remove it: a new key is made then, with a new "
            "fingerprint.",
            path=path,
        ) from error
    return ReportKey(
        private=private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
        certificate=certificate.public_bytes(Encoding.DER),
    )


def _made(name: str, now: datetime) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:NAME_LENGTH])])
    others = ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign")
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        encipher_only=False,
        decipher_only=False,
        **dict.fromkeys(others, False),
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + YEARS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private + certificate.public_bytes(Encoding.PEM)
