"""The office's own Ed25519 key: it signs receipts, certificates and the office's own journal."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from visitapp.disk import write_whole
from visitapp.errors import Known
from visitapp.keys import device_id
from visitapp.sync.wire import SignedText

SEED_BYTES = 32


@dataclass(frozen=True, slots=True)
class OfficeKey:
    """A signing key with its public half (32 bytes) and the device id that follows from it."""

    private: Ed25519PrivateKey
    public: bytes
    device: str

    def sign(self, raw: bytes) -> bytes:
        """The Ed25519 signature of ``raw``: 64 bytes."""
        return self.private.sign(raw)

    def signed(self, raw: bytes) -> SignedText:
        """Canonical JSON with its signature, ready to be sent."""
        return SignedText(raw=raw.decode("utf-8"), sig=self.sign(raw))


def create_key(path: Path) -> OfficeKey:
    """Make a new key and keep its 32-byte seed in ``path`` (mode 0600), flushed to disk."""
    private = Ed25519PrivateKey.generate()
    seed = private.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    write_whole(path, seed)
    return _key(private)


def load_key(path: Path) -> OfficeKey:
    """The key whose seed lies in ``path``; Known when it's missing or not 32 bytes long."""
    try:
        seed = path.read_bytes()
    except OSError as error:
        raise _unreadable(path) from error
    if len(seed) != SEED_BYTES:
        raise _unreadable(path)
    return _key(Ed25519PrivateKey.from_private_bytes(seed))


def recovery_public(path: Path) -> bytes:
    """The public half (32 bytes) of the office's recovery key; made and kept in ``path`` at first.

    Laptops seal their store key to it when they join, so that a laptop whose keyring is lost can
    be opened again. Raises Known when the file has another size.
    """
    if not path.exists():
        write_whole(path, secrets.token_bytes(SEED_BYTES))
    try:
        seed = path.read_bytes()
    except OSError as error:
        raise _unreadable(path) from error
    if len(seed) != SEED_BYTES:
        raise _unreadable(path)
    private = X25519PrivateKey.from_private_bytes(seed)
    return private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _key(private: Ed25519PrivateKey) -> OfficeKey:
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return OfficeKey(private=private, public=public, device=device_id(public))


def _unreadable(path: Path) -> Known:
    return Known(
        "Office key missing",
        "The office's signing key cannot be read from {path}.",
        "Put the key file back from your backup; without it no receipt can be signed.",
        path=path,
    )
