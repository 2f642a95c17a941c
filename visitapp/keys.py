"""Keys: where the store key comes from, how it is recovered, and how a device signs.

The store key are 32 random bytes: in the keyring of the system, behind a passphrase (Argon2id), or
in a key file (servers, tests, the demo). It never lies in clear beside the records.
"""

import base64
import hashlib
import json
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from visitapp.disk import make_folder, sync_folder
from visitapp.domain.note_number import ALPHABET, make_number
from visitapp.errors import Known
from visitapp.texts import N_

KEY_FILE = "key.json"
KEY_BYTES = 32
SERVICE = "visitapp"
ARGON = {"time_cost": 3, "memory_cost": 64 * 1024, "parallelism": 4}
SEALED = b"visitapp store key"
GROUP = 5
GROUPS = 13
CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
TO_BASE32 = str.maketrans("0123456789ABCDEFGHJKMNPQRSTVWXYZ", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
TYPED = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})

Passphrase = Callable[[], str]

WRONG_PASSPHRASE = (
    N_("Wrong passphrase"),
    N_("The passphrase does not open the records."),
    N_("Type it again, or use the recovery code from the printed sheet."),
)


@dataclass(frozen=True, slots=True)
class Signer:
    """A device's Ed25519 key; ``device`` is the id that follows from its public half."""

    private: bytes

    @property
    def public(self) -> bytes:
        """The 32 raw bytes of the public key."""
        return _private(self.private).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    @property
    def device(self) -> str:
        """The device id (docs/WIRE.md section 2)."""
        return device_id(self.public)

    def sign(self, raw: bytes) -> bytes:
        """The signature of raw entry bytes: 64 bytes."""
        return _private(self.private).sign(raw)


@lru_cache(maxsize=4)
def _private(raw: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(raw)


def new_signer() -> Signer:
    """A fresh device key."""
    return Signer(secrets.token_bytes(KEY_BYTES))


def device_id(public_key: bytes) -> str:
    """First 16 bytes of the SHA-256 of the public key, hex."""
    return hashlib.sha256(public_key).hexdigest()[:32]


def verify(public_key: bytes, raw: bytes, sig: bytes) -> bool:
    """Whether ``sig`` is this key's signature of ``raw``."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(sig, raw)
    except (InvalidSignature, ValueError):
        return False
    return True


def create_store_key(folder: Path, source: str, passphrase: Passphrase | None = None) -> bytes:
    """A new store key kept as ``source`` says: ``keyring``, ``passphrase`` or ``file:PATH``.

    Writes ``key.json`` into ``folder`` (how to find the key again, never the key itself). Raises
    Known when the keyring is missing, the passphrase too short or the file of another size.
    """
    kind, _, where = source.partition(":")
    makers = {
        "keyring": lambda: _create_in_keyring(folder),
        "passphrase": lambda: _create_with_passphrase(folder, passphrase),
        "file": lambda: _create_in_file(folder, Path(where)),
    }
    if kind not in makers or (kind == "file" and not where):
        raise Known(
            "Unknown kind of key",
            "“{source}” is no place for the key.",
            "Choose keyring, passphrase, or file:PATH.",
            source=source,
        )
    return makers[kind]()


def load_store_key(folder: Path, passphrase: Passphrase | None = None) -> bytes:
    """The store key of a data folder; Known when it can't be had or the passphrase is wrong."""
    path = folder / KEY_FILE
    if not path.exists():
        raise Known(
            "No records here",
            "There are no records in {folder}.",
            "Set up this computer first with: visitapp init",
            folder=folder,
        )
    try:
        about = json.loads(path.read_text(encoding="utf-8"))
        kind = about["kind"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _unreadable(path) from error
    try:
        if kind == "keyring":
            return _from_keyring(str(about["name"]))
        if kind == "file":
            return read_key_file(Path(str(about["path"])))
        return _unwrap(about, passphrase)
    except (KeyError, TypeError, ValueError) as error:
        raise _unreadable(path) from error


def key_kind(folder: Path) -> str:
    """How the key of a folder is kept: keyring, passphrase or file; "" when it isn't said."""
    try:
        found = json.loads((folder / KEY_FILE).read_text(encoding="utf-8"))["kind"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return str(found)


def _unreadable(path: Path) -> Known:
    return Known(
        "Key cannot be found",
        "The file {path} does not say where the key of the records is.",
        "Restore the file from a backup, or use the recovery code.",
        path=path,
    )


def _describe(folder: Path, about: dict[str, object]) -> None:
    _write_private(folder / KEY_FILE, json.dumps(about, indent=1).encode())


def _write_private(path: Path, data: bytes) -> None:
    scratch = path.with_name(f"{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        make_folder(path.parent)
        handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise Known(
            "Key not kept",
            "The key cannot be written to {path} ({what}).",
            "Choose a place you may write to; nothing was set up.",
            path=path,
            what=error.strerror or error,
        ) from error


def _create_in_keyring(folder: Path) -> bytes:
    import keyring  # noqa: PLC0415 - slow, and absent from servers
    from keyring.errors import KeyringError  # noqa: PLC0415

    key, name = secrets.token_bytes(KEY_BYTES), secrets.token_hex(8)
    try:
        kept = base64.b64encode(key).decode()
        keyring.set_password(SERVICE, name, kept)
        if keyring.get_password(SERVICE, name) != kept:
            raise _no_keyring()  # a keyring that forgets, such as keyring's null backend
    except KeyringError as error:
        raise _no_keyring() from error
    _describe(folder, {"kind": "keyring", "name": name})
    return key


def _from_keyring(name: str) -> bytes:
    import keyring  # noqa: PLC0415
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        found = keyring.get_password(SERVICE, name)
    except KeyringError as error:
        raise _no_keyring() from error
    if not found:
        raise Known(
            "Key is not in the keyring",
            "The keyring of this account no longer has the key of the records.",
            "Use the recovery code from the printed sheet.",
        )
    return base64.b64decode(found)


def _no_keyring() -> Known:
    return Known(
        "No keyring",
        "This computer has no keyring that could keep the key.",
        "Set up with a passphrase (--key passphrase) or a key file (--key file:PATH).",
    )


def _create_with_passphrase(folder: Path, passphrase: Passphrase | None) -> bytes:
    given = passphrase() if passphrase else ""
    if len(given) < 8:
        raise Known(
            "Passphrase too short",
            "The passphrase needs at least eight characters.",
            "Choose a longer one; a short sentence is easy to remember.",
        )
    key = secrets.token_bytes(KEY_BYTES)
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = AESGCM(_stretched(given, salt, ARGON)).encrypt(nonce, key, SEALED)
    _describe(
        folder,
        {
            "kind": "passphrase",
            "argon2id": ARGON,
            "salt": salt.hex(),
            "nonce": nonce.hex(),
            "sealed": sealed.hex(),
        },
    )
    return key


def _unwrap(about: dict[str, object], passphrase: Passphrase | None) -> bytes:
    given = passphrase() if passphrase else ""
    if not given:
        raise Known(
            "Passphrase needed",
            "The records are behind a passphrase.",
            "Start the program where you can type it, or set VISITAPP_PASSPHRASE_FILE.",
        )
    argon = about["argon2id"]
    salt, nonce, sealed = (bytes.fromhex(str(about[n])) for n in ("salt", "nonce", "sealed"))
    wrapping = _stretched(given, salt, argon if isinstance(argon, dict) else ARGON)
    try:
        return AESGCM(wrapping).decrypt(nonce, sealed, SEALED)
    except InvalidTag as error:
        raise Known(*WRONG_PASSPHRASE) from error


def _stretched(passphrase: str, salt: bytes, argon: dict[str, int]) -> bytes:
    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415 - only for passphrases

    return hash_secret_raw(
        passphrase.encode("utf-8"), salt, hash_len=KEY_BYTES, type=Type.ID, **argon
    )


def _create_in_file(folder: Path, path: Path) -> bytes:
    key = read_key_file(path) if path.exists() else secrets.token_bytes(KEY_BYTES)
    if not path.exists():
        _write_private(path, key)
    _describe(folder, {"kind": "file", "path": str(path.resolve())})
    return key


def read_key_file(path: Path) -> bytes:
    """Exactly 32 raw bytes; Known when the file is missing or of another size."""
    try:
        key = path.read_bytes()
    except OSError as error:
        raise Known(
            "Key file cannot be read",
            "The key file {path} cannot be read ({what}).",
            "Put the key file back where it was, or use the recovery code.",
            path=path,
            what=error.strerror or error,
        ) from error
    if len(key) != KEY_BYTES:
        raise Known(
            "Not a key file",
            "The key file {path} has {size} bytes; a key has exactly 32.",
            "Give the right file, or use the recovery code.",
            path=path,
            size=len(key),
        )
    return key


def recovery_code(key: bytes) -> str:
    """The store key to be printed: groups of five characters, the last of each guards its group.

    32 bytes give 52 characters in 13 groups of four, each with a check character.
    """
    text = base64.b32encode(key).decode().rstrip("=").translate(CROCKFORD)
    groups = [text[k : k + GROUP - 1] for k in range(0, len(text), GROUP - 1)]
    return " ".join(g + _guard(place, g) for place, g in enumerate(groups))


def _guard(place: int, group: str) -> str:
    """The check character of a group at its place: that of note numbers (docs/WIRE.md 7), so every
    wrong character, every swap of neighbours and two groups in each other's place are caught."""
    return make_number(f"{group}{ALPHABET[place]}00")[-1]


def key_from_recovery(text: str) -> bytes:
    """The store key from a typed recovery code; Known naming the first wrong group."""
    plain = "".join(text.upper().translate(TYPED).split()).replace("-", "")
    groups = [plain[k : k + GROUP] for k in range(0, len(plain), GROUP)]
    for place, group in enumerate(groups):
        plain_group = len(group) == GROUP and all(c in ALPHABET for c in group)
        if not plain_group or place >= GROUPS or _guard(place, group[:-1]) != group[-1]:
            raise _wrong_code(place + 1)
    if len(groups) < GROUPS:
        raise _wrong_code(len(groups) + 1)
    letters = "".join(g[:-1] for g in groups).translate(TO_BASE32)
    return base64.b32decode(letters + "=" * (-len(letters) % 8))


def _wrong_code(group: int) -> Known:
    return Known(
        "Recovery code is wrong",
        "Group {group} of the recovery code is not right.",
        "Compare it with the printed sheet and type it again.",
        group=group,
    )


def seal_to(public_key: bytes, key: bytes) -> bytes:
    """The store key sealed to the office's recovery key (32 raw bytes of X25519): 92 bytes.

    Sender's one-time public key (32) ‖ nonce (12) ‖ AES-256-GCM of the key (48); the wrapping key
    is HKDF-SHA256 of the shared secret, bound to both public keys.
    """
    once = X25519PrivateKey.generate()
    ours = once.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    shared = once.exchange(X25519PublicKey.from_public_bytes(public_key))
    nonce = secrets.token_bytes(12)
    sealed = AESGCM(_wrapping(shared, ours + public_key)).encrypt(nonce, key, SEALED)
    return ours + nonce + sealed


def unseal(private_key: bytes, sealed: bytes) -> bytes:
    """The store key of ``seal_to``; Known when it was sealed to another key or is damaged."""
    mine = X25519PrivateKey.from_private_bytes(private_key)
    public = mine.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    theirs, nonce, text = sealed[:32], sealed[32:44], sealed[44:]
    try:
        shared = mine.exchange(X25519PublicKey.from_public_bytes(theirs))
        return AESGCM(_wrapping(shared, theirs + public)).decrypt(nonce, text, SEALED)
    except (InvalidTag, ValueError) as error:
        raise Known(
            "Recovery key does not fit",
            "The sealed key of the laptop does not open with this recovery key.",
            "Use the recovery key that the office had when the laptop joined.",
        ) from error


def _wrapping(shared: bytes, parties: bytes) -> bytes:
    derive = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=SEALED + parties)
    return derive.derive(shared)
