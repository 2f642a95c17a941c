"""An authority of the office's own: the OpenSSL of this computer, with keys made at first use.

It convinces nobody who does not trust the office already: it shows what this very computer's clock
said. It lets a small office keep the habit, and see that everything works, before it chooses an
authority that strangers trust. The key that signed the authority's certificate is thrown away.
"""

import secrets
import subprocess
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from visitapp.disk import PRIVATE_FOLDER, write_whole
from visitapp.errors import Known

if TYPE_CHECKING:
    from datetime import datetime

FOLDER = "own-authority"
ROOT, SIGNER, KEY = "root.pem", "signer.pem", "signer.key"
YEARS = timedelta(days=20 * 365)
SECONDS = 20
POLICY = "2.25.155834298174962012"  # below the arc that needs no registration (X.667)
CONFIG = f"""[tsa]
default_tsa = own
[own]
serial = {{scratch}}/serial
signer_cert = {SIGNER}
signer_key = {KEY}
signer_digest = sha256
ess_cert_id_alg = sha256
default_policy = {POLICY}
digests = sha256, sha384, sha512
accuracy = secs:1
tsa_name = yes
"""


def root_of(folder: Path) -> Path:
    """The PEM file of the own authority's root; it is there after the first question."""
    return folder / FOLDER / ROOT


def answer(folder: Path, question: bytes, now: "datetime") -> bytes:
    """The DER answer to a DER question; makes the authority of the office in ``folder`` at first.

    Raises Known when OpenSSL is missing or refuses.
    """
    place = folder / FOLDER
    if not (place / ROOT).exists():
        _establish(place, now)
    with tempfile.TemporaryDirectory(prefix=".ask-", dir=place) as scratch:
        asked = Path(scratch)
        (asked / "query").write_bytes(question)
        (asked / "serial").write_text(f"0{secrets.token_hex(9)[1:]}\n", encoding="ascii")
        (asked / "config").write_text(CONFIG.format(scratch=asked.name), encoding="ascii")
        _run(place, asked.name)
        return (asked / "answer").read_bytes()


def _run(place: Path, scratch: str) -> None:
    command = ["openssl", "ts", "-reply", "-section", "own", "-config", f"{scratch}/config"]
    command += ["-queryfile", f"{scratch}/query", "-out", f"{scratch}/answer"]
    try:
        done = subprocess.run(  # noqa: S603 - fixed words and file names of ours
            command, cwd=place, capture_output=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _failed(str(error)) from error
    if done.returncode:
        raise _failed(done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:])


def _failed(reason: object) -> Known:
    return Known(
        "Own time-stamp authority",
        "The openssl of this computer could not make a time stamp ({reason}).",
        "Install openssl 3, or name another authority. Nothing else is affected.",
        reason=reason,
    )


def _establish(place: Path, now: "datetime") -> None:
    """Root and signing key (P-256); the root's file is written last: it says that all is there."""
    place.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root = _certificate(("own authority: root", root_key), root_key.public_key(), now, ca=True)
    signer = _certificate(("own authority", root_key), key.public_key(), now, ca=False)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_whole(place / KEY, pem)
    write_whole(place / SIGNER, signer.public_bytes(Encoding.PEM))
    write_whole(place / ROOT, root.public_bytes(Encoding.PEM))


def _certificate(
    signed: tuple[str, ec.EllipticCurvePrivateKey],
    public: ec.EllipticCurvePublicKey,
    now: "datetime",
    *,
    ca: bool,
) -> x509.Certificate:
    name, root_key = signed
    usage = x509.KeyUsage(
        digital_signature=not ca,
        content_commitment=not ca,
        key_cert_sign=ca,
        crl_sign=ca,
        **dict.fromkeys(
            ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only"), False
        ),
        decipher_only=False,
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named("own authority: root"))
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + YEARS)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=0 if ca else None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()),
            critical=False,
        )
    )
    if not ca:
        stamping = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(stamping, critical=True)
    return builder.sign(root_key, hashes.SHA256())


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"visitapp {name}")])
